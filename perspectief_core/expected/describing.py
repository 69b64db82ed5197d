"""Who came, as numbers that a model can use: one column per level or number, of every person.

Only what was so before guidance began. The traject is left out on purpose: the steunpunt had a say
in it, so that correcting for it would take away a part of what is compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perspectief_core.arrays import Floats
from perspectief_core.cohort.grouping import Grouping, classes, grouping, positions
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError
from perspectief_core.data import contract

SMALLEST_LEVEL = 30
"""Levels with fewer people are taken together: of each apart there is nothing to learn."""
TIMES = ("geen", "een", "twee_of_meer")


@dataclass(frozen=True, slots=True, eq=False)
class Description:
    """Every person as a row; internal to the core.

    Parameters
    ----------
    columns : float array of shape (n, k)
        1 or 0 for a level, beside the most frequent one, which has no column; numbers less their
        mean, in standard deviations.
    used, missing
        Characteristics that went in, and columns that the extract lacks for others.
    """

    columns: Floats
    used: tuple[str, ...]
    missing: tuple[str, ...]


def describe(cohort: Cohort) -> Description:
    """Return who came, as columns.

    Notes
    -----
    Unknown is a level of its own; an unknown number is put at the mean, with a column that says so
    where there are enough of them.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> found = describe(everyone)
    >>> found.columns.shape, found.missing
    ((733, 16), ())
    """
    columns: list[Floats] = [np.zeros((cohort.n, 0))]
    used, missing = [], []
    for code, made in CHARACTERISTICS.items():
        try:
            columns.append(made(cohort))
            used.append(code)
        except ColumnMissingError as error:
            missing.append(error.column)
    return Description(np.column_stack(columns), tuple(used), tuple(missing))


def _levels(groups: Grouping) -> Floats:
    """Return a column for every level but the most frequent, small ones taken together."""
    sizes = np.bincount(groups.index, minlength=len(groups.codes))
    large = [level for level, size in enumerate(sizes.tolist()) if size >= SMALLEST_LEVEL]
    # The first of equals, in the stated order of the levels.
    usual = max(range(len(sizes)), key=lambda level: (sizes[level], -level), default=0)
    columns = [groups.index == level for level in large if level != usual]
    rest = ~np.isin(groups.index, [*large, usual])
    if rest.sum() >= SMALLEST_LEVEL:
        columns.append(rest)
    return np.column_stack([np.zeros((len(groups.index), 0)), *columns])


def _number(values: pd.Series) -> Floats:
    numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.isfinite(numbers)
    spread = float(numbers[known].std()) if known.any() else 0.0
    if not spread:
        return np.zeros((len(numbers), 0))
    scaled = np.where(known, (numbers - numbers[known].mean()) / spread, 0.0)
    unknown = [(~known).astype(np.float64)] if (~known).sum() >= SMALLEST_LEVEL else []
    return np.column_stack([scaled, *unknown])


def _by(code: str) -> Callable[[Cohort], Floats]:
    return lambda cohort: _levels(grouping(cohort, code))


def _diagnosis(cohort: Cohort) -> Floats:
    values = cohort.column("psychiatrische_diagnose")
    return _levels(positions(values, contract.YES_NO_UNKNOWN))


CHARACTERISTICS: dict[str, Callable[[Cohort], Floats]] = {
    "geslacht": _by("geslacht"),
    "leeftijd_instroom": lambda cohort: _number(cohort.column("leeftijd_instroom")),
    "herkomst": _by("herkomst"),
    "kinderen": _by("kinderen"),
    "diagnose": _diagnosis,
    "asielaanvragen": lambda cohort: _levels(
        classes(cohort.column("asielaanvragen"), (1, 2), TIMES)
    ),
    "verblijf_nl_maanden": lambda cohort: _number(cohort.column("verblijf_nl_maanden")),
    "instroomperiode": _by("instroomperiode"),
}
"""What is corrected for: sex, age, origin, children, diagnosis, asylum applications, months in the
Netherlands, and the half year of inflow, which decides how long somebody can have been followed."""
