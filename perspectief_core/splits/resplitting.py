"""Merging in which a large new group may be split again, one table at a time.

An option that is off by default, so it is written for the reader and not for speed.
"""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np

from perspectief_core.arrays import Floats, Ints
from perspectief_core.splits.batch import Batch
from perspectief_core.splits.statistics import TIE, PairTest

MAX_NOMINAL = 12
"""A nominal group of more categories is not split again: it has over 2047 binary splits."""

_Members = tuple[int, ...]


def merge_and_resplit(
    batch: Batch, test: PairTest, alpha_merge: float, alpha_split_merge: float
) -> Ints:
    """Merge alike groups; split a new group of three or more categories where that is significant.

    Parameters
    ----------
    batch
        The tables.
    test
        Likeness of two groups.
    alpha_merge
        The most alike pair merges when its p value is above this.
    alpha_split_merge
        The new group is split at its best binary split when the p value is at most this.

    Returns
    -------
    shape (n_tables, n_slots), int64
        The first slot of the group that each slot belongs to.

    Notes
    -----
    Merging ends as soon as a partition comes back: from there the steps would only repeat.

    Examples
    --------
    Four categories merged step by step; in the end the outer pairs differ, and go apart again.

    >>> from perspectief_core.splits.batch import to_batch
    >>> from perspectief_core.splits.columns import Columns
    >>> columns = Columns(np.array([False]), np.array([-1]))
    >>> hits = np.array([28, 41, 64, 70, 73, 79])
    >>> batch = to_batch(np.column_stack([hits, 100 - hits])[None], columns, "category")
    >>> merge_and_resplit(batch, PairTest("pearson", 2, wide=False), 0.05, 0.05).tolist()
    [[0, 0, 2, 2, 4, 4]]
    """
    head = np.tile(np.arange(batch.code.shape[1], dtype=np.int64), (len(batch), 1))
    floors = (test.threshold(alpha_merge), test.threshold(alpha_split_merge))
    for table in range(len(batch)):
        merging = _OneTable(batch.counts[:, table], bool(batch.nominal[table]), test)
        for members in merging.run(int(batch.present[table]), *floors):
            head[table, list(members)] = members[0]
    return head


class _OneTable:
    """Merging of one table; a group is the ascending tuple of its slots."""

    def __init__(self, counts: Floats, nominal: bool, test: PairTest) -> None:
        self._counts = counts
        self._nominal = nominal
        self._test = test

    def run(self, present: int, merge_above: float, split_up_to: float) -> list[_Members]:
        groups: list[_Members] = [(slot,) for slot in range(present)]
        seen = {tuple(groups)}
        while len(groups) > 2:
            pair = self._most_alike(self._pairs(groups))
            if self._likeness(*pair) <= merge_above:
                break
            merged = tuple(sorted(pair[0] + pair[1]))
            parts = [merged]
            if len(merged) >= 3 and (len(merged) <= MAX_NOMINAL or not self._nominal):
                best = self._least_alike(self._binary_splits(merged))
                if self._likeness(*best) <= split_up_to:
                    parts = list(best)
            groups = sorted([group for group in groups if group not in pair] + parts)
            if tuple(groups) in seen:
                break
            seen.add(tuple(groups))
        return groups

    def _pairs(self, groups: list[_Members]) -> list[tuple[_Members, _Members]]:
        if self._nominal:
            return list(combinations(groups, 2))
        return list(pairwise(groups))

    def _binary_splits(self, group: _Members) -> list[tuple[_Members, _Members]]:
        if not self._nominal:
            return [(group[:cut], group[cut:]) for cut in range(1, len(group))]
        rest = group[1:]
        splits: list[tuple[_Members, _Members]] = []
        for size in range(len(rest)):
            for chosen in combinations(rest, size):
                other = tuple(slot for slot in rest if slot not in chosen)
                splits.append(((group[0], *chosen), other))
        return splits

    def _likeness(self, one: _Members, other: _Members) -> float:
        left = self._counts[:, list(one)].sum(axis=1)
        right = self._counts[:, list(other)].sum(axis=1)
        return float(self._test.likeness(left[:, None], right[:, None])[0])

    def _most_alike(self, pairs: list[tuple[_Members, _Members]]) -> tuple[_Members, _Members]:
        likeness = [self._likeness(*pair) for pair in pairs]
        limit = max(likeness) * (1 + TIE)
        return next(pair for pair, value in zip(pairs, likeness, strict=True) if value >= limit)

    def _least_alike(self, pairs: list[tuple[_Members, _Members]]) -> tuple[_Members, _Members]:
        likeness = [self._likeness(*pair) for pair in pairs]
        limit = min(likeness) * (1 - TIE)
        return next(pair for pair, value in zip(pairs, likeness, strict=True) if value <= limit)
