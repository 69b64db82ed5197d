"""`perspectief entry`: does who came before the start leave as fast as who came since?"""

from __future__ import annotations

import argparse

from perspectief.cli.answering import add_answer
from perspectief.cli.asking import ask
from perspectief.cli.plain import plain
from perspectief.cli.printing import Cell, print_json, print_table
from perspectief.cli.selecting import read_choices
from perspectief_core.durations.groups import GroupMoment
from perspectief_core.durations.late_entry import LateEntry, late_entry


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("entry", help="who came before the start beside who came since")
    add_answer(parser, run)


def run(args: argparse.Namespace) -> int:
    """Print what the options ask for."""
    chosen = read_choices(args)
    found = ask(chosen, late_entry)
    if args.json:
        print_json({"found": plain(_dated(found)), **chosen.provenance()})
    else:
        _print(found)
    return 0


def _dated(found: LateEntry) -> dict[str, object]:
    """Return the result with its months as text, which JSON knows."""
    months = [{"month": f"{one.month:%Y-%m}", "left": one.left} for one in found.months]
    names = ("n_before", "n_since", "corrected", "since", "test", "ratio", "even_p")
    return {name: getattr(found, name) for name in names} | {"months": months}


def _print(found: LateEntry) -> None:
    rows: list[list[Cell]] = [
        [one.month, _percent(found.corrected, one.month), _percent(found.since, one.month)]
        for one in found.corrected
    ]
    print_table(("months", "corrected %", "came since the start %"), rows)
    print(f"\n{found.n_before} came before the start, {found.n_since} since")
    if found.test is not None:
        test = found.test
        print(f"entry and exit: tau {test.tau:.3f} in {test.pairs} pairs, p {test.p:.2g}")
    if found.ratio is not None:
        ratio = found.ratio
        print(
            f"hazard ratio {ratio.ratio:.2f} ({ratio.interval.low:.2f} to {ratio.interval.high:.2f}"
            f"), p {ratio.p:.2g}; people as units: p {ratio.naive_p:.2g}"
        )
    if found.even_p is not None:
        print(f"every calendar month the same chance: p {found.even_p:.2g}; months in JSON")


def _percent(moments: tuple[GroupMoment, ...], month: int) -> float | None:
    return next((100 * one.share for one in moments if one.month == month), None)
