"""The comparison group: who of the DT&V caseload is counted, and their counts rounded as published.

The steps are those of the minister's letter of September 2011 (19 637, nr. 1461, section 4).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from perspectief_core.arrays import Masks, pd
from perspectief_core.cohort.criteria import START
from perspectief_core.cohort.selection import Criterion
from perspectief_core.data import contract
from perspectief_core.data.extract import Extract
from perspectief_core.data.remembered import remembered
from perspectief_core.results import aggregate
from perspectief_core.shares.rounded import Whole

END = date(2011, 4, 1)
"""Day on which the experiment and the letter's window end; not part of it."""
LAST_BIRTH_YEAR = 1992
"""Born in or before: 18 or older at some time in 2010."""

DTV_CRITERIA = (
    Criterion(code="dtv_venster", options=("brief", "nieuw")),
    Criterion(code="dtv_leeftijd", options=("brief", "geen_grens", "20_plus")),
)
"""Choices on the side of DT&V, the letter's first. `nieuw` counts only who came into view within
the window, so that both sides are a flow; `20_plus` who turned 20 in 2010 or earlier."""
_ANSWERS_KEPT = 32
"""Of the steps at a few dates, of the extract in use."""
_DATES = frozenset({"in_beeld_van", "in_beeld_tot"})
_BIRTH_YEARS = {"brief": LAST_BIRTH_YEAR, "20_plus": LAST_BIRTH_YEAR - 2}


@dataclass(frozen=True, slots=True)
class DtvStep:
    """One step of the letter: how many stayed and how many fell out.

    `column_missing` is True when the extract lacks a column that the step needs: it then kept
    everyone.
    """

    code: str
    kept: int
    dropped: int
    column_missing: bool = False


@aggregate
@dataclass(frozen=True, slots=True)
class DtvFlow:
    """How many DT&V persons the extract holds, and what every step did with them.

    `peildatum` is the date at which they are counted.
    """

    start: int
    steps: tuple[DtvStep, ...]
    peildatum: date = END

    @property
    def counted(self) -> int:
        """Persons left after all steps."""
        return self.steps[-1].kept if self.steps else self.start


@dataclass(frozen=True, slots=True)
class DtvCount:
    """One count: exact, rounded as published, and what it can have been given the rounding."""

    outcome: str
    exact: int
    rounded: int
    low: int
    high: int

    @property
    def whole(self) -> Whole:
        """The count as published, with what it can have been."""
        return Whole(self.rounded, self.low, self.high)


@aggregate
@dataclass(frozen=True, slots=True)
class DtvCounts:
    """Counts of the DT&V outcomes; `total` is rounded by itself, so parts need not add up to it."""

    outcomes: tuple[DtvCount, ...]
    total: DtvCount
    rounding: int
    flow: DtvFlow


def dtv_counts(
    extract: Extract, venster: str = "brief", leeftijd: str = "brief", peildatum: date = END
) -> DtvCounts:
    """Return the outcome counts of the DT&V persons whom the letter's steps keep.

    Parameters
    ----------
    extract : Extract
    venster, leeftijd : str
        An option of each of `DTV_CRITERIA`; the default is the letter's choice.
    peildatum : date
        The date at which they are counted; default and latest: the letter's. The flow has the date
        that could be used: an extract without both dates in view is always counted at the letter's.

    Notes
    -----
    At an earlier date, an outcome after it is undone (the case was still open) and who came into
    view later is not counted, as on the side of Perspectief.

    Rounded half up to the manifest's `dtv_rounding`, r. A rounded count may have been anything from
    ``r // 2`` below to ``r // 2`` above; with r = 1 it is exact.

    Examples
    --------
    >>> from perspectief_core import load
    >>> dtv_counts(load("data/synthetic")).total.rounded
    1140
    """
    kept, flow = _select(extract, _steps(venster, leeftijd), min(peildatum, END))
    unit = extract.manifest.dtv_rounding
    counts = tuple(
        rounded_count(
            outcome, int(np.count_nonzero(kept & _had(extract, outcome, flow.peildatum))), unit
        )
        for outcome in contract.DTV_OUTCOMES
    )
    return DtvCounts(counts, rounded_count("totaal", flow.counted, unit), unit, flow)


