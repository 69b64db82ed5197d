"""Merging alike categories, in many tables at once.

Every table repeats one step until it is done: find the allowed pair of groups that are most alike,
and merge it. All tables take that step together, as arrays over (tables, slots, slots). A group
lives in the slot of its first category.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.splits.batch import Batch
from perspectief_core.splits.statistics import TIE, PairTest


def merge_alike(batch: Batch, test: PairTest, alpha: float) -> Ints:
    """Merge while more than two groups are left and the most alike pair has p above `alpha`.

    Returns
    -------
    shape (n_tables, n_slots), int64
        The first slot of the group that each slot belongs to.

    Notes
    -----
    Of pairs that are equally alike (within a share of 1e-12) the first in slot order merges.

    Examples
    --------
    Of three categories the first two are as good as alike: they merge, and two groups are left.

    >>> from perspectief_core.splits.batch import to_batch
    >>> from perspectief_core.splits.columns import Columns
    >>> columns = Columns(np.array([False]), np.array([-1]))
    >>> batch = to_batch(np.array([[[50, 50], [48, 52], [10, 90]]]), columns, "category")
    >>> merge_alike(batch, PairTest("pearson", 2, wide=False), 0.05).tolist()
    [[0, 0, 2]]
    """
    head = _own_slots(batch)
    work = _start(batch, test)
    floor = test.threshold(alpha)
    while (merged := _merge_step(work, test, floor)) is not None:
        table, kept, gone = merged
        head[table, gone] = kept
        work = _drop_finished(work)
    return _resolve(head)


def merge_exhaustively(batch: Batch, test: PairTest) -> Ints:
    """Merge down to two groups and keep the step whose whole table has the smallest p value.

    Returns
    -------
    shape (n_tables, n_slots), int64
        As `merge_alike`. Of steps with equal p values the one with fewest groups is kept.
    """
    head = _own_slots(batch)
    work = _start(batch, test)
    best = test.log_p_of(work.counts, work.groups)
    best_step = np.zeros(len(batch), dtype=np.int64)
    history: list[tuple[Ints, Ints, Ints]] = []
    while (merged := _merge_step(work, test, -np.inf)) is not None:
        history.append(merged)
        now = np.zeros(len(batch))
        now[work.table] = test.log_p_of(work.counts, work.groups)
        table = merged[0]
        better = table[now[table] <= best[table] * (1 - TIE)]
        best[better] = now[better]
        best_step[better] = len(history)
        work = _drop_finished(work)
    for step, (table, kept, gone) in enumerate(history, start=1):
        use = best_step[table] >= step
        head[table[use], gone[use]] = kept[use]
    return _resolve(head)


@dataclass(slots=True, eq=False, kw_only=True)
class _Work:
    """Tables that are still merging; slots are packed now and then, `first` keeps their origin."""

    table: Ints
    counts: Floats
    first: Ints
    alive: Masks
    groups: Ints
    nominal: Masks
    alike: Floats
    going: Masks


def _own_slots(batch: Batch) -> Ints:
    return np.tile(np.arange(batch.code.shape[1], dtype=np.int64), (len(batch), 1))


def _start(batch: Batch, test: PairTest) -> _Work:
    slots = batch.code.shape[1]
    slot = np.arange(slots)
    alive = slot < batch.present[:, None]
    return _Work(
        table=np.arange(len(batch), dtype=np.int64),
        counts=batch.counts.copy(),
        first=_own_slots(batch),
        alive=alive,
        groups=batch.present.copy(),
        nominal=batch.nominal,
        alike=_all_pairs(batch, alive, test),
        going=batch.present > 2,
    )


def _all_pairs(batch: Batch, alive: Masks, test: PairTest) -> Floats:
    """Likeness of every allowed pair, twice (above and below the diagonal); -inf elsewhere."""
    alike = test.likeness(batch.counts[:, :, :, None], batch.counts[:, :, None, :])
    slot = np.arange(alive.shape[1])
    distance = np.abs(slot[:, None] - slot)
    reach = np.where(batch.nominal, len(slot), 1)
    forbidden = (distance == 0) | (distance > reach[:, None, None])
    forbidden |= ~alive[:, :, None]
    forbidden |= ~alive[:, None, :]
    alike[forbidden] = -np.inf
    return alike


def _merge_step(work: _Work, test: PairTest, floor: float) -> tuple[Ints, Ints, Ints] | None:
    """Merge the most alike pair of each table that may; return (table, kept, gone), or None."""
    flat = work.alike.reshape(len(work.table), work.alive.shape[1] ** 2)
    best = flat.max(axis=1, initial=-np.inf)
    work.going &= best > floor
    at = np.flatnonzero(work.going)
    if not len(at):
        return None
    rows = flat if len(at) == len(flat) else flat[at]
    limit = best[at] * (1 + TIE)
    kept, gone = np.divmod((rows >= limit[:, None]).argmax(axis=1), work.alive.shape[1])
    work.counts[:, at, kept] += work.counts[:, at, gone]
    work.counts[:, at, gone] = 0
    work.alive[at, gone] = False
    work.groups[at] -= 1
    work.going[at] = work.groups[at] > 2
    _refresh(work, test, (at, kept, gone))
    return work.table[at], work.first[at, kept], work.first[at, gone]


def _refresh(work: _Work, test: PairTest, merged: tuple[npt.NDArray[Any], Ints, Ints]) -> None:
    """Renew the likeness of the groups that just grew; forget the ones that are gone."""
    at, kept, gone = merged
    alike = test.likeness(work.counts[:, at, kept][:, :, None], work.counts[:, at])
    alike[~partners(work.alive[at], kept, work.nominal[at])] = -np.inf
    work.alike[at, gone, :] = -np.inf
    work.alike[at, :, gone] = -np.inf
    work.alike[at, kept, :] = alike
    work.alike[at, :, kept] = alike


def partners(alive: Masks, slot: Ints, nominal: Masks) -> Masks:
    """Return which groups may merge with the one in `slot`: any other one, or its neighbours.

    shapes (n_tables, n_slots), (n_tables,), (n_tables,)
    """
    rank = np.cumsum(alive, axis=1)
    own = rank[np.arange(len(slot)), slot]
    distance = np.abs(rank - own[:, None])
    allowed: Masks = alive & (distance > 0) & (nominal[:, None] | (distance == 1))
    return allowed


def _drop_finished(work: _Work) -> _Work:
    """Leave out finished tables, and slots without a group, once that saves enough."""
    going = work.going
    most = int(work.groups[going].max(initial=0))
    slots = work.alive.shape[1]
    if 4 * int(going.sum()) > 3 * len(going) and 4 * most > 3 * slots:
        return work
    slot = np.argsort(~work.alive[going], axis=1, kind="stable")[:, :most]
    alike = np.take_along_axis(work.alike[going], slot[:, :, None], axis=1)
    return _Work(
        table=work.table[going],
        counts=np.take_along_axis(work.counts[:, going], slot[None], axis=2),
        first=np.take_along_axis(work.first[going], slot, axis=1),
        alive=np.take_along_axis(work.alive[going], slot, axis=1),
        groups=work.groups[going],
        nominal=work.nominal[going],
        alike=np.take_along_axis(alike, slot[:, None, :], axis=2),
        going=going[going],
    )


def _resolve(head: Ints) -> Ints:
    """Follow each slot to the first slot of its group; heads always point to lower slots."""
    while True:
        further = np.take_along_axis(head, head, axis=1)
        if np.array_equal(further, head):
            return head
        head = further
