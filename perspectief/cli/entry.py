"""`perspectief entry`: does who came before the start leave as fast as who came since?"""

from __future__ import annotations

import argparse

from perspectief.cli.answering import add_answer
from perspectief.cli.arguments import Subparsers
from perspectief.cli.asking import ask
from perspectief.cli.plain import plain
from perspectief.cli.printing import Cell, ends, print_json, print_table
from perspectief.cli.selecting import read_choices
from perspectief_core.durations.groups import GroupMoment
from perspectief_core.durations.late_entry import LateEntry, late_entry


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("entry", help="who came before the start beside who came since")
    add_answer(parser, run)


def run(args: argparse.Namespace) -> int:
    """Print what the options ask for."""
    chosen = read_choices(args)
    entry = ask(chosen, late_entry)
    if args.json:
        print_json({"found": plain(_dated(entry)), **chosen.provenance()})
    else:
        _print(entry)
    return 0


def _dated(entry: LateEntry) -> dict[str, object]:
    """Return the result with its months as text, which JSON knows."""
    months = [{"month": f"{row.month:%Y-%m}", "left": row.left} for row in entry.months]
    names = ("n_before", "n_since", "corrected", "since", "test", "ratio", "even_p")
    return {name: getattr(entry, name) for name in names} | {"months": months}


def _print(entry: LateEntry) -> None:
    rows: list[list[Cell]] = [
        [moment.month, _percent(entry.corrected, moment.month), _percent(entry.since, moment.month)]
        for moment in entry.corrected
    ]
    print_table(("months", "corrected %", "came since the start %"), rows)
    print(f"\n{entry.n_before} came before the start, {entry.n_since} since")
    if entry.test is not None:
        test = entry.test
        print(f"entry and exit: tau {test.tau:.3f} in {test.pairs} pairs, p {test.p:.2g}")
    if entry.ratio is not None:
        ratio = entry.ratio
        print(
            f"hazard ratio {ratio.ratio:.2f} ({ends(ratio.interval)}), p {ratio.p:.2g}; "
            f"people as units: p {ratio.naive_p:.2g}"
        )
    if entry.even_p is not None:
        print(f"every calendar month the same chance: p {entry.even_p:.2g}; months in JSON")


def _percent(moments: tuple[GroupMoment, ...], month: int) -> float | None:
    return next((100 * moment.share for moment in moments if moment.month == month), None)
