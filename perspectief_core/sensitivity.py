"""Does a conclusion depend on who is counted? Every combination of inclusion criteria at once.

Combinations are not independent evidence: they share most of their people. They are listed, their
range is given, and they are never averaged into an estimate; the option means of the tornado only
say which choice matters most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np
import numpy.typing as npt

from perspectief_core import contract, intervals
from perspectief_core.combinations import criteria_counts
from perspectief_core.disclosure import aggregate
from perspectief_core.extract import Extract
from perspectief_core.intervals import Share
from perspectief_core.places import Basis
from perspectief_core.selection import CRITERIA, Criterion, Selection

Floats = npt.NDArray[np.float64]

_GUIDED = contract.OUTCOMES.index("in_begeleiding")


@dataclass(frozen=True, slots=True)
class ImpossiblePair:
    """Two options that are not combined, as (criterion, option), and why.

    `zelfde_groep`: together they count the same people as another combination.
    """

    first: tuple[str, str]
    second: tuple[str, str]
    reason: Literal["zelfde_groep"]


IMPOSSIBLE = (
    # Who came by 1 October 2010 is then everyone there is: no limit and the report's limit agree.
    ImpossiblePair(("peildatum", "2010-10-01"), ("instroom_tot", "geen_grens"), "zelfde_groep"),
)


@dataclass(frozen=True, slots=True)
class Combination:
    """One choice per criterion, in the grid's order, and the outcome counts it gives."""

    choices: tuple[str, ...]
    n: int
    counts: tuple[int, ...]


@aggregate
@dataclass(frozen=True, slots=True)
class Grid:
    """All combinations, last criterion fastest; `combinations[report]` is the report's choice.

    `outcomes` names the counts of each combination; `filters` are the filters in force.
    """

    criteria: tuple[Criterion, ...]
    outcomes: tuple[str, ...]
    combinations: tuple[Combination, ...]
    report: int
    excluded: tuple[ImpossiblePair, ...]
    filters: Selection


@aggregate
@dataclass(frozen=True, slots=True)
class ShareRange:
    """Where the share of an outcome lies over all combinations.

    Parameters
    ----------
    report
        Under the report's choices.
    low, high
        Smallest and largest share; None when no combination gives one.
    low_choices, high_choices
        The first combination that gives it, one option per criterion.
    combinations, without_share
        How many were looked at, and how many of those gave no share: they had nobody, or counted
        this outcome as another one.
    """

    outcome: str
    basis: Basis
    report: Share
    low: float | None
    high: float | None
    low_choices: tuple[str, ...]
    high_choices: tuple[str, ...]
    combinations: int
    without_share: int


