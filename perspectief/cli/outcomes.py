"""`perspectief outcomes`: what became of the people counted, in whole or per group."""

from __future__ import annotations

import argparse

from perspectief.cli.answering import add_answer
from perspectief.cli.asking import ask
from perspectief.cli.errors import refuse_unknown
from perspectief.cli.printing import Cell, print_json, print_table
from perspectief.cli.selecting import Chosen, read_choices
from perspectief_core.cohort.selection import FILTERS
from perspectief_core.people import outcomes
from perspectief_core.people.outcomes import OutcomesBy, OutcomeShare
from perspectief_core.shares.chi_square import IndependenceTest

GROUPINGS = {
    **{one.code: one.code for one in FILTERS if one.kind == "choices"},
    "leeftijd": "leeftijd",
    "werkwijze": "werkwijze_6",
}


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("outcomes", help="what became of the people counted")
    parser.add_argument("--by", metavar="GROUP", help=" | ".join(GROUPINGS))
    add_answer(parser, run)


def run(args: argparse.Namespace) -> int:
    """Print the outcomes that the options ask for."""
    if args.by is not None:
        refuse_unknown("--by", args.by, GROUPINGS)
    chosen = read_choices(args)
    if args.by is None:
        _print_distribution(chosen, args.json)
    else:
        _print_groups(chosen, GROUPINGS[args.by], args.json)
    return 0


def _print_distribution(chosen: Chosen, as_json: bool) -> None:
    found = ask(chosen, outcomes.distribution)
    if as_json:
        print_json({"n": found.n, "outcomes": _as_dict(found.shares), **chosen.provenance()})
        return
    rows: list[list[Cell]] = [
        [one.outcome, one.share.count, *_percentages(one)] for one in found.shares
    ]
    print_table(("outcome", "n", "%", "low", "high"), [*rows, ["total", found.n, "", "", ""]])


def _print_groups(chosen: Chosen, column: str, as_json: bool) -> None:
    found = ask(chosen, lambda cohort: outcomes.by(cohort, column))
    if as_json:
        groups = [
            {"group": one.group, "n": one.n, "outcomes": _as_dict(one.shares)}
            for one in found.groups
        ]
        test = _as_numbers(found.test)
        print_json({"by": column, "groups": groups, "test": test, **chosen.provenance()})
    else:
        _print_group_table(found)


def _print_group_table(found: OutcomesBy) -> None:
    header = [found.column, "n", *(one.outcome for one in found.groups[0].shares)]
    print_table(
        header,
        [[one.group, one.n, *(cell.share.count for cell in one.shares)] for one in found.groups],
    )
    if found.test is not None:
        print(f"\nchi-square {found.test.chi2:.1f}, df {found.test.df}, p {found.test.p:.2g}")


def _as_dict(shares: tuple[OutcomeShare, ...]) -> dict[str, dict[str, float | None]]:
    return {
        one.outcome: {
            "count": one.share.count,
            "share": one.share.share,
            "low": one.share.low,
            "high": one.share.high,
        }
        for one in shares
    }


def _percentages(one: OutcomeShare) -> list[Cell]:
    share = one.share.share
    return [None if share is None else 100 * share, 100 * one.share.low, 100 * one.share.high]


def _as_numbers(test: IndependenceTest | None) -> dict[str, float] | None:
    return None if test is None else {"chi2": test.chi2, "df": test.df, "p": test.p}
