"""Combinations that count the same people are one counting, and are counted once.

Many combinations of choices differ on paper only: they keep the very same people at the same
peildatum, because nobody is in between. Counting those as so many combinations would make a range
or a claim look better tried than it is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Ints, Masks, pd
from perspectief_core.cohort.selection import CRITERIA
from perspectief_core.data import contract
from perspectief_core.data.remembered import remembered
from perspectief_core.sensitivity.combinations import Combinations, unmerged_counts
from perspectief_core.sensitivity.impossible import axis_of, possible

Scalar = TypeVar("Scalar", bound=np.generic)
_MERGING = axis_of("doormigratie")
_ONWARD, _OTHER = "doormigratie", "overig"
_COUNTINGS_KEPT = 8
"""Of four groups of people, with onward migration apart and without."""


@dataclass(frozen=True, slots=True, eq=False)
class Countings:
    """The different countings among combinations; internal to the core.

    Parameters
    ----------
    shape : tuple of int
        Options of each criterion, in order.
    first : int array, shape (countings,)
        The place of the combination that stands for each counting: the one with the fewest
        departures from the report, the first among equals.
    reached : bool arrays, one per criterion, shape (countings, options)
        Which options of it give each counting.
    """

    shape: tuple[int, ...]
    first: Ints
    reached: tuple[Masks, ...]

    @property
    def number(self) -> int:
        """How many different countings there are."""
        return len(self.first)

    def of(self, values: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
        """Return the value of each counting, from one value per combination."""
        return np.broadcast_to(values, self.shape).ravel()[self.first]


def countings(combined: Combinations, *counted: str) -> Countings:
    """Return the different countings among the possible combinations.

    Parameters
    ----------
    combined : Combinations
    counted : str
        The outcomes that are counted. For `overig`, merging onward migration into them makes
        another counting of the same people.

    Examples
    --------
    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine
    >>> distinct = countings(combine(load("data/synthetic")))
    >>> distinct.number < int(possible().sum()) // 3
    True
    """
    return _countings(combined, _is_apart(counted))


@remembered(_COUNTINGS_KEPT)
def _countings(combined: Combinations, apart: bool) -> Countings:
    return label(merged_apart(combined) if apart else combined.groups, possible())


def _is_apart(counted: Collection[str]) -> bool:
    """Tell whether merging onward migration changes how many have one of these outcomes."""
    return _OTHER in counted and _ONWARD not in counted


def groups_for(combined: Combinations, *counted: str) -> Ints:
    """Return which counting of these outcomes each combination is, impossible ones too.

    Returns
    -------
    int array of shape (options of each criterion in order …)
        Equal where the same people are counted at the same peildatum, and the same outcomes.
    """
    return merged_apart(combined) if _is_apart(counted) else combined.groups


def merged_apart(combined: Combinations) -> Ints:
    """Return groups in which people with onward migration count apart, or among the others."""
    onward = unmerged_counts(combined)[..., contract.OUTCOMES.index(_ONWARD)] > 0
    shape = [-1 if axis == _MERGING else 1 for axis in range(len(CRITERIA))]
    return 2 * combined.groups + (np.arange(2).reshape(shape) & onward)


def label(groups: Ints, allowed: Masks) -> Countings:
    """Return the countings among the allowed combinations, from a group number for each.

    Examples
    --------
    Two criteria of two options: the second does nothing under the first option of the first.

    >>> labelled = label(np.array([[5, 5], [2, 9]]), np.ones((2, 2), bool))
    >>> labelled.number, labelled.first.tolist(), labelled.reached[1].tolist()
    (3, [2, 0, 3], [[True, False], [True, True], [False, True]])
    """
    places, chosen = _in_order(groups.shape, allowed.shape, allowed.tobytes())
    own, numbers = pd.factorize(groups.ravel()[places])
    # Groups are numbered as they come, so each begins where the highest number so far goes up.
    first = np.flatnonzero(np.diff(np.maximum.accumulate(own), prepend=-1))
    order = np.argsort(numbers)
    own = np.argsort(order)[own]
    reached = [np.zeros((len(numbers), size), dtype=np.bool_) for size in groups.shape]
    for options, option in zip(reached, chosen, strict=True):
        options[own, option] = True
    return Countings(groups.shape, places[first[order]], tuple(reached))


@lru_cache(maxsize=8)
def _in_order(
    shape: tuple[int, ...], allowed_shape: tuple[int, ...], allowed: bytes
) -> tuple[Ints, tuple[Ints, ...]]:
    """Return the allowed combinations, fewest departures first, and their option per criterion.

    It depends on the criteria alone, not on persons.
    """
    may = np.frombuffer(allowed, dtype=np.bool_).reshape(allowed_shape)
    places = np.flatnonzero(np.broadcast_to(may, shape))
    chosen = np.unravel_index(places, shape)
    # The first option of each criterion is the report's: with the fewest departures in front, the
    # first of a group stands for it.
    order = np.argsort(np.sum([option > 0 for option in chosen], axis=0), kind="stable")
    return places[order], tuple(option[order] for option in chosen)
