"""Screening: the test of every predictor on all rows."""

from __future__ import annotations

from collections.abc import Sequence

from perspectief_core.arrays import Ints
from perspectief_core.splits.contingency import Coded, Predictor, count
from perspectief_core.splits.examining import examine
from perspectief_core.splits.settings import Settings
from perspectief_core.splits.test_result import SplitTest


def screen(coded: Coded, settings: Settings | None = None) -> tuple[SplitTest, ...]:
    """Test every predictor on all rows, in the order of the predictors.

    Parameters
    ----------
    coded
        The rows.
    settings
        Rules; `min_parent`, `max_depth` and `force` are about trees and play no part.

    Returns
    -------
    One test per predictor, also for those that cannot or do not split.

    References
    ----------
    Kass, G.V. (1980). An exploratory technique for investigating large quantities of categorical
    data. Applied Statistics 29(2), 119-127.

    Examples
    --------
    Half of b says yes, and all of a.

    >>> import pandas as pd
    >>> from perspectief_core.splits import ColumnSpec, TargetSpec, encode
    >>> frame = pd.DataFrame({"groep": ["a", "b"] * 200, "uit": ["ja", "nee", "ja", "ja"] * 100})
    >>> coded = encode(frame, [ColumnSpec("groep", "nominal")], TargetSpec("uit", "ja"))
    >>> (test,) = screen(coded)
    >>> round(test.chi2, 1), test.df, test.groups
    (133.3, 1, (('a',), ('b',)))
    """
    return screen_counts(count(coded)[0], coded.predictors, settings)


def screen_counts(
    counts: Ints, predictors: Sequence[Predictor], settings: Settings | None = None
) -> tuple[SplitTest, ...]:
    """Test every predictor on counts, for example sums of `count` over batches of rows.

    Parameters
    ----------
    counts : shape (n_predictors, n_codes, n_classes)
        Counts per code and class; codes that a predictor lacks count 0.
    predictors
        What the codes mean.
    settings
        As `screen`.

    Examples
    --------
    Counts of two halves of the rows, added, give what `screen` gives of all.

    >>> import numpy as np
    >>> import pandas as pd
    >>> from perspectief_core.splits import ColumnSpec, TargetSpec, encode
    >>> frame = pd.DataFrame({"groep": ["a", "b"] * 200, "uit": ["ja", "nee", "ja", "ja"] * 100})
    >>> coded = encode(frame, [ColumnSpec("groep", "nominal")], TargetSpec("uit", "ja"))
    >>> halves = [count(coded.take(half))[0] for half in np.split(np.arange(400), 2)]
    >>> screen_counts(sum(halves), coded.predictors) == screen(coded)
    True
    """
    examined = examine(counts[None], predictors, settings or Settings())
    return examined.split_tests(slice(None))
