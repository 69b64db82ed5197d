"""A picture as pixels, twice as many as it measures, for slides and print."""

from __future__ import annotations

import resvg_py

from perspectief.report.block.blocks import Block
from perspectief.report.drawing.palette import LIGHT
from perspectief.takeaway.occasion import Occasion
from perspectief.takeaway.picture.letters import BOLD, FAMILY, REGULAR
from perspectief.takeaway.picture.page import to_svg

ZOOM = 2


def to_png(block: Block, occasion: Occasion) -> bytes:
    """Return the SVG of a figure as PNG; errors as `to_svg`."""
    return pixels(to_svg(block, occasion).decode(), ZOOM)


def pixels(svg: str, zoom: int) -> bytes:
    """Return an SVG as PNG, with the fonts of the product only."""
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        background=LIGHT.background,
        zoom=zoom,
        skip_system_fonts=True,
        font_files=[str(REGULAR), str(BOLD)],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
