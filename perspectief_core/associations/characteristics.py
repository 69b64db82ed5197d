"""The characteristics of people and of their steunpunten, and the groups they make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from perspectief_core.arrays import pd
from perspectief_core.cohort.filters import NOT_RECORDED
from perspectief_core.cohort.grouping import UNKNOWN, Grouping, grouping, positions
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.cohort.standing import places_of
from perspectief_core.data import contract
from perspectief_core.splits.binning import quantile_cuts

Level = Literal["persoon", "steunpunt"]

CONSEQUENCES = (
    "uitstroom",
    "uitkomst",
    "beeindigd_door",
    "wacht_op_beslissing",
    "uitstroomdatum_onbekend",
)
"""Columns that follow from the outcome, and would 'explain' it by definition."""
_IDENTIFIERS = ("persoon", "steunpunt", "naam")
_MOST_VALUES = 6
"""Numbers with more distinct values than this are grouped in quarters."""
_QUARTERS = 4


def characteristics(cohort: Cohort) -> dict[str, Level]:
    """Return the characteristics that can be tested, in order, with the level they live on.

    First the columns of people in contract order and their time in guidance, then the steunpunt and
    the columns of its table. Columns that follow from the outcome are left out.
    """
    people = [name for name in contract_columns() if name in cohort.people]
    levels: dict[str, Level] = dict.fromkeys([*people, "maanden"], "persoon")
    places = [str(name) for name in cohort.steunpunten if name not in _IDENTIFIERS]
    return levels | dict.fromkeys(["steunpunt", *places], "steunpunt")


def contract_columns() -> tuple[str, ...]:
    """Return the columns of people that the contract knows and that may explain an outcome."""
    left_out = {*CONSEQUENCES, *_IDENTIFIERS}
    return tuple(c.name for c in contract.DEELNEMERS.columns if c.name not in left_out)


def characteristic_groups(cohort: Cohort, name: str) -> Grouping:
    """Return the group of each person by one of `characteristics`; KeyError when it is none."""
    if name == "steunpunt":
        return grouping(cohort, name)
    if characteristics(cohort)[name] == "persoon":
        return group_values(cohort.column(name))
    places = cohort.steunpunten
    place, codes = places_of(cohort.people)
    position = pd.Index(places["steunpunt"]).get_indexer(codes)[place]
    return group_values(places[name].take(position))


def group_values(values: pd.Series) -> Grouping:
    """Return the group of every value.

    Parameters
    ----------
    values : Series of shape (n,)
        Categories, yes/no, numbers, dates or texts.

    Notes
    -----
    Categories as recorded, in their order. Numbers, and dates by month, with more than six values
    go in quarters of the people, equal values together: `..20`, `21..22`, `23..`. Missing is
    the last group, `onbekend` (for `traject`: `niet_vastgelegd`).

    Examples
    --------
    >>> ages = pd.Series([18.0, 19, 20, 21, 22, 23, 24, 25, None])
    >>> groups = group_values(ages)
    >>> groups.codes, groups.index.tolist()
    (('..19', '20..21', '22..23', '24..', 'onbekend'), [0, 0, 1, 1, 2, 2, 3, 3, 4])
    """
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        groups = positions(values, tuple(str(code) for code in dtype.categories))
    elif pd.api.types.is_bool_dtype(dtype):
        groups = positions(values.map({True: "ja", False: "nee"}), ("ja", "nee"))
    elif pd.api.types.is_datetime64_any_dtype(dtype):
        groups = _quarters(values.dt.year * 12 + values.dt.month - 1, _month_code)
    elif pd.api.types.is_numeric_dtype(dtype):
        groups = _quarters(values, "{:g}".format)
    else:
        groups = positions(values, tuple(sorted(values.dropna().astype(str).unique())))
    if values.name != "traject":
        return groups
    codes = tuple(NOT_RECORDED if code == UNKNOWN else code for code in groups.codes)
    return Grouping(codes, groups.index)


def _quarters(values: pd.Series, code: Callable[[float], str]) -> Grouping:
    """Group numbers; a code is the group's one value, or `..high`, `low..high` and `low..`.

    The outermost values are left out of the codes: they may be those of a single person.
    """
    known = values.notna().to_numpy(dtype=bool)
    numbers = values[known].to_numpy(dtype=np.float64)
    distinct = cuts = np.unique(numbers)
    if len(distinct) > _MOST_VALUES:
        cuts = quantile_cuts(numbers, intervals=_QUARTERS)
    highest = np.searchsorted(distinct, cuts)
    lowest = np.concatenate([[0], highest[:-1] + 1])[: len(cuts)]
    names = [[code(number) for number in distinct[ends]] for ends in (lowest, highest)]
    codes = tuple(
        low if low == high else f"{low if at else ''}..{high if at < len(cuts) - 1 else ''}"
        for at, (low, high) in enumerate(zip(*names, strict=True))
    )
    index = np.full(len(values), len(cuts), dtype=np.int64)
    index[known] = np.searchsorted(cuts, numbers)
    return Grouping(codes if known.all() else (*codes, UNKNOWN), index)


def _month_code(months: float) -> str:
    year, month = divmod(int(months), 12)
    return f"{year}-{month + 1:02d}"
