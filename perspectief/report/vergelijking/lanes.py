"""The lines of the two charts: shares of both sides, and their differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from perspectief.report.drawing import states, theme
from perspectief.report.vergelijking import verdict
from perspectief.report.vergelijking.range_chart import Lane, in_points, points_text
from perspectief.report.words import formats, shares
from perspectief.report.words.markup import BREAK, join
from perspectief_core.comparison.comparing import ComparisonRow, DtvSide
from perspectief_core.shares.intervals import Interval

DECIDES_SHORT = {
    "toeval": "toeval beslist",
    "afronding": "afronding beslist",
    "open_zaken": "open zaken beslissen",
    "geen": "staat vast, als telling",
}
"""Which doubt decides, in a few words."""


def share_lanes(rows: list[ComparisonRow]) -> list[Lane]:
    """Return per outcome a heading and a line for each side that has it."""
    lanes = []
    for row in rows:
        lanes += [Lane(text=escape(verdict.PAIR[row.outcome]), heading=True), _own_lane(row)]
        if row.dtv is not None:
            lanes.append(_dtv_lane(row.dtv))
    return lanes


def _own_lane(row: ComparisonRow) -> Lane:
    text = escape(f"Perspectief: {shares.sentence(row.share)}")
    return Lane(
        text=text,
        value=states.position(row.share),
        chance=in_points(row.widths.chance),
        combined=in_points(row.widths.combined) if row.bounds is not None else None,
        colour=theme.BLUE,
        hover=_hover(text, formats.interval, (row.widths.chance, None, row.widths.combined)),
        side="Perspectief",
    )


def _dtv_lane(dtv: DtvSide) -> Lane:
    text = escape(f"DT&V: {verdict.dtv_side(dtv)}")
    widths = (dtv.widths.chance, dtv.widths.chance_rounding, dtv.widths.combined)
    return Lane(
        text=text,
        value=states.per_cent(dtv.share.share),
        chance=in_points(dtv.widths.chance),
        rounding=in_points(dtv.widths.chance_rounding),
        combined=in_points(dtv.widths.combined) if dtv.bounds is not None else None,
        colour=theme.ORANGE,
        symbol="diamond",
        hover=_hover(text, formats.interval, widths),
        side="DT&V",
    )


def difference_lane(row: ComparisonRow) -> Lane:
    """Return the line of one difference."""
    assert row.dtv is not None
    assert row.dtv.doubts is not None
    doubts = row.dtv.doubts
    name, estimate = verdict.PAIR[row.outcome], verdict.difference(row)
    counted = formats.SECRET if estimate is None else formats.points(estimate)
    widths = (doubts.chance, doubts.chance_rounding, doubts.combined)
    return Lane(
        text=Markup("<b>{}</b><br>{} procentpunt · {}").format(
            name, counted.split(formats.NBSP)[0], DECIDES_SHORT[doubts.decides]
        ),
        value=states.per_cent(estimate),
        chance=in_points(doubts.chance),
        rounding=in_points(doubts.chance_rounding),
        combined=in_points(doubts.combined) if doubts.open_cases is not None else None,
        colour=theme.BLUE,
        hover=_hover(f"{name}: {counted}", points_text, widths),
    )


def _hover(first: str, say: Callable[[Interval], str], widths: Sequence[Interval | None]) -> Markup:
    """Return the text at a mark: what is counted, and how far each doubt reaches."""
    doubts = zip(("toeval", "met afronding", "met open zaken"), widths, strict=True)
    lines = (f"{name}: {say(width)}" for name, width in doubts if width is not None)
    return join((first, *lines), BREAK)


def span(lanes: list[Lane]) -> tuple[float, float]:
    """Return the range of the axis that holds every width and zero."""
    every = [i for lane in lanes for i in (lane.chance, lane.rounding, lane.combined) if i]
    low = min([interval.low for interval in every], default=-10.0)
    high = max([interval.high for interval in every], default=10.0)
    return min(low, 0.0) - 5, max(high, 0.0) + 5
