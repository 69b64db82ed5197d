"""`perspectief export`: a figure of a page as a file, or all its figures as a document."""

from __future__ import annotations

import argparse
from pathlib import Path

from perspectief.cli.arguments import Subparsers, add_json
from perspectief.cli.later import later
from perspectief.cli.selecting import add_selection_options
from perspectief.report.words import shell

SITE = "http://127.0.0.1:8501/"
"""Where `perspectief app` serves."""


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    pages = " | ".join(entry.name for entry in shell.PAGES) + "; for a report also alles"
    parser = subparsers.add_parser("export", help="a figure of a page, or its report, as a file")
    parser.add_argument("--page", required=True, metavar="PAGE", help=pages)
    parser.add_argument(
        "--figure",
        metavar="KEY",
        help="what stands behind # in its link; else the first, and as pdf every figure",
    )
    parser.add_argument(
        "--to", required=True, metavar="KIND", help="xlsx | pptx | pdf | png | svg | csv | csv-nl"
    )
    parser.add_argument(
        "--choice",
        action="append",
        default=[],
        metavar="CODE=VALUE",
        help="a choice of the page itself, as in its address",
    )
    add_file_options(parser)
    parser.set_defaults(run=later("exporting"))


def add_file_options(parser: argparse.ArgumentParser) -> None:
    """Add what every command that writes a file of pages takes: where to, links, who is counted."""
    parser.add_argument("--out", required=True, type=Path, metavar="FILE")
    parser.add_argument("--site", default=SITE, metavar="URL", help=f"for links; default {SITE}")
    add_json(parser)
    add_selection_options(parser)
