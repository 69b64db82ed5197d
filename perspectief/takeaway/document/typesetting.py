"""Typesets a document as PDF: PDF/UA-1 and PDF/A-2a together, the same bytes twice, no network.

Typst refuses a picture without a text alternative, and a sign that no font has. The font is that of
the pictures; signs that it lacks, as `◐`, come from one inside typst, and none of the machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from perspectief.report.block import citation
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words import shell
from perspectief.takeaway.document.parts import Paper
from perspectief.takeaway.document.row_headers import with_row_headers
from perspectief.takeaway.picture.letters import FAMILY, FONTS

if TYPE_CHECKING:
    import typst

SIGNS = "DejaVu Sans Mono"
TEMPLATE = Path(__file__).parent / "paper.typ"


def typeset(paper: Paper, day: date) -> bytes:
    """Return a document as PDF, dated on a day.

    Raises
    ------
    ValueError
        When it cannot be set, as with a picture without text alternative.
    """
    data = asdict(paper) | {
        "running": shell.PRODUCT,
        "author": citation.TITLE,
        "colours": {
            "ink": LIGHT.ink,
            "muted": LIGHT.muted,
            "line": LIGHT.line,
            "panel": LIGHT.panel,
            "accent": LIGHT.categories[0],
        },
    }
    return compiled(TEMPLATE, data, day)


def compiled(template: Path, data: Mapping[str, object], day: date) -> bytes:
    """Return what a template makes of data, which also get the fonts and the day; as `typeset`."""
    # Here, as most readers take no document along.
    import typst

    known = {"fonts": (FAMILY, SIGNS), "day": (day.year, day.month, day.day)}
    try:
        made = typst.compile(
            template.read_bytes(),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps({**data, **known})},
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],
            timestamp=datetime.combine(day, time(), UTC),
        )
    except typst.TypstError as error:
        raise ValueError(error.message) from error
    assert isinstance(made, bytes)
    return with_row_headers(made)


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
