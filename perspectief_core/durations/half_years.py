"""How long people were in guidance when they left, in half years: whole numbers, and no curve."""

from __future__ import annotations

import numpy as np

from perspectief_core.arrays import pd
from perspectief_core.cohort.grouping import classes
from perspectief_core.cohort.kinds import kinds
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.people.outcomes import Breakdown, breakdown

HALF_YEARS = ("0_5", "6_11", "12_17", "18_23", "vanaf_24")
HALF_YEAR_BOUNDS = (6, 12, 18, 24)
UNTIL_EXIT = "duur_vertrek"
"""Name of the column that `until_exit` makes."""


def until_exit(people: pd.DataFrame) -> pd.Series:
    """Return the half year in which each person left, shape (n,); missing for who did not.

    A person who left on an unknown date is `onbekend`.

    Examples
    --------
    >>> people = pd.DataFrame(
    ...     {"uitkomst": ["mob", "in_begeleiding", "mob"], "maanden": [7, 7, None]}
    ... )
    >>> until_exit(people).fillna("stayed").tolist()
    ['6_11', 'stayed', 'onbekend']
    """
    half_years = classes(people["maanden"], HALF_YEAR_BOUNDS, HALF_YEARS)
    codes = pd.Series(np.array(half_years.codes, dtype=object)[half_years.index], people.index)
    left = people["uitkomst"].ne("in_begeleiding").to_numpy(bool)
    return codes.where(left, None).rename(UNTIL_EXIT)


def exits_by_half_year(cohort: Cohort) -> Breakdown:
    """Return after how long people left, of those who left.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> [row.share.count for row in exits_by_half_year(everyone).shares][0]
    73
    """
    alike = kinds(cohort, "maanden", "uitkomst")
    left = until_exit(alike.people)
    known = left.notna().to_numpy(dtype=bool)
    return breakdown(left[known], HALF_YEARS, alike.times[known])
