"""CSV as offices save it: which letters, which separator, line breaks inside quotes."""

from __future__ import annotations

import csv
import io

from perspectief.intake.reading import limits
from perspectief.intake.reading.refusals import RefusedError

_SEPARATORS = ";\t,|"
# What UTF-8 looks like when someone opened it as cp1252 and saved it again.
MOJIBAKE = ("Ã©", "Ã«", "Ã¯", "Ã¶", "Ã¼", "Ã¨", "â‚¬", "â€™", "Ã¡")


def decode(content: bytes) -> str:
    """Return the text of a file: UTF-16 by its mark, else UTF-8, else cp1252.

    Raises
    ------
    RefusedError
        `tekens_onleesbaar` when it holds bytes that no text has.
    """
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        if b"\0" in content:
            return _marked_less_utf16(content)
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise RefusedError("tekens_onleesbaar") from error


def _marked_less_utf16(content: bytes) -> str:
    # In UTF-16 of Dutch text every second byte is zero; anything else with zeros is no text.
    halves = (content[0:2000:2], content[1:2000:2])
    for encoding, half in (("utf-16-be", halves[0]), ("utf-16-le", halves[1])):
        if half and half.count(0) > 0.8 * len(half):
            return content.decode(encoding)
    raise RefusedError("tekens_onleesbaar")


def rows_of(text: str) -> list[list[str]]:
    """Return the cells of a text file; the separator is the one that gives the widest table.

    Raises
    ------
    RefusedError
        `geen_tabel` when no separator gives two columns, `te_veel_cellen` when there are too many.
    """
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if any(letter < " " and letter not in "\n\t\f\v" for letter in lines[:100_000]):
        raise RefusedError("tekens_onleesbaar")
    first, _, rest = lines.partition("\n")
    # Excel's own way of naming the separator.
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) <= 5:
        separator = first.strip().strip('"')[4:] or "\t"
        return _parsed(rest, separator if separator in _SEPARATORS else ";")
    return _parsed(lines, _separator(lines))


def _separator(text: str) -> str:
    sample = "\n".join(text.split("\n")[:200])
    widths = {separator: _typical_width(sample, separator) for separator in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda separator: widths[separator])
    if widths[best] < 2:
        raise RefusedError("geen_tabel")
    return best


def _typical_width(sample: str, separator: str) -> float:
    try:
        rows = [row for row in csv.reader(io.StringIO(sample), delimiter=separator) if row]
    except csv.Error:
        return 0.0
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    # A comma in an address gives some rows a second column, a separator gives it to all.
    wide = [len(row) for row in rows if len(row) > 1]
    return sum(filled) / len(rows) if rows and len(wide) > 0.5 * len(rows) else 0.0


def _parsed(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(1_000_000)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            cells += len(row)
            if len(rows) >= limits.MAX_ROWS or cells > limits.MAX_CELLS:
                raise RefusedError("te_veel_cellen")
            rows.append(row)
    except csv.Error as error:
        raise RefusedError("beschadigd") from error
    return rows
