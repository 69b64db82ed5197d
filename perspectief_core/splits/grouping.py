"""From merged categories to the groups that are tested: missing, small groups, chi-square."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.splits.batch import Batch
from perspectief_core.splits.merging import partners
from perspectief_core.splits.statistics import TIE, PairTest, chi_square, log_p


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Grouped:
    """The groups of many tables, and the test of each whole table.

    Parameters
    ----------
    group : shape (n_tables, n_codes), int64
        Group of each code; -1 for a code that does not occur.
    categories, groups : shape (n_tables,)
        Categories that occur (missing included) and groups they ended in.
    groups_before : shape (n_tables,)
        Groups before small ones were absorbed.
    classes : shape (n_tables,)
        Outcome classes that occur.
    chi2, df, log_p : shape (n_tables,)
        The test; 0, 0 and 0 (p = 1) where fewer than two groups or classes are left.
    """

    group: Ints
    categories: Ints
    groups: Ints
    groups_before: Ints
    classes: Ints
    chi2: Floats
    df: Ints
    log_p: Floats

    @classmethod
    def tested(cls, group: Ints, sizes: tuple[Ints, Ints, Ints, Ints], chi2: Floats) -> Grouped:
        """Return groups with the p of their chi-square.

        Parameters
        ----------
        group : shape (n_tables, n_codes)
        sizes
            `categories`, `groups`, `groups_before` and `classes`.
        chi2 : shape (n_tables,)
        """
        categories, groups, before, classes = sizes
        df = np.maximum(groups - 1, 0) * np.maximum(classes - 1, 0)
        chi2 = np.where(df > 0, chi2, 0.0)
        return cls(
            group=group,
            categories=categories,
            groups=groups,
            groups_before=before,
            classes=classes,
            chi2=chi2,
            df=df,
            log_p=log_p(chi2, df),
        )


@dataclass(slots=True, eq=False)
class _Groups:
    """Groups being finished: the last slot is the floating missing category, when it is apart."""

    counts: Floats
    alive: Masks
    nominal: Masks
    of_slot: Ints
    of_missing: Ints


def finish(batch: Batch, head: Ints, test: PairTest, min_child: int) -> Grouped:
    """Place the missing category, absorb small groups, and test what is left.

    Parameters
    ----------
    batch
        The tables.
    head : shape (n_tables, n_slots)
        First slot of the group of each slot.
    test
        Likeness of two groups.
    min_child
        Least observations of a group.
    """
    groups = _gather(batch, head)
    _place_missing(groups, batch, test)
    before = groups.alive.sum(axis=1)
    _absorb_small(groups, test, min_child)
    left = groups.alive.sum(axis=1)
    chi2, classes = chi_square(groups.counts, test.statistic, wide=test.wide)
    sizes = batch.present + batch.floats, left, before, classes
    return Grouped.tested(_group_of_code(batch, groups), sizes, chi2)


def _gather(batch: Batch, head: Ints) -> _Groups:
    """Add up the counts of each group, in as many slots as the table with most groups needs."""
    slots = batch.code.shape[1]
    used = np.arange(slots) < batch.present[:, None]
    starts = used & (head == np.arange(slots))
    group = np.take_along_axis(np.cumsum(starts, axis=1) - 1, head, axis=1)
    n_groups = starts.sum(axis=1)
    most = int(n_groups.max(initial=1))
    member = (group[:, :, None] == np.arange(most)) & used[:, :, None]
    merged = np.matmul(batch.counts[:, :, None, :], member.astype(np.float64))[:, :, 0]
    empty = np.zeros((*merged.shape[:2], 1))
    alive = np.arange(most + 1) < n_groups[:, None]
    return _Groups(
        counts=np.concatenate([merged, empty], axis=2),
        alive=alive,
        nominal=batch.nominal,
        of_slot=np.where(used, group, -1),
        of_missing=np.full(len(batch), -1),
    )


def _place_missing(groups: _Groups, batch: Batch, test: PairTest) -> None:
    """Put missing with the most similar group or apart, whichever has the smaller p value.

    The p values are those of the whole table, not adjusted; at equal ones missing joins the group.
    A lone category and missing stay apart: together nothing would be left to test.
    """
    at = np.flatnonzero(batch.floats)
    if not len(at):
        return
    missing = batch.floating[:, at]
    last = groups.alive.shape[1] - 1
    alike = test.likeness(missing[:, :, None], groups.counts[:, at])
    alike[~groups.alive[at]] = -np.inf
    nearest = _first_best(alike)
    apart = groups.counts[:, at]
    apart[:, :, last] = missing
    joined = groups.counts[:, at]
    joined[:, np.arange(len(at)), nearest] += missing
    n_groups = groups.alive[at].sum(axis=1)
    log_apart = test.log_p_of(apart, n_groups + 1)
    log_joined = test.log_p_of(joined, n_groups)
    join = (n_groups > 1) & (log_joined <= log_apart * (1 - TIE))
    groups.counts[:, at] = np.where(join[:, None], joined, apart)
    groups.alive[at, last] = ~join
    groups.of_missing[at] = np.where(join, nearest, last)


def _absorb_small(groups: _Groups, test: PairTest, min_child: int) -> None:
    """While a group is too small, merge the smallest with its most alike partner.

    Equally small groups go in slot order, and so do equally alike partners. A missing category
    that is apart may join any group, and any group may join it.
    """
    last = groups.alive.shape[1] - 1
    while True:
        size = np.where(groups.alive, groups.counts.sum(axis=0), np.inf)
        smallest = size.argmin(axis=1)
        small = size[np.arange(len(size)), smallest] < min_child
        at = np.flatnonzero(small & (groups.alive.sum(axis=1) > 1))
        if not len(at):
            return
        slots = smallest[at]
        alike = test.likeness(groups.counts[:, at, slots][:, :, None], groups.counts[:, at])
        alike[~_partners_of_small(groups, at, slots, last)] = -np.inf
        _join(groups, at, slots, _first_best(alike))


def _partners_of_small(groups: _Groups, at: Ints, slots: Ints, last: int) -> Masks:
    alive = groups.alive[at]
    ordered = alive.copy()
    floats_apart = alive[:, last] & ~groups.nominal[at]
    ordered[floats_apart, last] = False
    allowed = partners(ordered, slots, groups.nominal[at])
    allowed[:, last] |= floats_apart
    floating_one = floats_apart & (slots == last)
    allowed[floating_one] = ordered[floating_one]
    return allowed


def _join(groups: _Groups, at: Ints, one: Ints, other: Ints) -> None:
    kept, gone = np.minimum(one, other), np.maximum(one, other)
    groups.counts[:, at, kept] += groups.counts[:, at, gone]
    groups.counts[:, at, gone] = 0
    groups.alive[at, gone] = False
    of_slot = groups.of_slot[at]
    groups.of_slot[at] = np.where(of_slot == gone[:, None], kept[:, None], of_slot)
    of_missing = groups.of_missing[at]
    groups.of_missing[at] = np.where(of_missing == gone, kept, of_missing)


def _first_best(alike: Floats) -> Ints:
    """Return the first slot that is as alike as the best, within the tolerance of ties."""
    first: Ints = (alike >= alike.max(axis=1, keepdims=True) * (1 + TIE)).argmax(axis=1)
    return first


def _group_of_code(batch: Batch, groups: _Groups) -> Ints:
    """Return the group of each code, groups numbered by their first code."""
    table = np.arange(len(batch))[:, None]
    slot_group = np.full((len(batch), batch.n_codes), -1)
    used = groups.of_slot >= 0
    rows, slots = np.nonzero(used)
    slot_group[rows, batch.code[rows, slots]] = groups.of_slot[rows, slots]
    at = np.flatnonzero(batch.floats)
    slot_group[at, batch.floating_code[at]] = groups.of_missing[at]
    n_groups = groups.alive.shape[1]
    first = np.full((len(batch), n_groups + 1), batch.n_codes)
    for code in range(batch.n_codes - 1, -1, -1):
        first[table[:, 0], slot_group[:, code]] = code
    first[:, n_groups] = batch.n_codes
    rank = np.empty_like(first)
    np.put_along_axis(rank, first.argsort(axis=1, kind="stable"), np.arange(n_groups + 1)[None], 1)
    rank[:, n_groups] = -1
    return np.take_along_axis(rank, slot_group, axis=1)
