"""`perspectief sensitivity`: outcomes and claims under every combination of criteria."""

from __future__ import annotations

import argparse
import csv
import sys
from functools import partial

from perspectief.cli.arguments import Subparsers, add_json
from perspectief.cli.asking import ask_of
from perspectief.cli.errors import UsageError, refuse_unknown
from perspectief.cli.plain import plain
from perspectief.cli.printing import Cell, percent, print_json, print_table
from perspectief.cli.selecting import Chosen, add_selection_options, read_choices
from perspectief_core.cohort.grouping import Basis
from perspectief_core.data import contract
from perspectief_core.sensitivity.claims import claims, concrete_perspective
from perspectief_core.sensitivity.claims_duration import duration_claims
from perspectief_core.sensitivity.combinations import Combinations, combine
from perspectief_core.sensitivity.grid import Grid, grid
from perspectief_core.sensitivity.ranges import ShareRange, Tornado, ranges, tornado
from perspectief_core.sensitivity.verdicts import Verdict, Verdicts

BASES: tuple[Basis, ...] = ("all", "exits")


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "sensitivity", help="outcomes and claims under every combination of inclusion criteria"
    )
    add_json(parser)
    parser.add_argument("--of", default="all", metavar="WHOM", help=" | ".join(BASES))
    parser.add_argument(
        "--grid", action="store_true", help="every combination with its counts (CSV without --json)"
    )
    add_selection_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print ranges, tornados and claims, or the whole grid."""
    refuse_unknown("--of", args.of, BASES)
    chosen = read_choices(args)
    for code in chosen.selection.departs_from_report:
        name = code.replace("_", "-")
        raise UsageError(f"`--{name}`: every choice is combined already; give filters only")
    combinations = combine(chosen.extract, chosen.selection)
    if args.grid:
        _print_grid(chosen, ask_of(chosen, lambda: grid(combinations)), args.json)
    else:
        _print_findings(chosen, combinations, args.of, args.json)
    return 0


def _print_findings(
    chosen: Chosen, combinations: Combinations, basis: Basis, as_json: bool
) -> None:
    codes = contract.OUTCOMES if basis == "all" else contract.OUTCOMES[1:]
    spans = [ask_of(chosen, partial(ranges, combinations, code, basis)) for code in codes]
    bars = [ask_of(chosen, partial(tornado, combinations, code, basis)) for code in codes]
    said = [
        ask_of(chosen, partial(claim, combinations))
        for claim in (claims, concrete_perspective, duration_claims)
    ]
    if as_json:
        print_json(
            {
                "of": basis,
                "combinations": spans[0].combinations,
                "ranges": [plain(range_) for range_ in spans],
                "tornado": [plain(each) for each in bars],
                "claims": [plain(verdict) for claimed in said for verdict in claimed.verdicts],
                **chosen.provenance(),
            }
        )
    else:
        _print_tables(spans, bars, said)


def _print_tables(spans: list[ShareRange], bars: list[Tornado], said: list[Verdicts]) -> None:
    every, different = spans[0].combinations, min(range_.countings for range_ in spans)
    print(f"{every} combinations, {different} different groups of people")
    print(f"per cent of {spans[0].basis}")
    print_table(("outcome", "report", "low", "high"), [_range_cells(range_) for range_ in spans])
    print("\npercentage points that each choice moves the share, on average")
    criteria = sorted({bar.criterion for each in bars for bar in each.bars})
    print_table(
        ("criterion", *(each.outcome for each in bars)),
        [[code, *(_spread(each, code) for each in bars)] for code in criteria],
    )
    print()
    verdicts = [verdict for claimed in said for verdict in claimed.verdicts]
    print_table(
        ("claim", "holds", "of", "in report", "fails most under"),
        [_claim_cells(verdict) for verdict in verdicts],
    )


def _range_cells(range_: ShareRange) -> list[Cell]:
    return [
        range_.outcome,
        *(percent(share) for share in (range_.report.share, range_.low, range_.high)),
    ]


def _spread(of_outcome: Tornado, code: str) -> float | None:
    return next((percent(bar.spread) for bar in of_outcome.bars if bar.criterion == code), None)


def _claim_cells(verdict: Verdict) -> list[Cell]:
    worst = "" if verdict.worst is None else f"{verdict.worst.criterion}={verdict.worst.option}"
    report = {True: "yes", False: "no", None: "."}[verdict.in_report]
    return [verdict.claim, verdict.holds, verdict.of, report, worst]


def _print_grid(chosen: Chosen, table: Grid, as_json: bool) -> None:
    if as_json:
        print_json({**_grid_as_dict(table), **chosen.provenance()})
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    # A criterion has the name of an outcome: doormigratie.
    outcomes = [f"outcome_{code}" for code in table.outcomes]
    writer.writerow([*(c.code for c in table.criteria), "group", "n", *outcomes, "report"])
    for at, combination in enumerate(table.combinations):
        writer.writerow(
            [
                *combination.choices,
                combination.group,
                combination.n,
                *combination.counts,
                int(at == table.report),
            ]
        )


def _grid_as_dict(table: Grid) -> dict[str, object]:
    return {
        "criteria": plain(table.criteria),
        "outcomes": list(table.outcomes),
        "report": table.report,
        "groups": table.groups,
        "excluded": plain(table.excluded),
        "combinations": [plain(combination) for combination in table.combinations],
    }
