"""Arguments that several commands take."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TypeAlias

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""Where a command registers its parser."""


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let a command print JSON."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def add_file(parser: argparse.ArgumentParser) -> None:
    """Let a command read any table: one file, a folder or a pattern."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help="CSV (, ; | or tab) or Parquet, or a folder or pattern of such files",
    )


def add_target(parser: argparse.ArgumentParser, outcomes: Iterable[str]) -> None:
    """Let a command be about one of these outcomes."""
    parser.add_argument("--target", required=True, metavar="OUTCOME", help=" | ".join(outcomes))
