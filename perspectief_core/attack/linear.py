"""A second look at what follows from published counts: linear programmes, apart from the attacker.

It shares no bounds with the attacker of `exposure`: which counts a published one can stand for is
found by trying them all with the very function that publishes, and what follows of a group is the
least and the most people with an attribute that fit everything published at once. So it sees what
bounds that are carried from view to view could miss. One programme asks for many groups at once
whether some of them can have a value; only those that it leaves at nobody are asked about again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import scipy

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.cohort.grouping import UNKNOWN
from perspectief_core.data import contract
from perspectief_core.disclosure.closing import closed_lattice, shown_of
from perspectief_core.disclosure.exchanging import exchanged_people
from perspectief_core.disclosure.lattice import Lattice
from perspectief_core.disclosure.policies import SMALLEST_SENSITIVE, SMALLEST_VIEW
from perspectief_core.disclosure.rounding import rounded_part
from perspectief_core.durations.half_years import HALF_YEARS, until_exit
from perspectief_core.inference.bounds import Known, tightened
from perspectief_core.results import DisclosureError

_NEAR = 1e-6
"""Of a person: how far from a whole number a programme may end."""
_SOME = 1e-2
"""Of a person: so much in every group is enough to see that somebody there can have a value."""
MOST_CELLS = 5_000
"""With more groups of people who are alike in every view no programme is solved."""


@dataclass(frozen=True, slots=True)
class LinearReport:
    """How many groups were asked about, the programmes solved, and the groups that are disclosed.

    A group is the people who are alike in everything by which the views divide them, when they are
    fewer than `SMALLEST_VIEW`. It is disclosed when all must have an attribute, or none can.
    """

    groups: int
    programmes: int
    disclosed: int


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """What is published of one value, of each view that is shown; internal, as it holds persons.

    `views` has shape (views, cells), where a cell is the people that no view tells apart; `low` and
    `high` bound the people of a view with the value.
    """

    views: Masks
    low: Ints
    high: Ints


def check(people: pd.DataFrame, groups: int | None = None, seed: int = 0) -> LinearReport:
    """Return what follows about small groups from everything that `publicatie` shows.

    Parameters
    ----------
    people : DataFrame
        Those counted by the report's criteria.
    groups : int, optional
        How many to ask about, drawn by lot; all of them by default.
    seed : int
        The same seed draws the same groups.

    Raises
    ------
    DisclosureError
        When no counts at all fit what is published: then a programme is wrong.

    Notes
    -----
    The programme is about one value at a time. Within a view the counts of a distribution bound
    each other (they add up to its people); over views that is not used. Parts of people are
    allowed. So it can miss something; what it finds does follow.
    """
    people = exchanged_people(people)
    return check_lattice(people, closed_lattice(people), groups, seed)


def check_lattice(
    people: pd.DataFrame, lattice: Lattice, groups: int | None = None, seed: int = 0
) -> LinearReport:
    """As `check`, of a lattice that need not be closed."""
    cells = _Cells.of(lattice.members)
    small = np.random.default_rng(seed).permutation(cells.small)[:groups]
    told = _all_told(people, lattice.members[shown_of(lattice)], cells.first)
    return cells.asked(told, small)[0]


def check_known(known: Known, shown: Masks) -> tuple[LinearReport, Masks]:
    """Return what follows about every small group from bounds on views, and of whom.

    Parameters
    ----------
    known : Known
        What is said of each view, not carried to others; of each by itself the sums are used.
    shown : bool array of shape (views,)

    Returns
    -------
    LinearReport, bool array of shape (persons,)
    """
    cells = _Cells.of(known.members)
    alone = tightened(replace(known, families=()))
    views = known.members[shown][:, cells.first]
    told = (
        _Told(views, alone.low[shown, value], alone.high[shown, value])
        for value in np.flatnonzero(known.tells)
    )
    return cells.asked(told, cells.small)


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """Groups of people whom no view tells apart: somebody of each, how many, and whose each is."""

    first: Ints
    size: Ints
    of_person: Ints

    @classmethod
    def of(cls, members: Masks) -> _Cells:
        """Return the cells of views, of shape (views, persons)."""
        _, first, of_person, size = np.unique(
            members, axis=1, return_index=True, return_inverse=True, return_counts=True
        )
        return cls(first, size, of_person.ravel())

    @property
    def small(self) -> Ints:
        """The cells of few people; none where there are too many cells for a programme."""
        few = np.flatnonzero(self.size < SMALLEST_VIEW)
        return few if len(self.size) <= MOST_CELLS else few[:0]

    def asked(self, every: Iterable[_Told], groups: Ints) -> tuple[LinearReport, Masks]:
        """Return what follows about some of the cells, and of whom."""
        programmes = 0
        disclosed = np.zeros(len(self.size), dtype=bool)
        for told in every:
            for everybody in (True, False):
                forced, solved = _forced(told, self.size, groups, everybody)
                disclosed[forced] = True
                programmes += solved
        report = LinearReport(len(groups), programmes, int(disclosed.sum()))
        whom: Masks = disclosed[self.of_person]
        return report, whom


def _all_told(people: pd.DataFrame, shown: Masks, first: Ints) -> Iterator[_Told]:
    """Yield what is published of every value, as the results of plain counts show it.

    Of a yes or no only the yes is published, of those for whom it is known.
    """
    left = people["uitkomst"].ne("in_begeleiding").to_numpy(bool)
    everybody = np.ones(len(people), dtype=bool)
    outcomes = _is_one_of(people["uitkomst"], contract.OUTCOMES)
    yield from _told(shown, first, everybody, outcomes, SMALLEST_VIEW)
    if "beeindigd_door" in people:
        levels = contract.DEELNEMERS.column("beeindigd_door").levels
        ended = _is_one_of(people["beeindigd_door"], levels)
        yield from _told(shown, first, left, ended, SMALLEST_SENSITIVE)
    if "maanden" in people:
        exits = _is_one_of(until_exit(people), (*HALF_YEARS, UNKNOWN))
        yield from _told(shown, first, left, exits, SMALLEST_SENSITIVE)
    for name, whose in (("wacht_op_beslissing", ~left), ("vastlopend_dossier", everybody)):
        if name in people:
            known = whose & people[name].notna().to_numpy(bool)
            yes = people[name].fillna(False).to_numpy(bool)
            yield from _told(shown, first, known, yes[:, None], SMALLEST_SENSITIVE)


def _is_one_of(column: pd.Series, levels: tuple[str, ...]) -> Masks:
    values = column.astype(object).to_numpy()
    return np.column_stack([values == level for level in levels])


def _told(shown: Masks, first: Ints, counted: Masks, has: Masks, fewest: int) -> Iterator[_Told]:
    """Yield what is published of each value of a column, of the views with people enough."""
    totals = (shown & counted).sum(axis=1)
    enough = totals >= fewest
    counts = (shown & counted)[enough].astype(np.int64) @ has.astype(np.int64)
    pairs = zip(totals[enough], counts, strict=True)
    ends = np.array([[_fitting(int(n), int(k)) for k in row] for n, row in pairs])
    if not len(ends):
        return
    low, high = ends[..., 0], ends[..., 1]
    if has.shape[1] > 1 and (has.any(axis=1) | ~counted).all():
        # The rest of the people of a view have the other values.
        n = totals[enough][:, None]
        rest_low, rest_high = low.sum(axis=1)[:, None] - low, high.sum(axis=1)[:, None] - high
        low, high = np.maximum(low, n - rest_high), np.minimum(high, n - rest_low)
    for value in range(has.shape[1]):
        yield _Told(shown[enough][:, first], low[:, value], high[:, value])


def _fitting(total: int, count: int) -> tuple[int, int]:
    """Return the smallest and the largest count of `total` that is published as this one is."""
    said = rounded_part(count, total)
    fits = [number for number in range(total + 1) if rounded_part(number, total) == said]
    return fits[0], fits[-1]


def _forced(told: _Told, size: Ints, groups: Ints, everybody: bool) -> tuple[Ints, int]:
    """Return the groups of which all must have the value, or else none can, and the programmes."""
    solved = 0
    while len(groups):
        solved += 1
        otherwise = _otherwise(told, size, groups, everybody) > _NEAR
        if not otherwise.any():
            break
        groups = groups[~otherwise]
    return groups, solved


def _otherwise(told: _Told, size: Ints, groups: Ints, everybody: bool) -> Floats:
    """Return how many of each group lack the value, or else have it, as many groups as can be.

    What fits for one group and what fits for another can be mixed, and then some do in both: so
    those that are left at nobody when the sum is at its highest are few, and all when it is zero.
    """
    cells, asked = len(size), len(groups)
    views = scipy.sparse.csr_matrix(told.views.astype(float))
    fits = scipy.sparse.hstack([views, scipy.sparse.csr_matrix((len(told.low), asked))])
    chosen = scipy.sparse.csr_matrix(
        (np.ones(asked), (np.arange(asked), groups)), shape=(asked, cells)
    )
    within = scipy.sparse.hstack([chosen if everybody else -chosen, scipy.sparse.eye(asked)])
    room = size[groups] if everybody else np.zeros(asked)
    optimum = scipy.optimize.milp(
        np.concatenate([np.zeros(cells), -np.ones(asked)]),
        constraints=[
            scipy.optimize.LinearConstraint(fits, told.low, told.high),
            scipy.optimize.LinearConstraint(within, -np.inf, room),
        ],
        bounds=scipy.optimize.Bounds(0, np.concatenate([size, np.full(asked, _SOME)])),
    )
    if not optimum.success:
        raise DisclosureError("nothing fits what is published")
    amounts: Floats = optimum.x[cells:]
    return amounts
