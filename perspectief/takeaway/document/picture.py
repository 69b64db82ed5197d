"""The picture of a figure for paper: only the drawing, as the rest stands around it as text."""

from __future__ import annotations

from perspectief.report.block.blocks import Picture
from perspectief.takeaway.document.parts import Drawing
from perspectief.takeaway.picture.page import alone

PIXELS = 760
"""Width that a picture is drawn at: its letters come out as large as those around it."""
LEAST = 0.5
"""Part of the width of a page under which the letters of a picture are too small."""
HIGHEST = 480.0
"""Points of a page that a picture takes at most."""


def drawing(picture: Picture, wide: float, highest: float = HIGHEST) -> Drawing | None:
    """Return a picture as SVG, at most so many points wide and high; none that could not be read.

    A long list is no picture on a page: the table has it.
    """
    svg, high = alone(picture, PIXELS)
    fits = min(wide, highest * PIXELS / high)
    return Drawing(svg, picture.alt, fits) if fits >= LEAST * wide else None
