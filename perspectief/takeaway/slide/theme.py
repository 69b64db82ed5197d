"""The letters and colours of slides, in the theme: whoever adds something gets the same."""

from __future__ import annotations

import re
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE

from perspectief.report.block import citation
from perspectief.report.drawing.palette import LIGHT
from perspectief.takeaway.picture.letters import wrap

FONT = "Arial"
"""Every office has it, or Liberation Sans, which is as wide."""
FILLED = 0.84
"""Part of a line that is filled: Arial is wider than the letters that pictures are made with."""
LEADING = 1.2
"""Height of a line, in letters."""


def dress(master: Any) -> None:  # noqa: ANN401
    """Put font and palette in the theme of a slide master."""
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    xml = theme.blob.decode()
    xml = xml.replace('name="Office Theme"', f'name="{citation.TITLE}"', 1)
    xml = re.sub(r'(<a:latin typeface=)"[^"]*"', rf'\g<1>"{FONT}"', xml)
    for at, colour in enumerate(LIGHT.categories, start=1):
        pattern = rf'(<a:accent{at}><a:srgbClr val=)"[0-9A-F]{{6}}"'
        xml = re.sub(pattern, rf'\g<1>"{colour[1:].upper()}"', xml)
    theme._blob = xml.encode()


def lines(text: str, size: float, wide: float) -> int:
    """Return how many lines a text takes, with size and width in the same unit."""
    return sum(len(wrap(part, size, wide * FILLED)) for part in text.split("\n"))
