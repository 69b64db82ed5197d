"""What can be said of one steunpunt: its outcomes against all others together, and its answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data import contract
from perspectief_core.results import aggregate
from perspectief_core.shares import flags, intervals
from perspectief_core.shares.contrasts import Difference, newcombe_difference
from perspectief_core.shares.flags import FunnelPoint, GroupCounts
from perspectief_core.shares.intervals import Share
from perspectief_core.steunpunten.counts import outcome_table, steunpunt_codes
from perspectief_core.steunpunten.recorded import Characteristic, recorded


@dataclass(frozen=True, slots=True)
class ProfileOutcome:
    """One outcome of a steunpunt, of the others together, and own minus others (Newcombe).

    `point` is the steunpunt's place in the funnel of this outcome.
    """

    outcome: str
    own: Share
    rest: Share
    difference: Difference
    point: FunnelPoint


@aggregate
@dataclass(frozen=True, slots=True)
class Profile:
    """What can be said of one steunpunt: its people's outcomes and what was published of it."""

    steunpunt: str
    n: int
    n_rest: int
    outcomes: tuple[ProfileOutcome, ...]
    characteristics: tuple[Characteristic, ...]


def profile(cohort: Cohort, steunpunt: str) -> Profile:
    """Describe one steunpunt: every outcome against all others together, and its characteristics.

    Raises
    ------
    ValueError
        When the extract has no such steunpunt.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> about = profile(everyone, "utrecht")
    >>> about.n, about.n_rest, len(about.outcomes)
    (95, 638, 6)
    """
    codes = steunpunt_codes(cohort)
    if steunpunt not in codes:
        raise ValueError(f"`steunpunt` must be one of {', '.join(codes)}; found `{steunpunt}`")
    table = outcome_table(cohort)
    own, everyone = table[codes.index(steunpunt)].tolist(), table.sum(axis=0).tolist()
    n, n_all = sum(own), sum(everyone)
    rows = tuple(
        _profile_outcome(steunpunt, outcome, (hits, n), (total, n_all))
        for outcome, hits, total in zip(contract.OUTCOMES, own, everyone, strict=True)
    )
    return Profile(steunpunt, n, n_all - n, rows, recorded(cohort, steunpunt))


def _profile_outcome(
    steunpunt: str, outcome: str, own: tuple[int, int], everyone: tuple[int, int]
) -> ProfileOutcome:
    rest = everyone[0] - own[0], everyone[1] - own[1]
    counts = GroupCounts((steunpunt,), np.array([own[0]]), np.array([own[1]]))
    point = flags.flag(counts, everyone[0] / max(everyone[1], 1)).points[0]
    difference = newcombe_difference(*own, *rest)
    return ProfileOutcome(outcome, point.share, intervals.share(*rest), difference, point)
