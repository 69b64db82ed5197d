"""`perspectief story`: the story over all pages as one file of slides."""

from __future__ import annotations

from perspectief.cli.arguments import Subparsers
from perspectief.cli.export import add_file_options
from perspectief.cli.later import later

FORMS = ("pptx", "pdf", "html")


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("story", help="the key messages of all pages as slides")
    parser.add_argument("--to", required=True, metavar="KIND", help=" | ".join(FORMS))
    add_file_options(parser)
    parser.set_defaults(run=later("storytelling"))
