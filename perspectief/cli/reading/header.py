"""Where the header of a CSV stands, and what separates its fields."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from perspectief.cli.errors import DataError
from perspectief.cli.reading.limits import check_columns
from perspectief.cli.reading.lines import Lines
from perspectief.cli.reading.plan import Plan
from perspectief_core.splits import ColumnError

Planner = Callable[[Sequence[str]], Plan]
"""Says which columns are wanted, given the names that there are; ColumnError when one is not."""

_SEPARATORS = ",;\t|"
_SAID = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_REMARK = re.compile(r'"?#')
_LOOK_AHEAD = 500
"""Lines in which remarks and the header must end."""


@dataclass(frozen=True, slots=True)
class Header:
    """The names, what is wanted of them, and the lines that follow.

    `line` is the number of the last line of the header.
    """

    names: tuple[str, ...]
    plan: Plan
    separator: str
    line: int
    rest: Iterator[str]


@dataclass(frozen=True, slots=True)
class _Read:
    """The first row as read with one separator: its fields and how many lines it takes."""

    separator: str
    names: tuple[str, ...]
    lines: int


def find_header(lines: Lines, planner: Planner, separator: str | None = None) -> Header:
    """Return the header: the first line, after a line `sep=` and remarks that start with `#`.

    A remark that holds all columns wanted is the header. The separator is the one with which the
    columns wanted are found.

    Raises
    ------
    DataError
        There is no header, two columns have one name, or two separators do.
    ColumnError
        A column is not there.
    """
    ahead = _look_ahead(lines)
    start = next((at for at, line in enumerate(ahead) if line.strip()), None)
    if start is None:
        raise DataError("it is empty")
    said = _SAID.fullmatch(ahead[start])
    if said:
        separator, start = separator or said[1], start + 1
    signs = separator or _SEPARATORS
    remarks = [at for at in range(start, len(ahead)) if _REMARK.match(ahead[at])]
    first = next((at for at in range(start, len(ahead)) if not _passes(ahead[at])), None)
    leading = [at for at in remarks if first is None or at < first]
    for at in [*([] if first is None else [first]), *leading]:
        fitting = _fitting(ahead[at:], signs, planner)
        if fitting:
            return _header(ahead, at, fitting, lines)
    raise _why_not(ahead[first:] if first is not None else [], signs, planner)


def _look_ahead(lines: Lines) -> list[str]:
    ahead: list[str] = []
    for line in lines:
        ahead.append(line)
        # A row of any length may follow; what is looked at together must fit in one.
        if len(ahead) == _LOOK_AHEAD or (len(ahead) > 1 and lines.taken > 1 << 20):
            break
    lines.taken = 0
    return ahead


def _passes(line: str) -> bool:
    return not line.strip() or _REMARK.match(line) is not None


def _fitting(ahead: Sequence[str], signs: str, planner: Planner) -> list[tuple[_Read, Plan]]:
    fitting = []
    for read in _reads(ahead, signs):
        try:
            fitting.append((read, planner(read.names)))
        except ColumnError:
            continue
    return fitting


def _reads(ahead: Sequence[str], signs: str) -> list[_Read]:
    reads = []
    for sign in signs:
        reader = csv.reader(iter(ahead), delimiter=sign, strict=True)
        try:
            names = next(reader, [])
        except csv.Error:
            continue
        reads.append(_Read(sign, tuple(names), reader.line_num))
    return reads


def _header(
    ahead: Sequence[str], at: int, fitting: Sequence[tuple[_Read, Plan]], lines: Lines
) -> Header:
    if len(fitting) > 1:
        signs = " and ".join(f"`{read.separator}`" for read, _ in fitting)
        raise DataError(f"the header can be read with {signs} between fields; say --separator")
    read, plan = fitting[0]
    check_columns(len(read.names))
    check_unique(read.names)
    end = at + read.lines
    return Header(read.names, plan, read.separator, end, chain(ahead[end:], lines))


def check_unique(names: Sequence[str]) -> None:
    """Raise a DataError when two columns have one name; nameless ones cannot be asked for."""
    seen: set[str] = set()
    for name in names:
        if name and name in seen:
            raise DataError(f"two columns are called `{name}`")
        seen.add(name)


def _why_not(ahead: Sequence[str], signs: str, planner: Planner) -> Exception:
    reads = _reads(ahead, signs)
    widest = max(reads, key=lambda read: len(read.names), default=None)
    if widest is None or (len(widest.names) == 1 and len(reads) < len(signs)):
        return DataError("the header has a quote that is not closed, or text after a closing one")
    check_columns(len(widest.names))
    try:
        planner(widest.names)
    except ColumnError as error:
        return error
    return DataError("it has no header")
