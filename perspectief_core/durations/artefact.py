"""How much of the tie between duration and still being in guidance is made by the counting itself?

The report lays the duration of guidance beside whether someone is still there, and finds its
largest chi-square. But inflow stopped half a year before the end, so nobody in guidance can have
been there shorter than that: the shortest group consists of exits by construction. What is more,
for those in guidance 'duration' is only how long ago they came. Here the chi-square is taken apart
and laid beside what the same table gives when everybody has the same chance to leave every month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.cohort.criteria import START
from perspectief_core.cohort.kinds import kinds
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.durations.half_years import HALF_YEAR_BOUNDS, HALF_YEARS
from perspectief_core.durations.timelines import STAY, months_apart, months_to
from perspectief_core.published import records
from perspectief_core.published.records import ChaidRow, PublishedFigure
from perspectief_core.results import aggregate
from perspectief_core.shares.chi_square import (
    IndependenceTest,
    expected_counts,
    filled_part,
    independence_test,
    pearson,
)

TieFact = ChaidRow | PublishedFigure

ROW, PEOPLE, GUIDED, EXITS, EARLY = (
    "duur_perspectief",
    "sv_deelnemers",
    "sv_in_begeleiding_n",
    "sv_uitgestroomd_n",
    "kb11_uitstroom_zes_maanden",
)
APPENDIX = 17


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class DurationTie:
    """Chi-squares of duration (per half year) against still being in guidance, of `n` people.

    `early` is the class of less than six months against all others, `rest` the table without that
    class; None where there is nothing to compare. `monthly_chance` (0–1) is the one chance to leave
    with which `even`, the chi-square of the table to be expected, was made.
    """

    n: int
    everything: IndependenceTest | None
    early: IndependenceTest | None
    rest: IndependenceTest | None
    monthly_chance: float | None
    even: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTie:
    """The published chi-square taken apart with published counts alone.

    `chi2` and `df` as printed. `early` people left within six months: the middle of the counts that
    print as the percentage of the letter, `early_range` its ends. `early_chi2` is the chi-square of
    those against everyone else, for the middle and the ends; `rest_chi2` with `rest_df` what the
    printed table gives without them, if its first group is exactly they.
    """

    chi2: float
    df: int
    people: int
    early: int
    early_range: tuple[int, int]
    early_chi2: float
    early_chi2_range: tuple[float, float]
    rest_chi2: float
    rest_df: int

    @property
    def early_part(self) -> float:
        """Part (0–1) of the chi-square that the shortest group makes."""
        return self.early_chi2 / self.chi2


def duration_tie(cohort: Cohort) -> DurationTie:
    """Return the tie between duration and still being in guidance, taken apart.

    Parameters
    ----------
    cohort : Cohort
        People who left on an unknown date have no duration and are left out.

    Returns
    -------
    DurationTie

    Notes
    -----
    Pearson's chi-square of a table with two columns is ``Σ n_g(p_g − p)²/(p(1 − p))``, which falls
    apart into the one of the shortest class against all others, and the rest. The chance to leave
    is exits divided by months at risk, from entry (the start for who came before it) up to, not
    including, the month of the peildatum. From it follows, given when each person came, the chance
    of each class, and so the table to be expected without any relation between time and leaving.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> tie = duration_tie(everyone)
    >>> round(tie.early.chi2), round(tie.everything.chi2)
    (147, 164)
    """
    stays = _stays(cohort)
    half_year = np.searchsorted(HALF_YEAR_BOUNDS, stays.months, side="right")
    table = np.zeros((len(HALF_YEARS), 2), dtype=np.int64)
    np.add.at(table, (half_year, stays.guided.astype(np.int64)), stays.times)
    chance, even = _even(cohort, stays)
    return DurationTie(
        n=int(stays.times.sum()),
        everything=independence_test(table),
        early=independence_test(np.array([table[0], table[1:].sum(axis=0)])),
        rest=independence_test(table[1:]),
        monthly_chance=chance,
        even=_chi2(even),
    )


def tie_facts() -> tuple[TieFact, ...]:
    """Return the published facts that `published_tie` needs."""
    rows = [row for row in records.chaid_rows(APPENDIX) if row.kenmerk == ROW]
    wanted = (PEOPLE, GUIDED, EXITS, EARLY)
    return (*rows, *(figure for figure in records.figures() if figure.id in wanted))


def published_tie(facts: tuple[TieFact, ...]) -> PublishedTie:
    """Return what the published counts say about the published chi-square.

    Parameters
    ----------
    facts : tuple
        As `tie_facts` returns them.

    Notes
    -----
    The letter prints 28 % of 260 exits within six months: 72 to 74 people. Against the other 659 to
    661, of whom 473 in guidance, their chi-square is fixed. What is left of the printed chi-square
    lies between the other groups; without the shortest group in the table its share p of people in
    guidance changes, and so does the divisor p(1 − p).

    Examples
    --------
    Of the printed χ² the shortest group makes more than four fifths.

    >>> tie = published_tie(tie_facts())
    >>> tie.chi2, tie.early, round(tie.early_part, 2)
    (175.6, 73, 0.84)
    """
    row = next(fact for fact in facts if isinstance(fact, ChaidRow))
    value = {fact.id: fact.waarde for fact in facts if isinstance(fact, PublishedFigure)}
    people, guided, exits = (round(value[id_]) for id_ in (PEOPLE, GUIDED, EXITS))
    counts = [k for k in range(exits + 1) if round(100 * k / exits) == value[EARLY]]
    middle = counts[len(counts) // 2]
    statistics = {k: _against_all_others(k, people, guided) for k in counts}
    spread, spread_rest = guided * exits / people**2, guided * (exits - middle)
    spread_rest_share = spread_rest / (people - middle) ** 2
    chi2, df = float(row.chi2 or 0.0), int(row.df or 0)
    return PublishedTie(
        chi2=chi2,
        df=df,
        people=people,
        early=middle,
        early_range=(counts[0], counts[-1]),
        early_chi2=statistics[middle],
        early_chi2_range=(statistics[counts[0]], statistics[counts[-1]]),
        rest_chi2=(chi2 - statistics[middle]) * spread / spread_rest_share,
        rest_df=df - 1,
    )


def _against_all_others(early: int, people: int, guided: int) -> float:
    table = np.array([[early, 0], [people - guided - early, guided]])
    test = independence_test(table)
    return 0.0 if test is None else test.chi2


@dataclass(frozen=True, slots=True, eq=False)
class _Stays:
    """Kinds of stays of a known length: the months, those from inflow to the peildatum, whether it
    goes on, and how many people have it."""

    months: Floats
    until: Ints
    guided: Masks
    times: Ints


def _stays(cohort: Cohort) -> _Stays:
    alike = kinds(cohort, *STAY)
    months = alike.people["maanden"].to_numpy(dtype=np.float64, na_value=np.nan)
    until = months_to(alike.people["instroom"], cohort.peildatum)
    guided = (alike.people["uitkomst"] == "in_begeleiding").to_numpy(dtype=bool)
    known = np.isfinite(months)
    return _Stays(months[known], until[known].astype(np.int64), guided[known], alike.times[known])


def _even(cohort: Cohort, stays: _Stays) -> tuple[float | None, Floats]:
    """The one monthly chance to leave, and the table to be expected with it."""
    # Everyone who came in the same month has the same chances: they are worked out once a month.
    people = np.bincount(stays.until, stays.times).astype(np.int64)
    until = np.flatnonzero(people).astype(np.float64)
    people = people[people > 0]
    entry = np.maximum(until - months_apart(START, cohort.peildatum), 0.0)
    left = int(stays.times[~stays.guided].sum())
    at_risk = stays.months @ stays.times + left - people @ entry
    empty = np.zeros((len(HALF_YEARS), 2))
    if not len(stays.months) or at_risk <= 0:
        return None, empty
    chance = float(left / at_risk)
    stay = 1 - min(chance, 1.0)
    edges = np.array([0, *HALF_YEAR_BOUNDS, np.inf])
    # How much of someone's time at risk lies before each edge.
    spent = np.clip(np.minimum(edges[:, None], until) - entry, 0, None)
    gone = -np.diff(stay**spent, axis=0) @ people
    index = np.searchsorted(HALF_YEAR_BOUNDS, until, side="right")
    there = np.bincount(index, people * stay ** (until - entry), minlength=len(HALF_YEARS))
    return chance, np.column_stack([gone, there])


def _chi2(table: Floats) -> float | None:
    filled = filled_part(table)
    return None if min(filled.shape) < 2 else pearson(filled, expected_counts(filled))
