"""Counting people under every combination of criteria at once, from counts instead of reruns.

People who meet the same options of every criterion are alike for this purpose. They are counted
once per pattern; a combination of choices is then a sum over the patterns that meet it. The
peildatum changes what people are, so every date is a layer of its own; onward migration only moves
people between outcomes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks, pd
from perspectief_core.cohort.columns import Places
from perspectief_core.cohort.criteria import INCLUSION, KEEPING
from perspectief_core.cohort.grouping import crosstab, positions
from perspectief_core.cohort.kinds import Kinds, kinds_by
from perspectief_core.cohort.selecting import Cohort, choose, counted_at
from perspectief_core.cohort.selection import CRITERIA, Criterion, Selection
from perspectief_core.cohort.standing import DATES_KEPT, stand
from perspectief_core.data import contract
from perspectief_core.data.extract import Extract
from perspectief_core.data.remembered import remembered
from perspectief_core.sensitivity.impossible import axis_of, criterion_of

_MOST_OPTIONS = 62
"""Options of all criteria together that fit the bits of one pattern."""
_COUNTED_KEPT = 4
"""Combinations whose outcomes stay counted: so many groups of people are looked at by turns."""
_DATE, _MERGING = "peildatum", "doormigratie"
_ONWARD, _OTHER = (contract.OUTCOMES.index(code) for code in ("doormigratie", "overig"))
_WIDEST = {criterion.code: criterion.widest for criterion in INCLUSION}


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Everyone at one peildatum; for analyses only, never to show.

    Parameters
    ----------
    cohort
        Everyone whom any option of the other criteria keeps.
    pattern : int array of shape (n,)
        Each person's pattern of options met.
    kept : bool array of shape (combinations, patterns)
        Whether the combination of the keeping criteria (last fastest) keeps the pattern.
    """

    cohort: Cohort
    pattern: Ints
    kept: Masks

    def people(self, *columns: str) -> tuple[Ints, Kinds]:
        """Return the people per pattern and kind, and the kinds that some columns make of them."""
        return kinds_by(self.cohort, "pattern", self.pattern, self.kept.shape[1], *columns)

    def counted(self, name: str, of: Places, many: int) -> Ints:
        """Return the people per pattern and `of`, everyone's number; counted once by name."""
        return self.cohort.once(
            ("patterns", name), lambda: crosstab(self.pattern, self.kept.shape[1], of, many)
        )


Weighing = Callable[[Layer], tuple[Ints, Ints]]
"""From the people at a peildatum to how many there are of each pattern and kind, and to whole
numbers of 0 or more that everyone of a kind adds, of shape (kinds, numbers)."""


