"""Many tables side by side, in the form in which they are merged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.splits.columns import Columns
from perspectief_core.splits.settings import MissingRule


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Batch:
    """Tables of categories by classes, ready to merge.

    Parameters
    ----------
    counts : shape (n_classes, n_tables, n_slots)
        Present categories, in the order that settles ties, from slot 0 on; the rest is 0.
    code : shape (n_tables, n_slots)
        Code of the category in each slot.
    present : shape (n_tables,)
        Number of slots in use.
    nominal : shape (n_tables,)
        Whether any two categories may merge, or only neighbours.
    floating : shape (n_classes, n_tables)
        Counts of the missing category of ordinal and scale predictors, which has no slot.
    floats : shape (n_tables,)
        Whether that category is present.
    floating_code : shape (n_tables,)
        Code of that category.
    n_codes
        Number of codes of the predictor with most.

    Notes
    -----
    Slots of an ordinal or scale predictor are in category order. Those of a nominal predictor are
    in ascending order of their counts: total first, then class by class, the smallest class of the
    table first. Only categories with exactly equal counts are left to the order of their codes,
    and those merge before all others; no name decides a tie.
    """

    counts: Floats
    code: Ints
    present: Ints
    nominal: Masks
    floating: Floats
    floats: Masks
    floating_code: Ints
    n_codes: int

    def __len__(self) -> int:
        return len(self.present)


def to_batch(counts: Ints, columns: Columns, missing: MissingRule) -> Batch:
    """Return tables in merging form.

    Parameters
    ----------
    counts : shape (n_tables, n_codes, n_classes)
        Counts per code; codes that a predictor lacks must count 0.
    columns
        The predictor of each table.
    missing
        Whether missing is a category or left out.
    """
    tables = np.ascontiguousarray(counts.transpose(2, 0, 1), dtype=np.float64)
    nominal, missing_code = columns.nominal, columns.missing
    apart = np.flatnonzero((missing_code >= 0) & (~nominal | (missing == "exclude")))
    floating = np.zeros(tables.shape[:2])
    if len(apart):
        if missing == "category":
            floating[:, apart] = tables[:, apart, missing_code[apart]]
        tables[:, apart, missing_code[apart]] = 0
    observations = tables.sum(axis=0)
    order = _slot_order(tables, observations, nominal)
    present = (observations > 0).sum(axis=1)
    order = order[:, : max(int(present.max(initial=0)), 1)]
    return Batch(
        counts=np.take_along_axis(tables, order[None], axis=2),
        code=order,
        present=present,
        nominal=nominal,
        floating=floating,
        floats=floating.sum(axis=0) > 0,
        floating_code=missing_code,
        n_codes=tables.shape[2],
    )


def _slot_order(tables: Floats, observations: Floats, nominal: Masks) -> Ints:
    """Return the codes of each table in slot order; absent categories last."""
    keys = [observations == 0]
    if nominal.any():
        by_size = nominal[:, None]
        ordered = np.take_along_axis(tables, _class_order(tables)[:, :, None], axis=0)
        # lexsort takes its first key last.
        keys = [*(ordered[-2::-1] * by_size), observations * by_size, *keys]
    return np.lexsort(np.array(keys), axis=-1)


def _class_order(tables: Floats) -> Ints:
    """Return the classes of each table by size, equal sizes by the spread of their counts.

    shape (n_classes, n_tables). The spread is summed modulo 2**64, which no order of summation
    changes.
    """
    whole = tables.astype(np.int64)
    keys = np.array([(whole * whole).sum(axis=2), whole.sum(axis=2)])
    return np.lexsort(keys, axis=0)
