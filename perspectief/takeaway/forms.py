"""The kinds of file that a figure can leave as, the same for the screen and for the command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from perspectief.report.block import exports
from perspectief.report.block.blocks import Block
from perspectief.takeaway.occasion import Occasion
from perspectief.takeaway.picture.drawable import can_draw
from perspectief_core.results import DisclosureError


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: its name on a button, the end of its file name, and how it is made.

    `fits` tells whether a figure can become one.
    """

    label: str
    ending: str
    mime: str
    make: Callable[[Block, Occasion], bytes]
    fits: Callable[[Block], bool] = lambda block: True


def _loaded(module: str, name: str) -> Callable[[Block, Occasion], bytes]:
    """Return a function of this package that is loaded when the first such file is made.

    What writes files needs large libraries, and most visitors of the dashboard take no file along.
    """

    def make(block: Block, occasion: Occasion) -> bytes:
        made: bytes = getattr(import_module(f"perspectief.takeaway.{module}"), name)(
            block, occasion
        )
        return made

    return make


def _csv(form: exports.CsvForm) -> Callable[[Block, Occasion], bytes]:
    return lambda block, occasion: exports.to_csv(block, form, occasion.link)


FORMS: dict[str, Form] = {
    "xlsx": Form(
        "Excel (XLSX)",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _loaded("workbook.writing", "to_xlsx"),
    ),
    "pptx": Form(
        "Dia (PPTX)",
        ".pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _loaded("story.pptx_deck", "figure_to_pptx"),
    ),
    "pdf": Form("PDF", ".pdf", "application/pdf", _loaded("document.figure", "to_pdf")),
    "png": Form(
        "Afbeelding (PNG)", ".png", "image/png", _loaded("picture.raster", "to_png"), can_draw
    ),
    "svg": Form(
        "Tekening (SVG)", ".svg", "image/svg+xml", _loaded("picture.page", "to_svg"), can_draw
    ),
    "csv-nl": Form("CSV voor Excel (Nederlands)", ".csv", "text/csv", _csv(exports.EXCEL_NL)),
    "csv": Form("CSV voor andere programma's", "_machine.csv", "text/csv", _csv(exports.MACHINE)),
}
"""By the code that the command takes."""


NO_PICTURE = (
    "Hier is de tabel zelf de figuur. Een afbeelding is er daarom niet; dia en PDF hebben de tabel."
)
"""What is said where a figure has no picture."""


def forms_of(block: Block) -> dict[str, Form]:
    """Return the kinds of file that a figure can leave as: none when it may not leave.

    What an analyst sees stays on the screen.
    """
    if any(part.provenance.stays for part in block.sources):
        return {}
    return {code: form for code, form in FORMS.items() if form.fits(block)}


def make(code: str, block: Block, occasion: Occasion) -> bytes:
    """Return a figure as a kind of file.

    Raises
    ------
    DisclosureError
        When it is none of `forms_of` the figure.
    """
    form = forms_of(block).get(code)
    if form is None:
        raise DisclosureError(f"`{block.key}` does not leave as `{code}`")
    return form.make(block, occasion)
