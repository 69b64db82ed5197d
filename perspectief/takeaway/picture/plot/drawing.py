"""Draws a chart that is described for Plotly as SVG.

The description stays the only one: what stands in it is drawn here, and what this cannot draw
raises. Hovering becomes the name of a sign; the rest is what the screen shows at its widest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from markupsafe import Markup

from perspectief.report.drawing import theme
from perspectief.report.words.markup import join, tag
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.ink import Drawn, Pen, Type
from perspectief.takeaway.picture.letters import Run, rich, width
from perspectief.takeaway.picture.plot import traces
from perspectief.takeaway.picture.plot.legend import legend
from perspectief.takeaway.picture.plot.notes import Frame, across, note
from perspectief.takeaway.picture.plot.scales import Axis, Spec, span
from perspectief.takeaway.picture.plot.traces import Place

SIZE = theme.FONT_SIZE
TICK, TITLE = 26, 26
"""Height of the numbers under the horizontal axis, and of its name."""
BESIDE = 10
"""Pixels between the vertical axis and what is written beside it."""
DESIGNED = 60
"""From this margin on a chart has itself kept room below for its legend."""


def draw_plot(figure: Spec, wide: float) -> Drawn:
    """Return a chart as SVG, so many pixels wide.

    Parameters
    ----------
    figure : mapping
        The chart as `to_plotly_json` gives it.
    wide : float

    Raises
    ------
    ValueError
        When the chart has something that cannot be drawn.
    """
    layout, data = figure["layout"], figure["data"]
    for trace in data:
        if trace["type"] not in traces.ORDER:
            raise ValueError(f"`type`: a trace `{trace['type']}` cannot be drawn")
    under = _legend_under(layout)
    key = legend(data, wide) if layout.get("showlegend") else Drawn(Markup(), 0.0)
    frame = _frame(layout, data, wide, key.height if under else 0.0)
    parts = [_grid(frame), _data(data, frame), _axes(frame)]
    parts += [across(shape, frame) for shape in layout.get("shapes", ())]
    notes = [note(annotation, frame) for annotation in layout.get("annotations", ())]
    parts += [drawn.markup for drawn in notes]
    bottom = max([frame.top + frame.high + _below(layout), *(drawn.bottom for drawn in notes)])
    shift = bottom + 8 if under else 0.0
    parts.append(tag("g", key.markup, transform=f"translate(0,{ink.px(shift)})"))
    return Drawn(join(parts), bottom + (8 + key.height if under and key.height else 0))


def _legend_under(layout: Spec) -> bool:
    return bool(layout.get("legend", {}).get("yanchor", "bottom") == "bottom")


def _frame(layout: Spec, data: Sequence[Spec], wide: float, key_high: float) -> Frame:
    """Return the drawing area, with room for what stands around it."""
    margin = layout["margin"]
    spans = {name: span(layout[_full(name)], values_on(data, name)) for name in _names(layout)}
    below = max(float(margin["b"]), _below(layout) + (key_high if margin["b"] < DESIGNED else 0))
    top, high = float(margin["t"]), float(layout["height"]) - margin["t"] - below
    left = _left(layout, spans, high, float(margin["l"]))
    area = wide - left - float(margin["r"]) - SIZE
    axes = {}
    for name, (start, end) in spans.items():
        spec = layout[_full(name)]
        from_, to = spec.get("domain", (0, 1))
        ends = (
            (left + from_ * area, left + to * area)
            if name[0] == "x"
            else (top + (1 - from_) * high, top + (1 - to) * high)
        )
        axes[name] = Axis(spec, start, end, *ends)
    return Frame(left, top, area, high, axes)


def _full(name: str) -> str:
    """Return the name of an axis in a layout: `yaxis2` of `y2`."""
    return f"{name[0]}axis{name[1:]}"


def _names(layout: Spec) -> list[str]:
    return [key.replace("axis", "") for key in layout if key[1:5] == "axis"]


def values_on(data: Sequence[Spec], name: str) -> list[float]:
    """Return all numbers of the traces on an axis."""
    letter = name[0]
    on_it = (trace[letter] for trace in data if trace.get(f"{letter}axis", letter) == name)
    return [float(value) for value in chain.from_iterable(on_it) if value is not None]


def _below(layout: Spec) -> float:
    """Return the room that the horizontal axis takes under the area."""
    axis = layout["xaxis"]
    if not axis.get("visible", True):
        return 0.0
    return TICK + (TITLE if axis["title"]["text"] else 0)


def _left(layout: Spec, spans: dict[str, tuple[float, float]], high: float, least: float) -> float:
    """Return the room that the vertical axis takes beside the area."""
    axis = layout["yaxis"]
    if not axis.get("visible", True):
        return least
    written = Axis(axis, *spans["y"], high, 0).ticks("y")
    lines = chain.from_iterable(rich(text) for _, text in written)
    titled = TITLE if axis["title"]["text"] else 0
    return max(least, ink.widest(lines, SIZE) + BESIDE + titled)


def _grid(frame: Frame) -> Markup:
    """Return the faint lines at the numbers of the axes."""
    parts = []
    for name, axis in frame.axes.items():
        spec = axis.spec
        if not axis.visible or not spec.get("showgrid", True):
            continue
        pen = Pen(spec.get("gridcolor", theme.FAINT))
        for value, _ in axis.ticks(name[0]):
            at = axis.at(value)
            ends = (
                ((at, frame.top), (at, frame.top + frame.high))
                if name[0] == "x"
                else ((frame.left, at), (frame.left + frame.wide, at))
            )
            parts.append(ink.line(*ends, pen))
    return join(parts)


def _data(data: Sequence[Spec], frame: Frame) -> Markup:
    """Return the traces, what may not leave the area cut off at its edge."""
    area = ink.box((frame.left, frame.top), (frame.wide, frame.high))
    parts = [tag("clipPath", area, id="area")]
    places = [
        (at, trace)
        for kind in traces.ORDER
        for at, trace in enumerate(data)
        if trace["type"] == kind
    ]
    for at, trace in places:
        place = Place(frame.axes[trace.get("xaxis", "x")], frame.axes[trace.get("yaxis", "y")])
        drawn = traces.draw(trace, place, data[at - 1] if at else None)
        free = trace.get("cliponaxis") is False
        parts.append(tag("g", drawn, clip_path="" if free else "url(#area)"))
    return join(parts)


def _axes(frame: Frame) -> Markup:
    return join(
        part
        for name, axis in frame.axes.items()
        if axis.visible
        for part in (_under(axis, frame) if name[0] == "x" else _beside(axis, frame))
    )


def _under(axis: Axis, frame: Frame) -> Iterator[Markup]:
    bottom = frame.top + frame.high
    for value, said in axis.ticks("x"):
        yield ink.text(
            (axis.at(value), bottom + TICK / 2), (Run(said),), Type(SIZE, theme.INK, "middle")
        )
    title = axis.spec["title"]["text"]
    if title:
        place = (frame.left + frame.wide / 2, bottom + TICK + TITLE / 2)
        yield ink.text(place, (Run(title),), Type(SIZE, theme.INK, "middle"))


def _beside(axis: Axis, frame: Frame) -> Iterator[Markup]:
    widest = 0.0
    for value, said in axis.ticks("y"):
        lines = rich(said)
        middle = axis.at(value)
        for row, line in enumerate(lines):
            down = (row - (len(lines) - 1) / 2) * ink.LEADING * SIZE
            place = (frame.left - BESIDE, middle + down)
            yield ink.text(place, line, Type(SIZE, theme.INK, "end"))
            widest = max(widest, width(line, SIZE))
    title = axis.spec["title"]["text"]
    if title:
        x, y = frame.left - BESIDE - widest - TITLE / 2, (axis.low + axis.high) / 2
        turned = tag(
            "g",
            ink.text((0, 0), (Run(title),), Type(SIZE, theme.INK, "middle")),
            transform=f"translate({ink.px(x)},{ink.px(y)}) rotate(-90)",
        )
        yield turned
