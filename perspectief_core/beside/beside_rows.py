"""What is laid beside each other of steunpunten: every row with its values and its test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from perspectief_core.arrays import Floats, Masks, pd
from perspectief_core.cohort.criteria import START
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError
from perspectief_core.differences import seeing
from perspectief_core.differences.exact import exact_p
from perspectief_core.differences.ranks import rank_p
from perspectief_core.differences.seeing import Seen
from perspectief_core.durations.curves import whole_month_ties
from perspectief_core.durations.groups import MIN_GROUP, GroupMoment, moments_of
from perspectief_core.durations.timelines import timelines
from perspectief_core.people.summaries import Summary, summarise
from perspectief_core.shares import intervals
from perspectief_core.shares.flags import GroupCounts
from perspectief_core.shares.intervals import Interval, Share
from perspectief_core.steunpunten.counts import outcomes_in_use
from perspectief_core.survival.histories import Histories
from perspectief_core.survival.logrank import logrank

MONTH = 12
"""The moment at which speed is shown, in months after inflow."""


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a group in its own unit, with its 95 % interval by Student's t.

    No interval with fewer than two values.
    """

    summary: Summary
    interval: Interval | None


Value = Share | Mean | GroupMoment | None
"""One group in one row: a share, a mean, or the share that left after `MONTH` months; None where
speed cannot be estimated."""
Members = tuple[Masks, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One row before it is judged; `seen` tells whether a large difference could be seen.

    `large` and `step` say what is a large difference here: of a share the two shares (0–1), of a
    number how much it is, in its own unit.
    """

    code: str
    values: tuple[Value, ...]
    p: float | None
    seen: Seen
    large: tuple[float, float] | None = None
    step: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What one row asks: its code, its kind, and the answers of people.

    `answers` gives booleans for a share and numbers for a number, missing where not known;
    ColumnMissingError when the extract lacks the column. Speed has none: it needs dates.
    """

    code: str
    kind: Literal["share", "number", "pace"]
    answers: Callable[[Cohort], pd.Series] | None = None


def measure(
    cohort: Cohort, topic: str, members: Members, mid_p: bool = False
) -> tuple[tuple[Measured, ...], tuple[str, ...]]:
    """Return the rows of a topic, and the columns that the extract lacks for others.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> sexes = [(everyone.people["geslacht"] == sex).to_numpy() for sex in ("vrouw", "man")]
    >>> rows, missing = measure(everyone, "jongeren", tuple(sexes))
    >>> [row.code for row in rows][:2], [share.count for share in rows[1].values], missing
    (['vrouw', 'angola'], [58, 96], ())
    """
    rows: list[Measured] = []
    missing: list[str] = []
    for question in TOPICS[topic](cohort):
        try:
            rows.append(_measured(question, cohort, members, mid_p))
        except ColumnMissingError as error:
            missing.append(error.column)
    return tuple(rows), tuple(missing)


def _of_outcomes(cohort: Cohort) -> Iterator[Question]:
    """Give the questions about what became of people."""
    for outcome in outcomes_in_use(cohort):
        yield _share(outcome, "uitkomst", partial(_is, outcome))


def _of_numbers(_: Cohort) -> Iterator[Question]:
    """Give the questions that have a number as answer."""
    yield Question("tempo", "pace")
    yield Question("contacten_per_maand", "number", _contacts)
    for code in ("leeftijd_instroom", "verblijf_nl_maanden"):
        yield Question(code, "number", partial(_column, code))


def _of_people(_: Cohort) -> Iterator[Question]:
    """Give the questions about who people were when they came."""
    start = pd.Timestamp(START)
    yield _share("vrouw", "geslacht", partial(_is, "vrouw"))
    yield _share("angola", "herkomst", partial(_is, "angola"))
    yield _share("kinderen", "kinderen_nl", lambda values: values > 0)
    yield _share("diagnose", "psychiatrische_diagnose", _yes)
    yield _share("meer_aanvragen", "asielaanvragen", lambda values: values > 1)
    yield _share("voor_start", "instroom", lambda values: values < start)


TOPICS: dict[str, Callable[[Cohort], Iterator[Question]]] = {
    "uitkomsten": _of_outcomes,
    "getallen": _of_numbers,
    "jongeren": _of_people,
}


def _is(level: str, values: pd.Series) -> pd.Series:
    return values == level


def _yes(values: pd.Series) -> pd.Series:
    """Return yes or no; unknown is missing."""
    answers: pd.Series = values.astype(object).map({"ja": True, "nee": False}).astype("boolean")
    return answers


def _column(code: str, cohort: Cohort) -> pd.Series:
    return cohort.column(code)


def _contacts(cohort: Cohort) -> pd.Series:
    months: pd.Series = cohort.column("contactmomenten") / cohort.people["maanden"].clip(lower=1)
    return months


def _share(code: str, column: str, holds: Callable[[pd.Series], pd.Series]) -> Question:
    """Return the question how many have something, of those for whom it is known."""

    def answers(cohort: Cohort) -> pd.Series:
        values = cohort.column(column)
        held: pd.Series = holds(values).astype("boolean").where(values.notna())
        return held

    return Question(code, "share", answers)


def _measured(question: Question, cohort: Cohort, members: Members, mid_p: bool) -> Measured:
    """Measure one row."""
    if question.answers is None:
        return _pace(cohort, members)
    answers = question.answers(cohort)
    if question.kind == "share":
        return _of_share(question.code, answers, members, mid_p)
    return _of_number(question.code, [answers[own] for own in members])


def _of_share(code: str, answers: pd.Series, members: Members, mid_p: bool) -> Measured:
    counts = counted(answers, members)
    together = counts.together.share
    return Measured(
        code=code,
        values=intervals.shares(counts.hits, counts.totals),
        p=exact_p(counts, mid_p),
        seen=seeing.seen_share(counts, mid_p),
        large=seeing.as_shares(together) if together and together < 1 else None,
    )


def counted(answers: pd.Series, members: Members) -> GroupCounts:
    """Return how many have something, and of how many it is known, per group; core only."""
    known = answers.notna().to_numpy(dtype=bool)
    has = answers.fillna(False).to_numpy(dtype=bool)
    hits = np.array([int((has & own).sum()) for own in members], dtype=np.int64)
    totals = np.array([int((known & own).sum()) for own in members], dtype=np.int64)
    return GroupCounts(tuple(map(str, range(len(members)))), hits, totals)


def _of_number(code: str, groups: list[pd.Series]) -> Measured:
    known = [part.dropna().to_numpy(dtype=np.float64) for part in groups]
    return Measured(
        code=code,
        values=tuple(_mean(part) for part in groups),
        p=rank_p(known),
        seen=seeing.seen_number(tuple(len(part) for part in known)),
        step=_step(known),
    )


def _step(groups: list[Floats]) -> float | None:
    """Return a large difference in the unit of the numbers: some standard deviations in a group."""
    freedom = sum(len(group) - 1 for group in groups if len(group))
    if freedom < 1:
        return None
    squares = sum(float(((group - group.mean()) ** 2).sum()) for group in groups if len(group))
    return seeing.DEVIATIONS * float(np.sqrt(squares / freedom))


def _mean(values: pd.Series) -> Mean:
    summary = summarise(values)
    if summary.mean is None or summary.sd is None:
        return Mean(summary, None)
    error = summary.sd / summary.n**0.5
    return Mean(summary, intervals.by_student(summary.mean, error, summary.n - 1))


def _pace(cohort: Cohort, members: Members) -> Measured:
    """Measure how fast an outcome comes, whichever it is."""
    lines, ties = timelines(cohort, corrected=True), whole_month_ties(cohort)
    people = [lines.of(own) for own in members]
    large = [group.n >= MIN_GROUP for group in people]
    test = logrank(tuple(g for g, enough in zip(people, large, strict=True) if enough), None, ties)
    values = tuple(at_month(moments_of(group, None, ties)) for group in people)
    sizes = tuple(group.n if enough else 0 for group, enough in zip(people, large, strict=True))
    seen = seeing.seen_pace(sizes, tuple(_events(group) for group in people))
    return Measured(code="tempo", values=values, p=None if test is None else test.p, seen=seen)


def at_month(moments: tuple[GroupMoment, ...]) -> GroupMoment | None:
    """Return the moment at `MONTH`, when there is one; core only."""
    return next((moment for moment in moments if moment.month == MONTH), None)


def _events(people: Histories) -> int:
    return int(people.weight[people.event > 0].sum())
