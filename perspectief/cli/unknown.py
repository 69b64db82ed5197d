"""`perspectief unknown`: what unknown answers about health leave open."""

from __future__ import annotations

import argparse

from perspectief.cli.answering import add_answer, answer
from perspectief.cli.arguments import Subparsers
from perspectief.cli.asking import ask
from perspectief.cli.errors import refuse_unknown
from perspectief.cli.printing import Cell, percent, percent_ends, print_table
from perspectief.cli.selecting import read_choices
from perspectief_core.people.unknown import OutcomeByAnswer, UnknownAnswers, unknown_answers
from perspectief_core.shares.intervals import Share

COLUMNS = ("psychiatrische_diagnose", "lichamelijke_klachten")
HEADER = ("outcome", "yes", "no", "unknown", "difference", "bounds", "sign")


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("unknown", help="what unknown answers about health leave open")
    parser.add_argument("--column", default=COLUMNS[0], metavar="COLUMN", help=" | ".join(COLUMNS))
    add_answer(parser, run)


def run(args: argparse.Namespace) -> int:
    """Print what the options ask for."""
    refuse_unknown("--column", args.column, COLUMNS)
    chosen = read_choices(args)
    answers = ask(chosen, lambda cohort: unknown_answers(cohort, args.column))
    return answer(args, chosen, answers, _print)


def _print(answers: UnknownAnswers) -> None:
    print_table(HEADER, [_cells(row) for row in answers.outcomes])
    print(
        f"\nunknown {_share(answers.unknown)}; yes {_share(answers.of_known)} of those known",
        end="",
    )
    if answers.bounds is not None:
        print(f", {percent_ends(answers.bounds)} % of all", end="")
    print()


def _cells(row: OutcomeByAnswer) -> list[Cell]:
    estimate = percent(row.known.estimate)
    bounds = row.bounds
    told = None if bounds is None else percent_ends(bounds)
    shares = (row.yes, row.no, row.unknown)
    return [row.outcome, *(_share(part) for part in shares), estimate, told, row.sign]


def _share(share: Share) -> str:
    return f"{share.count}/{share.total}"
