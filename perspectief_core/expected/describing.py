"""Who came, as numbers that a model can use: one column per level or number, of every person.

Only what was so before guidance began. The traject is left out on purpose: the steunpunt had a say
in it, so that correcting for it would take away a part of what is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np

from perspectief_core.arrays import Floats, pd
from perspectief_core.cohort.grouping import UNKNOWN, Grouping, classes, grouping, positions
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError
from perspectief_core.data import contract

SMALLEST_LEVEL = 30
"""Levels with fewer people are taken together: of each apart there is nothing to learn.

Not `meaning.FEWEST_TO_CONCLUDE`, though as large: nothing is said of a level. This is how many
people an effect in the model rests on at least; with another number the model is another one.
"""
TIMES = ("geen", "een", "twee_of_meer")
REST = "andere"
"""The small levels together."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column is of.

    Parameters
    ----------
    characteristic
        Its code.
    level, against
        Of a level its code and that of the most frequent one, which has no column; None of a
        number, whose column that says where it is unknown has a level only.
    spread
        What 1 in the column is, in the unit of the number; 1 of a level.
    """

    characteristic: str
    level: str | None
    against: str | None
    spread: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Columns of one characteristic, shape (n, k), with what each is of; internal to the core."""

    values: Floats
    meaning: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Description:
    """Every person as a row; internal to the core.

    Parameters
    ----------
    columns : float array of shape (n, k)
        1 or 0 for a level, beside the most frequent one, which has no column; numbers less their
        mean, in standard deviations.
    meaning
        What each column is of.
    used, missing
        Characteristics that went in, and columns that the extract lacks for others.
    """

    columns: Floats
    meaning: tuple[Meaning, ...]
    used: tuple[str, ...]
    missing: tuple[str, ...]


def describe(cohort: Cohort, without: Collection[str] = ()) -> Description:
    """Return who came, as columns; `without` some characteristics.

    Notes
    -----
    Unknown is a level of its own; an unknown number is put at the mean, with a column that says so
    where there are enough of them.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> described = describe(everyone)
    >>> described.columns.shape, described.missing
    ((733, 16), ())
    """
    columns: list[Floats] = [np.zeros((cohort.n, 0))]
    meaning: list[Meaning] = []
    used, missing = [], []
    for code in (code for code in CHARACTERISTICS if code not in without):
        try:
            made = CHARACTERISTICS[code](cohort)
        except ColumnMissingError as error:
            missing.append(error.column)
            continue
        columns.append(made.values)
        meaning += [replace(column, characteristic=code) for column in made.meaning]
        used.append(code)
    return Description(np.column_stack(columns), tuple(meaning), tuple(used), tuple(missing))


def levels(groups: Grouping) -> Columns:
    """Return a column for every level but the most frequent, small ones taken together."""
    sizes = np.bincount(groups.index, minlength=len(groups.codes))
    large = [level for level, size in enumerate(sizes.tolist()) if size >= SMALLEST_LEVEL]
    # The first of equals, in the stated order of the levels.
    usual = max(range(len(sizes)), key=lambda level: (sizes[level], -level), default=0)
    named = {groups.codes[level]: groups.index == level for level in large if level != usual}
    rest = ~np.isin(groups.index, [*large, usual])
    if rest.sum() >= SMALLEST_LEVEL:
        named[REST] = rest
    values: Floats = np.column_stack([np.zeros((len(groups.index), 0)), *named.values()])
    return Columns(values, tuple(Meaning("", level, groups.codes[usual]) for level in named))


def _number(values: pd.Series) -> Columns:
    numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.isfinite(numbers)
    spread = float(numbers[known].std()) if known.any() else 0.0
    if not spread:
        return Columns(np.zeros((len(numbers), 0)), ())
    scaled = np.where(known, (numbers - numbers[known].mean()) / spread, 0.0)
    meaning = (Meaning("", None, None, spread),)
    if (~known).sum() < SMALLEST_LEVEL:
        return Columns(scaled[:, None], meaning)
    both = np.column_stack([scaled, ~known])
    return Columns(both, (*meaning, Meaning("", UNKNOWN, None)))


def _by(code: str) -> Callable[[Cohort], Columns]:
    return lambda cohort: levels(grouping(cohort, code))


def _diagnosis(cohort: Cohort) -> Columns:
    values = cohort.column("psychiatrische_diagnose")
    return levels(positions(values, contract.YES_NO_UNKNOWN))


CHARACTERISTICS: dict[str, Callable[[Cohort], Columns]] = {
    "geslacht": _by("geslacht"),
    "leeftijd_instroom": lambda cohort: _number(cohort.column("leeftijd_instroom")),
    "herkomst": _by("herkomst"),
    "kinderen": _by("kinderen"),
    "diagnose": _diagnosis,
    "asielaanvragen": lambda cohort: levels(
        classes(cohort.column("asielaanvragen"), (1, 2), TIMES)
    ),
    "verblijf_nl_maanden": lambda cohort: _number(cohort.column("verblijf_nl_maanden")),
    "instroomperiode": _by("instroomperiode"),
}
"""What is corrected for: sex, age, origin, children, diagnosis, asylum applications, months in the
Netherlands, and the half year of inflow, which decides how long somebody can have been followed."""
