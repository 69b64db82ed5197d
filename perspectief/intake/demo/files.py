"""Sheets to files: .xlsx, .ods and .csv; the same sheets give the same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from perspectief.intake.demo.grid import FORMULA_ERROR, Grid
from perspectief.intake.demo.styles import Style
from perspectief.intake.values.value import Cell

_MOMENT = (2011, 4, 1, 12, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def file_bytes(grids: Sequence[Grid], style: Style) -> bytes:
    """Return the file of an office."""
    if style.form == "csv":
        return _csv(grids[0], style)
    return _ods(grids) if style.form == "ods" else _xlsx(grids, style)


def _xlsx(grids: Sequence[Grid], style: Style) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    if style.from_1904:
        book.epoch = CALENDAR_MAC_1904
    for grid in grids:
        sheet = book.create_sheet(grid.name)
        for row, cells in enumerate(grid.rows, start=1):
            for column, value in enumerate(cells, start=1):
                if value is not None:
                    _fill(sheet.cell(row, column), value)
        for top, left, bottom, right in grid.merged:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
        if style.autofilter:
            sheet.auto_filter.ref = sheet.dimensions
        sheet.sheet_state = "hidden" if grid.hidden else "visible"
    out = io.BytesIO()
    book.save(out)
    return _same_every_time(out.getvalue())


def _fill(cell: openpyxl.cell.Cell, value: Cell) -> None:
    cell.value = value
    if value == FORMULA_ERROR:
        # What a spreadsheet keeps of a failed formula.
        cell.value, cell.data_type = "#DIV/0!", "e"
    if isinstance(value, dt.date):
        cell.number_format = "DD-MM-YYYY"


def _same_every_time(content: bytes) -> bytes:
    """Return a packed file without the moments at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            inside = old.read(member)
            if member.filename == "docProps/core.xml":
                inside = _MODIFIED.sub(rb"\g<1>2011-04-01T12:00:00Z", inside)
            _add(new, member.filename, inside)
    return out.getvalue()


def _add(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, _MOMENT)
    stored = name == "mimetype"
    member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    packed.writestr(member, content)


def _ods(grids: Sequence[Grid]) -> bytes:
    out = io.BytesIO()
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(out, "w") as packed:
        _add(packed, "mimetype", kind.encode())
        _add(
            packed,
            "META-INF/manifest.xml",
            '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" '
            'manifest:media-type="text/xml"/></manifest:manifest>'.encode(),
        )
        tables = "".join(_ods_table(grid) for grid in grids)
        office = "urn:oasis:names:tc:opendocument:xmlns"
        _add(
            packed,
            "content.xml",
            '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
            f'xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" '
            f'xmlns:text="{office}:text:1.0" office:version="1.2"><office:body>'
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>".encode(),
        )
    return out.getvalue()


def _ods_table(grid: Grid) -> str:
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"
        for cells in grid.rows
    )
    return f"<table:table table:name={quoteattr(grid.name)}>{rows}</table:table>"


def _ods_cell(value: Cell) -> str:
    if value is None:
        return "<table:table-cell/>"
    text = f"<text:p>{escape(str(value))}</text:p>"
    if isinstance(value, dt.date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, float):
        kind = f'office:value-type="float" office:value="{value!r}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}>{text}</table:table-cell>"


def _csv(grid: Grid, style: Style) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=style.separator, lineterminator="\r\n")
    for cells in grid.rows:
        writer.writerow([_csv_cell(value) for value in cells])
    return out.getvalue().encode(style.encoding, "replace")


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if isinstance(value, float) else str(value)
