"""The beta-binomial likelihood of many groups: sums of ``log(a + rθ)`` over r = 0, 1, …, m − 1.

The first `FIRST` terms of a sum are added one by one, for all groups at once; what a larger group
has beyond them follows from the Euler–Maclaurin formula. So the cost does not grow with the size of
the groups, and nothing is lost near θ = 0, where the gamma functions of the textbook form cancel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats, Ints
from perspectief_core.shares.flags import GroupCounts

FIRST = 256
"""Terms added one by one."""
_SMALL = 1e-3
"""Below this u, a few terms of the series are more exact than the formula."""


@dataclass(frozen=True, slots=True)
class Rise:
    """``Σ log(a + rθ)`` over all groups, and its slopes in a and in θ."""

    value: float
    in_start: float
    in_step: float


@dataclass(frozen=True, slots=True, eq=False)
class Rises:
    """The sums over r = 0, …, m − 1 for several groups of size m.

    Parameters
    ----------
    r, groups : float arrays of shape (min(largest m, FIRST),)
        The first terms, and how many groups have each: those with m > r.
    beyond : float array
        Terms after the first `FIRST`, of the groups that have more.
    """

    r: Floats
    groups: Floats
    beyond: Floats

    @classmethod
    def of(cls, sizes: Ints) -> Rises:
        """Prepare the sums for groups of these sizes (0 or more)."""
        r = np.arange(min(int(sizes.max(initial=0)), FIRST), dtype=np.float64)
        ordered = np.sort(sizes)
        groups = len(ordered) - np.searchsorted(ordered, r, side="right")
        beyond = ordered[ordered > FIRST] - FIRST
        return cls(r, groups.astype(np.float64), beyond.astype(np.float64))

    def at(self, start: float, step: float) -> Rise:
        """Return the sums for a = `start` > 0 and θ = `step` ≥ 0."""
        terms = start + self.r * step
        inverse = self.groups / terms
        near = Rise(
            float(self.groups @ np.log(terms)), float(inverse.sum()), float(self.r @ inverse)
        )
        far = _beyond(start + FIRST * step, step, self.beyond)
        return Rise(
            near.value + far.value, near.in_start + far.in_start, near.in_step + far.in_step
        )


@dataclass(frozen=True, slots=True, eq=False)
class Likelihood:
    """Beta-binomial log-likelihood of groups, without the binomial coefficients."""

    with_it: Rises
    without: Rises
    people: Rises

    @classmethod
    def of(cls, counts: GroupCounts) -> Likelihood:
        """Prepare the likelihood of these counts."""
        without = counts.totals - counts.hits
        return cls(Rises.of(counts.hits), Rises.of(without), Rises.of(counts.totals))

    def negative(self, point: Floats) -> tuple[float, Floats]:
        """Return minus the log-likelihood at (μ, θ), and its gradient."""
        mean, theta = float(point[0]), float(point[1])
        up = self.with_it.at(mean, theta)
        down = self.without.at(1 - mean, theta)
        both = self.people.at(1.0, theta)
        value = up.value + down.value - both.value
        slopes = [up.in_start - down.in_start, up.in_step + down.in_step - both.in_step]
        return -value, -np.array(slopes)


def _beyond(base: float, step: float, lengths: Floats) -> Rise:
    """Return the sums of ``log(base + yθ)`` over y = 0, …, L − 1, and the slopes in a and θ.

    `base` is a + `FIRST`·θ, so that ``θ / base`` is at most 1 / `FIRST` and two terms of the
    Euler–Maclaurin formula leave an error below 1e-13 per group.
    """
    if not len(lengths):
        return Rise(0.0, 0.0, 0.0)
    u = lengths * step / base
    end = base + lengths * step
    grown = np.log1p(u)
    log_one, reciprocal, ramp = _areas(u, grown)
    value = lengths * (np.log(base) + log_one) - grown / 2
    value += step / 12 * (1 / end - 1 / base) - step**3 / 360 * (1 / end**3 - 1 / base**3)
    inverse = lengths / base * reciprocal - (1 / end - 1 / base) / 2
    inverse += step / 12 * (1 / base**2 - 1 / end**2)
    inverse -= step**3 / 120 * (1 / base**4 - 1 / end**4)
    # Σ y / (base + yθ): the same formula for the function y / (base + yθ), whose slope is base over
    # the square of its denominator.
    ramps = lengths**2 / base * ramp - lengths / end / 2
    ramps += base / 12 * (1 / end**2 - 1 / base**2)
    ramps -= base * step**2 / 120 * (1 / end**4 - 1 / base**4)
    return Rise(float(value.sum()), float(inverse.sum()), float((FIRST * inverse + ramps).sum()))


def _areas(u: Floats, grown: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the means over x from 0 to u of log(1 + x), 1/(1 + x), and ∫ x/(1 + x) dx / u².

    `grown` is log(1 + u). Their limits at u = 0 are 0, 1 and 1/2.
    """
    small = u < _SMALL
    safe = np.where(small, 1.0, u)
    log_one = np.where(small, u / 2 - u**2 / 6 + u**3 / 12, ((1 + u) * grown - u) / safe)
    reciprocal = np.where(small, 1 - u / 2 + u**2 / 3 - u**3 / 4 + u**4 / 5, grown / safe)
    ramp = np.where(small, 1 / 2 - u / 3 + u**2 / 4 - u**3 / 5 + u**4 / 6, (u - grown) / safe**2)
    return log_one, reciprocal, ramp
