"""`perspectief outcomes`: what became of the people counted, in whole or per group."""

from __future__ import annotations

import argparse

from perspectief.cli.answering import add_answer
from perspectief.cli.arguments import Subparsers
from perspectief.cli.asking import ask
from perspectief.cli.errors import refuse_unknown
from perspectief.cli.printing import Cell, percent, print_json, print_table
from perspectief.cli.selecting import Chosen, read_choices
from perspectief_core.cohort.selection import FILTERS
from perspectief_core.people import outcomes
from perspectief_core.people.outcomes import OutcomesBy, OutcomeShare
from perspectief_core.shares.chi_square import IndependenceTest

GROUPINGS = {
    **{filter_.code: filter_.code for filter_ in FILTERS if filter_.kind == "choices"},
    "leeftijd": "leeftijd",
    "werkwijze": "werkwijze_6",
}


def add(subparsers: Subparsers) -> None:
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
    distribution = ask(chosen, outcomes.distribution)
    if as_json:
        print_json(
            {"n": distribution.n, "outcomes": _as_dict(distribution.shares), **chosen.provenance()}
        )
        return
    rows: list[list[Cell]] = [
        [row.outcome, row.share.count, *_percentages(row)] for row in distribution.shares
    ]
    print_table(
        ("outcome", "n", "%", "low", "high"), [*rows, ["total", distribution.n, "", "", ""]]
    )


def _print_groups(chosen: Chosen, column: str, as_json: bool) -> None:
    grouped = ask(chosen, lambda cohort: outcomes.by(cohort, column))
    if as_json:
        groups = [
            {"group": group.group, "n": group.n, "outcomes": _as_dict(group.shares)}
            for group in grouped.groups
        ]
        test = _as_numbers(grouped.test)
        print_json({"by": column, "groups": groups, "test": test, **chosen.provenance()})
    else:
        _print_group_table(grouped)


def _print_group_table(grouped: OutcomesBy) -> None:
    header = [grouped.column, "n", *(share.outcome for share in grouped.groups[0].shares)]
    print_table(
        header,
        [
            [group.group, group.n, *(cell.share.count for cell in group.shares)]
            for group in grouped.groups
        ],
    )
    if grouped.test is not None:
        print(f"\nchi-square {grouped.test.chi2:.1f}, df {grouped.test.df}, p {grouped.test.p:.2g}")


def _as_dict(shares: tuple[OutcomeShare, ...]) -> dict[str, dict[str, float | None]]:
    return {
        row.outcome: {
            "count": row.share.count,
            "share": row.share.share,
            "low": row.share.low,
            "high": row.share.high,
        }
        for row in shares
    }


def _percentages(row: OutcomeShare) -> list[Cell]:
    return [percent(row.share.share), 100 * row.share.low, 100 * row.share.high]


def _as_numbers(test: IndependenceTest | None) -> dict[str, float] | None:
    return None if test is None else {"chi2": test.chi2, "df": test.df, "p": test.p}
