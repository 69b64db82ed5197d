"""`perspectief expected`: counted beside expected per steunpunt, given who came."""

from __future__ import annotations

import argparse

from perspectief.cli.answering import add_answer, answer
from perspectief.cli.arguments import Subparsers, add_target
from perspectief.cli.asking import ask
from perspectief.cli.errors import refuse_unknown
from perspectief.cli.printing import ends, p_text, print_missing, print_table
from perspectief.cli.selecting import read_choices
from perspectief_core.cohort.grouping import CONCRETE
from perspectief_core.data import contract
from perspectief_core.expected.expecting import ObservedExpected, expect

TARGETS = (*contract.OUTCOMES, CONCRETE)


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("expected", help="counted beside expected, given who came")
    add_target(parser, TARGETS)
    add_answer(parser, run)


def run(args: argparse.Namespace) -> int:
    """Print what the options ask for."""
    refuse_unknown("--target", args.target, TARGETS)
    chosen = read_choices(args)
    expectation = ask(chosen, lambda cohort: expect(cohort, args.target))
    told = {"per_parameter": expectation.per_parameter, "carries": expectation.carries}
    return answer(args, chosen, expectation, _print, **told)


def _print(expectation: ObservedExpected) -> None:
    header = ("steunpunt", "n", "counted", "expected", "ordinary", "state", "uncorrected", "p")
    print_table(
        header,
        [
            [
                point.steunpunt,
                point.share.total,
                point.share.count,
                point.expected,
                None if point.expected is None else f"{point.least} to {point.most}",
                point.state,
                point.plain,
                p_text(point.p),
            ]
            for point in expectation.points
        ],
    )
    print(f"\n{expectation.outcome}: expected {expectation.total_expected:.1f} in all")
    print(
        f"{expectation.events} events, {expectation.parameters} parameters: "
        f"carries `{expectation.carries}`"
    )
    if expectation.discrimination is not None:
        print(f"AUC {_with_range(expectation)}, from models without the steunpunt itself")
    print_missing(expectation.missing)


def _with_range(expectation: ObservedExpected) -> str:
    told = expectation.discrimination
    if told is None:
        return "."
    if told.interval is None:
        return f"{told.auc:.2f}"
    return f"{told.auc:.2f} ({ends(told.interval)})"
