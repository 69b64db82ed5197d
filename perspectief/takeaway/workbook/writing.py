"""Writes a figure as a workbook of two sheets: no macros, nothing hidden, no rows of persons.

The same figure on the same day gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import datetime, time

import xlsxwriter

from perspectief.report.block import citation
from perspectief.report.block.blocks import Block
from perspectief.takeaway.occasion import ABOUT, Occasion, warning
from perspectief.takeaway.workbook import about_sheet, table_sheet
from perspectief.takeaway.workbook.book import Book, add_sheet


def to_xlsx(block: Block, occasion: Occasion) -> bytes:
    """Return the figure's table as a workbook, with a sheet that says what the numbers are."""
    out = io.BytesIO()
    # In memory every part of the file has the same fixed date.
    with xlsxwriter.Workbook(out, {"in_memory": True}) as file:
        file.set_properties(
            {
                "title": block.title,
                "subject": block.table.caption,
                "author": citation.TITLE,
                "comments": warning(block) or citation.data_line(block.provenance),
                "created": datetime.combine(occasion.day, time()),
            }
        )
        book = Book(file)
        table = add_sheet(book, table_sheet.NAME)
        about = add_sheet(book, ABOUT)
        table_sheet.write_table(table, block, occasion)
        about_sheet.write_about(about, block, occasion)
    return out.getvalue()
