"""Does a conclusion depend on who is counted? Every combination of inclusion criteria at once.

Combinations are not independent evidence: they share most of their people. They are listed, their
range is given, and they are never averaged into an estimate; the option means of the tornado only
say which choice matters most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.cohort.grouping import Basis, members
from perspectief_core.cohort.selection import CRITERIA
from perspectief_core.data import contract
from perspectief_core.results import aggregate
from perspectief_core.sensitivity.combinations import Combinations, outcome_counts, part_of
from perspectief_core.sensitivity.distinct import countings, groups_for
from perspectief_core.sensitivity.impossible import axis_of, criterion_of, possible
from perspectief_core.shares import intervals
from perspectief_core.shares.intervals import Share

Choices = tuple[str, ...]
"""One option per criterion, in the order of `selection.CRITERIA`."""

_GUIDED = contract.OUTCOMES.index("in_begeleiding")
REPORT: Choices = tuple(criterion.default for criterion in CRITERIA)
"""The report's choices."""
_REPORT_SPOT = (0,) * len(CRITERIA)
EXITS_ONLY = "uitstroom"
"""The bar of a tornado that counts only those who left; a filter elsewhere."""


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRange:
    """Where the share of an outcome lies over all combinations.

    Parameters
    ----------
    report
        Under the report's choices.
    low, high
        Smallest and largest share; None when no combination gives one.
    combinations, countings, without_share
        How many combinations there are, how many different countings those are (`distinct`), and
        how many countings gave no share: they had nobody.
    """

    outcome: str
    basis: Basis
    report: Share
    low: float | None
    high: float | None
    combinations: int
    countings: int
    without_share: int


@dataclass(frozen=True, slots=True)
class OptionEffect:
    """One option: mean share over the matched combinations, and the share when it alone departs.

    `alone` keeps the report's choice on every other criterion, also where that counts the same
    people as another combination.
    """

    option: str
    mean: float | None
    alone: Share | None


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """One criterion: the largest difference (0–1) between the means of its options.

    `matched` countings entered: of those combinations whose every alternative on this criterion
    gives a share, so that options are compared on the same other choices, and each comparison of
    the same groups of people once. `spread` is None without them.
    """

    criterion: str
    spread: float | None
    options: tuple[OptionEffect, ...]
    matched: int


@aggregate
@dataclass(frozen=True, slots=True)
class Tornado:
    """Which criterion matters most for an outcome; bars from the largest spread down."""

    outcome: str
    basis: Basis
    bars: tuple[TornadoBar, ...]


def ranges(combined: Combinations, outcome: str, basis: Basis = "all") -> ShareRange:
    """Return where the share of an outcome lies over all combinations of choices.

    Parameters
    ----------
    combined : Combinations
    outcome : str
        Also `concreet`: the results together.
    basis : {"all", "exits"}

    Raises
    ------
    ValueError
        When the outcome is unknown, or `in_begeleiding` is asked of those who left.

    Examples
    --------
    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine
    >>> combined = combine(load("data/synthetic"))
    >>> mob = ranges(combined, "mob")
    >>> mob.report.count, round(mob.low, 2) < 0.12 < round(mob.high, 2), mob.combinations
    (87, True, 3264)
    """
    counts = outcome_counts(combined)
    shares = share_cube(counts, members(outcome), basis)
    each = countings(combined, *members(outcome))
    known = each.of(shares)
    known = known[~np.isnan(known)].tolist()
    return ShareRange(
        outcome=outcome,
        basis=basis,
        report=report_share(counts, outcome, basis),
        low=min(known, default=None),
        high=max(known, default=None),
        combinations=int(possible().sum()),
        countings=each.number,
        without_share=each.number - len(known),
    )


def tornado(combined: Combinations, outcome: str, basis: Basis = "all") -> Tornado:
    """Return how much each criterion matters for the share of an outcome.

    Parameters and errors are those of `ranges`.

    Notes
    -----
    Means are over the same other choices for every option of a criterion; other choices between
    which not one of the groups of people differs are one. A combination that counts the same people
    as another one has a share here like any other, so that no option's mean leans on another
    criterion; one that the data cannot tell is left out with all its siblings. A mean over
    combinations is not an estimate of anything; only the difference of means is meant.

    With basis `all` and an outcome that is an exit, one bar more says what counting only those who
    left would do.

    Examples
    --------
    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine
    >>> combined = combine(load("data/synthetic"))
    >>> tornado(combined, "mob").bars[0].criterion
    'uitstroom'
    """
    counts = outcome_counts(combined)
    cube = share_cube(counts, members(outcome), basis, possible("niet_bekend"))
    groups = groups_for(combined, *members(outcome))
    bars = [
        _bar(
            (criterion.code, criterion.options),
            (np.moveaxis(cube, axis, 0), np.moveaxis(groups, axis, 0)),
            [share_of(at, outcome, basis) for at in _along(axis, counts)],
        )
        for axis, criterion in enumerate(CRITERIA)
    ]
    if basis == "all" and outcome != "in_begeleiding":
        both: tuple[Basis, Basis] = ("all", "exits")
        cubes = np.stack([share_cube(counts, members(outcome), of) for of in both])
        alone = [report_share(counts, outcome, of) for of in both]
        bars.append(_bar((EXITS_ONLY, ("false", "true")), (cubes, np.stack([groups] * 2)), alone))
    bars.sort(key=lambda bar: -1.0 if bar.spread is None else bar.spread, reverse=True)
    return Tornado(outcome, basis, tuple(bars))


