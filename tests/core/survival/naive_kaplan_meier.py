"""A second count of who is still free of an outcome: person by person, in plain fractions.

Kaplan and Meier's product with Greenwood's standard error. The golden values of R hold it to what
it says; the event-free curve of `incidence`, with its jackknife, is held against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Row = tuple[float, float, int]
"""When someone left, from when they were followed (0: the beginning), and with which event."""


@dataclass(frozen=True, slots=True)
class KaplanMeier:
    """At each time asked: people at risk, share (0–1) still free, and its standard error.

    The error is None once the share is 0.
    """

    at_risk: tuple[int, ...]
    survival: tuple[float, ...]
    se: tuple[float | None, ...]


def kaplan_meier(rows: Sequence[Row], times: Sequence[float]) -> KaplanMeier:
    """Return ``S(t) = Π(1 − d/n)`` and ``se² = S²·Σ d/(n(n − d))``; any event above 0 counts.

    >>> curve = kaplan_meier([(1.0, 0, 1), (2.0, 0, 0), (3.0, 0, 1), (3.0, 0, 0)], [1.0, 3.0])
    >>> curve.at_risk, curve.survival
    ((4, 2), (0.75, 0.375))
    """
    moments = sorted({leave for leave, _, event in rows if event})
    estimates = [_until(rows, [moment for moment in moments if moment <= time]) for time in times]
    return KaplanMeier(
        at_risk=tuple(len(_there(rows, time)) for time in times),
        survival=tuple(survival for survival, _ in estimates),
        se=tuple(error for _, error in estimates),
    )


def _there(rows: Sequence[Row], time: float) -> list[Row]:
    return [row for row in rows if row[0] >= time and (row[1] <= 0 or row[1] < time)]


def _until(rows: Sequence[Row], moments: Sequence[float]) -> tuple[float, float | None]:
    survival, terms = 1.0, 0.0
    for moment in moments:
        there = _there(rows, moment)
        hits = sum(1 for leave, _, event in there if event and leave == moment)
        if hits == len(there):
            return 0.0, None
        survival *= 1 - hits / len(there)
        terms += hits / (len(there) * (len(there) - hits))
    return survival, survival * sqrt(terms)
