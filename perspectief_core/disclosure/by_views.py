"""Results that cross groups, made again from views that are shown, which say as much themselves.

A table of outcomes per steunpunt is published as the row of every view that is one step narrower
and shown; so it says nothing that those views do not. Groups that are merged stand there together,
groups that are hidden do not stand there.
"""

from __future__ import annotations

from typing import cast

import numpy as np

from perspectief_core.arrays import Masks, pd
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure.closing import counted, lattice
from perspectief_core.disclosure.lattice import Lattice
from perspectief_core.disclosure.policies import BY_VIEWS, COARSE, JOINT, Withheld
from perspectief_core.disclosure.rounding import from_rounded
from perspectief_core.people.outcomes import (
    Breakdown,
    GroupOutcomes,
    OutcomesBy,
    breakdown_of_counts,
    outcome_shares,
)
from perspectief_core.results import T


def as_published(result: T, extract: Extract, selection: Selection) -> T:
    """Return a result as `publicatie` shows it, of a view that it shows.

    Raises
    ------
    Withheld
        When it is about too few people, or about groups that are not published.
    DisclosureError
        When its type has no rule.
    """
    if type(result).__name__ in BY_VIEWS:
        match result:
            case OutcomesBy():
                result = cast(T, _outcomes_by(result, extract, selection))
            case Breakdown() if result.column in COARSE:
                result = cast(T, _sizes(result, extract, selection))
    return from_rounded(result)


def _outcomes_by(result: OutcomesBy, extract: Extract, selection: Selection) -> OutcomesBy:
    """Return the outcomes of the groups that are shown; there is no test of those."""
    _refuse_others(sum(group.n for group in result.groups), extract, selection)
    people = counted(extract)
    groups = tuple(
        _group(code, people[members]) for code, members in _shown(extract, selection, result.column)
    )
    return OutcomesBy(result.column, groups, None, result.merged)


def _group(code: str, people: pd.DataFrame) -> GroupOutcomes:
    return GroupOutcomes(code, len(people), outcome_shares(people["uitkomst"]))


def _sizes(result: Breakdown, extract: Extract, selection: Selection) -> Breakdown:
    """Return how people divide over groups, when each of them is shown by itself."""
    _refuse_others(result.n, extract, selection)
    closed, levels = lattice(extract), tuple(part.level for part in result.shares)
    sizes = dict.fromkeys(levels, 0)
    for part in _parts(closed, selection, result.column):
        code = _code(closed, part, result.column)
        if closed.views[part].reason is not None or code not in sizes:
            raise Withheld("siblings")
        sizes[code] = int(closed.members[part].sum())
    return breakdown_of_counts(result.column, levels, np.array([sizes[level] for level in levels]))


def _refuse_others(n: int, extract: Extract, selection: Selection) -> None:
    """Withhold a result about some of the people of a view: its views would be of all of them."""
    closed = lattice(extract)
    places = {view.selection: place for place, view in enumerate(closed.views)}
    if n != int(closed.members[places[selection]].sum()):
        raise Withheld("not_published")


def _shown(extract: Extract, selection: Selection, column: str) -> list[tuple[str, Masks]]:
    """Return the shown groups of a column within a view: a code, and who is in them.

    By code, those that are merged last: an order of size would tell which of two is the larger.
    """
    closed = lattice(extract)
    parts = _parts(closed, selection, column)
    shown = [
        (_code(closed, part, column), closed.members[part])
        for part in parts
        if closed.views[part].reason is None
    ]
    return sorted(shown, key=lambda group: (JOINT in group[0], group[0]))


def _code(closed: Lattice, part: int, column: str) -> str:
    chosen = dict(closed.choices[part])[column]
    return JOINT.join(map(str, cast(tuple[object, ...], chosen)))


def _parts(closed: Lattice, selection: Selection, column: str) -> tuple[int, ...]:
    """Return the views that divide a view by one filter.

    Raises
    ------
    Withheld
        When no published views divide it so.
    """
    places = {view.selection: place for place, view in enumerate(closed.views)}
    whole = places[selection]
    own = {code for code, _ in closed.choices[whole]}
    for parent, parts in closed.families:
        if parent == whole and {code for code, _ in closed.choices[parts[0]]} - own == {column}:
            return parts
    raise Withheld("filters" if column in COARSE else "not_published")
