"""Counting people under every combination of criteria at once, from counts instead of reruns.

People who meet the same options of every criterion are alike for this purpose. They are counted
once per pattern; a combination of choices is then a sum over the patterns that meet it. The
peildatum changes what people are, so every date is a layer of its own; onward migration only moves
people between outcomes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from perspectief_core import contract
from perspectief_core.cohort import Cohort, select
from perspectief_core.extract import Extract
from perspectief_core.grouping import positions
from perspectief_core.keeping import KEEP_BY_CRITERION
from perspectief_core.selection import CRITERIA, Criterion, Selection

Ints = npt.NDArray[np.int64]
Masks = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Choice = tuple[str, str]
"""A criterion and one of its options."""
Coding = Callable[[Cohort], tuple[Ints, int]]
"""From the people at a peildatum to their classes (−1: not counted) and the number of classes."""

_MOST_OPTIONS = 62
"""Options of all criteria together that fit the bits of one pattern."""
_DATE, _MERGING = "peildatum", "doormigratie"
_ONWARD, _OTHER = (contract.OUTCOMES.index(code) for code in ("doormigratie", "overig"))
WIDEST = {
    "instroom_tot": "geen_grens",
    "voor_start": "meetellen",
    "leeftijd_grens": "geen_grens",
    "koppeling": "allen",
    "doormigratie": "apart",
    "datum_onbekend": "in_begeleiding",
    "volgtijd": "geen",
    "wachtenden": "meetellen",
    "kleine_steunpunten": "meetellen",
    "zonder_traject": "meetellen",
}
"""The option of each criterion that keeps everyone whom any other option keeps."""


@dataclass(frozen=True, slots=True)
class ImpossiblePair:
    """Two options that are not combined, and why.

    `zelfde_groep`: together they count the same people as another combination. `niet_bekend`: the
    data cannot say who is meant.
    """

    first: Choice
    second: Choice
    reason: Literal["zelfde_groep", "niet_bekend"]


IMPOSSIBLE = (
    # Who came by 1 October 2010 is then everyone there is: no limit and the report's limit agree.
    ImpossiblePair((_DATE, "2010-10-01"), ("instroom_tot", "geen_grens"), "zelfde_groep"),
    # Twelve months before the last peildatum is that limit.
    ImpossiblePair((_DATE, "2011-04-01"), ("instroom_tot", "2010-04-01"), "zelfde_groep"),
    # Twelve months before any peildatum lies before each of these limits.
    ImpossiblePair(("volgtijd", "12_maanden"), ("instroom_tot", "2010-07-01"), "zelfde_groep"),
    ImpossiblePair(("volgtijd", "12_maanden"), ("instroom_tot", "2010-04-01"), "zelfde_groep"),
    ImpossiblePair(("volgtijd", "12_maanden"), ("instroom_tot", "geen_grens"), "zelfde_groep"),
    # Who was waiting is recorded once, for the last peildatum.
    ImpossiblePair(("wachtenden", "weglaten"), (_DATE, "2011-01-01"), "niet_bekend"),
    ImpossiblePair(("wachtenden", "weglaten"), (_DATE, "2010-10-01"), "niet_bekend"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Everyone at one peildatum; for analyses only, never to show.

    Parameters
    ----------
    cohort
        Everyone whom any option of the other criteria keeps.
    pattern : int array of shape (n,)
        Each person's pattern of options met.
    kept : float array of shape (combinations, patterns)
        1 where the combination of the keeping criteria (last fastest) keeps the pattern, else 0.
    """

    cohort: Cohort
    pattern: Ints
    kept: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Combinations:
    """Everyone, and whom each combination keeps; for analyses only, never to show.

    `filters` apply to every combination. The axes of everything counted are the criteria, in the
    order of `selection.CRITERIA`.
    """

    extract: Extract
    filters: Selection
    layers: tuple[Layer, ...]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria, one axis each."""
        return CRITERIA

    def count(self, coding: Coding) -> Ints:
        """Count classes of people under every combination, impossible ones too.

        Returns
        -------
        int array of shape (options of each criterion in order …, classes)
        """
        sizes = [len(c.options) for c in CRITERIA if c.code in KEEP_BY_CRITERION]
        layers = [_count(layer, *coding(layer.cohort)) for layer in self.layers]
        table = np.stack(layers).reshape(len(layers), *sizes, -1)
        merging = next(c for c in CRITERIA if c.code == _MERGING)
        both = np.broadcast_to(table, (len(merging.options), *table.shape))
        axes = [_MERGING, _DATE, *KEEP_BY_CRITERION]
        order = [axes.index(criterion.code) for criterion in CRITERIA]
        return both.transpose([*order, len(axes)])


def combine(extract: Extract, filters: Selection | None = None) -> Combinations:
    """Prepare counting under every combination of the inclusion criteria.

    Parameters
    ----------
    extract : Extract
    filters : Selection, optional
        Its filters apply everywhere; its criteria are not looked at. Default: none.

    Notes
    -----
    An option for which the extract lacks the column keeps everyone, as in `cohort.select`.
    """
    filters = filters or Selection()
    dates = next(c for c in CRITERIA if c.code == _DATE).options
    layers = (_layer(extract, filters.only(**WIDEST, peildatum=day)) for day in dates)
    return Combinations(extract, filters, tuple(layers))


def outcomes(cohort: Cohort) -> tuple[Ints, int]:
    """Code people by their outcome, in the order of `contract.OUTCOMES`; see `Coding`."""
    return positions(cohort.people["uitkomst"], contract.OUTCOMES).index, len(contract.OUTCOMES)


def outcome_counts(found: Combinations) -> Ints:
    """Return counts of the six outcomes, shape (options of each criterion in order …, 6).

    Each row equals what `cohort.select` gives with the same choices.
    """
    counts = found.count(outcomes).copy()
    axis = next(at for at, c in enumerate(CRITERIA) if c.code == _MERGING)
    merged = np.moveaxis(counts, axis, 0)[CRITERIA[axis].options.index("bij_overig")]
    merged[..., _OTHER] += merged[..., _ONWARD]
    merged[..., _ONWARD] = 0
    return counts


def possible(reason: Literal["zelfde_groep", "niet_bekend"] | None = None) -> Masks:
    """Return which combinations are possible, shape (options of each criterion in order …).

    With a reason, only pairs excluded for that reason are impossible.
    """
    allowed = np.ones([len(criterion.options) for criterion in CRITERIA], dtype=np.bool_)
    for pair in IMPOSSIBLE:
        if reason in (None, pair.reason):
            allowed &= ~(_chosen(pair.first) & _chosen(pair.second))
    return allowed


def part_of(hits: Ints | Floats, total: Ints, known: Masks | None = None) -> Floats:
    """Return shares (0–1), nan where the total is 0 or `known` is False."""
    usable = total > 0 if known is None else known & (total > 0)
    shares = np.full(total.shape, np.nan)
    np.divide(hits, total, out=shares, where=usable)
    return shares


def _chosen(choice: Choice) -> Masks:
    """Return where an option is chosen, with one axis per criterion and length 1 on the others."""
    code, option = choice
    axis, criterion = next((at, c) for at, c in enumerate(CRITERIA) if c.code == code)
    mask = np.array([one == option for one in criterion.options])
    return mask.reshape([-1 if at == axis else 1 for at in range(len(CRITERIA))])


def count_combinations(classes: Ints, n_classes: int, criteria: Sequence[Masks]) -> Ints:
    """Count classes of the people who stay under every combination of options.

    Parameters
    ----------
    classes : int array of shape (n,)
        Class of each person, below `n_classes`; −1 is not counted.
    n_classes : int
    criteria : sequence of bool arrays of shape (options, n)
        Per criterion and option: whom that option keeps.

    Returns
    -------
    int array of shape (options of criterion 1, options of criterion 2, …, n_classes)
        Without criteria, shape (n_classes,).

    Raises
    ------
    ValueError
        When there are more than 62 options in all.

    Notes
    -----
    With P patterns and C combinations the work is P·C bit comparisons and one matrix product,
    whatever the number of people.
    """
    pattern, kept = _patterns(len(classes), criteria)
    counts = _sum_patterns(pattern, kept, classes, n_classes)
    return counts.reshape(*(len(options) for options in criteria), n_classes)


def _layer(extract: Extract, widest: Selection) -> Layer:
    cohort = select(extract, widest)
    options = {criterion.code: criterion.options for criterion in CRITERIA}
    masks = [
        np.array([_keeps(cohort.people, code, option) for option in options[code]])
        for code in KEEP_BY_CRITERION
    ]
    return Layer(cohort, *_patterns(cohort.n, masks))


def _keeps(people: pd.DataFrame, code: str, option: str) -> Masks:
    try:
        return KEEP_BY_CRITERION[code](people, choice=option)
    except KeyError:
        return np.ones(len(people), dtype=bool)


def _count(layer: Layer, classes: Ints, n_classes: int) -> Ints:
    return _sum_patterns(layer.pattern, layer.kept, classes, n_classes)


def _patterns(n: int, criteria: Sequence[Masks]) -> tuple[Ints, npt.NDArray[np.float32]]:
    """Return each person's pattern of options met, and which combination keeps which pattern."""
    sizes = [len(options) for options in criteria]
    if sum(sizes) > _MOST_OPTIONS:
        raise ValueError(f"`criteria` may have {_MOST_OPTIONS} options in all, found {sum(sizes)}")
    met = np.zeros(n, dtype=np.int64)
    for bit, option in enumerate(option for options in criteria for option in options):
        met |= option.astype(np.int64) << bit
    patterns, pattern = np.unique(met, return_inverse=True)
    wanted = _required(sizes)[:, None]
    return pattern, ((patterns & wanted) == wanted).astype(np.float32)


def _required(sizes: Sequence[int]) -> Ints:
    """Return the bits that a person must have under each combination, last criterion fastest."""
    required, bit = np.zeros(1, dtype=np.int64), 0
    for size in sizes:
        options = np.int64(1) << np.arange(bit, bit + size, dtype=np.int64)
        required = (required[:, None] | options).ravel()
        bit += size
    return required


def _sum_patterns(
    pattern: Ints, kept: npt.NDArray[np.float32], classes: Ints, n_classes: int
) -> Ints:
    counted = classes >= 0
    cell = pattern[counted] * n_classes + classes[counted]
    cells = np.bincount(cell, minlength=kept.shape[1] * n_classes).reshape(-1, n_classes)
    # Sums of whole numbers below 2**24, people in an extract, are exact in single precision.
    return np.rint(kept @ cells.astype(np.float32)).astype(np.int64)
