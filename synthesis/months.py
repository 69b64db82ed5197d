"""Months as whole numbers, so that dates can be counted, drawn and compared without a calendar."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

Months = npt.NDArray[np.int64]
NONE = -1
"""Stands for 'no date' in an array of months."""


def month(year: int, number: int) -> int:
    """Return the ordinal of a month: 0 is January of the year 0; `number` runs from 1 to 12."""
    return year * 12 + number - 1


def first_full_month(iso_date: str) -> int:
    """Return the first month whose first day is not before a date such as `2010-01-05`."""
    year, number, day = (int(part) for part in iso_date.split("-"))
    return month(year, number) + (day > 1)


def first_days(months: Months) -> pd.Series:
    """Return the first day of each month as dates; NONE becomes missing."""
    since_1970 = np.where(months == NONE, 0, months - month(1970, 1))
    dates = pd.Series(since_1970.astype("datetime64[M]").astype("datetime64[s]"))
    return dates.where(months != NONE)
