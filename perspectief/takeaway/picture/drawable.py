"""Which figures can become a picture: asked of every figure on a page, so it loads nothing."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Picture


def can_draw(block: Block) -> bool:
    """Tell whether a figure can become a picture."""
    return block.picture is not None and drawable(block.picture)


def drawable(picture: Picture) -> bool:
    """Tell whether what a picture shows is described for other media than the screen."""
    return picture.kind == "plotly" or bool(picture.bars or picture.described)
