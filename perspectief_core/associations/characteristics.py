"""The characteristics of people and of their steunpunten, each as a table of groups × outcomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from perspectief_core.arrays import Ints
from perspectief_core.cohort.grouping import UNKNOWN, Basis, Grouping, crosstab, positions
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.cohort.selection import NOT_RECORDED
from perspectief_core.data import contract
from perspectief_core.splits.binning import quantile_cuts
from perspectief_core.steunpunten.counts import outcome_table, steunpunt_codes

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
_GUIDED = contract.OUTCOMES.index("in_begeleiding")


@dataclass(frozen=True, slots=True, eq=False)
class CharacteristicTable:
    """Counts of shape (groups, six outcomes) of one characteristic; core only."""

    name: str
    level: Level
    groups: tuple[str, ...]
    counts: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Tabulator:
    """What all tables of one cohort share, computed once; core only.

    Parameters
    ----------
    outcome : int array of shape (n,)
        Position of each person's outcome.
    codes, by_place, sizes
        Steunpunten in order, their outcome counts on this basis, and all their people.
    """

    cohort: Cohort
    basis: Basis
    outcome: Ints
    codes: tuple[str, ...]
    by_place: Ints
    sizes: Ints

    @classmethod
    def of(cls, cohort: Cohort, basis: Basis) -> Tabulator:
        """Return the tabulator of a cohort."""
        outcome = positions(cohort.people["uitkomst"], contract.OUTCOMES).index
        everyone = outcome_table(cohort)
        by_place = everyone if basis == "all" else outcome_table(cohort, basis)
        codes = steunpunt_codes(cohort)
        return cls(cohort, basis, outcome, codes, by_place, everyone.sum(axis=1))

    def tables(self) -> tuple[CharacteristicTable, ...]:
        """Return the tables of all characteristics, in order."""
        return tuple(self.table(name) for name in characteristics(self.cohort))

    def table(self, name: str) -> CharacteristicTable:
        """Return the table of one characteristic; KeyError when it is none."""
        level = characteristics(self.cohort)[name]
        if name == "steunpunt":
            return CharacteristicTable(name, level, self.codes, self.by_place)
        groups, counts = self._of_people(name) if level == "persoon" else self._of_places(name)
        return CharacteristicTable(name, level, groups, counts)

    def _of_people(self, name: str) -> tuple[tuple[str, ...], Ints]:
        groups = group_values(self.cohort.column(name))
        counts = crosstab(groups.index, len(groups.codes), self.outcome, len(contract.OUTCOMES))
        if self.basis == "exits":
            counts[:, _GUIDED] = 0
        return groups.codes, counts

    def _of_places(self, name: str) -> tuple[tuple[str, ...], Ints]:
        """Add up steunpunten instead of their people: the same table from twenty rows."""
        table = self.cohort.steunpunten
        order = pd.Index(table["steunpunt"]).get_indexer(pd.Index(self.codes))
        filled = self.sizes > 0
        groups = group_values(table[name].iloc[order[filled]], self.sizes[filled])
        counts = np.zeros((len(groups.codes), len(contract.OUTCOMES)), dtype=np.int64)
        np.add.at(counts, groups.index, self.by_place[filled])
        return groups.codes, counts


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


def group_values(values: pd.Series, weights: Ints | None = None) -> Grouping:
    """Return the group of every value.

    Parameters
    ----------
    values : Series of shape (n,)
        Categories, yes/no, numbers, dates or texts.
    weights : int array of shape (n,), optional
        How many people each value stands for, at least 1; default one.

    Notes
    -----
    Categories as recorded, in their order. Numbers, and dates by month, with more than six values
    go in quarters of the people, equal values together: `..20`, `21..22`, `23..`. Missing is
    the last group, `onbekend` (for `traject`: `niet_vastgelegd`).
    """
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        groups = positions(values, tuple(str(code) for code in dtype.categories))
    elif pd.api.types.is_bool_dtype(dtype):
        groups = positions(values.map({True: "ja", False: "nee"}), ("ja", "nee"))
    elif pd.api.types.is_datetime64_any_dtype(dtype):
        groups = _quarters(values.dt.year * 12 + values.dt.month - 1, _month_code, weights)
    elif pd.api.types.is_numeric_dtype(dtype):
        groups = _quarters(values, "{:g}".format, weights)
    else:
        groups = positions(values, tuple(sorted(values.dropna().astype(str).unique())))
    if values.name != "traject":
        return groups
    codes = tuple(NOT_RECORDED if code == UNKNOWN else code for code in groups.codes)
    return Grouping(codes, groups.index)


def _quarters(values: pd.Series, code: Callable[[float], str], weights: Ints | None) -> Grouping:
    """Group numbers; a code is the group's one value, or `..high`, `low..high` and `low..`.

    The outermost values are left out of the codes: they may be those of a single person.
    """
    known = values.notna().to_numpy(dtype=bool)
    numbers = values[known].to_numpy(dtype=np.float64)
    distinct = cuts = np.unique(numbers)
    if len(distinct) > _MOST_VALUES:
        cuts = quantile_cuts(numbers, None if weights is None else weights[known], _QUARTERS)
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
