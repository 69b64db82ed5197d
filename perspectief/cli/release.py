"""`perspectief release`: let an edition leave that two people approved of, besides who asked."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from perspectief.cli.arguments import Subparsers, add_json
from perspectief.cli.desk_words import FAULTS
from perspectief.cli.errors import DataError
from perspectief.cli.review import show
from perspectief.publishing import desk


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("release", help="let an edition leave that two people approved")
    parser.add_argument("edition", type=Path, metavar="BUNDLE")
    parser.add_argument("--to", type=Path, required=True, metavar="FILE")
    parser.add_argument("--by", required=True, metavar="NAME", help="who lets it leave")
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Copy the edition to where it leaves from, and print its log."""
    if not args.edition.is_file():
        raise DataError(f"there is no edition `{args.edition}`")
    if not args.to.parent.is_dir():
        raise DataError(f"there is no folder `{args.to.parent}` to write in")
    try:
        desk.release(args.edition, args.to, desk.Person(args.by, datetime.now(UTC)))
        log = desk.read(args.edition)
    except desk.DeskError as error:
        raise DataError(FAULTS[error.fault]) from error
    show(log, as_json=args.json)
    return 0
