"""`perspectief landmark`: what many contacts say of leaving, and what of that is time itself."""

from __future__ import annotations

import argparse

from perspectief.cli.answering import add_answer, answer
from perspectief.cli.arguments import Subparsers
from perspectief.cli.asking import ask
from perspectief.cli.errors import UsageError, refuse_unknown
from perspectief.cli.printing import Cell, ends, print_table
from perspectief.cli.selecting import read_choices
from perspectief.cli.speed import TARGETS
from perspectief_core.durations.landmark import MONTHS, Landmark, Look, landmark

HEADER = ("look", "many", "few", "outcomes", "ratio", "95 %", "p")


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("landmark", help="contacts and leaving, without immortal time")
    parser.add_argument("--target", metavar="OUTCOME", help=f"{' | '.join(TARGETS)}; default: any")
    parser.add_argument("--month", type=int, default=6, metavar="N", help=f"one of {MONTHS}")
    add_answer(parser, run)


def run(args: argparse.Namespace) -> int:
    """Print what the options ask for."""
    if args.target is not None:
        refuse_unknown("--target", args.target, TARGETS)
    if args.month not in MONTHS:
        raise UsageError(f"`--month`: {args.month} is not one of {', '.join(map(str, MONTHS))}")
    chosen = read_choices(args)
    looks = ask(chosen, lambda cohort: landmark(cohort, args.target, args.month))
    return answer(args, chosen, looks, _print)


def _print(looks: Landmark) -> None:
    rows = [
        _cells("in all, naive", looks.naive),
        _cells(f"known after {looks.month} months", looks.known_then),
        _cells("changing in time", looks.growing),
    ]
    print_table(HEADER, rows)
    if looks.in_all is not None and looks.by_then is not None:
        print(f"\nmany: {looks.in_all:.0f} in all, {looks.by_then:.1f} after {looks.month} months")
    print(f"{looks.unknown} people in none of them")


def _cells(name: str, look: Look) -> list[Cell]:
    told: list[Cell] = [name, look.many, look.few, look.events]
    if look.ratio is None:
        return [*told, None, None, None]
    return [*told, look.ratio.ratio, ends(look.ratio.interval), f"{look.ratio.p:.2g}"]
