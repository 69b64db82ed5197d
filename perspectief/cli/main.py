"""Entry point of the `perspectief` command.

Each command is a module in this package with `add(subparsers)`, which registers its parser and sets
`run` as the default; `run(args)` returns the exit code. Exit 1 means bad data, exit 2 bad use.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from perspectief.cli.errors import DataError, UsageError

COMMANDS: tuple[str, ...] = (
    "extract",
    "outcomes",
    "screen",
    "tree",
    "chaid",
    "cif",
    "reproduce",
    "compare",
    "sensitivity",
)


class Parser(argparse.ArgumentParser):
    """A parser that answers bad use in one line, as every other error of the command."""

    def error(self, message: str) -> NoReturn:
        """Print one line on standard error and exit with 2."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with every command registered."""
    parser = Parser(
        prog="perspectief",
        description="Outcomes of the experiment Perspectief, from the command line.",
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name in COMMANDS:
        importlib.import_module(f"perspectief.cli.{name}").add(subparsers)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 for bad data and 2 for bad use with one line on stderr."""
    args = build_parser().parse_args(argv)
    try:
        return int(args.run(args))
    except DataError as error:
        print(f"perspectief: {error}", file=sys.stderr)
        return 1
    except UsageError as error:
        print(f"perspectief: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader (for example `head`) closed the pipe; that is not our error to report.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
