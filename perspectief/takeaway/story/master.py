"""The slide master of the story: 16:9, the colours of the product, a place for every part.

Made of python-pptx's own template, of which two layouts stay: the cover, and a question with its
answer. Who adds a slide in PowerPoint gets the same look.
"""

from __future__ import annotations

from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from perspectief.report.drawing.palette import LIGHT
from perspectief.takeaway.slide import theme
from perspectief.takeaway.slide.charts import rgb
from perspectief.takeaway.story.layout import ANSWERS, EDGE, HIGH, SMALLEST, TITLE, TOP, WIDE, Box

PIXEL = 6350
"""English metric units in a pixel of a slide of 1920: 13.333 inches wide."""
COVER, QUESTION = 0, 1
_LAYOUTS = {COVER: "Voorblad", QUESTION: "Vraag, antwoord en beeld"}
_FOOT = Box(EDGE, 960, WIDE - 2 * EDGE, 90)
_NUMBER = Box(WIDE - EDGE - 300, 40, 300, 44)
_LEFT_OUT = "dt"


def points(pixels: float) -> Pt:
    """Return a size of letters: 28 pixels of 1920 are 14 points of 13.333 inches."""
    return Pt(pixels / 2)


def place(shape: Any, box: Box) -> None:  # noqa: ANN401
    """Put a shape in its place."""
    shape.left, shape.top = Emu(box.left * PIXEL), Emu(box.top * PIXEL)
    shape.width, shape.height = Emu(box.wide * PIXEL), Emu(box.high * PIXEL)


def measure(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    """Return a place as a chart is given one."""
    left, top, wide, high = (
        Emu(pixels * PIXEL) for pixels in (box.left, box.top, box.wide, box.high)
    )
    return left, top, wide, high


def presentation() -> Any:  # noqa: ANN401
    """Return a presentation without slides, with this master."""
    made = Presentation()
    made.slide_width, made.slide_height = Emu(WIDE * PIXEL), Emu(HIGH * PIXEL)
    for at, layout in enumerate(list(made.slide_layouts)):
        if at not in _LAYOUTS:
            made.slide_layouts.remove(layout)
    master = made.slide_master
    theme.dress(master)
    _write_styles(master.element)
    inner = WIDE - 2 * EDGE
    where = {
        "title": Box(EDGE, TOP, inner, 90, TITLE),
        "ctrTitle": Box(EDGE, 300, inner, 120, TITLE),
        "body": Box(EDGE, 230, inner, 640),
        "subTitle": Box(EDGE, 450, inner, 400),
        "ftr": _FOOT,
        "sldNum": _NUMBER,
    }
    for holder in (master, *made.slide_layouts):
        for shape in list(holder.placeholders):
            _settle(shape, where)
    for at, layout in enumerate(made.slide_layouts):
        layout.name = _LAYOUTS[at]
    return made


def _settle(shape: Any, where: dict[str, Box]) -> None:  # noqa: ANN401
    """Give a placeholder of the template its place; the date has none."""
    kind = shape.element.find(f".//{qn('p:ph')}").get("type", "body")
    if kind == _LEFT_OUT:
        shape.element.getparent().remove(shape.element)
        return
    place(shape, where[kind])
    body = shape.element.find(f".//{qn('a:bodyPr')}")
    for side in ("lIns", "rIns", "tIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", "t")
    for old in shape.element.iterfind(f".//{qn('a:lstStyle')}"):
        for level in list(old):
            old.remove(level)
        if kind in ("ftr", "sldNum"):
            side = "r" if kind == "sldNum" else "l"
            level = old.makeelement(qn("a:lvl1pPr"), {"algn": side})
            old.append(level)
            level.append(_letters(level, SMALLEST, LIGHT.muted))


def _letters(parent: Any, size: int, colour: str, *, bold: bool = False) -> Any:  # noqa: ANN401
    given = {"sz": str(size * 50), "b": "1" if bold else "0"}
    made = parent.makeelement(qn("a:defRPr"), given)
    fill = made.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": str(rgb(colour))}))
    made.append(fill)
    return made


def _write_styles(master: Any) -> None:  # noqa: ANN401
    """Set titles bold and to the left, and texts without bullets."""
    for name, size, bold in (("p:titleStyle", TITLE, True), ("p:bodyStyle", ANSWERS[0], False)):
        style = master.find(f".//{qn(name)}")
        level = style.find(qn("a:lvl1pPr"))
        for part in list(level):
            level.remove(part)
        for name_, value in (("algn", "l"), ("marL", "0"), ("indent", "0")):
            level.set(name_, value)
        level.append(level.makeelement(qn("a:buNone"), {}))
        level.append(_letters(level, size, LIGHT.ink, bold=bold))
