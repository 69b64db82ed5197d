"""Whether published groups differ more than chance, for every count that is rounded so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from perspectief_core.arrays import Ints
from perspectief_core.data import contract
from perspectief_core.people.outcomes import GroupOutcomes, OutcomeDistribution
from perspectief_core.released.counts import ends
from perspectief_core.shares.chi_square import IndependenceTest
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Share
from perspectief_core.shares.least import Boxes, least_test

SELDOM = 0.1
"""Outcomes that fewer of all people (0–1) have are taken together: of each by itself most groups
say '0 to 4', which tells of no difference, and costs as much as an outcome that does."""


def outcomes_differ(
    groups: Sequence[GroupOutcomes], whole: OutcomeDistribution
) -> IndependenceTest | None:
    """Return the test of the outcomes of groups; None when a difference could be chance."""
    if len(groups) < 2:
        return None
    often = [code for code in contract.OUTCOMES if (whole.share_of(code).share or 0.0) >= SELDOM]
    seldom = [code for code in contract.OUTCOMES if code not in often]
    columns = [_ends([group.share_of(code) for group in groups]) for code in often]
    sizes = _sizes([group.n for group in groups])
    rest = [_ends([group.share_of(code) for group in groups]) for code in seldom]
    if rest:
        columns.append(_together(rest, columns, sizes))
    return _tested(columns, sizes)


def shares_differ(shares: Sequence[Share]) -> IndependenceTest | None:
    """Return the test of one share in several groups; None when a difference could be chance."""
    if len(shares) < 2:
        return None
    hits, sizes = _ends(shares), _sizes([share.total for share in shares])
    others = np.maximum(sizes[:, 0] - hits[:, 1], 0), np.maximum(sizes[:, 1] - hits[:, 0], 0)
    return _tested([hits, np.column_stack(others)], sizes)


def sizes_differ(columns: Sequence[Sequence[int]]) -> IndependenceTest | None:
    """Return the test of rounded counts, of shape (categories, groups); None as above."""
    each = [np.array([Rounded(count).bounds for count in counts]) for counts in columns]
    if len(each) < 2:
        return None
    sizes: Ints = np.sum(each, axis=0)
    return _tested(each, sizes)


def _ends(shares: Sequence[Share]) -> Ints:
    return np.array([ends(share) for share in shares], dtype=np.int64)


def _sizes(counts: Sequence[int]) -> Ints:
    return np.array([Rounded(count).bounds for count in counts], dtype=np.int64)


def _together(parts: list[Ints], others: list[Ints], sizes: Ints) -> Ints:
    """Return the ends of several outcomes together: of their sum, and of what the others leave."""
    low, high = np.sum(parts, axis=0).T
    taken = np.sum(others, axis=0) if others else np.zeros_like(sizes)
    low = np.maximum(low, sizes[:, 0] - taken[:, 1])
    high = np.minimum(high, sizes[:, 1] - taken[:, 0])
    return np.column_stack([low, np.maximum(low, high)])


def _tested(columns: list[Ints], sizes: Ints) -> IndependenceTest | None:
    low, high = (np.column_stack([column[:, end] for column in columns]) for end in (0, 1))
    return least_test(Boxes(low, high, *np.maximum(sizes, 1).T))
