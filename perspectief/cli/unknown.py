"""`perspectief unknown`: what unknown answers about health leave open."""

from __future__ import annotations

import argparse

from perspectief.cli.answering import add_answer, answer
from perspectief.cli.asking import ask
from perspectief.cli.errors import refuse_unknown
from perspectief.cli.printing import Cell, print_table
from perspectief.cli.selecting import read_choices
from perspectief_core.people.unknown import OutcomeByAnswer, UnknownAnswers, unknown_answers
from perspectief_core.shares.intervals import Share

COLUMNS = ("psychiatrische_diagnose", "lichamelijke_klachten")
HEADER = ("outcome", "yes", "no", "unknown", "difference", "bounds", "sign")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("unknown", help="what unknown answers about health leave open")
    parser.add_argument("--column", default=COLUMNS[0], metavar="COLUMN", help=" | ".join(COLUMNS))
    add_answer(parser, run)


def run(args: argparse.Namespace) -> int:
    """Print what the options ask for."""
    refuse_unknown("--column", args.column, COLUMNS)
    chosen = read_choices(args)
    found = ask(chosen, lambda cohort: unknown_answers(cohort, args.column))
    return answer(args, chosen, found, _print)


def _print(found: UnknownAnswers) -> None:
    print_table(HEADER, [_cells(one) for one in found.outcomes])
    print(f"\nunknown {_share(found.unknown)}; yes {_share(found.of_known)} of those known", end="")
    if found.bounds is not None:
        print(f", {100 * found.bounds.low:.1f} to {100 * found.bounds.high:.1f} % of all", end="")
    print()


def _cells(one: OutcomeByAnswer) -> list[Cell]:
    estimate = None if one.known.estimate is None else 100 * one.known.estimate
    bounds = one.bounds
    told = None if bounds is None else f"{100 * bounds.low:.1f} to {100 * bounds.high:.1f}"
    shares = (one.yes, one.no, one.unknown)
    return [one.outcome, *(_share(part) for part in shares), estimate, told, one.sign]


def _share(found: Share) -> str:
    return f"{found.count}/{found.total}"
