"""What python-calamine does not tell of an .xlsx: failed formulas, date system, links to others."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import unescape

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_OUTCOME = re.compile(rb"<(?:\w+:)?v>[^<]")
_REFERENCE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
_DATE_1904 = re.compile(rb'date1904\s*=\s*"(?:1|true)"')


@dataclass(slots=True)
class PackageFacts:
    """Date system, whether other files are referred to, and cells without outcome per sheet."""

    from_1904: bool = False
    external_links: bool = False
    failed: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def package_facts(path: Path) -> PackageFacts:
    """Return what the XML of a workbook says; cells are counted from zero, as (row, column)."""
    facts = PackageFacts()
    with zipfile.ZipFile(path) as packed:
        names = set(packed.namelist())
        base = "xl/" if "xl/workbook.xml" in names else ""
        facts.external_links = any(name.startswith(f"{base}externalLinks/") for name in names)
        if f"{base}workbook.xml" not in names:
            return facts
        workbook = packed.read(f"{base}workbook.xml")
        facts.from_1904 = bool(_DATE_1904.search(workbook))
        for sheet, part in _sheet_parts(packed, names, workbook, base).items():
            content = packed.read(part)
            if b't="e"' in content or b"<f" in content or b":f>" in content:
                facts.failed[sheet] = _failed_cells(content)
    return facts


def _sheet_parts(
    packed: zipfile.ZipFile, names: set[str], workbook: bytes, base: str
) -> dict[str, str]:
    relations = f"{base}_rels/workbook.xml.rels"
    if relations not in names:
        return {}
    targets = {}
    for tag in _RELATION.findall(packed.read(relations)):
        attributes = dict(_ATTRIBUTE.findall(tag))
        target = attributes.get(b"Target", b"").decode("utf-8", "replace")
        joined = target.lstrip("/") if target.startswith("/") else posixpath.join(base, target)
        targets[attributes.get(b"Id", b"")] = posixpath.normpath(joined)
    parts = {}
    for tag in _SHEET.findall(workbook):
        attributes = dict(_ATTRIBUTE.findall(tag))
        name = unescape(attributes.get(b"name", b"").decode("utf-8", "replace"), {"&quot;": '"'})
        part = targets.get(attributes.get(b"r:id", b""), "")
        if part in names:
            parts[name] = part
    return parts


def _failed_cells(content: bytes) -> list[tuple[int, int]]:
    failed = []
    for attributes, inside in _CELL.findall(content):
        is_error = b't="e"' in attributes
        # A program other than a spreadsheet wrote the formula and nobody ever computed it.
        is_text = b't="str"' in attributes
        no_outcome = _FORMULA.search(inside) and not is_text and not _OUTCOME.search(inside)
        reference = _REFERENCE.search(attributes)
        if (is_error or no_outcome) and reference:
            failed.append((int(reference[2]) - 1, _column_number(reference[1].decode())))
    return failed


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
