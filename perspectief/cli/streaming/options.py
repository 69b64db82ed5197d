"""What the caller says about how files of any size are counted."""

from __future__ import annotations

import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options about counting in parts."""
    group = parser.add_argument_group("files of any size")
    group.add_argument(
        "--progress", action="store_true", help="say how far it is, also where nobody watches"
    )
    group.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="count on the workers of a Dask scheduler, such as tcp://127.0.0.1:8786",
    )
