"""What is written and drawn over a chart: its notes and its lines across."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from perspectief.report.drawing import theme
from perspectief.report.words.markup import join
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.ink import Pen, Type
from perspectief.takeaway.picture.letters import rich, width
from perspectief.takeaway.picture.plot.scales import Axis, Spec

_ACROSS = {"left": 0.0, "center": -0.5, "right": -1.0}
_DOWN = {"top": 0.0, "middle": -0.5, "bottom": -1.0}
_CLEAR = 10
"""Pixels around the middle of a text in which no line to its point begins."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The drawing area in pixels, and the axes by the names that Plotly gives them."""

    left: float
    top: float
    wide: float
    high: float
    axes: dict[str, Axis]

    def across(self, ref: str, value: float) -> float:
        """Return the pixel of a horizontal place, on an axis or as a part of the area."""
        return self.left + value * self.wide if _is_part(ref) else self.axes[ref].at(value)

    def down(self, ref: str, value: float) -> float:
        """Return the pixel of a vertical place; parts of the area count from below."""
        if _is_part(ref):
            return self.top + (1 - value) * self.high
        return self.axes[ref].at(value)


def _is_part(ref: str) -> bool:
    return ref == "paper" or ref.endswith(" domain")


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is drawn, and the lowest pixel that it takes."""

    markup: Markup
    bottom: float


def note(spec: Spec, frame: Frame) -> Note:
    """Return a note: text beside a point, perhaps in a box, perhaps with a line to the point."""
    lines = rich(str(spec["text"]))
    size = float(spec.get("font", {}).get("size", theme.FONT_SIZE))
    x, y = (
        frame.across(spec.get("xref", "x"), spec["x"]),
        frame.down(spec.get("yref", "y"), spec["y"]),
    )
    away = spec.get("showarrow", True)
    shift = (spec.get("ax", 0), -spec.get("ay", 0)) if away else (0, 0)
    shift = (shift[0] + spec.get("xshift", 0), shift[1] + spec.get("yshift", 0))
    wide, high = ink.widest(lines, size), ink.LEADING * size * len(lines)
    pad = float(spec.get("borderpad", 1)) + float(spec.get("borderwidth", 0))
    across, down = (
        (_ACROSS["center"], _DOWN["middle"])
        if away
        else (_ACROSS[spec.get("xanchor", "center")], _DOWN[spec.get("yanchor", "middle")])
    )
    left = x + shift[0] + across * (wide + 2 * pad) + pad
    top = y - shift[1] + down * (high + 2 * pad) + pad
    parts = [_box(spec, (left - pad, top - pad), (wide + 2 * pad, high + 2 * pad))]
    if away:
        parts.append(_line_to((x, y), (left + wide / 2, top + high / 2), spec))
    aligned = spec.get("align", "center")
    for row, said in enumerate(lines):
        room = wide - width(said, size)
        start = left + (room / 2 if aligned == "center" else 0)
        middle = top + ink.LEADING * size * (row + 0.5)
        parts.append(ink.text((start, middle), said, Type(size, theme.INK)))
    return Note(join(parts), top + high + pad)


def _box(spec: Spec, at: tuple[float, float], size: tuple[float, float]) -> Markup:
    if "bgcolor" not in spec and "bordercolor" not in spec:
        return Markup()
    pen = Pen(spec.get("bordercolor", theme.LINE), float(spec.get("borderwidth", 0)))
    return ink.box(at, size, **ink.fill(spec.get("bgcolor", theme.PAPER)), **ink.stroke(pen))


def _line_to(point: tuple[float, float], label: tuple[float, float], spec: Spec) -> Markup:
    """Return the line between a point and its far label, clear of both."""
    (x, y), (to_x, to_y) = point, label
    length = max(((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5, 1.0)
    near, far = float(spec.get("standoff", 0)) / length, 1 - _CLEAR / length
    ends = [(x + part * (to_x - x), y + part * (to_y - y)) for part in (near, far)]
    return ink.line(ends[0], ends[1], Pen(spec.get("arrowcolor", theme.SOFT), 1))


def across(spec: Spec, frame: Frame) -> Markup:
    """Return a line across a chart."""
    if spec["type"] != "line":
        raise ValueError(f"`type`: there is no drawing of a shape `{spec['type']}`")
    look = spec["line"]
    x_ref, y_ref = spec.get("xref", "x"), spec.get("yref", "y")
    ends = [
        (frame.across(x_ref, spec[f"x{end}"]), frame.down(y_ref, spec[f"y{end}"])) for end in (0, 1)
    ]
    return ink.line(
        ends[0], ends[1], Pen(look["color"], float(look["width"]), look.get("dash", ""))
    )
