"""The comparison group: who of the DT&V caseload is counted, and their counts rounded as published.

The steps are those of the minister's letter of September 2011 (19 637, nr. 1461, section 4).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from perspectief_core.arrays import Masks
from perspectief_core.cohort.criteria import START
from perspectief_core.cohort.grouping import positions
from perspectief_core.cohort.selection import Criterion
from perspectief_core.data import contract
from perspectief_core.data.extract import Extract
from perspectief_core.results import aggregate

END = date(2011, 4, 1)
"""Day on which the experiment and the letter's window end; not part of it."""
LAST_BIRTH_YEAR = 1992
"""Born in or before: 18 or older at some time in 2010."""

DTV_CRITERIA = (
    Criterion("dtv_venster", ("brief", "nieuw")),
    Criterion("dtv_leeftijd", ("brief", "geen_grens", "20_plus")),
)
"""Choices on the side of DT&V, the letter's first. `nieuw` counts only who came into view within
the window, so that both sides are a flow; `20_plus` who turned 20 in 2010 or earlier."""
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
    """How many DT&V persons the extract holds, and what every step did with them."""

    start: int
    steps: tuple[DtvStep, ...]

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


@aggregate
@dataclass(frozen=True, slots=True)
class DtvCounts:
    """Counts of the DT&V outcomes; `total` is rounded by itself, so parts need not add up to it."""

    outcomes: tuple[DtvCount, ...]
    total: DtvCount
    rounding: int
    flow: DtvFlow


def dtv_counts(extract: Extract, venster: str = "brief", leeftijd: str = "brief") -> DtvCounts:
    """Return the outcome counts of the DT&V persons whom the letter's steps keep.

    Parameters
    ----------
    extract : Extract
    venster, leeftijd : str
        An option of each of `DTV_CRITERIA`; the default is the letter's choice.

    Notes
    -----
    Rounded half up to the manifest's `dtv_rounding`, r. A rounded count may have been anything from
    ``r // 2`` below to ``r // 2`` above; with r = 1 it is exact.

    Examples
    --------
    >>> from perspectief_core import load
    >>> dtv_counts(load("data/synthetic")).total.rounded
    1140
    """
    people, flow = _select(extract, venster, leeftijd)
    index = positions(people["uitkomst"], contract.DTV_OUTCOMES).index
    exact = np.bincount(index, minlength=len(contract.DTV_OUTCOMES)).tolist()
    unit = extract.manifest.dtv_rounding
    outcomes = tuple(
        rounded_count(outcome, count, unit)
        for outcome, count in zip(contract.DTV_OUTCOMES, exact, strict=True)
    )
    return DtvCounts(outcomes, rounded_count("totaal", len(people), unit), unit, flow)


def rounded_count(outcome: str, exact: int, unit: int) -> DtvCount:
    """Return a count rounded half up to a multiple of `unit` (≥ 1), with its possible range.

    Examples
    --------
    >>> rounded_count("vergunning", 85, 10)
    DtvCount(outcome='vergunning', exact=85, rounded=90, low=85, high=95)
    """
    rounded = (exact + unit // 2) // unit * unit
    return DtvCount(outcome, exact, rounded, max(rounded - unit // 2, 0), rounded + unit // 2)


def _select(
    extract: Extract, venster: str = "brief", leeftijd: str = "brief"
) -> tuple[pd.DataFrame, DtvFlow]:
    people, steps = extract.dtv, []
    for code, keep in _steps(venster, leeftijd).items():
        try:
            mask = keep(people)
        except KeyError:
            steps.append(DtvStep(code, len(people), 0, column_missing=True))
            continue
        kept = people[mask]
        steps.append(DtvStep(code, len(kept), len(people) - len(kept)))
        people = kept
    return people, DtvFlow(len(extract.dtv), tuple(steps))


def _true(values: pd.Series) -> Masks:
    return np.asarray(values.fillna(False), dtype=np.bool_)


def _in_view(people: pd.DataFrame) -> Masks:
    since, until = people["in_beeld_van"], people["in_beeld_tot"]
    still = np.asarray(until.isna(), dtype=np.bool_)
    return _true(since < pd.Timestamp(END)) & (still | _true(until >= pd.Timestamp(START)))


def _came_into_view(people: pd.DataFrame) -> Masks:
    return _in_view(people) & _true(people["in_beeld_van"] >= pd.Timestamp(START))


def _steps(venster: str, leeftijd: str) -> dict[str, Callable[[pd.DataFrame], Masks]]:
    steps: dict[str, Callable[[pd.DataFrame], Masks]] = {
        "overgedragen": lambda people: _true(people["overgedragen"]),
        "in_beeld": _in_view if venster == "brief" else _came_into_view,
    }
    if leeftijd != "geen_grens":
        last = _BIRTH_YEARS[leeftijd]
        steps["volwassen"] = lambda people: _true(people["geboortejaar"] <= last)
    return steps | {"geen_deelnemer": lambda people: ~_true(people["deelnemer_perspectief"])}
