"""The exact test of a merged table, beside its chi-square: for where few people have an outcome.

Chi-square counts on some five people expected in every cell. With fewer its p can be off either
way; the exact one is not, and mid-p takes away that it comes in large steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Ints
from perspectief_core.differences.tables import table_p
from perspectief_core.shares.chi_square import expected_counts
from perspectief_core.splits.test_result import SplitTest


@dataclass(frozen=True, slots=True)
class ExactTest:
    """Exact p and mid-p of a merged table, each also times the number of ways to merge so.

    `least` is the smallest number expected in a cell when nothing differs.
    """

    p: float
    p_adjusted: float
    mid_p: float
    mid_p_adjusted: float
    least: float


def exact_tests(counts: Ints, tests: Sequence[SplitTest]) -> tuple[ExactTest | None, ...]:
    """Return the exact test of each merged table; None with fewer than two groups or classes.

    Parameters
    ----------
    counts : shape (n_predictors, n_codes, n_classes)
        As `screening.screen_counts`.
    tests
        Its answers, in the order of the predictors. Which categories merged is taken as it is.

    Notes
    -----
    Merging is by chi-square, and looks at the outcome: the multiplier makes up for that, as it does
    for chi-square. Tables too large for `differences.tables` get the p of their chi-square.

    Examples
    --------
    >>> import pandas as pd
    >>> from perspectief_core.splits import ColumnSpec, Settings, TargetSpec, encode, screen_counts
    >>> from perspectief_core.splits.contingency import count
    >>> frame = pd.DataFrame({"kop": list("aaaabbbb"), "uit": list("jjjnjnnn")})
    >>> coded = encode(frame, [ColumnSpec("kop", "nominal")], TargetSpec("uit", "j"))
    >>> counts = count(coded)[0]
    >>> tests = screen_counts(counts, coded.predictors, Settings(min_child=1))
    >>> exact = exact_tests(counts, tests)[0]
    >>> round(tests[0].p, 3), round(exact.p, 3), round(exact.mid_p, 3), exact.least
    (0.157, 0.486, 0.257, 2.0)
    """
    return tuple(_exact(table, test) for table, test in zip(counts, tests, strict=True))


def _exact(table: Ints, test: SplitTest) -> ExactTest | None:
    group = np.array(test.assignment, dtype=np.int64)
    used = group >= 0
    merged = np.zeros((int(group.max(initial=-1)) + 1, table.shape[1]), dtype=np.int64)
    np.add.at(merged, group[used], table[: len(group)][used])
    merged = merged[:, merged.sum(axis=0) > 0]
    p, mid_p = table_p(merged), table_p(merged, mid=True)
    if p is None or mid_p is None:
        return None
    return ExactTest(
        p=p,
        p_adjusted=min(p * test.multiplier, 1.0),
        mid_p=mid_p,
        mid_p_adjusted=min(mid_p * test.multiplier, 1.0),
        least=float(expected_counts(merged).min()),
    )
