"""`perspectief story`: the story over all pages as one file of slides."""

from __future__ import annotations

import argparse

from perspectief.cli.arguments import Subparsers
from perspectief.cli.export import add_file_options

FORMS = ("pptx", "pdf", "html")


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("story", help="the key messages of all pages as slides")
    parser.add_argument("--to", required=True, metavar="KIND", help=" | ".join(FORMS))
    add_file_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the file, and say how many slides are in it."""
    # Charts and slides take a second to load, which no other command should wait for.
    from perspectief.cli import storytelling

    return storytelling.run(args)
