"""Steunpunten beside chance and beside each other, from the published table per steunpunt."""

from __future__ import annotations

from dataclasses import replace

from perspectief_core.data import contract
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.released.counts import Released, counted, flagged, places, share_of
from perspectief_core.released.testing import outcomes_differ
from perspectief_core.shares import flags, intervals, meaning
from perspectief_core.shares.contrasts import Difference, newcombe_difference
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Share
from perspectief_core.steunpunten import funnel as core_funnel
from perspectief_core.steunpunten.funnel import (
    Funnel,
    Multiplicity,
    OverallTest,
    dispersion,
    funnel_of,
    kept,
)
from perspectief_core.steunpunten.profile import Profile, ProfileOutcome
from perspectief_core.steunpunten.shrinkage import Shrunken, shrunken_of

UNKNOWN = Difference(None, -1.0, 1.0)
"""Of a count that may be of nobody there is no difference."""


def funnel(released: Released, outcome: str) -> Funnel:
    """Return the funnel of the steunpunten that are shown; the average is that of everybody.

    Notes
    -----
    Of the differences together it says only that they are larger than chance gives, when they are
    for the counts nearest to the average: that they are not could come from the rounding.
    """
    groups = places(released, outcome)
    benchmark = share_of(released.distribution(), outcome)
    chance = benchmark.share or 0.0
    made = funnel_of(flagged(groups, chance), groups.totals, benchmark, outcome)
    spread, p = dispersion(groups.nearest(chance))
    sure = meaning.more_than_chance(p)
    return replace(made, dispersion=spread if sure else None, dispersion_p=p if sure else None)


def multiplicity(released: Released) -> Multiplicity:
    """Return what stands out over all outcomes, of the steunpunten that are shown.

    Raises
    ------
    Withheld
        When no steunpunten are shown.
    """
    funnels = [_asked(released, outcome) for outcome in contract.OUTCOMES]
    points = [point for plot in funnels for point in plot.points]
    return Multiplicity(
        comparisons=len(points),
        flags95=sum(point.outside for point in points),
        expected95=sum(plot.expected_flags for plot in funnels),
        flags998=sum(point.state_998 in ("hoger", "lager") for point in points),
        expected998=sum(plot.expected_flags_998 for plot in funnels),
        bh_flags=kept(flags.adjusted([point.p for point in points])),
    )


def _asked(released: Released, outcome: str) -> Funnel:
    """Return the funnel of an outcome as a page asks it: made once for all that is made of it."""
    made: Funnel = released.asked(released.selection, core_funnel.funnel, (outcome,))
    return made


def overall_test(released: Released) -> OverallTest:
    """Return the test of the steunpunten that are shown, small ones together as one, by outcome.

    Without random tables; and without a test when the differences could be chance for some of the
    counts that are published so.

    Raises
    ------
    Withheld
        When no steunpunten are shown.
    """
    groups = released.by("steunpunt").groups
    return OverallTest(outcomes_differ(groups, released.distribution()), None, 0)


def shrunken(released: Released, outcome: str) -> Shrunken:
    """Return the best estimates of the steunpunten that are shown.

    Made of the possible counts nearest to the average, so that the spread is rather too small than
    too large.
    """
    groups = places(released, outcome)
    benchmark = share_of(released.distribution(), outcome)
    shrinkage = shrunken_of(groups.nearest(benchmark.share or 0.0), outcome)
    points = (
        replace(point, share=share)
        for point, share in zip(shrinkage.points, groups.shares, strict=True)
    )
    return replace(shrinkage, benchmark=benchmark, points=tuple(points))


def profile(released: Released, steunpunt: str) -> Profile:
    """Return one steunpunt against all others together, from its published outcomes.

    Raises
    ------
    Withheld
        When the steunpunt is not shown by itself.
    """
    everyone = released.distribution()
    own = {group.group: group for group in released.by("steunpunt").groups}.get(steunpunt)
    if own is None:
        raise Withheld("too_few")
    others = Rounded(everyone.n).without(Rounded(own.n))
    rows = []
    for outcome in contract.OUTCOMES:
        points = {point.steunpunt: point for point in _asked(released, outcome).points}
        point = points[steunpunt]
        whole, mine = everyone.share_of(outcome), point.share
        rest = intervals.share(counted(whole).without(counted(mine)).at_most(others), others)
        rows.append(ProfileOutcome(outcome, mine, rest, _difference(mine, rest), point))
    return Profile(steunpunt, own.n, others, tuple(rows), ())


def _difference(own: Share, rest: Share) -> Difference:
    if not own.count or not rest.count:
        return UNKNOWN
    return newcombe_difference(int(own.count), int(own.total), int(rest.count), int(rest.total))
