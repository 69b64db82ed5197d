"""Every combination with its counts, as one result: to keep, to print, to download."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Ints
from perspectief_core.cohort.selection import CRITERIA, Criterion, Selection
from perspectief_core.data import contract
from perspectief_core.results import aggregate
from perspectief_core.sensitivity.combinations import Combinations, outcome_counts
from perspectief_core.sensitivity.impossible import IMPOSSIBLE, ImpossiblePair, possible
from perspectief_core.sensitivity.ranges import REPORT, all_choices


@dataclass(frozen=True, slots=True)
class Combination:
    """One choice per criterion, in the grid's order, and the outcome counts it gives.

    `group` numbers the people it counts, from 1: combinations with the same number count the same
    people at the same peildatum.
    """

    choices: tuple[str, ...]
    group: int
    n: int
    counts: tuple[int, ...]


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """All combinations, last criterion fastest; `combinations[report]` is the report's choice.

    `outcomes` names the counts of each combination; `groups` is how many different groups of people
    they count, a group at another peildatum being another one; `filters` are the filters in force.
    """

    criteria: tuple[Criterion, ...]
    outcomes: tuple[str, ...]
    combinations: tuple[Combination, ...]
    report: int
    groups: int
    excluded: tuple[ImpossiblePair, ...]
    filters: Selection


def grid(combined: Combinations) -> Grid:
    """Return every possible combination with its outcome counts, to keep or to download.

    Examples
    --------
    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine
    >>> combined = combine(load("data/synthetic"))
    >>> everything = grid(combined)
    >>> len(everything.combinations), everything.combinations[everything.report].counts
    (3264, (473, 107, 21, 87, 10, 35))
    """
    rows = np.argwhere(possible())
    counts = outcome_counts(combined)[tuple(rows.T)]
    numbers = _numbered(combined.groups[tuple(rows.T)])
    combinations = tuple(
        Combination(all_choices()[at], number, sum(row), tuple(row))
        for at, number, row in zip(_flat(rows).tolist(), numbers, counts.tolist(), strict=True)
    )
    report = next(
        at for at, combination in enumerate(combinations) if combination.choices == REPORT
    )
    return Grid(
        criteria=CRITERIA,
        outcomes=contract.OUTCOMES,
        combinations=combinations,
        report=report,
        groups=max(numbers),
        excluded=IMPOSSIBLE,
        filters=combined.filters,
    )


def _numbered(groups: Ints) -> list[int]:
    """Return groups numbered from 1 in the order in which they first come."""
    seen: dict[int, int] = {}
    return [seen.setdefault(group, len(seen) + 1) for group in groups.tolist()]


def _flat(rows: Ints) -> Ints:
    sizes = tuple(len(criterion.options) for criterion in CRITERIA)
    return np.asarray(np.ravel_multi_index(tuple(rows.T), sizes), dtype=np.int64)
