"""Counts behind printed whole percentages."""

from __future__ import annotations


def count_behind(percentage: int, total: int) -> int | None:
    """Return the count of `total` nearest to a printed percentage; None when none prints so.

    A share exactly between two percentages prints as neither: programs round it differently.

    Examples
    --------
    >>> count_behind(62, 95), count_behind(60, 74)
    (59, None)
    """
    count = round(total * percentage / 100)
    return count if abs(100 * count - percentage * total) < 0.5 * total else None
