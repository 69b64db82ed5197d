"""`perspectief expected`: counted beside expected per steunpunt, given who came."""

from __future__ import annotations

import argparse

from perspectief.cli.answering import add_answer, answer
from perspectief.cli.asking import ask
from perspectief.cli.errors import refuse_unknown
from perspectief.cli.printing import print_table
from perspectief.cli.selecting import read_choices
from perspectief_core.cohort.grouping import CONCRETE
from perspectief_core.data import contract
from perspectief_core.expected.expecting import ObservedExpected, expect

TARGETS = (*contract.OUTCOMES, CONCRETE)


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("expected", help="counted beside expected, given who came")
    parser.add_argument("--target", required=True, metavar="OUTCOME", help=" | ".join(TARGETS))
    add_answer(parser, run)


def run(args: argparse.Namespace) -> int:
    """Print what the options ask for."""
    refuse_unknown("--target", args.target, TARGETS)
    chosen = read_choices(args)
    found = ask(chosen, lambda cohort: expect(cohort, args.target))
    told = {"per_parameter": found.per_parameter, "carries": found.carries}
    return answer(args, chosen, found, _print, **told)


def _print(found: ObservedExpected) -> None:
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
                None if point.p is None else f"{point.p:.2g}",
            ]
            for point in found.points
        ],
    )
    print(f"\n{found.outcome}: expected {found.total_expected:.1f} in all")
    print(f"{found.events} events, {found.parameters} parameters: carries `{found.carries}`")
    if found.discrimination is not None:
        print(f"AUC {_with_range(found)}, from models without the steunpunt itself")
    for column in found.missing:
        print(f"the extract has no column `{column}`")


def _with_range(found: ObservedExpected) -> str:
    told = found.discrimination
    if told is None:
        return "."
    if told.interval is None:
        return f"{told.auc:.2f}"
    return f"{told.auc:.2f} ({told.interval.low:.2f} to {told.interval.high:.2f})"
