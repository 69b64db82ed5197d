"""Files a reader can take away: the table of a block, with everything needed to cite it.

Two CSV forms: for Excel in Dutch (semicolon, decimal comma, byte order mark) and for machines
(comma, decimal point). Both carry the same lines of provenance on top; 'nagemaakt' is the first
of them when the data are.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from perspectief.report.block import citation
from perspectief.report.block.blocks import Block
from perspectief.report.block.flat import flat_columns, flat_rows

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class CsvForm:
    """How a CSV is written: separator, decimal sign, byte order mark.

    `quoted_remarks` keeps a line of provenance in one cell of a spreadsheet; a program that skips
    lines starting with `#` needs that sign first.
    """

    separator: str
    decimal: str
    encoding: str
    quoted_remarks: bool


EXCEL_NL = CsvForm(";", ",", "utf-8-sig", quoted_remarks=True)
MACHINE = CsvForm(",", ".", "utf-8", quoted_remarks=False)


def to_csv(block: Block, form: CsvForm, link: str) -> bytes:
    """Return the table of a block as CSV.

    Parameters
    ----------
    block : Block
    form : CsvForm
        `EXCEL_NL` or `MACHINE`.
    link : str
        Address that reproduces the view.

    Returns
    -------
    bytes
        Lines starting with `#` first (provenance), then the header and the rows. A text that a
        spreadsheet would take for a formula gets an apostrophe in front.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=form.separator, lineterminator="\r\n")
    for line in citation.provenance_lines(block, link):
        remark = f"# {' '.join(line.split())}"
        if form.quoted_remarks:
            writer.writerow([remark])
        else:
            out.write(f"{remark}\r\n")
    writer.writerow([column.key for column in flat_columns(block.table)])
    for row in flat_rows(block.table, link):
        writer.writerow([_csv_cell(cell, form) for cell in row])
    return out.getvalue().encode(form.encoding)


def _csv_cell(cell: str | int | float | None, form: CsvForm) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.6g}".replace(".", form.decimal)
    if isinstance(cell, int):
        return str(cell)
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
