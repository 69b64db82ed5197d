"""Entry point of the `perspectief` command.

Each command is a module in this package with `add(subparsers)`, which registers its parser and sets
`run` as the default; `run(args)` returns the exit code. Exit 1 means bad data, exit 2 bad use.
"""

from __future__ import annotations

import argparse
import codecs
import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn, TextIO

from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.printing import note, one_line, without_signs

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_INTERRUPTED = 130
"""What a shell expects of a command that was stopped with Ctrl-C."""

COMMANDS: tuple[str, ...] = (
    "app",
    "extract",
    "outcomes",
    "screen",
    "tree",
    "chaid",
    "cif",
    "reproduce",
    "compare",
    "beside",
    "expected",
    "alike",
    "given",
    "entry",
    "speed",
    "landmark",
    "unknown",
    "sensitivity",
    "export",
    "factsheet",
    "story",
    "cite",
    "intake",
    "attack",
    "publish",
    "review",
    "release",
)


class Parser(argparse.ArgumentParser):
    """A parser that answers bad use in one line, as every other error of the command."""

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help; what argparse itself cannot write it leaves out in silence."""
        print(self.format_help(), end="", file=file)

    def error(self, message: str) -> NoReturn:
        """Print one line on standard error and exit with 2."""
        self.exit(2, f"{self.prog}: {one_line(message)} (see {self.prog} --help)\n")


def build_parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """Return the parser with these commands registered."""
    parser = Parser(
        prog="perspectief",
        description="Outcomes of the experiment Perspectief, from the command line.",
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name in names:
        importlib.import_module(f"perspectief.cli.{name}").add(subparsers)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 for bad data and 2 for bad use with one line on stderr."""
    _write_anything(sys.stdout)
    _write_anything(sys.stderr)
    try:
        try:
            return _run(argv)
        finally:
            # What cannot be written must come out here, and not while the interpreter shuts down.
            if sys.stdout is not None:
                sys.stdout.flush()
    except BrokenPipeError:
        # The reader (for example `head`) closed the pipe; that is not our error to report.
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        note(f"cannot write the result: {error.strerror or error}")
        return 1


def _run(argv: Sequence[str] | None) -> int:
    if sys.stdout is None:
        raise OSError(errno.EBADF, "standard output is closed")
    given = sys.argv[1:] if argv is None else argv
    # What another command needs is not loaded: half of the time that a short one takes.
    named = [name for name in given[:1] if name in COMMANDS]
    args = build_parser(named or COMMANDS).parse_args(given)
    try:
        return int(args.run(args))
    except DataError as error:
        note(str(error))
        return 1
    except UsageError as error:
        note(str(error))
        return 2
    except MemoryError:
        note("there is not enough memory for this")
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED


def _write_anything(stream: TextIO | None) -> None:
    """Let a console that lacks a sign get a look-alike instead of stopping."""
    if isinstance(stream, io.TextIOWrapper):
        codecs.register_error("without_signs", without_signs)
        stream.reconfigure(errors="without_signs")


def _drop_output() -> None:
    """Send what is still to be written nowhere, so that closing does not fail again."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
