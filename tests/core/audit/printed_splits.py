"""Do the p values that Bijlagen 14-17 print follow from the chi-square and df beside them?

SPSS prints p times the number of ways in which the categories of a predictor can become the groups
that are left. Chi-square, df (groups - 1 for a yes/no outcome) and the number of categories give
that product back, without any data on persons.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp
from typing import Any, Literal

import numpy as np
import pandas as pd

from perspectief_core.associations.predictors import values_of
from perspectief_core.audit.rounding import p_range
from perspectief_core.published.records import (
    ChaidRow,
    Kenmerk,
    chaid_rows,
    kenmerken,
    months_in_nl,
)
from perspectief_core.splits.binning import quantile_cuts
from perspectief_core.splits.contingency import Kind
from perspectief_core.splits.multipliers import multiplier
from perspectief_core.splits.statistics import log_p
from synthesis.coding import published_as_tested

PRINTED = (14, 15, 16, 17)
"""The appendices that print p, chi-square and df."""
_MOST_CATEGORIES = 20
_HALF_A_TENTH = 0.05
_BINS = 10

Basis = Literal["bijlagen", "indeling", "onbekend"]


@dataclass(frozen=True, slots=True)
class Categories:
    """Number of categories of a predictor, and where it comes from.

    `basis` is `bijlagen` when the answers of the steunpunten in Bijlagen 5-13 give the number,
    `indeling` when the register of predictors does (the report names the classes, or it is a scale
    in ten bins), `onbekend` when nothing does; the number is then None.
    """

    kind: Kind
    number: int | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class PrintedSplit:
    """One printed row with p, and what p follows from the numbers beside it.

    Parameters
    ----------
    bijlage, row
        The appendix and its row.
    categories
        Categories of the predictor.
    p
        p of the printed chi-square and df, not adjusted.
    multiplier
        Ways to group the categories; None when their number is not known.
    p_adjusted
        p times the multiplier, at most 1.
    possible
        Numbers of categories (2 to 20) with which the printed p follows.
    """

    bijlage: int
    row: ChaidRow
    categories: Categories
    p: float
    multiplier: int | None
    p_adjusted: float | None
    possible: tuple[int, ...]

    @property
    def informative(self) -> bool:
        """Whether the printed p is a number, and not only 'less than'."""
        return self.row.p is not None and not self.row.p.startswith("<")

    @property
    def agrees(self) -> bool:
        """Whether the printed p follows: with the known number of categories, else with any."""
        if self.categories.number is None:
            return bool(self.possible)
        return self.categories.number in self.possible


def audit_published(
    categories: Mapping[str, Categories] | None = None,
) -> tuple[PrintedSplit, ...]:
    """Recompute every printed p of Bijlagen 14-17 from its chi-square and df.

    Parameters
    ----------
    categories
        Number of categories by predictor; default `published_categories()`.

    Returns
    -------
    One per printed row with a p (95), in the order of the appendices.

    Notes
    -----
    Chi-square is printed with one decimal and p with its own number of decimals: a printed p
    follows when the two ranges of rounding overlap.
    """
    known = published_categories() if categories is None else categories
    rows = ((bijlage, row) for bijlage in PRINTED for row in chaid_rows(bijlage))
    return tuple(
        _recompute(bijlage, row, known[row.kenmerk]) for bijlage, row in rows if row.p is not None
    )


def _recompute(bijlage: int, row: ChaidRow, categories: Categories) -> PrintedSplit:
    chi2, df = row.chi2 or 0.0, row.df or 0
    ways = None
    if categories.number is not None and categories.number > df:
        ways = multiplier(categories.number, df + 1, nominal=categories.kind == "nominal")
    p = _p(chi2, df)
    return PrintedSplit(
        bijlage=bijlage,
        row=row,
        categories=categories,
        p=p,
        multiplier=ways,
        p_adjusted=None if ways is None else min(p * ways, 1.0),
        possible=_possible(row, chi2, df, categories.kind),
    )


def _possible(row: ChaidRow, chi2: float, df: int, kind: Kind) -> tuple[int, ...]:
    if row.p is None:
        return ()
    printed = p_range(row.p)
    smallest, largest = _p(chi2 + _HALF_A_TENTH, df), _p(chi2 - _HALF_A_TENTH, df)
    numbers = []
    for number in range(df + 1, _MOST_CATEGORIES + 1):
        ways = multiplier(number, df + 1, nominal=kind == "nominal")
        if smallest * ways <= printed[1] and largest * ways >= printed[0]:
            numbers.append(number)
    return tuple(numbers)


def _p(chi2: float, df: int) -> float:
    return exp(float(log_p(np.array([chi2]), np.array([df]))[0]))


def published_categories() -> dict[str, Categories]:
    """Return the number of categories of every predictor, as far as the appendices give it.

    Notes
    -----
    Scales of steunpunten are put in bins as SPSS does, each steunpunt counting for its people
    (Bijlage 4); 'not applicable' is a category, an empty cell is not. Bijlage 4 also stands in for
    the people in guidance over whom hours and caseloads go, whom no appendix counts.
    """
    places = published_as_tested()
    people = months_in_nl()["n"].reindex(places.index)
    return {kenmerk.kenmerk: _categories(kenmerk, places, people) for kenmerk in kenmerken()}


def _categories(kenmerk: Kenmerk, places: pd.DataFrame, people: pd.Series[Any]) -> Categories:
    kind = kenmerk.schaal
    values = _of_places(kenmerk, places, people)
    if values is None:
        return _by_classification(kenmerk)
    known = values.notna()
    if kind != "scale":
        return Categories(kind, int(values[known].nunique()), "bijlagen")
    weights = people[known].to_numpy(dtype=np.int64)
    cuts = quantile_cuts(values[known].to_numpy(dtype=np.float64), weights, _BINS)
    return Categories(kind, len(cuts), "bijlagen")


def _by_classification(kenmerk: Kenmerk) -> Categories:
    if kenmerk.niveau == "persoon" and kenmerk.schaal == "scale":
        return Categories("scale", _BINS, "indeling")
    classes = kenmerk.indeling.count(";")
    if classes:
        return Categories(kenmerk.schaal, classes + 1, "indeling")
    return Categories(kenmerk.schaal, None, "onbekend")


def _of_places(
    kenmerk: Kenmerk, places: pd.DataFrame, people: pd.Series[Any]
) -> pd.Series[Any] | None:
    """Return the value of each steunpunt; None when Bijlagen 5-13 do not give it."""
    if kenmerk.niveau != "steunpunt":
        return None
    if kenmerk.kenmerk in _DERIVED:
        return _DERIVED[kenmerk.kenmerk](places, people)
    try:
        return values_of(places, kenmerk)
    except KeyError:
        return None


def _per(people: pd.Series[Any], staff: pd.Series[Any]) -> pd.Series[Any]:
    return people / staff.where(staff > 0)


_DERIVED: dict[str, Callable[[pd.DataFrame, pd.Series[Any]], pd.Series[Any]]] = {
    "uren_per_client": lambda places, people: places["uren_vaste_medewerkers"] / people,
    "caseload_per_medewerker": lambda places, people: _per(
        people, places["vaste_medewerkers"] + places["vrijwilligers_stagiaires"]
    ),
    "caseload_per_vaste_medewerker": lambda places, people: _per(
        people, places["vaste_medewerkers"]
    ),
}
