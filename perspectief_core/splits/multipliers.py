"""In how many ways could these categories have become this number of groups?

The Bonferroni multipliers of CHAID, as exact whole numbers.
"""

from __future__ import annotations

from functools import lru_cache
from math import comb


@lru_cache(maxsize=4096)
def multiplier(categories: int, groups: int, *, nominal: bool, floating: bool = False) -> int:
    """Return the number of ways to reduce `categories` categories to `groups` groups.

    Parameters
    ----------
    categories
        Categories present in the node, missing included; at least 1.
    groups
        Groups left after merging; from 1 up to `categories`.
    nominal
        Any categories may be together; otherwise only neighbours.
    floating
        Not nominal, and one of the categories is missing, which may be anywhere or apart.

    Returns
    -------
    A whole number, at least 1; 1 when nothing was merged.

    Raises
    ------
    ValueError
        When there are more groups than categories, or none.

    Notes
    -----
    Ordinal: C(c-1, r-1). Nominal: the Stirling number of the second kind. Floating:
    C(c-2, r-2) + r·C(c-2, r-1).

    References
    ----------
    Kass, G.V. (1980). An exploratory technique for investigating large quantities of categorical
    data. Applied Statistics 29(2), 119-127.

    Examples
    --------
    >>> multiplier(5, 2, nominal=False)
    4
    """
    if not 1 <= groups <= categories:
        raise ValueError(f"`groups` must be in the range [1, {categories}], but was {groups}")
    if groups == categories:
        return 1
    if nominal:
        return _stirling(categories, groups)
    if floating:
        among_groups = groups * comb(categories - 2, groups - 1)
        apart = comb(categories - 2, groups - 2) if groups >= 2 else 0
        return apart + among_groups
    return comb(categories - 1, groups - 1)


@lru_cache(maxsize=4096)
def exhaustive_multiplier(categories: int, *, nominal: bool) -> int:
    """Return the multiplier of Exhaustive CHAID, which does not depend on the number of groups.

    Parameters
    ----------
    categories
        Categories present in the node, missing included; at least 1.
    nominal
        Any categories may be together; otherwise only neighbours.

    Returns
    -------
    A whole number, at least 1. Two categories leave nothing to search: 1.

    Notes
    -----
    c(c-1)/2 for neighbours, c(c²-1)/2 for any two, as SPSS documents it. Biggs et al. count
    c(c²-1)/6 pairs for any two; SPSS's is three times as strict.

    References
    ----------
    Biggs, D., De Ville, B., Suen, E. (1991). A method of choosing multiway partitions for
    classification and decision trees. Journal of Applied Statistics 18(1), 49-62.

    Examples
    --------
    >>> exhaustive_multiplier(5, nominal=False), exhaustive_multiplier(5, nominal=True)
    (10, 60)
    """
    if categories <= 2:
        return 1
    if nominal:
        return categories * (categories**2 - 1) // 2
    return categories * (categories - 1) // 2


def _stirling(categories: int, groups: int) -> int:
    """Stirling number of the second kind, by its recurrence: every step is a whole number."""
    row = [1] + [0] * groups
    for size in range(1, categories + 1):
        for k in range(min(size, groups), 0, -1):
            row[k] = k * row[k] + row[k - 1]
        row[0] = 0
    return row[groups]