def rounded_count(outcome: str, exact: int, unit: int) -> DtvCount:
    """Return a count rounded half up to a multiple of `unit` (≥ 1), with its possible range.

    Examples
    --------
    >>> rounded_count("vergunning", 85, 10)
    DtvCount(outcome='vergunning', exact=85, rounded=90, low=85, high=95)
    """
    rounded = (exact + unit // 2) // unit * unit
    return DtvCount(outcome, exact, rounded, max(rounded - unit // 2, 0), rounded + unit // 2)


@dataclass(frozen=True, slots=True)
class _Rule:
    """Whom one step keeps at a date, and the columns that it looks at."""

    code: str
    needs: frozenset[str]
    keep: Callable[[pd.DataFrame, date], Masks]


def _select(extract: Extract, rules: tuple[_Rule, ...], day: date) -> tuple[Masks, DtvFlow]:
    """Return whom the rules keep at a date, and what each rule did."""
    people, steps = extract.dtv, []
    columns = set(people.columns)
    day = day if columns >= _DATES else END
    kept = np.ones(len(people), dtype=np.bool_)
    for rule in rules:
        there, before = rule.needs <= columns, int(kept.sum())
        kept = kept & _kept(extract, rule, day) if there else kept
        after = int(kept.sum())
        steps.append(DtvStep(rule.code, after, before - after, not there))
    return kept, DtvFlow(len(people), tuple(steps), day)


@remembered(_ANSWERS_KEPT)
def _kept(extract: Extract, rule: _Rule, day: date) -> Masks:
    """Return whom a rule keeps: all choices of both sides are made of a few of these."""
    return rule.keep(extract.dtv, day)


@remembered(_ANSWERS_KEPT)
def _had(extract: Extract, outcome: str, day: date) -> Masks:
    """Return who had an outcome at a date."""
    people = extract.dtv
    had = _true(people["uitkomst"] == outcome)
    if day >= END:
        return had
    later = _true(people["in_beeld_tot"] >= pd.Timestamp(day))
    return had | later if outcome == "caseload" else had & ~later


def _true(values: pd.Series) -> Masks:
    return np.asarray(values.fillna(False), dtype=np.bool_)


def _in_view(people: pd.DataFrame, day: date) -> Masks:
    since, until = people["in_beeld_van"], people["in_beeld_tot"]
    still = np.asarray(until.isna(), dtype=np.bool_)
    return _true(since < pd.Timestamp(day)) & (still | _true(until >= pd.Timestamp(START)))


def _came_into_view(people: pd.DataFrame, day: date) -> Masks:
    return _in_view(people, day) & _true(people["in_beeld_van"] >= pd.Timestamp(START))


_TRANSFERRED = _Rule(
    "overgedragen", frozenset({"overgedragen"}), lambda people, _: _true(people["overgedragen"])
)
_NO_PARTICIPANT = _Rule(
    "geen_deelnemer",
    frozenset({"deelnemer_perspectief"}),
    lambda people, _: ~_true(people["deelnemer_perspectief"]),
)


def _steps(venster: str, leeftijd: str) -> tuple[_Rule, ...]:
    in_view = _in_view if venster == "brief" else _came_into_view
    return (_TRANSFERRED, _Rule("in_beeld", _DATES, in_view), *_aged(leeftijd), _NO_PARTICIPANT)


@cache
def _aged(leeftijd: str) -> tuple[_Rule, ...]:
    if leeftijd == "geen_grens":
        return ()
    last, year = _BIRTH_YEARS[leeftijd], "geboortejaar"
    return (_Rule("volwassen", frozenset({year}), lambda people, _: _true(people[year] <= last)),)
