"""The rows of a CSV: each as long as the header, with the line on which it starts."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perspectief.cli.errors import DataError
from perspectief.cli.reading.header import Header
from perspectief.cli.reading.limits import BATCH_CHARACTERS, BATCH_ROWS, MOST_CHARACTERS
from perspectief.cli.reading.lines import Lines

_BREAK = re.compile(r"\r\n|\n|\r")
_QUOTE = "is a quote not closed?"


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows, and the line on which each starts."""

    rows: list[list[str]]
    lines: list[int]


class Rows:
    """The rows under a header, in batches; blank lines are passed over.

    Raises
    ------
    DataError
        A row is shorter or longer than the header, a quote is not closed or stands where it cannot,
        or a field over several lines may as well be several rows.
    """

    __slots__ = ("_beyond", "_header", "_lines", "_width")

    def __init__(self, header: Header, lines: Lines) -> None:
        self._header, self._lines = header, lines
        self._width = len(header.names)
        named = [at for at, name in enumerate(header.names) if name]
        self._beyond = range(named[-1] + 1 if named else 0, self._width)

    def __iter__(self) -> Iterator[Batch]:
        reader = csv.reader(self._header.rest, delimiter=self._header.separator, strict=True)
        most = max(1, min(BATCH_ROWS, 1_000_000 // self._width))
        before = 0
        while True:
            rows: list[list[str]] = []
            starts: list[int] = []
            characters = 0
            for row in self._read(reader):
                n_lines, line = reader.line_num - before, self._header.line + before + 1
                before = reader.line_num
                if row:
                    self._check(row, line, n_lines)
                    rows.append(row)
                    starts.append(line)
                characters += self._lines.taken
                self._lines.taken = 0
                if len(rows) == most or characters > BATCH_CHARACTERS:
                    break
            if not rows:
                return
            yield Batch(rows, starts)

    def _read(self, reader: Iterator[list[str]]) -> Iterator[list[str]]:
        start = 0
        try:
            for row in reader:
                start = reader.line_num  # type: ignore[attr-defined]
                yield row
        except csv.Error as error:
            line = self._header.line + start + 1
            n_lines = reader.line_num - start  # type: ignore[attr-defined]
            raise DataError(_broken(str(error), line, n_lines)) from error

    def _check(self, row: Sequence[str], line: int, n_lines: int) -> None:
        if len(row) != self._width:
            over = f", over {n_lines} lines: {_QUOTE}" if n_lines > 1 else ""
            which = "more" if len(row) > self._width else "fewer"
            raise DataError(
                f"line {line}: the row has {which} fields ({len(row)}{over}) than the header "
                f"({self._width})"
            )
        if n_lines > 1 and self._may_be_rows(row):
            raise DataError(
                f"line {line}: one field spans {n_lines} lines that can be read as rows of their "
                f"own; {_QUOTE}"
            )
        for at in self._beyond:
            if row[at]:
                raise DataError(f"line {line}: column {at + 1} holds a value but has no name")

    def _may_be_rows(self, row: Sequence[str]) -> bool:
        text = self._header.separator.join(row)
        return all(
            line.count(self._header.separator) + 1 == self._width for line in _BREAK.split(text)
        )


def _broken(reason: str, line: int, n_lines: int) -> str:
    over = f", and runs over {n_lines} lines" if n_lines > 1 else ""
    if "expected after" in reason:
        return (
            f"line {line}: text follows a closing quote{over}; within quotes a quote is written "
            'twice (""), not with a backslash'
        )
    if "field larger" in reason:
        return f"line {line}: a field has over {MOST_CHARACTERS:,} characters{over}; {_QUOTE}"
    return f"line {line}: a quoted field is not closed{over}"
