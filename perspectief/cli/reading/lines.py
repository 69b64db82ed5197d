"""The lines of a text file, decoded, numbered, and of bounded length."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.reading.limits import MOST_LINE

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 12
_MARK = "\ufeff"


class Lines(Iterator[str]):
    """The lines of a file, with their ends; LF, CR LF and CR alone all end one.

    `number` is that of the line given last, and `taken` counts the characters since it was last
    set to 0.
    """

    __slots__ = ("_file", "_text", "number", "taken")

    def __init__(self, file: BinaryIO, encoding: str | None) -> None:
        self._file = file
        self._text = io.TextIOWrapper(file, _encoding(file, encoding), newline="")
        self.number = 0
        self.taken = 0

    def __next__(self) -> str:
        try:
            line = self._text.readline(MOST_LINE + 1)
        except UnicodeError as error:
            raise self._not_decoded() from error
        if not line:
            raise StopIteration
        self.number += 1
        self.taken += len(line)
        if self.taken > MOST_LINE:
            raise DataError(f"line {self.number}: a row has more than {MOST_LINE:,} characters")
        if "\0" in line:
            raise DataError(f"line {self.number} holds a NUL character: this is no CSV")
        return line.lstrip(_MARK) if self.number == 1 else line

    def detach(self) -> None:
        """Leave the file open when this goes."""
        self._text.detach()

    def _not_decoded(self) -> DataError:
        encoding = self._text.encoding
        if not encoding.startswith("utf-8"):
            return DataError(f"after line {self.number} the file is not {encoding}; see --encoding")
        number = _first_not_utf8(self._file)
        return DataError(
            f"line {number} is not UTF-8: save the file as 'CSV UTF-8', or say how it was "
            "written, such as --encoding cp1252"
        )


def _encoding(file: BinaryIO, asked: str | None) -> str:
    """Return the encoding asked for, of the mark at the start, or that the zeros betray."""
    sample = file.read(_SAMPLE)
    file.seek(0)
    marked = next((name for mark, name in _MARKS if sample.startswith(mark)), None)
    if asked is not None:
        name = codecs.lookup(asked).name
        if marked is not None and name.replace("-", "")[:5] != marked.replace("-", "")[:5]:
            raise UsageError(f"--encoding {asked}: the file itself says at its start {marked[:6]}")
        return "utf-8-sig" if name == "utf-8" else name
    if marked is not None:
        return marked
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # Of UTF-16 without a mark at least signs and digits show it: half of their bytes is 0.
    if max(even, odd) * 10 > len(sample) and not min(even, odd):
        return "utf-16-le" if odd else "utf-16-be"
    return "utf-8"


def _first_not_utf8(file: BinaryIO) -> int:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    number = 1
    while block := file.read(1 << 16):
        try:
            number += decoder.decode(block).count("\n")
        except UnicodeDecodeError as error:
            return number + bytes(error.object[: error.start]).count(b"\n")
    return number
