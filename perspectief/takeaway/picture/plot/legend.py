"""The legend of a chart: what each colour, line and sign means, in rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from markupsafe import Markup

from perspectief.report.drawing import theme
from perspectief.report.words.markup import join
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.ink import Drawn, Pen
from perspectief.takeaway.picture.letters import rich
from perspectief.takeaway.picture.plot.marks import sign
from perspectief.takeaway.picture.plot.scales import Spec
from perspectief.takeaway.picture.plot.traces import looks_of, pen_of
from perspectief.takeaway.picture.stacking import keyed

ROW, KEY = 24, 30
"""Height of a row and width of a sign, in pixels."""
LARGEST = 14
"""Size of a sign that does not touch the rows around it."""
_LAST = 1000
"""The rank of what has none."""


def legend(traces: Iterable[Spec], most: float) -> Drawn:
    """Return the legend of traces, in rows of at most so many pixels."""
    shown = [trace for trace in traces if trace.get("showlegend", True) and trace.get("name")]
    ranked = sorted(shown, key=lambda trace: trace.get("legendrank", _LAST))
    entries = ((rich(str(trace["name"]))[0], partial(_key, trace)) for trace in ranked)
    return keyed(entries, most, ROW, KEY)


def _key(trace: Spec, x: float, y: float) -> Markup:
    """Return the sign of one entry: as its trace looks."""
    if trace["type"] == "bar":
        look = trace["marker"]
        colours: Sequence[str] | str = look["color"]
        colour = colours if isinstance(colours, str) else next(iter(colours), theme.FAINT)
        pen = Pen(look["line"]["color"], look["line"]["width"])
        return ink.box((x, y - 6), (22, 12), **ink.fill(colour), **ink.stroke(pen))
    parts = []
    if trace.get("fill"):
        parts.append(ink.box((x, y - 6), (22, 12), **ink.fill(trace["fillcolor"])))
    if "lines" in trace.get("mode", "lines"):
        parts.append(ink.line((x, y), (x + 22, y), pen_of(trace)))
    if "markers" in trace.get("mode", ""):
        look = looks_of(trace)[0]
        parts.append(sign((x + 11, y), look | {"size": min(look.get("size", 6), LARGEST)}))
    return join(parts)
