"""What a file is, by its first bytes and not by its name; and whether it is safe to open."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

from perspectief.intake.reading import limits
from perspectief.intake.reading.refusals import RefusedError

Form = Literal["xlsx", "xlsb", "ods", "xls", "text"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
# How an encrypted OOXML package and a macro project are named inside an OLE file.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACRO_FOLDER = "_VBA_PROJECT_CUR".encode("utf-16-le")
_NOT_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def form_of(path: Path) -> Form:
    """Return what kind of file this is.

    Raises
    ------
    RefusedError
        When it is empty, too large, locked, has macros, unpacks to too much, or is no list at all.
    """
    size = path.stat().st_size
    if size == 0:
        raise RefusedError("leeg_bestand")
    if size > limits.FILE_BYTES:
        raise RefusedError("te_groot_bestand")
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(_ZIP):
        return _packed(path)
    if start.startswith(_OLE):
        return _ole(path)
    if start.startswith(_OLD_BIFF) and path.suffix.lower() == ".xls":
        return "xls"
    if start.startswith(_NOT_TEXT) or start.startswith(b"PK"):
        raise RefusedError("onbekende_vorm")
    return "text"


def _packed(path: Path) -> Form:
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RefusedError("beschadigd") from error
    names = {member.filename.replace("\\", "/").lstrip("/") for member in members}
    _check_size(members)
    if any(member.flag_bits & 1 for member in members):
        raise RefusedError("wachtwoord")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedError("macros")
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names:
        return _open_document(path, names)
    if {"workbook.xml", "[Content_Types].xml"} <= names:
        return "xlsx"  # Some programs leave out the folder `xl`.
    raise RefusedError("onbekende_vorm")


def _check_size(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    too_dense = unpacked > 20 * 1024 * 1024 and unpacked > packed * limits.UNPACK_RATIO
    if unpacked > limits.UNPACKED_BYTES or too_dense or len(members) > 5_000:
        raise RefusedError("te_groot_uitgepakt")


def _open_document(path: Path, names: set[str]) -> Form:
    if any(name.startswith("Basic/") and name.endswith(".xml") for name in names):
        raise RefusedError("macros")
    try:
        with zipfile.ZipFile(path) as packed:
            manifest = (
                packed.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
            )
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError) as error:
        raise RefusedError("beschadigd") from error
    if b"encryption-data" in manifest:
        raise RefusedError("wachtwoord")
    return "ods"


def _ole(path: Path) -> Form:
    content = path.read_bytes()
    if _ENCRYPTED in content:
        raise RefusedError("wachtwoord")
    if _MACRO_FOLDER in content:
        raise RefusedError("macros")
    return "xls"
