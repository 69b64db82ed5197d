"""Draws what describes a picture of HTML, whatever it is, as SVG."""

from __future__ import annotations

from collections.abc import Sequence

from perspectief.report.drawing.described import (
    Boxes,
    Cells,
    Described,
    Flow,
    Lanes,
    Listing,
    Ranges,
)
from perspectief.takeaway.picture.boxes import draw_boxes
from perspectief.takeaway.picture.cells import draw_cells
from perspectief.takeaway.picture.ink import Drawn
from perspectief.takeaway.picture.lines import draw_flow, draw_listing
from perspectief.takeaway.picture.ranges import draw_lanes, draw_ranges
from perspectief.takeaway.picture.stacking import marked, stacked

BETWEEN = 16


def draw_described(shown: Sequence[Described], wide: float) -> Drawn:
    """Return drawings under each other, each with its mark, so many pixels wide."""
    return stacked((_marked(described, wide) for described in shown), BETWEEN)


def _marked(shown: Described, wide: float) -> Drawn:
    drawn = _drawn(shown, wide)
    return stacked((marked(shown.mark), drawn)) if shown.mark else drawn


def _drawn(shown: Described, wide: float) -> Drawn:
    match shown:
        case Flow():
            return draw_flow(shown, wide)
        case Listing():
            return draw_listing(shown, wide)
        case Lanes():
            return draw_lanes(shown, wide)
        case Ranges():
            return draw_ranges(shown, wide)
        case Boxes():
            return draw_boxes(shown, wide)
        case Cells():
            return draw_cells(shown, wide)
