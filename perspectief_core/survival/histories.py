"""Who was followed from when to when, and how it ended: what every estimate over time starts from.

Someone is at risk at time t when entry < t ≤ exit: who enters at t does not yet count at t. An
entry of 0 means followed from the beginning, time 0 included. Whether someone who is censored at t
counts at t is a convention (`Ties`), which matters when times are whole months.

Times that differ by no more than rounding are one time, as in R's `survival` (`timefix`): without
that, 3.3 and 1.1 + 2.2 are two moments, and who is censored at the one is gone at the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Floats, Ints, Masks

Values = Sequence[float] | npt.NDArray[np.floating] | npt.NDArray[np.integer]
Ties = Literal["outcomes_first", "half_month", "censored_first"]

EXPOSURE_WHEN_CENSORED: dict[Ties, float] = {
    "outcomes_first": 1.0,
    "half_month": 0.5,
    "censored_first": 0.0,
}
"""How a censoring counts at the time of an outcome: as followed, half (actuarial) or not."""

Z = 1.959963984540054
"""The normal quantile of 0.975, as scipy gives it."""

_ROUNDING = float(np.sqrt(np.finfo(np.float64).eps))
"""Times are equal within this, or this share of their mean size: the tolerance of R's `aeqSurv`."""


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """Distinct histories and how many people have each; internal to the core.

    `event` is 0 for censored, 1, 2, … for the causes. `excluded` counts people without a known
    exit, entry or event, and people who enter at or after their exit: they were never at risk.
    """

    entry: Floats
    exit: Floats
    event: Ints
    weight: Floats
    excluded: int

    @property
    def n(self) -> int:
        """People with time at risk."""
        return int(self.weight.sum())

    @property
    def delayed(self) -> bool:
        """Whether anyone was followed from later than the beginning."""
        return bool(np.any(np.isfinite(self.entry)))


def histories(
    exit_: Values, event: Values, entry: Values | None = None, counts: Ints | None = None
) -> Histories:
    """Return histories, checked and counted.

    Parameters
    ----------
    exit_ : floats, shape (n,)
        Time of outcome or censoring, from each person's own origin; nan when unknown.
    event : shape (n,)
        0 censored, 1, 2, … the causes; nan when unknown.
    entry : floats, shape (n,), optional
        Time from which a person was followed; 0 or less: from the beginning.
    counts : shape (n,), optional
        How many people have each of these histories; default one each.

    Raises
    ------
    ValueError
        When lengths differ, an exit is negative, or an event is not a whole number ≥ 0.
    """
    out = np.asarray(exit_, dtype=np.float64)
    code = np.asarray(event, dtype=np.float64)
    start = np.zeros(out.shape) if entry is None else np.asarray(entry, dtype=np.float64)
    if not out.shape == code.shape == start.shape:
        raise ValueError("`exit_`, `event` and `entry` must have the same length")
    if np.any(out < 0):
        raise ValueError(f"`exit_` must be 0 or more; {int(np.sum(out < 0))} are not")
    if np.any((code < 0) | (code % 1 > 0) | np.isinf(code)):
        raise ValueError("`event` must hold 0 for censored and 1, 2, … for the causes")
    # A comparison with nan is False: an unknown time or event is left out here as well.
    known = np.isfinite(out) & (code >= 0) & (start < np.inf)
    moments = _moments(out[known], start[known]) if entry is not None else _moments(out[known])
    out, start = _on(moments, out), _on(moments, start)
    start = np.where(start <= 0, -np.inf, start)
    use = known & (start < out)
    people = np.ones(len(out), dtype=np.int64) if counts is None else counts
    rows, weight = _distinct(np.column_stack([start, out, code])[use], people[use])
    return Histories(
        rows[:, 0],
        rows[:, 1],
        rows[:, 2].astype(np.int64),
        weight,
        int(people[~use].sum()),
    )


def same_moments(groups: Sequence[Histories]) -> tuple[Histories, ...]:
    """Return the groups on common times: times equal but for rounding are one in all of them."""
    moments = _moments(*(times for people in groups for times in (people.exit, people.entry)))
    return tuple(_placed(people, moments) for people in groups)


