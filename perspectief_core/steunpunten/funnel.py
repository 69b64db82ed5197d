"""Do steunpunten differ more than chance would make them: funnel and overall test.

No steunpunt is ranked. A steunpunt is compared with what an ordinary group of its size would show;
many are so small that no low result could ever stand out, and then that is what is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy

from perspectief_core.arrays import Ints
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data import contract
from perspectief_core.results import aggregate
from perspectief_core.shares import flags, meaning
from perspectief_core.shares.chi_square import (
    IndependenceTest,
    expected_counts,
    filled_part,
    independence_test,
)
from perspectief_core.shares.drawn import monte_carlo_p
from perspectief_core.shares.flags import Flagging, FunnelPoint, GroupCounts, LimitPoint, Visible
from perspectief_core.shares.intervals import Share
from perspectief_core.steunpunten.counts import (
    outcome_table,
    outcomes_in_use,
    place_counts,
    steunpunt_codes,
)

_DRAWS, _MOST_CELLS, _FEWEST_DRAWS = 2000, 2_000_000, 200
"""Random tables, the cells of all together, and how many tables are drawn even so."""


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """The steunpunten on one outcome; see `funnel`.

    Parameters
    ----------
    expected_flags, expected_flags_998
        How many points chance alone puts outside the bands, from the exact counts.
    dispersion, dispersion_p
        χ² of the differences divided by its degrees of freedom (1 when chance explains them), and
        the p of that χ²; None with fewer than two points or a benchmark of 0 or 1.
    n_points
        Steunpunten with people.
    bh_flags
        Points that stay after Benjamini–Hochberg at 5 %.
    """

    outcome: str
    benchmark: Share
    points: tuple[FunnelPoint, ...]
    limits: tuple[LimitPoint, ...]
    visible: Visible
    expected_flags: float
    expected_flags_998: float
    dispersion: float | None
    dispersion_p: float | None
    n_points: int
    bh_flags: int

    @property
    def more_than_chance(self) -> bool:
        """Whether the steunpunten together differ more than chance gives."""
        return meaning.more_than_chance(self.dispersion_p)


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Multiplicity:
    """All outcomes and steunpunten together: how much stands out, how much chance alone gives."""

    comparisons: int
    flags95: int
    expected95: float
    flags998: int
    expected998: float
    bh_flags: int


@aggregate
@dataclass(frozen=True, slots=True)
class OverallTest:
    """Steunpunten × outcomes in one test.

    `test` is the usual chi-square; `p_simulated` comes from `draws` random tables with the same
    margins and needs no minimum count. None when there is nothing to compare.
    """

    test: IndependenceTest | None
    p_simulated: float | None
    draws: int

    @property
    def more_than_chance(self) -> bool:
        """Whether steunpunten and outcomes hang together more than chance gives."""
        return meaning.more_than_chance(self.p_simulated)


def funnel(cohort: Cohort, outcome: str) -> Funnel:
    """Place every steunpunt against exact binomial bands around the overall share.

    Parameters
    ----------
    cohort : Cohort
    outcome : str
        One of `contract.OUTCOMES`, or `concreet`: the results together.

    Returns
    -------
    Funnel
        Points in alphabetical order, also those without people (`te_klein`).

    Raises
    ------
    ValueError
        When the outcome is unknown.

    Notes
    -----
    The benchmark is the share of all people counted, the steunpunt itself included, and is taken as
    known. Bands are exact and conservative: see `bands.band`. p is twice the smaller exact tail, so
    that p ≤ 0.05 exactly when a point is outside the 95 % band.

    References
    ----------
    Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance. Statistics in
    Medicine 24, 1185–1202. Seaton, S. E. & Manktelow, B. N. (2012). The probability of being
    identified as an outlier. BMC Medical Research Methodology 12, 98.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> spread = funnel(everyone, "mob")
    >>> spread.n_points, [point.steunpunt for point in spread.points if point.outside][:2]
    (20, ['amsterdam', 'den_haag'])
    """
    counts = place_counts(cohort, outcome)
    benchmark = counts.together
    chance = benchmark.share or 0.0
    made = funnel_of(flags.flag(counts, chance), counts.totals, benchmark, outcome)
    spread, spread_p = dispersion(counts)
    return replace(made, dispersion=spread, dispersion_p=spread_p)


def funnel_of(judged: Flagging, totals: Ints, benchmark: Share, outcome: str) -> Funnel:
    """Return `funnel` for steunpunten that were judged already, without `dispersion`; core only."""
    chance = benchmark.share or 0.0
    return Funnel(
        outcome=outcome,
        benchmark=benchmark,
        points=judged.points,
        limits=flags.limits(totals, chance),
        visible=flags.visible(benchmark),
        expected_flags=judged.expected_flags,
        expected_flags_998=judged.expected_flags_998,
        dispersion=None,
        dispersion_p=None,
        n_points=int(np.count_nonzero(totals)),
        bh_flags=kept(tuple(point.p_adjusted for point in judged.points)),
    )


def multiplicity(cohort: Cohort) -> Multiplicity:
    """Count what stands out over all outcomes, beside what chance alone would give.

    Notes
    -----
    Benjamini–Hochberg at 5 % runs over all comparisons together. The comparisons are not
    independent: the outcomes of one steunpunt add up to its people.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> flagged = multiplicity(everyone)
    >>> flagged.comparisons, flagged.flags95, round(flagged.expected95, 1)
    (120, 18, 2.2)
    """
    table, codes = outcome_table(cohort), steunpunt_codes(cohort)
    tallies = []
    for outcome in outcomes_in_use(cohort):
        hits = table[:, contract.OUTCOMES.index(outcome)]
        counts = GroupCounts(codes, hits, table.sum(axis=1))
        tallies.append(flags.tally(counts, counts.together.share or 0.0))
    p = np.concatenate([tally.p for tally in tallies])
    return Multiplicity(
        comparisons=len(p),
        flags95=sum(tally.flags95 for tally in tallies),
        expected95=sum(tally.expected95 for tally in tallies),
        flags998=sum(tally.flags998 for tally in tallies),
        expected998=sum(tally.expected998 for tally in tallies),
        bh_flags=kept(flags.adjusted(p.tolist())),
    )


def overall_test(cohort: Cohort) -> OverallTest:
    """Test steunpunten × outcomes at once.

    Notes
    -----
    Random tables have the observed margins and are the same every time; p is that of
    `monte_carlo_p`. Two thousand are drawn; of tables so large that these would have more than two
    million cells together, fewer, and at least 200. With 20 steunpunten about half of the expected
    counts are under 5, where the usual p is a rough guide.

    References
    ----------
    Patefield, W. M. (1981). Applied Statistics 30, 91–97 (algorithm AS 159).

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> overall = overall_test(everyone)
    >>> overall.test.df, overall.p_simulated < 0.05
    (95, True)
    """
    table = outcome_table(cohort)
    test = independence_test(table)
    if test is None:
        return OverallTest(test, None, 0)
    filled = filled_part(table)
    draws = min(_DRAWS, max(_MOST_CELLS // filled.size, _FEWEST_DRAWS))
    expected = expected_counts(filled)
    tables = scipy.stats.random_table(filled.sum(axis=1), filled.sum(axis=0))
    drawn = tables.rvs(draws, random_state=np.random.default_rng(0))
    simulated = ((drawn - expected) ** 2 / expected).sum(axis=(1, 2))
    # Equal tables give χ² that differ in the last digits.
    p = float(monte_carlo_p(simulated >= test.chi2 * (1 - 1e-9)))
    return OverallTest(test, p, draws)


def kept(p_adjusted: tuple[float | None, ...]) -> int:
    """Return how many adjusted p values stay; core only."""
    return sum(p is not None and p <= flags.FDR for p in p_adjusted)


def dispersion(counts: GroupCounts) -> tuple[float | None, float | None]:
    """Return the dispersion of `Funnel` and its p; core only."""
    filled = counts.filled
    test = independence_test(np.column_stack([filled.hits, filled.totals - filled.hits]))
    if test is None:
        return None, None
    return test.chi2 / test.df, test.p
