"""`perspectief compare`: Perspectief beside DT&V, with chance, rounding and open cases."""

from __future__ import annotations

import argparse
from typing import Any

from perspectief.cli.arguments import Subparsers, add_json
from perspectief.cli.asking import ask_of
from perspectief.cli.errors import UsageError
from perspectief.cli.plain import plain
from perspectief.cli.printing import Cell, percent, percent_ends, print_json, print_table
from perspectief.cli.selecting import add_selection_options, read_choices
from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison.comparing import (
    Comparison,
    ComparisonOptions,
    ComparisonRow,
    compare_selection,
)
from perspectief_core.comparison.letter import letter_comparison, letter_facts

MAPPING = {
    "tabel_doormigratie": ("weggelaten", "apart", "bij_overig"),
    "open_zaken": ("meetellen", "weglaten"),
    "andere_reden": ("meetellen", "weglaten"),
    "resultaat": ("apart", "samen"),
}
"""Choices of how the two sides are laid beside each other, the letter's first."""


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("compare", help="Perspectief beside DT&V")
    add_json(parser)
    parser.add_argument(
        "--published",
        action="store_true",
        help="compute from the counts printed in 2011 instead of from an extract",
    )
    mapping = parser.add_argument_group("how the two sides are laid beside each other")
    for code, options in MAPPING.items():
        name = f"--{code.replace('_', '-')}"
        mapping.add_argument(name, metavar="CHOICE", help=" | ".join(options))
    add_selection_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the comparison that the options ask for."""
    options = _read_mapping(args)
    chosen = read_choices(args)
    if args.published:
        if chosen.selection != Selection():
            raise UsageError("`--published`: the printed counts have no criteria or filters")
        comparison = letter_comparison(letter_facts(), options)
        origin: dict[str, object] = {"published": True}
    else:
        comparison = ask_of(
            chosen, lambda: compare_selection(chosen.extract, chosen.selection, options)
        )
        origin = {"published": False, **chosen.provenance()}
    if args.json:
        print_json({**_as_dict(comparison), **origin})
    else:
        _print(comparison)
    return 0


def _read_mapping(args: argparse.Namespace) -> ComparisonOptions:
    given: list[Any] = []
    for code, options in MAPPING.items():
        value = getattr(args, code) or options[0]
        if value not in options:
            name = code.replace("_", "-")
            raise UsageError(f"`--{name}`: `{value}` is not one of {', '.join(options)}")
        given.append(value)
    return ComparisonOptions(*given)


def _as_dict(comparison: Comparison) -> dict[str, object]:
    steps = comparison.dtv_flow
    return {
        "mapping": plain(comparison.options),
        "total": comparison.total,
        "dtv_total": plain(comparison.dtv_total),
        "rounding": comparison.rounding,
        "unlisted": comparison.unlisted,
        "unlisted_outcomes": list(comparison.unlisted_outcomes),
        "rows": [plain(row) for row in comparison.rows],
        "dtv_steps": {
            "start": steps.start,
            "peildatum": steps.peildatum.isoformat(),
            "steps": plain(steps.steps),
        },
    }


def _print(comparison: Comparison) -> None:
    header = (
        "outcome",
        "n",
        "%",
        "DT&V",
        "%",
        "difference",
        "chance",
        "with rounding",
        "with open cases",
        "decides",
        "E-value",
    )
    print_table(header, [_cells(row) for row in comparison.rows])
    print(
        f"\nPerspectief {comparison.total}, DT&V ≈ {comparison.dtv_total.value}; "
        "percentage points, 95 %"
    )
    print(f"DT&V is counted at {comparison.dtv_flow.peildatum.isoformat()}")
    if comparison.unlisted:
        names = " and ".join(comparison.unlisted_outcomes)
        print(f"{comparison.unlisted} people with outcome {names} are in the total but in no row")


def _cells(row: ComparisonRow) -> list[Cell]:
    own: list[Cell] = [row.outcome, row.share.count, percent(row.share.share)]
    if row.dtv is None:
        return [*own, *[None] * 8]
    doubts = row.dtv.doubts
    widths: list[Cell] = [None, None, None, None]
    if doubts is not None:
        spans = (doubts.chance, doubts.chance_rounding, doubts.combined)
        widths = [*(percent_ends(span) for span in spans), doubts.decides]
    difference = percent(row.dtv.difference.estimate)
    about = f"≈ {row.dtv.share.count}"
    return [*own, about, percent(row.dtv.share.share), difference, *widths, row.dtv.e_value]
