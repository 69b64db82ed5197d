"""What python-calamine does not tell of an .xls or .xlsb: date system, and a password on an .xls.

Both hold records: a kind, a length, a content. Layouts: Microsoft's [MS-XLS] 2.1.4 (Date1904
2.4.77, FilePass 2.4.117) and [MS-XLSB] 2.1.4 (BrtWbProp 2.4.822).
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import olefile

from perspectief.intake.reading.refusals import RefusedError

_XLS_END, _XLS_DATE_1904, _XLS_PASSWORD = 0x0A, 0x22, 0x2F
_XLSB_WORKBOOK = 153
_XLSB_PART = "xl/workbook.bin"


def xls_counts_from_1904(path: Path) -> bool:
    """Whether day 0 of an .xls is 1 January 1904; raises `RefusedError` when it has a password."""
    for kind, content in _xls_records(_workbook_stream(path)):
        if kind == _XLS_PASSWORD:
            raise RefusedError("wachtwoord")
        if kind == _XLS_DATE_1904:
            return content[:1] == b"\x01"
        if kind == _XLS_END:
            break
    return False


def xlsb_counts_from_1904(path: Path) -> bool:
    """Whether day 0 of an .xlsb is 1 January 1904."""
    with zipfile.ZipFile(path) as packed:
        content = packed.read(_XLSB_PART)
    for kind, inside in _xlsb_records(content):
        if kind == _XLSB_WORKBOOK:
            return bool(inside[:1]) and bool(inside[0] & 1)
    return False


def _workbook_stream(path: Path) -> bytes:
    content = path.read_bytes()
    if not olefile.isOleFile(data=content):
        return content  # Excel 4 and older: the records are the file.
    with olefile.OleFileIO(io.BytesIO(content)) as opened:
        for name in ("Workbook", "Book"):
            if opened.exists(name):
                return bytes(opened.openstream(name).read())
    return b""


def _xls_records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _xlsb_records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(stream):
        kind, at = _seven_bits(stream, at, most=2)
        length, at = _seven_bits(stream, at, most=4)
        yield kind, stream[at : at + length]
        at += length


def _seven_bits(stream: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number written in groups of seven bits, the lowest first, and where it ends."""
    number = 0
    for place in range(most):
        if at >= len(stream):
            break
        byte = stream[at]
        at += 1
        number |= (byte & 0x7F) << 7 * place
        if not byte & 0x80:
            break
    return number, at