def share_cube(
    counts: Ints,
    outcomes: tuple[str, ...],
    basis: Basis = "all",
    allowed: Masks | None = None,
) -> Floats:
    """Return the summed share of outcomes per combination; core only.

    Parameters
    ----------
    counts : int array of shape (options of each criterion …, 6)
        As `combinations.outcome_counts` gives it.
    outcomes : tuple of str
    basis : {"all", "exits"}
    allowed : bool array of shape (options of each criterion …), optional
        Combinations outside it get nan. Default: the possible ones.

    Returns
    -------
    float array of shape (options of each criterion …)
        nan where a combination is not allowed, has nobody, or counts the one outcome as another.

    Raises
    ------
    ValueError
        When an outcome is unknown or not an exit.
    """
    names = contract.OUTCOMES if basis == "all" else contract.OUTCOMES[_GUIDED + 1 :]
    if not set(outcomes) <= set(names):
        raise ValueError(f"`outcome` must be one of {', '.join(names)}")
    hits = counts[..., [contract.OUTCOMES.index(outcome) for outcome in outcomes]].sum(axis=-1)
    known = (possible() if allowed is None else allowed).copy()
    if outcomes == ("doormigratie",):
        merged = criterion_of("doormigratie").options.index("bij_overig")
        np.moveaxis(known, axis_of("doormigratie"), 0)[merged] = False
    return part_of(hits, totals(counts, basis), known)


def totals(counts: Ints, basis: Basis) -> Ints:
    """Return how many people a share is of, from outcome counts along the last axis; core only."""
    guided = counts[..., _GUIDED] if basis == "exits" else 0
    total: Ints = counts.sum(axis=-1) - guided
    return total


def share_of(counts: Ints, outcome: str, basis: Basis) -> Share:
    """Return the share of an outcome from the outcome counts of one combination; core only."""
    hits = sum(int(counts[contract.OUTCOMES.index(code)]) for code in members(outcome))
    return intervals.share(hits, int(totals(counts, basis)))


def report_share(counts: Ints, outcome: str, basis: Basis = "all") -> Share:
    """Return the share of an outcome under the report's choices, the first of every axis.

    Examples
    --------
    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine, outcome_counts
    >>> counts = outcome_counts(combine(load("data/synthetic")))
    >>> report_share(counts, "mob").count, report_share(counts, "mob", "exits").total
    (87, 260)
    """
    return share_of(counts[_REPORT_SPOT], outcome, basis)


@cache
def all_choices() -> tuple[Choices, ...]:
    """Return the choices of every combination, impossible ones too, last criterion fastest."""
    return tuple(product(*(criterion.options for criterion in CRITERIA)))


def _along(axis: int, counts: Ints) -> Ints:
    """Return the outcome counts of each option of one criterion, the others as in the report."""
    by_option = np.moveaxis(counts, axis, 0)
    return by_option.reshape(len(by_option), -1, counts.shape[-1])[:, 0]


def _bar(
    criterion: tuple[str, tuple[str, ...]], cubes: tuple[Floats, Ints], alone: Sequence[Share]
) -> TornadoBar:
    """Compare options, first axis of shares and groups, where each of them gives a share."""
    code, options = criterion
    shares, groups = (cube.reshape(len(options), -1) for cube in cubes)
    whole = np.flatnonzero(~np.isnan(shares).any(axis=0))
    # One number for the groups of all options: at most four options of some 20,000 groups each.
    sizes = [int(groups.max(initial=0)) + 1] * len(options)
    _, once = np.unique(np.ravel_multi_index(tuple(groups[:, whole]), sizes), return_index=True)
    matched = shares[:, whole[once]]
    means = matched.mean(axis=1) if matched.size else None
    effects = tuple(
        OptionEffect(option, None if means is None else float(means[at]), alone[at])
        for at, option in enumerate(options)
    )
    spread = None if means is None else float(np.ptp(means))
    return TornadoBar(code, spread, effects, matched.size)
