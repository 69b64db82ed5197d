"""Grouping by the compiled kernel, for the case that matters most.

The kernel does in one call what `batch`, `merging` and `grouping` do in numpy, for an outcome of
two classes and the default way of merging. It is optional; which of the two ran makes no
difference to any result.
"""

from __future__ import annotations

import numpy as np

from perspectief_core.arrays import Ints
from perspectief_core.splits.columns import Columns
from perspectief_core.splits.grouping import Grouped
from perspectief_core.splits.settings import Settings
from perspectief_core.splits.statistics import PairTest

try:
    from perspectief_core.splits import _kernel
except ImportError:
    _kernel = None  # type: ignore[assignment]

AVAILABLE = _kernel is not None


def applies(classes: int, settings: Settings) -> bool:
    """Return whether the kernel is there and can group by these settings."""
    plain = not settings.exhaustive and settings.alpha_split_merge is None
    return AVAILABLE and classes == 2 and plain and settings.statistic == "pearson"


def group(counts: Ints, columns: Columns, settings: Settings) -> Grouped:
    """Group the categories of many tables; see `grouping.finish`.

    Parameters
    ----------
    counts : shape (n_tables, n_codes, 2)
        Counts per code and class.
    columns
        The predictor of each table.
    settings
        Rules that `applies`.
    """
    n_tables, n_codes, _ = counts.shape
    groups = np.empty((n_tables, n_codes), dtype=np.int64)
    chi2 = np.empty(n_tables)
    sizes = np.empty((n_tables, 4), dtype=np.int64)
    _kernel.group(
        np.ascontiguousarray(counts, dtype=np.int64),
        columns.nominal,
        columns.missing,
        groups,
        chi2,
        sizes,
        n_codes,
        -PairTest("pearson", 2, wide=False).threshold(settings.alpha_merge),
        settings.min_child,
        settings.missing == "exclude",
    )
    categories, left, before, classes = np.ascontiguousarray(sizes.T)
    return Grouped.tested(groups, (categories, left, before, classes), chi2)
