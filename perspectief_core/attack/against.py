"""An edition as it stands, beside the people that it is of.

Two questions. What follows about persons from what is stated, to who knows who is in which view?
And is every count that is stated the one that the rules of rounding make of these people?
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from perspectief_core.arrays import Ints, Masks
from perspectief_core.attack import falling_out
from perspectief_core.attack.exposure import persons_exposed
from perspectief_core.attack.linear import LinearReport, check_known
from perspectief_core.attack.stated import (
    Stated,
    Statement,
    families_in,
    group_of,
    members_of,
    narrow,
    question_of,
)
from perspectief_core.cohort.selecting import InclusionFlow
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.attributes import Attributes, attributes_of
from perspectief_core.disclosure.holding import near
from perspectief_core.disclosure.lattice import lattice_of
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.disclosure.questions import said_for
from perspectief_core.disclosure.rounding import from_rounded, rounded_part
from perspectief_core.inference.bounds import Known, unknown
from perspectief_core.results import DisclosureError
from perspectief_core.shares.fives import Rounded, rounded


@dataclass(frozen=True, slots=True)
class _Pair:
    """A count that is stated, the one that may be, and the real one.

    `rule` is None where nothing may be said. How many people there are is never held.
    """

    said: int
    rule: int | None
    real: int
    can_be_held: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether it is the real count, as it is."""
        return not isinstance(self.said, Rounded) and self.said == self.real

    @property
    def is_held(self) -> bool:
        """Whether an earlier edition can have said it."""
        return self.can_be_held and self.rule is not None and self.rule in near(self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedReport:
    """How many persons an edition discloses, by each kind of attack, and all of them together.

    `views` are all that it answers about or states something of, and `shown` the latter.

    `bounds`, `differences` and `singled_out` are those of `AttackReport`; of `linear` persons a
    linear programme says so, of `linear_groups` groups that were asked about. With `contradicts`
    no people at all fit what is stated, so that nothing can be taken from it.
    """

    persons: int
    views: int
    shown: int
    singled_out: int = 0
    bounds: int = 0
    differences: int = 0
    linear: int = 0
    linear_groups: int = 0
    linear_programmes: int = 0
    uncounted: int = 0
    disclosed: int = 0
    contradicts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The counts that an edition states beside the real ones.

    Of `counts` that were looked at, `unrounded` are the exact number; `held` say what an earlier
    edition can have said; `wrong` are neither that nor what may be said of these people. `beyond`
    are of a view that there is not.
    """

    counts: int = 0
    unrounded: int = 0
    held: int = 0
    wrong: int = 0
    beyond: int = 0


def attack_stated(people: pd.DataFrame, flow: InclusionFlow, stated: Stated) -> StatedReport:
    """Return what follows about people from what an edition states.

    Parameters
    ----------
    people : DataFrame
        Those counted by the report's criteria, as they are published.
    flow : InclusionFlow
        Who of all was counted, exactly.
    stated : Stated
    """
    attributes, views = attributes_of(people), stated.groups
    members, shown = members_of(people, views), stated.told_in(views)
    counts = StatedReport(persons=len(people), views=len(views), shown=int(shown.sum()))
    low, high = unknown(members.sum(axis=1), attributes.has.shape[1])
    try:
        narrow(stated, attributes, _places(views), (low, high))
        tells = attributes.counts_as_told
        known = Known(
            members=members,
            low=low,
            high=high,
            families=families_in(views),
            sums=attributes.sums,
            tells=tells,
        )
        exposed = persons_exposed(known, shown)
        linear, by_programme = check_known(known, shown)
        uncounted = _told_of_uncounted(flow, stated)
    except DisclosureError:
        return replace(counts, contradicts=True)
    return _with(counts, (*exposed, by_programme), linear, uncounted)


def _with(
    counts: StatedReport, whom: tuple[Masks, ...], linear: LinearReport, uncounted: int
) -> StatedReport:
    alone, bounds, differences, programme = (int(persons.sum()) for persons in whom)
    return replace(
        counts,
        singled_out=alone,
        bounds=bounds,
        differences=differences,
        linear=programme,
        linear_groups=linear.groups,
        linear_programmes=linear.programmes,
        uncounted=uncounted,
        disclosed=int(np.any(whom, axis=0).sum()) + uncounted,
    )


def _told_of_uncounted(flow: InclusionFlow, stated: Stated) -> int:
    """Return of how many who are not counted something follows from the flow that is stated."""
    said = stated.flows.get(Selection())
    if said is None:
        return 0
    exact = falling_out.Rules(lambda dropped, _: dropped, lambda kept, *_: kept)
    rules = falling_out.AS_PUBLISHED if isinstance(said.start, Rounded) else exact
    tells = falling_out.tells(said, flow.start, flow.included, rules)
    return flow.start - flow.included if tells else 0


def beside(
    people: pd.DataFrame, flow_of: Callable[[Selection], InclusionFlow], stated: Stated
) -> Beside:
    """Return how what an edition states is beside what the people give.

    Parameters
    ----------
    people : DataFrame
        Those counted by the report's criteria, as they are published.
    flow_of : function
        The exact flow of a view.
    stated : Stated
    """
    attributes = attributes_of(people)
    whoms = {statement.whom for statement in stated.statements} | stated.shown | set(stated.flows)
    views = tuple({*stated.views, *whoms})
    counts = members_of(people, views).astype(np.int64) @ attributes.has.astype(np.int64)
    real = _Real(attributes, counts, _places(views), stated.held)
    allowed = {view.selection for view in lattice_of(people).views if view.reason is None}
    pairs = [pair for statement in stated.statements for pair in real.pairs(statement)]
    for view, flow in stated.flows.items():
        pairs += _flow_pairs(flow, flow_of(view))
    off = [pair for pair in pairs if pair.said != pair.rule and not pair.is_exact]
    held = sum(pair.is_held for pair in off)
    return Beside(
        counts=len(pairs),
        unrounded=sum(pair.is_exact for pair in pairs),
        held=held,
        wrong=len(off) - held,
        beyond=len(whoms - allowed),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Real:
    """The real counts of every view, of shape (views, values); internal."""

    attributes: Attributes
    counts: Ints
    places: Mapping[Selection, int]
    held: bool

    def pairs(self, statement: Statement) -> Iterator[_Pair]:
        """Yield every count of a statement beside the real one."""
        row = self.counts[self.places[statement.whom]]
        question = question_of(self.attributes, statement.column)
        if question is None:
            yield from self._sizes(statement, int(row[0]))
            return
        rule, whole = said_for(question, row), int(row[question.whole])
        if statement.total is None:
            # That it is withheld says that they are too few.
            if rule is not None:
                yield _Pair(0, rule.total, whole)
            return
        parts = (None,) * len(question.parts) if rule is None else rule.parts
        yield _Pair(statement.total, None if rule is None else rule.total, whole)
        said = dict(statement.parts)
        for part, expected in zip(question.parts, parts, strict=True):
            name = self.attributes.names[part][1]
            if name in said or expected is not None:
                yield _Pair(said.pop(name, Rounded(0)), expected, int(row[part]), self.held)
        # Of a value that nobody can have.
        yield from (_Pair(count, None, 0) for count in said.values())
        if statement.missing is not None and question.missing is not None:
            missing = None if rule is None else rule.missing
            yield _Pair(statement.missing, missing, int(row[question.missing]))

    def _sizes(self, statement: Statement, size: int) -> Iterator[_Pair]:
        """Yield the sizes of the groups of a filter beside the real ones."""
        if statement.total is not None:
            yield _Pair(statement.total, rounded(size), size)
        for code, count in statement.parts:
            group = group_of(statement.whom, statement.column, code)
            place = None if group is None else self.places.get(group)
            of_group = 0 if place is None else int(self.counts[place][0])
            yield _Pair(count, rounded_part(of_group, size), of_group)


def _flow_pairs(said: InclusionFlow, real: InclusionFlow) -> Iterator[_Pair]:
    """Yield every number of an inclusion flow beside the real one."""
    try:
        rule = from_rounded(real)
    except Withheld:
        rule = None
    yield _Pair(said.start, None if rule is None else rule.start, real.start)
    rules = {} if rule is None else {step.code: step for step in rule.steps}
    really = {step.code: step for step in real.steps}
    for step in said.steps:
        for name in ("kept", "dropped"):
            # Of a step that was not taken nothing may be said.
            expected, exact = (getattr(each.get(step.code), name, None) for each in (rules, really))
            yield _Pair(getattr(step, name), expected, -1 if exact is None else exact)


def _places(views: tuple[Selection, ...]) -> dict[Selection, int]:
    return {view: place for place, view in enumerate(views)}
