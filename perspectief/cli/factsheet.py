"""`perspectief factsheet`: one steunpunt, or one type of working method, on two pages."""

from __future__ import annotations

from perspectief.cli.arguments import Subparsers
from perspectief.cli.export import add_file_options
from perspectief.cli.later import later


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("factsheet", help="a steunpunt or werkwijze on two pages (pdf)")
    parser.add_argument("about", metavar="CODE", help="a steunpunt, or a type of werkwijze")
    add_file_options(parser)
    parser.set_defaults(run=later("factsheets"))
