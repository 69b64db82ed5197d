"""`perspectief cite --check`: what became of the citations in a document."""

from __future__ import annotations

from pathlib import Path

from perspectief.cli.arguments import Subparsers, add_json
from perspectief.cli.later import later
from perspectief.cli.selecting import add_extract_option


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("cite", help="what became of the citations in a document")
    parser.add_argument(
        "--check", required=True, type=Path, metavar="FILE", help=".docx | .html | .txt"
    )
    add_json(parser)
    add_extract_option(parser)
    parser.set_defaults(run=later("citing"))
