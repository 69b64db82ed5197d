"""Grouping by the compiled kernel, for the case that matters most.

The kernel does in one call what `batch`, `merging` and `grouping` do in numpy, for an outcome of
two classes and the default way of merging. It is optional; which of the two ran makes no
difference to any result.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from perspectief_core.contingency import Predictor
from perspectief_core.splits.grouping import Grouped
from perspectief_core.splits.settings import Settings
from perspectief_core.splits.statistics import PairTest, log_p

try:
    from perspectief_core import _kernel
except ImportError:
    _kernel = None  # type: ignore[assignment]

AVAILABLE = _kernel is not None


def applies(classes: int, settings: Settings) -> bool:
    """Return whether the kernel is there and can group by these settings."""
    plain = not settings.exhaustive and settings.alpha_split_merge is None
    return AVAILABLE and classes == 2 and plain and settings.statistic == "pearson"


def group(counts: npt.NDArray[Any], predictors: Sequence[Predictor], settings: Settings) -> Grouped:
    """Group the categories of many tables; see `grouping.finish`.

    Parameters
    ----------
    counts : shape (n_tables, n_codes, 2)
        Counts per code and class.
    predictors
        The predictor of each table.
    settings
        Rules that `applies`.
    """
    n_tables, n_codes, _ = counts.shape
    groups = np.empty((n_tables, n_codes), dtype=np.int64)
    chi2 = np.empty(n_tables)
    sizes = np.empty((n_tables, 4), dtype=np.int64)
    nominal = [predictor.kind == "nominal" for predictor in predictors]
    missing = [len(predictor.levels) if predictor.missing else -1 for predictor in predictors]
    _kernel.group(
        np.ascontiguousarray(counts, dtype=np.int64),
        np.array(nominal, dtype=np.bool_),
        np.array(missing, dtype=np.int64),
        groups,
        chi2,
        sizes,
        n_codes,
        -PairTest("pearson", 2, wide=False).threshold(settings.alpha_merge),
        settings.min_child,
        settings.missing == "exclude",
    )
    categories, left, before, classes = np.ascontiguousarray(sizes.T)
    df = np.where(classes > 1, np.maximum(left - 1, 0), 0)
    return Grouped(groups, categories, left, before, classes, chi2, df, log_p(chi2, df))
