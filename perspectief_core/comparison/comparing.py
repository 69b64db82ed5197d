"""Perspectief against DT&V, with every doubt carried through: chance, rounding, open cases.

The letter that published this comparison called a sound one nearly impossible. What is computed
here is the table, how far each doubt alone could move it, and how strong a hidden difference
between the groups would have to be to explain it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from perspectief_core.cohort.grouping import CONCRETE, RESULTS, outcome_groups
from perspectief_core.cohort.selecting import Cohort, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison.dtv import END, DtvCounts, DtvFlow, dtv_counts
from perspectief_core.comparison.sides import (
    OPEN,
    OTHER,
    PAIRS,
    TOGETHER,
    Outcomes,
    dtv_outcomes,
    results_as_one,
    together,
    whole,
)
from perspectief_core.data import contract
from perspectief_core.data.extract import Extract
from perspectief_core.results import aggregate
from perspectief_core.shares import intervals
from perspectief_core.shares.contrasts import Difference, Ratio, newcombe_difference, risk_ratio
from perspectief_core.shares.doubts import (
    Doubts,
    Widths,
    doubts,
    e_value,
    e_value_limit,
    span,
    widths,
)
from perspectief_core.shares.fives import Rounded, made_of
from perspectief_core.shares.intervals import Interval, Share
from perspectief_core.shares.rounded import Side, Whole


@dataclass(frozen=True, slots=True)
class ComparisonOptions:
    """Choices in laying the two sides beside each other; the defaults are the letter's table.

    Parameters
    ----------
    doormigratie
        `weggelaten`: no row, but in the total, so that the rows add up to 723 of 733; `apart`: a
        row of its own, without counterpart; `bij_overig`: added to the other reasons.
    open_zaken
        `weglaten` takes open cases out of both totals: shares of finished cases.
    andere_reden
        `weglaten` takes the other reasons out of both totals.
    resultaat
        `samen`: permit and return are one row on both sides, `concreet`.
    """

    doormigratie: Literal["weggelaten", "apart", "bij_overig"] = "weggelaten"
    open_zaken: Literal["meetellen", "weglaten"] = "meetellen"
    andere_reden: Literal["meetellen", "weglaten"] = "meetellen"
    resultaat: Literal["apart", "samen"] = "apart"

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs of outcomes that stand beside each other, those left out among them."""
        return TOGETHER if self.resultaat == "samen" else PAIRS

    @property
    def dropped(self) -> tuple[tuple[str, str], ...]:
        """The pairs of outcomes that these choices take out of both totals."""
        pairs = ((OPEN, self.open_zaken), (OTHER, self.andere_reden))
        return tuple(pair for pair, choice in pairs if choice == "weglaten")


@dataclass(frozen=True, slots=True, kw_only=True)
class DtvSide:
    """The DT&V side of a row and how the two sides differ.

    Parameters
    ----------
    outcome
        Code of the DT&V outcome.
    share
        Of rounded counts, as published; its interval is chance only.
    count, range
        What rounding leaves possible, in people and as a share.
    bounds
        Share of everyone if none or all of the open cases still end this way; None for the open
        cases themselves.
    widths
        The share with chance, rounding and open cases added one after the other.
    difference, ratio
        Perspectief minus, and divided by, DT&V, with chance only.
    doubts
        None when a side has nobody.
    e_value, e_value_limit
        For the ratio and for the limit of its interval nearest to 1; None when undefined.
    printed
        Whether its counts are of the letter's date: of an earlier one the letter prints none.
    """

    outcome: str
    share: Share
    count: Whole
    range: Interval
    bounds: Interval | None
    widths: Widths
    difference: Difference
    ratio: Ratio
    doubts: Doubts | None
    e_value: float | None
    e_value_limit: float | None
    printed: bool


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One outcome on both sides; `dtv` is None for an outcome without counterpart.

    `bounds` is the share of everyone in Perspectief if none or all of the open cases still end this
    way; None for the open cases themselves. `widths` is as on the other side, without rounding.
    """

    outcome: str
    share: Share
    bounds: Interval | None
    widths: Widths
    dtv: DtvSide | None


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The table of both sides; see `compare`.

    `unlisted` counts people who are in the total of Perspectief but in no row (the ten with onward
    migration in the letter's table); `unlisted_outcomes` says what became of them.
    """

    options: ComparisonOptions
    rows: tuple[ComparisonRow, ...]
    total: int
    dtv_total: Whole
    unlisted: int
    unlisted_outcomes: tuple[str, ...]
    rounding: int
    dtv_flow: DtvFlow


def compare(
    cohort: Cohort, extract: Extract, options: ComparisonOptions | None = None
) -> Comparison:
    """Lay the people counted beside the DT&V persons of the letter.

    Parameters
    ----------
    cohort : Cohort
        The Perspectief side; criteria and filters act on this side only. But for the peildatum:
        DT&V is counted at the same date where its dates are known (`dtv_flow.peildatum`).
    extract : Extract
        The extract the cohort came from; its DT&V table gives the other side.
    options : ComparisonOptions, optional
        Default: the letter's own table.

    Returns
    -------
    Comparison
        Rows in the letter's order; rows taken out of the totals are left out.

    Notes
    -----
    DT&V counts enter rounded, as published. A total of fewer parts is the sum of the parts that
    stay; what it can have been is the narrower of that sum's range and of 'total minus what was
    left out'. See `doubts.doubts` for how the doubts are combined.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> extract = load("data/synthetic")
    >>> comparison = compare(select(extract, Selection()), extract)
    >>> comparison.total, comparison.dtv_total.value, comparison.unlisted
    (733, 1140, 10)
    """
    index = outcome_groups(cohort).index
    own = np.bincount(index, minlength=len(contract.OUTCOMES)).tolist()
    counted = dict(zip(contract.OUTCOMES, own, strict=True))
    others = dtv_counts(extract, peildatum=cohort.peildatum)
    return lay_beside(counted, others, options or ComparisonOptions())


