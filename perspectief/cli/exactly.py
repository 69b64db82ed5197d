"""The options `--exact` and `--mid-p` of commands that screen, and what they add to the output."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from perspectief.cli.printing import Cell
from perspectief_core.differences.merged import ExactTest
from perspectief_core.splits.exporting import Json

KINDS = {"exact": ("p", "p_adjusted"), "mid_p": ("mid_p", "mid_p_adjusted")}
"""What each option asks of a test: its p, and that times the number of ways to merge so."""


def add_exact(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--exact", action="store_true", help="add the exact p of every merged table (Fisher)"
    )
    parser.add_argument("--mid-p", action="store_true", help="add its mid-p, for sparse tables")


def exact_kinds(args: argparse.Namespace) -> tuple[str, ...]:
    """Return which of them are asked for."""
    return tuple(kind for kind in KINDS if getattr(args, kind))


def exact_json(kinds: Sequence[str], test: ExactTest | None) -> Mapping[str, Json]:
    """Return what each adds to the JSON of a predictor, with the smallest expected number."""
    return {kind: None if test is None else _told(kind, test) for kind in kinds}


def _told(kind: str, test: ExactTest) -> Mapping[str, Json]:
    p, adjusted = KINDS[kind]
    return {
        "p": getattr(test, p),
        "p_adjusted": getattr(test, adjusted),
        "least_expected": test.least,
    }


def exact_header(kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the heads of the columns that they add."""
    return tuple(f"{kind.replace('_', '-')} adjusted" for kind in kinds)


def exact_cells(kinds: Sequence[str], test: ExactTest | None) -> tuple[Cell, ...]:
    """Return their cells of one predictor."""
    return tuple(None if test is None else f"{getattr(test, KINDS[kind][1]):.4f}" for kind in kinds)
