"""Other registers of the same shape, to try a policy on: part of every column is shuffled."""

from __future__ import annotations

import numpy as np
import pandas as pd

from perspectief_core.arrays import Ints, Masks
from perspectief_core.cohort.standing import month_numbers

MIXED = (
    "geslacht",
    "herkomst",
    "leeftijd_instroom",
    "traject",
    "kinderen_nl",
    "psychiatrische_diagnose",
    "instroom",
    "steunpunt",
    "vastlopend_dossier",
)
"""The columns that are shuffled each by itself: who is in which view, and whose file is stuck."""
ENDED = ("uitkomst", "uitstroom", "maanden", "beeindigd_door", "wacht_op_beslissing")
"""What became of somebody: who has another outcome gets what goes with it from one person."""
OF_ENDED = ("beeindigd_door", "maanden", "wacht_op_beslissing")
"""What is then shuffled once more, each by itself, among who left and among who did not."""
STRENGTHS = (0.1, 0.5, 1.0)
"""Which part of the people is shuffled; by turns."""


def shuffled(people: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the people with part of every column shuffled.

    Who is in which view is shuffled column by column. What became of people goes together, so that
    only who left has a leaving date and somebody who ended it; of whom that is, is shuffled after.

    Examples
    --------
    >>> people = pd.DataFrame({"steunpunt": list("aabb"), "uitkomst": list("xyxy")})
    >>> other = shuffled(people, 2)
    >>> sorted(other["steunpunt"]) == sorted(people["steunpunt"])
    True
    """
    rng = np.random.default_rng(seed)
    strength = STRENGTHS[seed % len(STRENGTHS)]
    other, everybody = people.copy(), np.arange(len(people))
    for column in MIXED:
        _mix(other, (column,), everybody, strength, rng)
    _mix(other, ENDED, everybody, strength, rng)
    guided = other["uitkomst"].eq("in_begeleiding").to_numpy(dtype=bool)
    for column in OF_ENDED:
        for whose in (guided, ~guided):
            _mix(other, (column,), np.flatnonzero(whose), strength, rng)
    if {"instroom", "uitstroom", "maanden"} <= set(other):
        _date(other, people, guided)
    return other


def _mix(
    table: pd.DataFrame,
    columns: tuple[str, ...],
    among: Ints,
    strength: float,
    rng: np.random.Generator,
) -> None:
    """Shuffle columns together, in place, between part of some of the people."""
    who = among[rng.random(len(among)) < strength]
    whose = rng.permutation(who)
    for column in columns:
        if column in table:
            values = table[column].copy()
            values.iloc[who] = table[column].iloc[whose].to_numpy()
            table[column] = values


def _date(other: pd.DataFrame, people: pd.DataFrame, guided: Masks) -> None:
    """Let the dates follow, in place: who left did so as many months after they came.

    Nobody leaves after the day at which people are counted; who is in guidance is until then.
    """
    came = month_numbers(other["instroom"])
    last = (month_numbers(people["instroom"]) + people["maanden"]).max()
    room = pd.Series(last - came, other.index, dtype="Int64")
    months = other["maanden"].astype("Int64").clip(upper=room).mask(guided, room)
    known = months.notna() & ~guided
    month = (came + months.fillna(0).to_numpy(dtype=np.int64)).astype("datetime64[M]")
    ended = pd.Series(month, other.index).astype(other["instroom"].dtype)
    # In the month that they came it is on the same day: not before.
    other["uitstroom"] = ended.where(months.ne(0), other["instroom"]).where(known)
    other["maanden"] = months
