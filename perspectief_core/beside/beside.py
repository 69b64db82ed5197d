"""A few steunpunten beside each other: what became of their people, how fast, and who they were.

Three questions, each with its own correction for the number of comparisons in it. Every row has one
of three answers: the groups differ more than chance gives, no difference is to be seen though a
large one would have been, or the groups are too small to see even that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from perspectief_core.arrays import Masks
from perspectief_core.beside import beside_rows
from perspectief_core.beside.beside_rows import Measured, Value
from perspectief_core.cohort.grouping import grouping
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.differences.holm import holm
from perspectief_core.differences.seeing import too_small
from perspectief_core.results import aggregate
from perspectief_core.shares import meaning

Topic = Literal["uitkomsten", "getallen", "jongeren"]
State = Literal["verschilt", "geen_verschil", "te_klein", "afgerond"]
"""What may be said of a row; `afgerond`: of published counts, which may hide a difference."""

OTHERS = "ANDERE"
"""The group of all steunpunten that are not chosen; codes of steunpunten have no capitals."""
FEWEST, MOST = 2, 5
"""How many groups stand beside each other."""


@dataclass(frozen=True, slots=True)
class BesideGroup:
    """One of the groups: a steunpunt or `OTHERS`, and how many people are counted of it."""

    code: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideRow:
    """One comparison.

    Parameters
    ----------
    code
        An outcome, `tempo`, or what is asked of people.
    values
        Of each group, in the order of the groups; see `beside_rows`.
    p, p_adjusted
        Before and after Holm's correction over the rows; None when nothing can be tested.
    state
        What may be said of it.
    too_small
        Groups that are large enough beside none of the others.
    large, step
        What counts as a large difference here: of a share the two shares (0–1), of a number how
        much it is in its own unit.
    """

    code: str
    values: tuple[Value, ...]
    p: float | None
    p_adjusted: float | None
    state: State
    too_small: tuple[str, ...]
    large: tuple[float, float] | None
    step: float | None


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class BesideEachOther:
    """Some groups on one topic; `comparisons` counts the rows with a test.

    `missing` are the columns that the extract lacks: their rows are left out. With a `typology` the
    groups are its types and steunpunten the units; see `beside_types`. `mid_p` tells whether shares
    were tested so.
    """

    topic: Topic
    groups: tuple[BesideGroup, ...]
    rows: tuple[BesideRow, ...]
    comparisons: int
    missing: tuple[str, ...]
    typology: str | None = None
    mid_p: bool = False

    def rows_with(self, state: State) -> tuple[BesideRow, ...]:
        """Return the rows with one answer."""
        return tuple(row for row in self.rows if row.state == state)


def beside(
    cohort: Cohort, topic: Topic, groups: tuple[str, ...], mid_p: bool = False
) -> BesideEachOther:
    """Lay some steunpunten beside each other.

    Parameters
    ----------
    cohort : Cohort
    topic : {"uitkomsten", "getallen", "jongeren"}
        What became of people; how fast, how often and how old; who they were.
    groups : tuple of str
        Two to five codes of steunpunten, in the order to show; one of them may be `OTHERS`.
    mid_p : bool
        Test shares by mid-p, see `differences.exact`; what could have been seen follows it.

    Returns
    -------
    BesideEachOther

    Raises
    ------
    ValueError
        When the topic or a group is not known, a group stands there twice, or there are too few or
        too many.

    Notes
    -----
    Shares are tested exactly, numbers by their ranks, speed by the log-rank test among groups of at
    least 30. A row differs when its p, after Holm's correction over all rows of the topic, is at
    most 0.05. Otherwise the rule of `differences.seeing` decides whether the absence of a
    difference says anything. The steunpunten are taken as they are: what makes their people alike
    is part of what is compared, and no claim about steunpunten in general.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> side_by_side = beside(everyone, "uitkomsten", ("utrecht", "zwolle"))
    >>> [(group.code, group.n) for group in side_by_side.groups], side_by_side.comparisons
    ([('utrecht', 95), ('zwolle', 24)], 5)
    >>> [row.code for row in side_by_side.rows_with("verschilt")]
    ['in_begeleiding', 'overig']
    """
    if topic not in beside_rows.TOPICS:
        raise ValueError(f"`topic` must be one of {', '.join(beside_rows.TOPICS)}; found `{topic}`")
    members = _members(cohort, groups)
    compared, own = _among(cohort, members)
    measured, missing = beside_rows.measure(compared, topic, own, mid_p)
    adjusted = holm([row.p for row in measured])
    comparisons = sum(row.p is not None for row in measured)
    return BesideEachOther(
        topic=topic,
        groups=tuple(
            BesideGroup(code, int(inside.sum()))
            for code, inside in zip(groups, members, strict=True)
        ),
        rows=tuple(
            judged(row, p, groups, comparisons) for row, p in zip(measured, adjusted, strict=True)
        ),
        comparisons=comparisons,
        missing=missing,
        mid_p=mid_p,
    )


def check_groups(groups: tuple[str, ...]) -> None:
    """Raise ValueError when a group stands there twice, or there are too few or too many."""
    if not FEWEST <= len(set(groups)) == len(groups) <= MOST:
        raise ValueError(f"`groups`: expected {FEWEST} to {MOST} different ones")


def _members(cohort: Cohort, groups: tuple[str, ...]) -> tuple[Masks, ...]:
    """Return who belongs to each group."""
    places = grouping(cohort, "steunpunt")
    allowed = (*places.codes, OTHERS)
    for code in groups:
        if code not in allowed:
            raise ValueError(f"`groups`: expected some of {', '.join(allowed)}; found `{code}`")
    check_groups(groups)
    chosen = {places.codes.index(code): code for code in groups if code != OTHERS}
    own = {code: places.index == at for at, code in chosen.items()}
    if OTHERS in groups:
        own[OTHERS] = ~sum(own.values(), start=places.index < 0)
    return tuple(own[code] for code in groups)


def _among(cohort: Cohort, members: tuple[Masks, ...]) -> tuple[Cohort, tuple[Masks, ...]]:
    """Return the people who are in a group, and who of them belong to each: only they matter."""
    inside = np.logical_or.reduce(members)
    if inside.all():
        return cohort, members
    places = np.flatnonzero(inside)
    compared = replace(cohort, people=cohort.people.take(places))
    return compared, tuple(own[places] for own in members)


def judged(
    row: Measured, p_adjusted: float | None, groups: tuple[str, ...], comparisons: int
) -> BesideRow:
    """Return a row with what may be said of it; core only."""
    small = too_small(len(groups), comparisons, row.seen)
    differs = meaning.more_than_chance(p_adjusted)
    state: State = "te_klein" if len(small) == len(groups) else "geen_verschil"
    return BesideRow(
        code=row.code,
        values=row.values,
        p=row.p,
        p_adjusted=p_adjusted,
        state="verschilt" if differs else state,
        too_small=tuple(groups[at] for at in small),
        large=row.large,
        step=row.step,
    )
