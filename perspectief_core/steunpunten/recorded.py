"""What the table of steunpunten holds of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from perspectief_core.arrays import pd
from perspectief_core.cohort.selecting import Cohort


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One column of the steunpunten table: a code, a number, or None when not recorded."""

    column: str
    value: str | float | None


def recorded(cohort: Cohort, steunpunt: str) -> tuple[Characteristic, ...]:
    """Return every column of one steunpunt, in the order of the table.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> [(part.column, part.value) for part in recorded(everyone, "utrecht")][:2]
    [('vaste_medewerkers', 8.0), ('uren_vaste_medewerkers', 288.0)]
    """
    table = cohort.steunpunten
    row = table.loc[table["steunpunt"] == steunpunt].iloc[0]
    columns = [name for name in table.columns if name not in ("steunpunt", "naam")]
    return tuple(Characteristic(str(name), _plain(row[name])) for name in columns)


def _plain(value: object) -> str | float | None:
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    return float(value) if isinstance(value, (int, float, np.number)) else str(value)
