"""Everyone of an extract as they stood at a peildatum, and whom each option of a criterion keeps.

Neither depends on the filters or on the other choices, so both are worked out once per peildatum;
a selection is then a matter of putting masks together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Ints, Masks, pd
from perspectief_core.cohort.columns import Columns
from perspectief_core.cohort.criteria import Inclusion, true
from perspectief_core.data import contract
from perspectief_core.data.extract import Extract
from perspectief_core.data.remembered import remembered

DATES_KEPT = 6
"""Peildata kept: the three of the extract in use, and those of the one before it."""


DATED = frozenset({"uitkomst", "uitstroom", "beeindigd_door"})
"""The columns in which people are otherwise at an earlier peildatum."""
_NO_DAY = np.iinfo(np.int64).min
"""What stands for no date."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Everyone at a peildatum; for analyses only, never to show.

    Parameters
    ----------
    people : DataFrame of shape (n, columns of `selecting.Cohort.people`)
    columns : Columns
        The same, by place; what no peildatum changes is shared by all.
    came : bool array of shape (n,)
        Who came before the peildatum.
    """

    people: pd.DataFrame
    columns: Columns
    came: Masks
    _kept: dict[tuple[str, str], Masks | None] = field(default_factory=dict)

    def kept(self, criterion: Inclusion, option: str) -> Masks | None:
        """Return whom an option keeps; None when the extract lacks a column for it."""
        asked = (criterion.code, option)
        if asked not in self._kept:
            self._kept[asked] = criterion.kept(self.people, option)
        return self._kept[asked]


@remembered(DATES_KEPT)
def stand(extract: Extract, peildatum: date) -> Standing:
    """Return everyone of an extract as they stood at a peildatum, those who came later too."""
    people = _as_of(extract.deelnemers, peildatum, extract.manifest.peildatum)
    guided = (people["uitkomst"] == "in_begeleiding").to_numpy(dtype=bool, na_value=False)
    came, left = _dates(extract, "instroom"), _dates(extract, "uitstroom")
    own = {
        **_of_places(people, extract.steunpunten),
        "volgtijd": pd.Series(_full_months(came, peildatum), index=people.index),
        "maanden": pd.Series(_months(came, left, guided, peildatum), index=people.index),
    }
    changed = own.keys() | (DATED if people is not extract.deelnemers else frozenset())
    people = people.assign(**own)
    columns = Columns(people, columns_of(extract), changed=changed)
    return Standing(people, columns, true(people["instroom"] < pd.Timestamp(peildatum)))


@remembered(2)
def columns_of(extract: Extract) -> Columns:
    """Return the columns of everyone of an extract by place; those that no peildatum changes."""
    return Columns(extract.deelnemers)


def months_between(start: pd.Series, end: pd.Series) -> pd.Series:
    """Return whole calendar months from `start` to `end` (dates); missing stays missing."""
    months = month_numbers(end) - month_numbers(start)
    return pd.Series(months, index=start.index, dtype="Int64").mask(start.isna() | end.isna())


def month_numbers(dates: pd.Series) -> Ints:
    """Return the number of the month of each date, 0 for January 1970; of known dates."""
    return _looked_up(dates).months


@dataclass(frozen=True, slots=True, eq=False)
class _Dates:
    """Dates by their place in a calendar, which is short: what a date gives is worked out once.

    Parameters
    ----------
    calendar : array of days, shape (n_days,)
        From the first date to the last.
    place : int array of shape (n,)
        Of each date in the calendar; 0 for who has none.
    missing : bool array of shape (n,)
        Who has no date.
    """

    calendar: npt.NDArray[np.datetime64]
    place: npt.NDArray[np.int32]
    missing: Masks

    @property
    def month_of_day(self) -> Ints:
        """The number of the month of each day of the calendar."""
        return self.calendar.astype("datetime64[M]").astype(np.int64)

    @property
    def months(self) -> Ints:
        """The number of the month of each date."""
        return self.month_of_day[self.place]


@remembered(DATES_KEPT)
def _dates(extract: Extract, column: str) -> _Dates:
    return _looked_up(extract.deelnemers[column])


def _looked_up(dates: pd.Series) -> _Dates:
    days = dates.to_numpy().astype("datetime64[D]").astype(np.int64)
    missing = days == _NO_DAY
    known = days[~missing] if missing.any() else days
    first, last = (known.min(), known.max()) if len(known) else (0, 0)
    place = (np.maximum(days, first) - first).astype(np.int32)
    return _Dates(np.arange(first, last + 1).astype("datetime64[D]"), place, missing)


def places_of(people: pd.DataFrame) -> tuple[Ints, pd.Index]:
    """Return the number of each person's steunpunt, as they come, and the codes of the numbers."""
    place, labels = pd.factorize(people["steunpunt"])
    return place, pd.Index(labels).astype(object)


def _of_places(people: pd.DataFrame, steunpunten: pd.DataFrame) -> dict[str, pd.Series]:
    """Return what each person has from the steunpunt; all of it is worked out per steunpunt."""
    place, codes = places_of(people)
    guided = (people["uitkomst"] == "in_begeleiding").to_numpy(dtype=bool, na_value=False)
    kinds = steunpunten.set_index("steunpunt")["werkwijze"].astype(object)
    sizes, in_guidance = (np.bincount(who, minlength=len(codes)) for who in (place, place[guided]))
    in_order = pd.CategoricalDtype(list(contract.WERKWIJZEN))
    of_place = {
        "werkwijze": pd.Series(codes).map(kinds).astype(in_order),
        "grootte_steunpunt": pd.Series(sizes),
        "begeleid_steunpunt": pd.Series(in_guidance, dtype="Int64"),
    }
    return {name: values.take(place).set_axis(people.index) for name, values in of_place.items()}


def _full_months(came: _Dates, peildatum: date) -> pd.arrays.IntegerArray:
    """Return the months that have passed in full, so that a month and a day are not a month."""
    day_of_month = (came.calendar - came.calendar.astype("datetime64[M]")).astype(np.int64) + 1
    full = month_number(peildatum) - came.month_of_day - (day_of_month > peildatum.day)
    return pd.arrays.IntegerArray(full[came.place], came.missing.copy())


def _as_of(people: pd.DataFrame, peildatum: date, extract_date: date) -> pd.DataFrame:
    if peildatum >= extract_date:
        return people
    later = (people["uitstroom"] >= pd.Timestamp(peildatum)).fillna(False)
    changed = {
        "uitkomst": people["uitkomst"].where(~later, "in_begeleiding"),
        "uitstroom": people["uitstroom"].where(~later),
    }
    if "beeindigd_door" in people:
        changed["beeindigd_door"] = people["beeindigd_door"].where(~later)
    return people.assign(**changed)


def _months(came: _Dates, left: _Dates, guided: Masks, peildatum: date) -> pd.arrays.IntegerArray:
    """Return the whole calendar months from inflow to exit, of who is guided to the peildatum."""
    end = np.where(guided, month_number(peildatum), left.months)
    return pd.arrays.IntegerArray(end - came.months, came.missing | (left.missing & ~guided))


def month_number(day: date) -> int:
    """Return the number of the month of a day, as `month_numbers` counts them."""
    return 12 * (day.year - 1970) + day.month - 1
