"""The kinds of file that a figure can leave as, the same for the screen and for the command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from perspectief.report.block import exports
from perspectief.report.block.blocks import Block
from perspectief.takeaway.occasion import Occasion
from perspectief.takeaway.workbook.writing import to_xlsx
from perspectief_core.results import DisclosureError


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: its name on a button, the end of its file name, and how it is made."""

    label: str
    ending: str
    mime: str
    make: Callable[[Block, Occasion], bytes]


def _excel_nl(block: Block, occasion: Occasion) -> bytes:
    return exports.to_csv(block, exports.EXCEL_NL, occasion.link)


def _machine(block: Block, occasion: Occasion) -> bytes:
    return exports.to_csv(block, exports.MACHINE, occasion.link)


FORMS: dict[str, Form] = {
    "xlsx": Form(
        "Excel (XLSX)",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        to_xlsx,
    ),
    "csv-nl": Form("CSV voor Excel (Nederlands)", ".csv", "text/csv", _excel_nl),
    "csv": Form("CSV voor andere programma's", "_machine.csv", "text/csv", _machine),
}
"""By the code that the command takes."""


def may_leave(block: Block) -> bool:
    """Tell whether a figure may become a file: what an analyst sees stays on the screen."""
    return all(part.provenance.policy != "analist" for part in block.sources)


def make(code: str, block: Block, occasion: Occasion) -> bytes:
    """Return a figure as a kind of file.

    Raises
    ------
    DisclosureError
        When the figure may not leave.
    """
    if not may_leave(block):
        raise DisclosureError("what was opened as `analist` stays on the screen")
    return FORMS[code].make(block, occasion)
