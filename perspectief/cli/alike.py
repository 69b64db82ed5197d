"""`perspectief alike`: which steunpunten are like each other in their published answers."""

from __future__ import annotations

import argparse

from perspectief.cli.errors import UsageError
from perspectief.cli.plain import Plain, plain
from perspectief.cli.printing import Cell, print_json, print_table
from perspectief_core.alike.contrast import contrast
from perspectief_core.alike.likeness import Likeness, Pair, likeness

HEADER = ("first", "second", "likeness", "same", "of", "p (max-T)")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("alike", help="which steunpunten are like each other")
    parser.add_argument("steunpunt", nargs="?", help="only pairs with this one; default: all")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what the options ask for; it is the same for every extract, since it was published."""
    found = likeness()
    if args.steunpunt is not None and args.steunpunt not in found.order:
        known = ", ".join(sorted(found.order))
        raise UsageError(f"`STEUNPUNT`: `{args.steunpunt}` is not one of {known}")
    pairs = found.pairs if args.steunpunt is None else found.of(args.steunpunt)
    if args.json:
        print_json({"found": plain(found), "pairs": [_told(pair) for pair in pairs]})
    else:
        _print(found, pairs)
    return 0


def _told(pair: Pair) -> Plain:
    told = plain(pair)
    assert isinstance(told, dict)
    return told | {"contrast": plain(contrast(pair.first, pair.second))}


def _print(found: Likeness, pairs: tuple[Pair, ...]) -> None:
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
    print(f"\nalike together: {', '.join(found.order)}")
    print(f"same answer in {100 * found.same_share:.1f} % of pairs and questions")
    print(f"likeness {found.mean:.3f} on average; spread {found.spread:.4f}", end="")
    print(f", by chance {found.spread_by_chance:.4f} (p {found.p:.2g}, {found.draws} shuffles)")
    types = found.types
    if types.within is not None and types.between is not None and types.p is not None:
        print(f"one type {types.within:.3f}, two types {types.between:.3f} (p {types.p:.2g})")