@dataclass(frozen=True, slots=True, eq=False)
class Combinations:
    """Everyone, and whom each combination keeps; for analyses only, never to show.

    `filters` apply to every combination. The axes of everything counted are the criteria, in the
    order of `selection.CRITERIA`. `groups` says which people each combination counts, impossible
    ones too: equal numbers are the same people at the same peildatum, whatever counts as onward
    migration.
    """

    extract: Extract
    filters: Selection
    layers: tuple[Layer, ...]
    groups: Ints

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria, one axis each."""
        return CRITERIA

    def add(self, weighing: Weighing) -> Ints:
        """Add up whole numbers of people under every combination, impossible ones too.

        Returns
        -------
        int array of shape (options of each criterion in order …, numbers)
        """
        layers = [_add(layer, *weighing(layer)) for layer in self.layers]
        return _by_criterion(np.stack(layers))


def combine(extract: Extract, filters: Selection | None = None) -> Combinations:
    """Prepare counting under every combination of the inclusion criteria.

    Parameters
    ----------
    extract : Extract
    filters : Selection, optional
        Its filters apply everywhere; its criteria are not looked at. Default: none.

    Notes
    -----
    An option for which the extract lacks the column keeps everyone, as in `selecting.select`.

    Examples
    --------
    Under the report's choices, the first of each criterion, its own outcomes.

    >>> from perspectief_core import load
    >>> combined = combine(load("data/synthetic"))
    >>> outcome_counts(combined)[(0,) * len(combined.criteria)].tolist()
    [473, 107, 21, 87, 10, 35]
    """
    filters = filters or Selection()
    days = criterion_of(_DATE).options
    layers = tuple(_layer(extract, filters.only(**(_WIDEST | {_DATE: day}))) for day in days)
    return Combinations(extract, filters, layers, _groups(layers))


def by_outcome(layer: Layer) -> tuple[Ints, Ints]:
    """Count people by their outcome, in the order of `contract.OUTCOMES`; see `Weighing`."""
    people, alike = layer.people("uitkomst")
    outcomes = positions(alike.people["uitkomst"], contract.OUTCOMES).index
    return people, one_each(outcomes, len(contract.OUTCOMES))


def one_each(classes: Ints, n_classes: int) -> Ints:
    """Return what each kind adds when classes of people are counted; class −1 is not counted.

    Examples
    --------
    >>> one_each(np.array([1, -1, 0]), 2).tolist()
    [[0, 1], [0, 0], [1, 0]]
    """
    each: Ints = (classes[:, None] == np.arange(n_classes)).astype(np.int64)
    return each


@remembered(_COUNTED_KEPT)
def unmerged_counts(combined: Combinations) -> Ints:
    """Return `outcome_counts` with onward migration by itself, whatever it counts as."""
    return _read_only(combined.add(by_outcome))


@remembered(_COUNTED_KEPT)
def outcome_counts(combined: Combinations) -> Ints:
    """Return counts of the six outcomes, shape (options of each criterion in order …, 6).

    Each row equals what `selecting.select` gives with the same choices. Nearly every question about
    combinations begins here: counted once, and not to be written in.
    """
    counts = unmerged_counts(combined).copy()
    merging = criterion_of(_MERGING).options.index("bij_overig")
    merged = np.moveaxis(counts, axis_of(_MERGING), 0)[merging]
    merged[..., _OTHER] += merged[..., _ONWARD]
    merged[..., _ONWARD] = 0
    return _read_only(counts)


def _read_only(counts: Ints) -> Ints:
    counts.flags.writeable = False
    return counts


def part_of(hits: Ints | Floats, total: Ints, known: Masks | None = None) -> Floats:
    """Return shares (0–1), nan where the total is 0 or `known` is False."""
    usable = total > 0 if known is None else known & (total > 0)
    shares = np.full(total.shape, np.nan)
    np.divide(hits, total, out=shares, where=usable)
    return shares


def _layer(extract: Extract, widest: Selection) -> Layer:
    chosen = choose(extract, widest)
    met = _met(extract, counted_at(extract, widest))[chosen.counted]
    sizes = [len(criterion.options) for criterion in KEEPING]
    return Layer(chosen.cohort(), *_told_apart(met, sizes))


@remembered(DATES_KEPT)
def _met(extract: Extract, peildatum: date) -> Ints:
    """Return which options keep each person of the extract: no filter changes that."""
    standing = stand(extract, peildatum)
    n = len(standing.people)
    return _bits(
        n,
        (
            np.ones(n, dtype=bool) if mask is None else mask
            for criterion in KEEPING
            for mask in (standing.kept(criterion, option) for option in criterion.options)
        ),
    )


def _by_criterion(layers: Ints) -> Ints:
    """Give rows per layer and combination of the keeping criteria one axis per criterion."""
    sizes = [len(criterion.options) for criterion in KEEPING]
    table = layers.reshape(len(layers), *sizes, -1)
    both = np.broadcast_to(table, (len(criterion_of(_MERGING).options), *table.shape))
    axes = [_MERGING, _DATE, *(criterion.code for criterion in KEEPING)]
    # Merging onward migration keeps the same people, and the dates are layers: both axes stand
    # before those of the keeping criteria, and go to their places here.
    order = [axes.index(criterion.code) for criterion in CRITERIA]
    return both.transpose([*order, len(axes)])


def _groups(layers: Sequence[Layer]) -> Ints:
    """Number the people that each combination counts."""
    numbers, start = [], 0
    for layer in layers:
        # Every pattern has people, so other patterns kept are other people.
        kept = np.packbits(layer.kept, axis=1)
        rows, group = np.unique(kept, axis=0, return_inverse=True)
        numbers.append(start + group.reshape(-1))
        start += len(rows)
    return _by_criterion(np.stack(numbers))[..., 0]


def _add(layer: Layer, people: Ints, numbers: Ints) -> Ints:
    # Sums of whole numbers below 2**53 are exact in floating point, which is many times as fast.
    sums = people.astype(np.float64) @ numbers.astype(np.float64)
    return np.rint(layer.kept.astype(np.float64) @ sums).astype(np.int64)


def _bits(n: int, options: Iterable[Masks]) -> Ints:
    """Return one bit per option met, the first option the lowest, shape (n,)."""
    met, masks = np.zeros(n, dtype=np.int64), list(options)
    if len(masks) > _MOST_OPTIONS:
        raise ValueError(f"criteria may have {_MOST_OPTIONS} options in all, found {len(masks)}")
    # Eight at a time in a byte, which moves an eighth of the memory.
    for start in range(0, len(masks), 8):
        byte = np.zeros(n, dtype=np.uint8)
        for bit, mask in enumerate(masks[start : start + 8]):
            byte |= mask.astype(np.uint8) << np.uint8(bit)
        met |= byte.astype(np.int64) << start
    return met


def _told_apart(met: Ints, sizes: Sequence[int]) -> tuple[Ints, Masks]:
    """Return each person's pattern of options met, and which combination keeps which pattern.

    From the bits of each person and the number of options of each criterion.
    """
    # Whoever has the same bits is kept by the same combinations, so that some fifty patterns stand
    # for all people.
    place, distinct = pd.factorize(met)
    order = np.argsort(distinct)
    patterns, pattern = distinct[order], np.argsort(order)[place]
    # A combination keeps the patterns that have every bit it asks for. Patterns divide people, so
    # that its count is the sum over those patterns and nobody is counted twice: the base cells of a
    # data cube, from which every total follows without a look at the people (Gray, J. et al. 1997,
    # Data Mining and Knowledge Discovery 1, 29–53).
    wanted = _required(sizes)[:, None]
    return pattern, (patterns & wanted) == wanted


def _required(sizes: Sequence[int]) -> Ints:
    """Return the bits that a person must have under each combination, last criterion fastest."""
    required, bit = np.zeros(1, dtype=np.int64), 0
    for size in sizes:
        options = np.int64(1) << np.arange(bit, bit + size, dtype=np.int64)
        required = (required[:, None] | options).ravel()
        bit += size
    return required
