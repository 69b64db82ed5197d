"""The best estimate per steunpunt: its own share drawn towards the average, small groups most.

Beta-binomial empirical Bayes: the true shares of the steunpunten are taken to spread around their
average as a beta distribution, whose mean and spread are estimated from all steunpunten together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from perspectief_core.cohort.selecting import Cohort
from perspectief_core.results import aggregate
from perspectief_core.shares import meaning
from perspectief_core.shares.flags import GroupCounts
from perspectief_core.shares.intervals import Share, shares
from perspectief_core.steunpunten.counts import place_counts
from perspectief_core.steunpunten.rising import Likelihood

_EDGE = 1e-9
"""Closest the mean comes to 0 or 1 while searching."""
_WIDEST = 100.0
"""Largest θ: nearly every steunpunt at 0 or 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShrunkenPoint:
    """One steunpunt: counted, and the best estimate once group size is taken into account.

    `weight` (0–1) is how much of the estimate is the steunpunt's own; `low` and `high` hold the
    true share with 95 % chance if the fitted spread is right. None when no spread was found: the
    estimate is then the average and says nothing of this steunpunt.
    """

    steunpunt: str
    share: Share
    estimate: float | None
    weight: float
    low: float | None
    high: float | None


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunken:
    """The steunpunten on one outcome, drawn towards their average; see `shrunken`.

    Parameters
    ----------
    benchmark
        All people together.
    mean, spread
        Average of the true shares and their standard deviation (0–1); None without people.
    at_boundary
        True when the most likely spread is 0: no demonstrable difference between steunpunten.
    spread_p
        p of 'no spread' (likelihood ratio, halved because spread cannot be negative); None with
        fewer than two steunpunten, or when everyone or nobody has the outcome.
    """

    outcome: str
    benchmark: Share
    mean: float | None
    spread: float | None
    at_boundary: bool
    spread_p: float | None
    points: tuple[ShrunkenPoint, ...]

    @property
    def more_than_chance(self) -> bool:
        """Whether the steunpunten spread more than chance gives."""
        return meaning.more_than_chance(self.spread_p)


@dataclass(frozen=True, slots=True)
class BetaBinomial:
    """Maximum-likelihood fit: mean μ, θ = 1 / (α + β) ≥ 0, and log-likelihood gained over θ = 0."""

    mean: float
    theta: float
    gain: float


def shrunken(cohort: Cohort, outcome: str) -> Shrunken:
    """Return the counted share and the best estimate per steunpunt.

    Parameters
    ----------
    cohort, outcome
        As in `steunpunten.funnel`.

    Returns
    -------
    Shrunken
        Points in alphabetical order; one without people gets the average with weight 0.

    Raises
    ------
    ValueError
        When the outcome is unknown.

    Notes
    -----
    With α = μ/θ and β = (1 − μ)/θ the estimate is ``(k + α) / (n + α + β)`` and its interval that
    of Beta(k + α, n − k + β). The interval takes μ and θ as known and is therefore somewhat too
    narrow. Doubling the log-likelihood gained gives the ratio of which half a χ² with 1 degree of
    freedom is the reference.

    References
    ----------
    Marshall, E. C. & Spiegelhalter, D. J. (1998). Reliability of league tables of in vitro
    fertilisation clinics. BMJ 316, 1701–1705. Self, S. G. & Liang, K.-Y. (1987). Asymptotic
    properties of maximum likelihood estimators under nonstandard conditions. JASA 82, 605–610.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> drawn_in = shrunken(everyone, "mob")
    >>> round(drawn_in.mean, 3), drawn_in.at_boundary
    (0.121, False)
    """
    return shrunken_of(place_counts(cohort, outcome), outcome)


def shrunken_of(counts: GroupCounts, outcome: str) -> Shrunken:
    """Return `shrunken` for steunpunten that were counted already; core only."""
    benchmark = counts.together
    fit = fit_beta_binomial(counts.filled)
    if fit is None:
        mean, spread, theta, p = benchmark.share, None, 0.0, None
    else:
        mean, theta = fit.mean, fit.theta
        spread = float(np.sqrt(mean * (1 - mean) * theta / (1 + theta)))
        p = float(scipy.special.chdtrc(1, 2 * fit.gain)) / 2 if fit.gain > 0 else 1.0
    return Shrunken(
        outcome=outcome,
        benchmark=benchmark,
        mean=mean,
        spread=spread,
        at_boundary=theta == 0,
        spread_p=p,
        points=_points(counts, mean, theta),
    )


def fit_beta_binomial(counts: GroupCounts) -> BetaBinomial | None:
    """Fit a beta-binomial distribution by maximum likelihood.

    Parameters
    ----------
    counts : GroupCounts
        Groups with people.

    Returns
    -------
    BetaBinomial or None
        None with fewer than two groups, or when everyone or nobody has the outcome. `theta` is
        exactly 0 when no positive spread is more likely than none; `mean` is then the share of all.

    Notes
    -----
    The likelihood is written as products of ``μ + rθ``, ``1 − μ + rθ`` and ``1 + rθ`` over
    r = 0, 1, …, which is exact and smooth at θ = 0, where it is the binomial; see `rising`.

    Examples
    --------
    >>> counts = GroupCounts(("a", "b", "c"), np.array([2, 9, 1]), np.array([10, 10, 10]))
    >>> fit = fit_beta_binomial(counts)
    >>> round(fit.mean, 2), fit.theta > 0
    (0.43, True)
    """
    hits, totals = int(counts.hits.sum()), int(counts.totals.sum())
    if len(counts.codes) < 2 or hits in (0, totals):
        return None
    likelihood = Likelihood.of(counts)
    plain = np.array([hits / totals, 0.0])
    bounds = ((_EDGE, 1 - _EDGE), (0.0, _WIDEST))
    # Two starts: the likelihood can have a second top at a large spread.
    optimum = min(
        (
            scipy.optimize.minimize(
                likelihood.negative, (plain[0], theta), jac=True, method="L-BFGS-B", bounds=bounds
            )
            for theta in (0.02, 0.5)
        ),
        key=lambda result: float(result.fun),
    )
    gain = float(likelihood.negative(plain)[0] - optimum.fun)
    if optimum.x[1] <= 0 or gain <= 1e-8:
        return BetaBinomial(float(plain[0]), 0.0, 0.0)
    return BetaBinomial(float(optimum.x[0]), float(optimum.x[1]), gain)


def _points(counts: GroupCounts, mean: float | None, theta: float) -> tuple[ShrunkenPoint, ...]:
    counted = shares(counts.hits, counts.totals)
    if mean is None or theta == 0:
        pairs = zip(counts.codes, counted, strict=True)
        return tuple(
            ShrunkenPoint(
                steunpunt=code, share=share, estimate=mean, weight=0.0, low=None, high=None
            )
            for code, share in pairs
        )
    alpha, beta = mean / theta, (1 - mean) / theta
    above, below = counts.hits + alpha, counts.totals - counts.hits + beta
    columns = (
        above / (above + below),
        counts.totals / (above + below),
        scipy.special.betaincinv(above, below, 0.025),
        scipy.special.betaincinv(above, below, 0.975),
    )
    rows = zip(counts.codes, counted, *(column.tolist() for column in columns), strict=True)
    return tuple(
        ShrunkenPoint(
            steunpunt=code, share=share, estimate=estimate, weight=weight, low=low, high=high
        )
        for code, share, estimate, weight, low, high in rows
    )
