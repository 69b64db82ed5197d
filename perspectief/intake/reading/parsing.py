"""The inside of the short-lived process: one file to JSON on standard output.

Nothing here may print or raise a value of a cell: standard error is thrown away, and a refusal is
a code. Dates and times are tagged, because JSON has none.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import zipfile
import zlib
from pathlib import Path

import python_calamine

from perspectief.intake.reading import limits
from perspectief.intake.reading.binary_facts import xls_counts_from_1904, xlsb_counts_from_1904
from perspectief.intake.reading.container import Form, form_of
from perspectief.intake.reading.package_xml import PackageFacts, package_facts
from perspectief.intake.reading.refusals import RefusedError
from perspectief.intake.reading.text_files import MOJIBAKE, decode, rows_of

Json = dict[str, object]


def main(path: Path) -> None:
    """Write what stands in `path`, or why it is refused."""
    try:
        said = parsed(path)
    except RefusedError as error:
        said = {"refused": error.reason}
    except FileNotFoundError:
        said = {"refused": "verdwenen"}
    except MemoryError:
        said = {"refused": "te_veel_cellen"}
    json.dump(said, sys.stdout, ensure_ascii=True, separators=(",", ":"), default=_tagged)


def parsed(path: Path) -> Json:
    """Return the cells of a file; raises `RefusedError` when it is not read."""
    form = form_of(path)
    if form == "text":
        rows: list[list[object]] = [list(row) for row in rows_of(decode(path.read_bytes()))]
        sheet: Json = {"name": "", "hidden": False, "rows": rows, "merged": [], "failed": []}
        return {"form": "csv", "from_1904": False, "notes": _text_notes(rows), "sheets": [sheet]}
    facts = _facts(path, form)
    return {
        "form": form,
        "from_1904": facts.from_1904,
        "notes": ["verwijst_naar_ander_bestand"] if facts.external_links else [],
        "sheets": _sheets(path, facts),
    }


def _text_notes(rows: list[list[object]]) -> list[str]:
    garbled = any(sign in str(cell) for row in rows for cell in row for sign in MOJIBAKE)
    return ["tekens_verminkt"] if garbled else []


def _facts(path: Path, form: Form) -> PackageFacts:
    try:
        if form == "xls":
            return PackageFacts(from_1904=xls_counts_from_1904(path))
        if form == "xlsb":
            return PackageFacts(from_1904=xlsb_counts_from_1904(path))
        return package_facts(path) if form == "xlsx" else PackageFacts()
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError) as error:
        raise RefusedError("beschadigd") from error
    except (EOFError, NotImplementedError) as error:
        raise RefusedError("beschadigd") from error


def _sheets(path: Path, facts: PackageFacts) -> list[Json]:
    try:
        # By content: a name that says .xls often hides an .xlsx, and the other way round.
        opened = path.open("rb")
        with opened, python_calamine.CalamineWorkbook.from_filelike(opened) as workbook:
            return [
                _sheet(workbook, index, metadata, facts)
                for index, metadata in enumerate(workbook.sheets_metadata)
                if metadata.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
    except python_calamine.PasswordError as error:
        raise RefusedError("wachtwoord") from error
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise RefusedError("beschadigd") from error
    except BaseException as error:
        # A panic of the Rust library: its own kind, not derived from Exception.
        if type(error).__name__ == "PanicException":
            raise RefusedError("beschadigd") from error
        raise


def _sheet(
    workbook: python_calamine.CalamineWorkbook,
    index: int,
    metadata: python_calamine.SheetMetadata,
    facts: PackageFacts,
) -> Json:
    sheet = workbook.get_sheet_by_index(index)
    # The places of the last row and column, from 0 on: `total_height` is no number of rows.
    last_row, last_column = sheet.end or (-1, -1)
    if last_column >= limits.MAX_COLUMNS * 20 or last_row >= limits.MAX_ROWS:
        raise RefusedError("te_veel_cellen")
    rows = sheet.to_python(skip_empty_area=False)
    merged = sheet.merged_cell_ranges or []
    return {
        "name": metadata.name,
        "hidden": metadata.visible != python_calamine.SheetVisibleEnum.Visible,
        "rows": _trimmed([[_cell(value) for value in row] for row in rows]),
        "merged": [list(span) for span in merged[:20_000]],
        "failed": facts.failed.get(metadata.name, []),
    }


def _trimmed(rows: list[list[object]]) -> list[list[object]]:
    """Drop empty cells at the end of rows and empty rows at the end."""
    cells = 0
    for row in rows:
        while row and row[-1] is None:
            row.pop()
        cells += len(row)
    while rows and not rows[-1]:
        rows.pop()
    if cells > limits.MAX_CELLS:
        raise RefusedError("te_veel_cellen")
    return rows


def _cell(value: object) -> object:
    if value == "":
        return None
    if isinstance(value, str):
        return value[: limits.CELL_LETTERS]
    return value


def _tagged(value: object) -> Json:
    if isinstance(value, dt.datetime | dt.date):
        return {"d": value.isoformat()[:10]}
    return {"t": str(value)}