@dataclass(frozen=True, slots=True)
class OptionEffect:
    """One option: mean share over the matched combinations, and the share when it alone departs.

    `alone` keeps the report's choice on every other criterion; None when that pair is impossible.
    """

    option: str
    mean: float | None
    alone: Share | None


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """One criterion: the largest difference (0–1) between the means of its options.

    `matched` combinations entered: those whose every alternative on this criterion exists and gives
    a share, so that options are compared on the same other choices. `spread` is None without them.
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


def grid(extract: Extract, filters: Selection | None = None) -> Grid:
    """Count the outcomes under every combination of inclusion criteria.

    Parameters
    ----------
    extract : Extract
    filters : Selection, optional
        Its filters apply to every combination; its criteria are not looked at. Default: none.

    Returns
    -------
    Grid
        Each combination's counts equal those of `cohort.select` with the same choices.

    Notes
    -----
    An option for which the extract lacks the column keeps everyone, as in `select`.
    """
    filters = filters or Selection()
    counts = criteria_counts(extract, filters).reshape(-1, len(contract.OUTCOMES))
    choices = list(product(*(criterion.options for criterion in CRITERIA)))
    allowed = [at for at, choice in enumerate(choices) if not _impossible(choice)]
    rows = counts[allowed].tolist()
    combinations = tuple(
        Combination(choices[at], sum(row), tuple(row))
        for at, row in zip(allowed, rows, strict=True)
    )
    report = allowed.index(choices.index(tuple(c.default for c in CRITERIA)))
    return Grid(CRITERIA, contract.OUTCOMES, combinations, report, IMPOSSIBLE, filters)


def ranges(found: Grid, outcome: str, basis: Basis = "all") -> ShareRange:
    """Return where the share of an outcome lies over all combinations of choices.

    Raises
    ------
    ValueError
        When the outcome is unknown, or `in_begeleiding` is asked of those who left.
    """
    shares = combination_shares(found, (outcome,), basis)
    report = _share(found.combinations[found.report], found.outcomes.index(outcome), basis)
    without = int(np.isnan(shares).sum())
    if without == len(shares):
        return ShareRange(outcome, basis, report, None, None, (), (), len(shares), without)
    low, high = int(np.nanargmin(shares)), int(np.nanargmax(shares))
    return ShareRange(
        outcome,
        basis,
        report,
        float(shares[low]),
        float(shares[high]),
        found.combinations[low].choices,
        found.combinations[high].choices,
        len(shares),
        without,
    )


def tornado(found: Grid, outcome: str, basis: Basis = "all") -> Tornado:
    """Return how much each criterion matters for the share of an outcome.

    Raises
    ------
    ValueError
        When the outcome is unknown, or `in_begeleiding` is asked of those who left.

    Notes
    -----
    Means are over the same other choices for every option of a criterion, so that an impossible
    pair does not make one option's mean lean on another criterion. A mean over combinations is not
    an estimate of anything; only the difference of means is meant.
    """
    shares = combination_shares(found, (outcome,), basis)
    sizes = [len(criterion.options) for criterion in found.criteria]
    cube = np.full(sizes, np.nan)
    spots = [
        [c.options.index(o) for c, o in zip(found.criteria, one.choices, strict=True)]
        for one in found.combinations
    ]
    cube[tuple(np.array(spots).T)] = shares
    column = found.outcomes.index(outcome)
    by_choices = {one.choices: one for one in found.combinations}

    def alone(choices: tuple[str, ...]) -> Share | None:
        one = by_choices.get(choices)
        return None if one is None else _share(one, column, basis)

    bars = [_bar(found.criteria, axis, cube, alone) for axis in range(len(sizes))]
    bars.sort(key=lambda bar: -1.0 if bar.spread is None else bar.spread, reverse=True)
    return Tornado(outcome, basis, tuple(bars))


def combination_shares(found: Grid, outcomes: tuple[str, ...], basis: Basis = "all") -> Floats:
    """Return the summed share of outcomes per combination, shape (combinations,); core only.

    nan where a combination has nobody, or counts the outcome as another one (onward migration under
    `overig`). Raises ValueError when an outcome is unknown or not an exit.
    """
    allowed = found.outcomes if basis == "all" else found.outcomes[_GUIDED + 1 :]
    if not set(outcomes) <= set(allowed):
        raise ValueError(f"`outcome` must be one of {', '.join(allowed)}")
    counts = np.array([one.counts for one in found.combinations], dtype=np.float64)
    if basis == "exits":
        counts[:, _GUIDED] = 0
    totals = counts.sum(axis=1)
    hits = counts[:, [found.outcomes.index(outcome) for outcome in outcomes]].sum(axis=1)
    known = totals > 0
    if "doormigratie" in outcomes:
        known &= np.array(["bij_overig" not in one.choices for one in found.combinations])
    shares = np.full(len(totals), np.nan)
    np.divide(hits, totals, out=shares, where=known)
    return shares


def _impossible(choice: tuple[str, ...]) -> bool:
    chosen = set(zip((criterion.code for criterion in CRITERIA), choice, strict=True))
    return any(pair.first in chosen and pair.second in chosen for pair in IMPOSSIBLE)


def _share(one: Combination, column: int, basis: Basis) -> Share:
    total = one.n - (one.counts[_GUIDED] if basis == "exits" else 0)
    return intervals.share(one.counts[column], total)


def _bar(
    criteria: tuple[Criterion, ...],
    axis: int,
    cube: Floats,
    alone: Callable[[tuple[str, ...]], Share | None],
) -> TornadoBar:
    criterion = criteria[axis]
    by_option = np.moveaxis(cube, axis, 0).reshape(len(criterion.options), -1)
    matched = by_option[:, ~np.isnan(by_option).any(axis=0)]
    means = matched.mean(axis=1).tolist() if matched.size else [None] * len(criterion.options)
    spread = float(np.ptp(matched.mean(axis=1))) if matched.size else None
    report = [one.default for one in criteria]
    effects = tuple(
        OptionEffect(option, mean, alone((*report[:axis], option, *report[axis + 1 :])))
        for option, mean in zip(criterion.options, means, strict=True)
    )
    return TornadoBar(criterion.code, spread, effects, matched.size)
