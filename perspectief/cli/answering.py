"""One way to answer: a result and where it comes from, as JSON or as tables."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeVar

from perspectief.cli.arguments import add_json
from perspectief.cli.plain import plain
from perspectief.cli.printing import print_json
from perspectief.cli.selecting import Chosen, add_selection_options

T = TypeVar("T")


def add_answer(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    """Let a command answer for the people that its options choose, with `run`."""
    add_json(parser)
    add_selection_options(parser)
    parser.set_defaults(run=run)


def answer(
    args: argparse.Namespace,
    chosen: Chosen,
    result: T,
    show: Callable[[T], None],
    **more: object,
) -> int:
    """Print a result, field by field as JSON with `more` beside it, or else as `show` does."""
    if args.json:
        print_json({"found": plain(result), **more, **chosen.provenance()})
    else:
        show(result)
    return 0
