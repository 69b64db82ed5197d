"""`perspectief cite --check`: what became of the citations in a document."""

from __future__ import annotations

import argparse
from pathlib import Path

from perspectief.cli.arguments import Subparsers, add_json
from perspectief.cli.selecting import add_extract_option


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("cite", help="what became of the citations in a document")
    parser.add_argument(
        "--check", required=True, type=Path, metavar="FILE", help=".docx | .html | .txt"
    )
    add_json(parser)
    add_extract_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print each citation with `klopt`, `veranderd` or `onbekend`; 1 unless all are right."""
    # Pages take a second to load, which no other command should wait for.
    from perspectief.cli import citing

    return citing.run(args)
