"""What the caller says about how a file was written."""

from __future__ import annotations

import argparse
import io
from dataclasses import dataclass

from perspectief.cli.errors import UsageError
from perspectief.cli.reading.numbers import DUTCH, ENGLISH, NumberFormat

_NAMED_SEPARATORS = {"tab": "\t", "\\t": "\t", "space": " "}


@dataclass(frozen=True, slots=True)
class Options:
    """How a file was written; None is to be seen from the file.

    `missing` names texts that stand for missing, beside the empty field.
    """

    encoding: str | None = None
    separator: str | None = None
    numbers: NumberFormat | None = None
    missing: tuple[str, ...] = ()


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options about how a file was written; `read_options` reads them."""
    group = parser.add_argument_group(
        "how the file was written",
        "Values are the text that stands in the file; only an empty field is missing. What can be "
        "read in two ways is refused.",
    )
    group.add_argument(
        "--encoding", metavar="NAME", help="of a CSV, such as cp1252; default: UTF-8 or UTF-16"
    )
    group.add_argument(
        "--separator", metavar="SIGN", help="of a CSV: , ; | tab; default: what the header shows"
    )
    group.add_argument(
        "--decimal",
        choices=[",", "."],
        help="decimal sign; default: the one that all numbers of a column allow",
    )
    group.add_argument(
        "--thousands", metavar="SIGN", help="sign between thousands: . , ' or a space"
    )
    group.add_argument(
        "--na",
        action="append",
        default=[],
        metavar="TEXT",
        help="a text that means missing, such as NA; may be repeated",
    )


def read_options(args: argparse.Namespace) -> Options:
    """Return what the options of `add_options` say; UsageError when they cannot hold."""
    separator = _NAMED_SEPARATORS.get(args.separator, args.separator)
    if separator is not None and (len(separator) != 1 or separator in '"\r\n\0'):
        raise UsageError(f"--separator `{args.separator}` must be one sign, such as ; or tab")
    if args.encoding is not None:
        _check_encoding(args.encoding)
    numbers = _numbers(args.decimal, args.thousands)
    return Options(args.encoding, separator, numbers, tuple(args.na))


def _check_encoding(name: str) -> None:
    try:
        io.TextIOWrapper(io.BytesIO(), name)
    except (LookupError, ValueError) as error:
        raise UsageError(
            f"--encoding `{name}` is not known; cp1252 and utf-16 are, for example"
        ) from error


def _numbers(decimal: str | None, thousands: str | None) -> NumberFormat | None:
    if thousands is not None and thousands not in (".", ",", "'", " ", "\u00a0", "\u202f"):
        raise UsageError(f"--thousands `{thousands}` must be a point, a comma, ' or a space")
    if decimal is not None and decimal == thousands:
        raise UsageError("--decimal and --thousands must differ")
    if decimal is None and thousands is None:
        return None
    if decimal is None:
        return (
            ENGLISH
            if thousands == ","
            else DUTCH
            if thousands == "."
            else NumberFormat(None, thousands)
        )
    usual = ENGLISH if decimal == "." else DUTCH
    return usual if thousands is None else NumberFormat(decimal, thousands)
