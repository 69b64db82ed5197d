"""`perspectief alike`: which steunpunten are like each other in their published answers."""

from __future__ import annotations

import argparse

from perspectief.cli.arguments import Subparsers, add_json
from perspectief.cli.errors import UsageError
from perspectief.cli.plain import Plain, plain
from perspectief.cli.printing import Cell, print_json, print_table
from perspectief_core.alike.contrast import contrast
from perspectief_core.alike.likeness import Likeness, Pair, likeness

HEADER = ("first", "second", "likeness", "same", "of", "p (max-T)")


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("alike", help="which steunpunten are like each other")
    parser.add_argument("steunpunt", nargs="?", help="only pairs with this one; default: all")
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what the options ask for; it is the same for every extract, since it was published."""
    whole = likeness()
    if args.steunpunt is not None and args.steunpunt not in whole.order:
        known = ", ".join(sorted(whole.order))
        raise UsageError(f"`STEUNPUNT`: `{args.steunpunt}` is not one of {known}")
    pairs = whole.pairs if args.steunpunt is None else whole.of(args.steunpunt)
    if args.json:
        print_json({"found": plain(whole), "pairs": [_told(pair) for pair in pairs]})
    else:
        _print(whole, pairs)
    return 0


def _told(pair: Pair) -> Plain:
    told = plain(pair)
    assert isinstance(told, dict)
    return told | {"contrast": plain(contrast(pair.first, pair.second))}


def _print(whole: Likeness, pairs: tuple[Pair, ...]) -> None:
    rows: list[list[Cell]] = [
        [
            pair.first,
            pair.second,
            f"{pair.likeness:.2f}",
            pair.same,
            pair.compared,
            f"{pair.p:.2g}",
        ]
        for pair in pairs
    ]
    print_table(HEADER, rows)
    print(f"\nalike together: {', '.join(whole.order)}")
    print(f"same answer in {100 * whole.same_share:.1f} % of pairs and questions")
    print(f"likeness {whole.mean:.3f} on average; spread {whole.spread:.4f}", end="")
    print(f", by chance {whole.spread_by_chance:.4f} (p {whole.p:.2g}, {whole.draws} shuffles)")
    types = whole.types
    if types.within is not None and types.between is not None and types.p is not None:
        print(f"one type {types.within:.3f}, two types {types.between:.3f} (p {types.p:.2g})")
