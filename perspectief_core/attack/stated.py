"""What an edition states, count by count, and what each count says of the people of a view.

An edition is taken as it stands: a count that is rounded stands for all that are rounded so, one
that is not stands for itself, and beside earlier editions one can be held and stand for more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perspectief_core.arrays import Ints, Masks
from perspectief_core.cohort.filters import FILTERS
from perspectief_core.cohort.invalid import InvalidChoiceError
from perspectief_core.cohort.selecting import InclusionFlow
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.attributes import Attributes
from perspectief_core.disclosure.holding import near
from perspectief_core.disclosure.lattice import families_of
from perspectief_core.disclosure.policies import COARSE, JOINT
from perspectief_core.disclosure.questions import Question, Range, confine, fitting
from perspectief_core.inference.bounds import Sum
from perspectief_core.shares.fives import BASE, Rounded, possible

FILTER = {filter_.code: filter_ for filter_ in FILTERS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One place of an edition: of `total` people of a view, how many have each value of a column.

    Parameters
    ----------
    whom : Selection
        The view.
    column : str
        A column that is counted, or a filter of which the groups are counted.
    total : int or None
        Of how many people; None where it is withheld because those are too few.
    parts : tuple of (value, count)
    missing : int, optional
        Of how many more it is not known.
    """

    whom: Selection
    column: str
    total: int | None
    parts: tuple[tuple[str, int], ...] = ()
    missing: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """All that an edition states.

    Parameters
    ----------
    views : tuple of Selection
        All that it answers about, everybody first.
    shown : frozenset of Selection
        Those of which it says what became of people.
    statements : tuple of Statement
    flows : dict of InclusionFlow
        By view.
    unread : tuple of str
        Kinds of result with numbers that nothing here reads.
    held : bool
        Whether it was laid beside an earlier edition, so that a count can be held.
    """

    views: tuple[Selection, ...]
    shown: frozenset[Selection]
    statements: tuple[Statement, ...]
    flows: Mapping[Selection, InclusionFlow]
    unread: tuple[str, ...]
    held: bool

    @property
    def groups(self) -> tuple[Selection, ...]:
        """Every view that is asked about or stated of, and has its wholes among them."""
        whoms = {*self.views, *(statement.whom for statement in self.statements)}
        there = {frozenset(_choices(view)) for view in whoms}
        ordered = sorted(whoms, key=lambda view: (len(_choices(view)), str(_choices(view))))
        return tuple(
            view
            for view in ordered
            if all(frozenset(_choices(view)) - {choice} in there for choice in _choices(view))
        )

    def told_in(self, views: tuple[Selection, ...]) -> Masks:
        """Return of which views it says what became of people, shape (views,)."""
        told = {statement.whom for statement in self.statements} | self.shown
        return np.array([view in told for view in views])


def families_in(views: tuple[Selection, ...]) -> tuple[Sum, ...]:
    """Return each view and the views that divide it by one more filter, as places.

    Of categories that overlap no two are in one family.
    """
    families: list[Sum] = []
    for whole, parts in families_of(tuple(map(_choices, views))):
        own = set(_choices(views[whole]))
        apart: list[list[int]] = []
        chosen = {part: dict(set(_choices(views[part])) - own) for part in parts}
        for part in parts:
            free = (
                other
                for other in apart
                if not any(_overlap(chosen[part], chosen[each]) for each in other)
            )
            room = next(free, None)
            if room is None:
                apart.append([part])
            else:
                room.append(part)
        families += [(whole, tuple(each)) for each in apart]
    return tuple(families)


def _overlap(first: Mapping[str, object], second: Mapping[str, object]) -> bool:
    """Tell whether two choices of one filter can have people in common."""
    ((code, one),), ((_, other),) = first.items(), second.items()
    if isinstance(one, tuple) and isinstance(other, tuple):
        if FILTER[code].kind == "range":
            return bool(one[0] <= other[1] and other[0] <= one[1])
        return bool(set(one) & set(other))
    return one == other


def members_of(people: pd.DataFrame, views: tuple[Selection, ...]) -> Masks:
    """Return who is in each view, shape (views, persons)."""
    everybody = np.ones(len(people), dtype=bool)
    masks: dict[tuple[str, object], Masks] = {}
    for choice in {choice for view in views for choice in _choices(view)}:
        kept = FILTER[choice[0]].kept(people, choice[1])
        masks[choice] = everybody if kept is None else kept
    return np.array(
        [
            np.logical_and.reduce([everybody, *(masks[choice] for choice in _choices(view))])
            for view in views
        ]
    )


def _choices(view: Selection) -> tuple[tuple[str, object], ...]:
    return tuple((code, getattr(view, code)) for code in view.active_filters)


def group_of(whom: Selection, column: str, code: str) -> Selection | None:
    """Return the view of a group within a view; None when no view can be of that group."""
    if column not in COARSE:
        return None
    try:
        return whom.only(**{column: tuple(code.split(JOINT))})
    except InvalidChoiceError:
        return None


def question_of(attributes: Attributes, column: str) -> Question | None:
    """Return the question that asks after a column; None where the extract lacks it."""
    return next(
        (
            question
            for question in attributes.questions
            if attributes.names[question.parts[0]][0] == column
        ),
        None,
    )


def narrow(
    stated: Stated, attributes: Attributes, places: Mapping[Selection, int], ends: tuple[Ints, Ints]
) -> None:
    """Narrow the bounds on the counts of groups, in place, to what an edition states of them.

    Parameters
    ----------
    stated : Stated
    attributes : Attributes
        What is asked; who has it is not used.
    places : dict of int
        Which row of the bounds each view is; other views are passed over.
    ends : pair of int arrays of shape (groups, values)

    Raises
    ------
    DisclosureError
        When no count is rounded as one that is stated.
    """
    for statement in stated.statements:
        question = question_of(attributes, statement.column)
        if question is not None and statement.whom in places:
            row = places[statement.whom]
            _narrow(statement, question, attributes, (ends[0][row], ends[1][row]), stated.held)


def _narrow(
    statement: Statement,
    question: Question,
    attributes: Attributes,
    ends: tuple[Ints, Ints],
    held: bool,
) -> None:
    if statement.total is None:
        confine(*ends, question.whole, (0, question.fewest - 1))
        return
    least, most = possible(statement.total)
    if isinstance(statement.total, Rounded):
        least = max(least, question.fewest)
    confine(*ends, question.whole, (least, most))
    totals = int(ends[0][question.whole]), int(ends[1][question.whole])
    said = dict(statement.parts)
    for part in question.parts:
        number = said.get(attributes.names[part][1])
        if number is None:
            if part == question.when_there:
                confine(*ends, part, (0, 0))
            continue
        has, has_not = _fitting(number, totals, held)
        confine(*ends, part, has)
        if part == question.when_there:
            confine(*ends, part, (1, has[1]))
        if question.rest is not None:
            confine(*ends, question.rest, has_not)
    if question.missing is not None and statement.missing is not None:
        confine(*ends, question.missing, possible(statement.missing))


def _fitting(number: int, totals: Range, held: bool) -> tuple[Range, Range]:
    """Return how many of a total can have what a count says, and how many have not."""
    if isinstance(number, Rounded) and not held:
        return fitting(int(number), totals)
    low, high = possible(number)
    if isinstance(number, Rounded):
        each = [candidate.bounds for candidate in near(number)]
        # All but four at most are in one class with all of them.
        low = max(0, min(least for least, _ in each) - BASE + 1)
        high = max(most for _, most in each) + BASE - 1
    return (low, min(high, totals[1])), (max(0, totals[0] - high), max(0, totals[1] - low))