def nearest_moments(people: Histories, times: Values) -> Floats:
    """Return times, each replaced by the time in the histories that it equals but for rounding."""
    asked = np.asarray(times, dtype=np.float64)
    moments = _moments(people.exit, people.entry)
    if not len(moments):
        return asked
    above = np.clip(np.searchsorted(moments, asked), 1, max(len(moments) - 1, 1))
    low, high = moments[above - 1], moments[np.minimum(above, len(moments) - 1)]
    nearest = np.where(high - asked < asked - low, high, low)
    placed: Floats = np.where(np.abs(nearest - asked) <= _tolerance(moments), nearest, asked)
    return placed


def ended(event: Ints, cause: int | None) -> Masks:
    """Return whose event is this outcome, or any outcome when `cause` is None; core only."""
    who: Masks = event > 0 if cause is None else event == cause
    return who


def event_times(people: Histories) -> Floats:
    """Return the distinct times at which anyone had an outcome, rising."""
    return np.unique(people.exit[people.event > 0])


def at_risk(people: Histories, times: Floats) -> Ints:
    """Return how many people are followed just before each time, whoever is censored at it too."""
    # Everyone enters before the exit, so who entered and did not leave is followed.
    entered = _before(people.entry, people.weight, times)
    return np.rint(entered - _before(people.exit, people.weight, times)).astype(np.int64)


def exposed(people: Histories, steps: Floats, ties: Ties) -> Floats:
    """Return how many people could have an outcome at each step, under a convention for ties."""
    lost = (1 - EXPOSURE_WHEN_CENSORED[ties]) * happened(people, steps, 0)
    return at_risk(people, steps) - lost


def happened(people: Histories, steps: Floats, code: int) -> Floats:
    """Return how many people have event `code` (0: are censored) at each step."""
    chosen = (people.event == code) & np.isin(people.exit, steps)
    position = np.searchsorted(steps, people.exit[chosen])
    counts: Floats = np.zeros(len(steps))
    np.add.at(counts, position, people.weight[chosen])
    return counts


def _moments(*times: Floats) -> Floats:
    """Return the distinct finite times, rising; of times equal but for rounding the first."""
    distinct: Floats = np.unique(np.concatenate([*times, np.zeros(0)]))
    distinct = distinct[np.isfinite(distinct)]
    apart = np.diff(distinct) > _tolerance(distinct)
    first: Floats = distinct[np.append(np.ones(min(len(distinct), 1), dtype=bool), apart)]
    return first


def _tolerance(distinct: Floats) -> float:
    return _ROUNDING * max(1.0, float(np.mean(np.abs(distinct)))) if len(distinct) else _ROUNDING


def _on(moments: Floats, times: Floats) -> Floats:
    """Return times, each put back to the last moment that is not after it."""
    if not len(moments):
        return times
    at = np.searchsorted(moments, times, side="right") - 1
    placed: Floats = np.where(np.isfinite(times) & (at >= 0), moments[at], times)
    return placed


def _placed(people: Histories, moments: Floats) -> Histories:
    entry, out = _on(moments, people.entry), _on(moments, people.exit)
    use = entry < out
    lost = int(people.weight[~use].sum())
    return Histories(
        entry[use], out[use], people.event[use], people.weight[use], people.excluded + lost
    )


def _distinct(rows: Floats, counts: Ints) -> tuple[Floats, Floats]:
    """Return the distinct rows in order, and how many people each stands for."""
    order = np.lexsort(rows.T[::-1])
    ordered, running = rows[order], np.append(0, np.cumsum(counts[order]))
    new = np.ones(len(ordered), dtype=bool)
    new[1:] = np.any(ordered[1:] != ordered[:-1], axis=1)
    first = np.flatnonzero(new)
    people = np.diff(running[np.append(first, len(ordered))])
    return ordered[first], people.astype(np.float64)


def _before(moments: Floats, weight: Floats, times: Floats) -> Floats:
    """Return how many people have their moment before each time."""
    order = np.argsort(moments)
    running: Floats = np.concatenate([[0.0], np.cumsum(weight[order])])
    return running[np.searchsorted(moments[order], times, side="left")]
