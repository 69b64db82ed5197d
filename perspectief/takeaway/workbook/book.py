"""An open workbook and the looks of its cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from typing import Any

LONGEST_LINK = 2000
"""Signs of an address that a spreadsheet opens; a longer one stands there as text."""
A4 = 9
LINE = 15
"""Height of a line of text in points."""
TITLE = {"bold": True, "font_size": 14}


@dataclass(frozen=True, slots=True)
class Book:
    """The file that is written, as XlsxWriter knows it, which has no types."""

    file: Any
    formats: dict[str, Any] = field(default_factory=dict)

    def look(self, **how: object) -> Any:  # noqa: ANN401
        """Return the format of cells that look like this; each is made once."""
        key = repr(sorted(how.items()))
        if key not in self.formats:
            self.formats[key] = self.file.add_format({"valign": "top", **how})
        return self.formats[key]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook."""

    book: Book
    file: Any

    def write(self, row: int, column: int, text: str, **how: object) -> None:
        """Write a text as text: XlsxWriter's own `write` would take one for a formula or a link."""
        self.file.write_string(row, column, text, self.book.look(**how))

    def fit(self, row: int, cells: Iterable[tuple[str, int]]) -> None:
        """Give a row room for its texts, each with the width in characters that it wraps at.

        Not every program finds the height of a row by itself.
        """
        lines = max((ceil(len(text) / wide) for text, wide in cells), default=1)
        self.file.set_row(row, LINE * max(lines, 1))

    def link(self, row: int, column: int, address: str, label: str) -> None:
        """Write a link; as text when it is none, or too long for a spreadsheet to open."""
        if address.startswith("http") and len(address) < LONGEST_LINK:
            self.file.write_url(row, column, address, self.book.look(font_color="#0563c1"), label)
        else:
            self.write(row, column, address, text_wrap=True)


def add_sheet(book: Book, name: str) -> Sheet:
    """Return a new sheet, on paper A4 and lying."""
    sheet = book.file.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(A4)
    return Sheet(book, sheet)