def compare_selection(
    extract: Extract, selection: Selection, options: ComparisonOptions
) -> Comparison:
    """Return `compare` for the people that a selection of the extract counts.

    Examples
    --------
    >>> from perspectief_core import Selection, load
    >>> extract = load("data/synthetic")
    >>> compare_selection(extract, Selection(geslacht=("vrouw",)), ComparisonOptions()).total
    190
    """
    return compare(select(extract, selection), extract, options)


def lay_beside(
    counted: Mapping[str, int], counts: DtvCounts, options: ComparisonOptions, n: int | None = None
) -> Comparison:
    """Lay outcome counts beside those of DT&V; see `compare`.

    Parameters
    ----------
    counted : mapping of outcome to people
        All outcomes of Perspectief: exact, or all rounded for publication (`Rounded`), which
        then widens what rounding can do on this side too.
    counts : DtvCounts
    options : ComparisonOptions
    n : int, optional
        People in all, when it was rounded by itself; default: the sum of the outcomes.

    Examples
    --------
    The letter's own counts: 107 permits of 733 beside 90 of 1,140.

    >>> from perspectief_core.comparison.letter import letter_counts, letter_facts
    >>> own = dict(zip(contract.OUTCOMES, (473, 107, 21, 87, 10, 35)))
    >>> beside = lay_beside(own, letter_counts(letter_facts()), ComparisonOptions())
    >>> permits = next(row for row in beside.rows if row.outcome == "verblijfsvergunning")
    >>> permits.share.count, permits.dtv.share.count, beside.dtv_total.value
    (107, 90, 1140)
    """
    own = _own_parts(counted, options)
    everyone = whole(sum(counted.values()) if n is None else n)
    rounded = any(isinstance(count, Rounded) for count in counted.values())
    own_dropped, dropped = ({pair[side] for pair in options.dropped} for side in (0, 1))
    counts = results_as_one(counts) if options.resultaat == "samen" else counts
    ours, theirs = Outcomes(own, everyone, OPEN[0]), dtv_outcomes(counts)
    printed = counts.flow.peildatum >= END
    rows = [
        _row(
            pair,
            ours.side(pair[0], own_dropped),
            theirs.side(pair[1], dropped),
            printed,
        )
        for pair in options.pairs
        if pair not in options.dropped
    ]
    if options.doormigratie == "apart":
        alone = ours.side("doormigratie", own_dropped)
        row = ComparisonRow("doormigratie", _share(alone), _bounds(alone), widths(alone), None)
        rows.append(row)
    listed = {row.outcome for row in rows} | own_dropped
    unlisted = {code: part for code, part in own.items() if code not in listed and part.high}
    total = _said(ours.total(own_dropped), rounded)
    return Comparison(
        options=options,
        rows=tuple(
            replace(row, share=_said_share(row.share, own[row.outcome], total)) for row in rows
        ),
        total=total,
        dtv_total=theirs.total(dropped),
        unlisted=_said(together(unlisted.values()), rounded),
        unlisted_outcomes=tuple(unlisted),
        rounding=counts.rounding,
        dtv_flow=counts.flow,
    )


def _own_parts(counted: Mapping[str, int], options: ComparisonOptions) -> dict[str, Whole]:
    own = {code: whole(count) for code, count in counted.items()}
    if options.doormigratie == "bij_overig":
        own["overig"] = own["overig"].plus(own["doormigratie"])
        own["doormigratie"] = whole(0)
    if options.resultaat == "samen":
        first, second = (own.pop(result) for result in RESULTS)
        own[CONCRETE] = first.plus(second)
    return own


def _said(number: Whole, rounded: bool) -> int:
    """Return a number that says by its type whether it was rounded, and what it can be."""
    return made_of(number.value, number.low, number.high) if rounded else number.value


def _said_share(share: Share, part: Whole, total: int) -> Share:
    """Return a share of which the counts say so."""
    rounded = isinstance(total, Rounded)
    if rounded and part.value >= total:
        # All but 0 to 4 of them, which its being the total says.
        return replace(share, count=Rounded(share.count), total=total)
    return replace(share, count=_said(part, rounded), total=total)


def _row(pair: tuple[str, str], own: Side, dtv: Side, printed: bool) -> ComparisonRow:
    numbers = (*own.published, *dtv.published)
    ratio = risk_ratio(*numbers)
    side = DtvSide(
        outcome=pair[1],
        share=_share(dtv),
        count=dtv.count,
        range=span(dtv.by_rounding),
        bounds=_bounds(dtv),
        widths=widths(dtv),
        difference=newcombe_difference(*numbers),
        ratio=ratio,
        doubts=doubts(own, dtv),
        e_value=e_value(ratio.estimate),
        e_value_limit=e_value_limit(ratio),
        printed=printed,
    )
    return ComparisonRow(pair[0], _share(own), _bounds(own), widths(own), side)


def _share(side: Side) -> Share:
    return intervals.share(*side.published)


def _bounds(side: Side) -> Interval | None:
    ends = side.by_open_cases
    return None if ends is None else span(ends)
