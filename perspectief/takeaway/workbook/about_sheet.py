"""The sheet 'Over deze cijfers': everything needed to judge, cite and redo the table."""

from __future__ import annotations

from perspectief.report.block.blocks import Block
from perspectief.report.block.tables import is_rounded
from perspectief.takeaway.occasion import ABOUT, Occasion, facts
from perspectief.takeaway.workbook import formulas
from perspectief.takeaway.workbook.book import TITLE, Sheet

LIVE = (
    "Aandelen en hun bandbreedte zijn formules: zij rekenen met de aantallen in dezelfde rij "
    "(Wilson, 95 %). Een bandbreedte die op een andere manier is berekend, staat er als getal. "
    "Bij minder dan tien jongeren staat er geen percentage."
)
NAMES_WIDE, TEXTS_WIDE = 24, 110
"""Widths in characters."""


def write_about(sheet: Sheet, block: Block, occasion: Occasion) -> None:
    """Write the sheet, with the normal quantile that the formulas of the table use at its end."""
    sheet.file.set_column(0, 0, NAMES_WIDE)
    sheet.file.set_column(1, 1, TEXTS_WIDE)
    sheet.write(0, 0, ABOUT, **TITLE)
    *known, link = facts(block, occasion)
    how = [] if is_rounded(block.table) else [("Rekenen", LIVE)]
    lines = [*known, *how, link]
    for row, (name, text) in enumerate(lines, 1):
        sheet.write(row, 0, name, bold=True, text_wrap=True)
        sheet.fit(row, ((name, NAMES_WIDE), (text, TEXTS_WIDE)))
        if name == "Link":
            sheet.link(row, 1, text, text)
        else:
            sheet.write(row, 1, text, text_wrap=True)
    _write_quantile(sheet, len(lines) + 1)
    sheet.file.freeze_panes(1, 0)
    sheet.file.fit_to_pages(1, 0)


def _write_quantile(sheet: Sheet, row: int) -> None:
    sheet.write(row, 0, f"{formulas.Z_NAME} (bij 95 %)", bold=True)
    look = sheet.book.look(align="left", num_format="0.000000")
    sheet.file.write_formula(row, 1, formulas.Z_FORMULA, look, formulas.Z)
    sheet.book.file.define_name(formulas.Z_NAME, f"='{ABOUT}'!$B${row + 1}")
