"""Other registers of the same shape, to try a policy on: part of every column is shuffled."""

from __future__ import annotations

import numpy as np
import pandas as pd

MIXED = (
    "geslacht",
    "herkomst",
    "leeftijd_instroom",
    "traject",
    "kinderen_nl",
    "psychiatrische_diagnose",
    "instroom",
    "uitkomst",
    "steunpunt",
)
"""The columns that are shuffled: who is in which view, and what became of them."""
STRENGTHS = (0.1, 0.5, 1.0)
"""Which part of the people is shuffled; by turns."""


def shuffled(people: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the people with part of every column shuffled, each column by itself.

    Examples
    --------
    >>> people = pd.DataFrame({"steunpunt": list("aabb"), "uitkomst": list("xyxy")})
    >>> other = shuffled(people, 2)
    >>> sorted(other["steunpunt"]) == sorted(people["steunpunt"])
    True
    """
    rng = np.random.default_rng(seed)
    strength = STRENGTHS[seed % len(STRENGTHS)]
    other = people.copy()
    for column in MIXED:
        if column in other:
            who = np.flatnonzero(rng.random(len(other)) < strength)
            values = other[column].copy()
            values.iloc[who] = other[column].iloc[rng.permutation(who)].to_numpy()
            other[column] = values
    return other
