"""Does it matter into which type a steunpunt is put? The working methods, classified otherwise.

The researchers found that several steunpunten fit more than one type, and made two mixed types for
five of them. Here each of those goes to either of its parents, in every combination, and every
other steunpunt once to a type next to its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from perspectief_core.arrays import Floats, Ints, pd
from perspectief_core.cohort.filters import TYPOLOGIES
from perspectief_core.cohort.grouping import Basis
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.results import aggregate
from perspectief_core.sensitivity.combinations import part_of
from perspectief_core.shares import meaning
from perspectief_core.shares.flags import GroupCounts
from perspectief_core.shares.intervals import Share
from perspectief_core.steunpunten.counts import place_counts
from perspectief_core.steunpunten.shuffled_types import Drawn
from perspectief_core.steunpunten.werkwijzen import TypeShare, by_type_drawn

PARENTS = {
    "cyclisch_maatwerk": ("cyclisch", "maatwerk"),
    "maatwerk_lineair": ("maatwerk", "lineair"),
}
"""The mixed types of Tabel S2 and the two types that each combines."""
ORDER = ("cyclisch", "maatwerk", "lineair", "confrontatie")
"""From open to demanding: a steunpunt may be moved to a neighbour."""
_TYPE_AT = {kind: ORDER.index(parent) for kind, parent in TYPOLOGIES["4"].items()}
_MOST_PLACES = 50_000
"""Steunpunten in all classifications of one sort together: of more steunpunten fewer are tried."""
SEED = 0


@dataclass(frozen=True, slots=True)
class TypeRange:
    """One of the four types: its share as classified here, and over all classifications.

    `low` and `high` are shares (0–1); None when no classification gives the type anybody.
    """

    type: str
    usual: Share
    low: float | None
    high: float | None


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassification:
    """The four types on one outcome, over all classifications.

    Parameters
    ----------
    mixed, neighbours
        Classifications with the mixed steunpunten moved, and with one other steunpunt moved.
    every
        Whether these are all of them; of many steunpunten some are tried, drawn at random.
    differs, tested
        Classifications in which the types differ more than chance gives, of those with a p.
    """

    outcome: str
    mixed: int
    neighbours: int
    every: bool
    types: tuple[TypeRange, ...]
    differs: int
    tested: int


def reclassify(cohort: Cohort, outcome: str, basis: Basis = "all") -> Reclassification:
    """Compare the four types on an outcome under every defensible classification.

    Parameters
    ----------
    cohort : Cohort
    outcome : str
    basis : {"all", "exits"}
        Shares of everyone counted, or of those who left.

    Raises
    ------
    ValueError
        When the outcome is unknown, or `in_begeleiding` is asked of those who left.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> reclassified = reclassify(everyone, "mob")
    >>> reclassified.mixed, reclassified.neighbours, reclassified.differs <= reclassified.tested
    (32, 23, True)
    """
    every = place_counts(cohort, outcome, basis)
    counts = every.filled
    kinds, most = _kinds(cohort), _most(len(counts.codes))
    drawn = Drawn.of(counts)
    usual = by_type_drawn(cohort, "4", outcome, every, lambda: drawn)
    mixed = [code for code, kind in kinds.items() if kind in PARENTS]
    sides, moves = _sides(len(mixed), most), _neighbours(kinds)
    tried = moves if len(moves) <= most else _drawn_from(moves, most)
    own = _own_types(counts, kinds)
    ways = [_of_parents(own, {code: kinds[code] for code in mixed}, sides), _moved(own, tried)]
    classified = _classified(counts, np.concatenate(ways), drawn)
    p = [each.p for each in classified if each.p is not None]
    shares = np.array([each.shares for each in classified])
    return Reclassification(
        outcome=outcome,
        mixed=len(sides),
        neighbours=len(tried),
        every=len(tried) == len(moves) and len(sides) == 2 ** len(mixed),
        types=tuple(
            _range(of_type, shares[:, at])
            for at, of_type in enumerate(usual.types)
            if of_type.type in ORDER
        ),
        differs=sum(map(meaning.more_than_chance, p)),
        tested=len(p),
    )


@dataclass(frozen=True, slots=True)
class _Classified:
    """The share of each type (nan without people) and the p under one classification."""

    shares: tuple[float, ...]
    p: float | None


def _kinds(cohort: Cohort) -> dict[str, str]:
    """Return the type of each steunpunt that has one, by its code."""
    codes, kinds = (cohort.steunpunten[name].tolist() for name in ("steunpunt", "werkwijze"))
    pairs = zip(codes, kinds, strict=True)
    return {str(code): str(kind) for code, kind in pairs if not pd.isna(kind)}


@dataclass(frozen=True, slots=True, eq=False)
class _Own:
    """The place of each steunpunt by its code, and of its type; the last for no type."""

    place: Mapping[str, int]
    types: Ints


def _own_types(counts: GroupCounts, kinds: Mapping[str, str]) -> _Own:
    usual = [_TYPE_AT.get(kinds.get(code, ""), len(ORDER)) for code in counts.codes]
    place = {code: at for at, code in enumerate(counts.codes)}
    return _Own(place, np.array(usual, dtype=np.int64))


def _of_parents(own: _Own, mixed: Mapping[str, str], sides: Ints) -> Ints:
    """Return everyone's types after mixed steunpunten went to one of their parents' sides."""
    types = np.tile(own.types, (len(sides), 1))
    there = [code in own.place for code in mixed]
    parents = np.array(
        [[_TYPE_AT[parent] for parent in PARENTS[kind]] for kind in mixed.values()], dtype=np.int64
    ).reshape(-1, 2)
    gone_to = np.where(sides == 0, parents[:, 0], parents[:, 1])
    types[:, [own.place[code] for code in mixed if code in own.place]] = gone_to[:, there]
    return types


def _moved(own: _Own, moves: Sequence[tuple[str, int]]) -> Ints:
    """Return everyone's types after each of the moves of one steunpunt."""
    types = np.tile(own.types, (len(moves), 1))
    for of_move, (code, to) in zip(types, moves, strict=True):
        if code in own.place:
            of_move[own.place[code]] = to
    return types


def _classified(counts: GroupCounts, types: Ints, drawn: Drawn) -> list[_Classified]:
    # A last column for the steunpunten without a type: the test has them as a group of their own.
    membership = types[:, :, None] == np.arange(len(ORDER) + 1)
    hits, totals = (np.swapaxes(membership, 1, 2) @ of for of in (counts.hits, counts.totals))
    shares = part_of(hits, totals)[:, : len(ORDER)]
    varied = (hits.sum(axis=1) > 0) & (hits.sum(axis=1) < totals.sum(axis=1))
    varied &= np.count_nonzero(totals, axis=1) > 1
    tests = iter(drawn.ps(membership[varied]))
    p = [next(tests) if tested else None for tested in varied]
    return [_Classified(*pair) for pair in zip(map(tuple, shares.tolist()), p, strict=True)]


def _most(steunpunten: int) -> int:
    """Return how many classifications of one sort are tried."""
    return max(_MOST_PLACES // max(steunpunten, 1), 1)


def _sides(mixed: int, most: int) -> Ints:
    """Return every way to give mixed steunpunten a parent, 0 or 1; of too many some at random."""
    if 2**mixed <= most:
        return np.array(list(product((0, 1), repeat=mixed)), dtype=np.int64).reshape(
            2**mixed, mixed
        )
    return np.random.default_rng(SEED).integers(0, 2, (most, mixed))


def _drawn_from(moves: list[tuple[str, int]], most: int) -> list[tuple[str, int]]:
    places = np.random.default_rng(SEED).choice(len(moves), most, replace=False)
    return [moves[at] for at in sorted(places.tolist())]


def _neighbours(kinds: Mapping[str, str]) -> list[tuple[str, int]]:
    """Return every move of one steunpunt to a type next to its own, a place in `ORDER`."""
    beside = {
        kind: [to for to in (at - 1, at + 1) if 0 <= to < len(ORDER)]
        for at, kind in enumerate(ORDER)
    }
    return [(code, to) for code, kind in kinds.items() for to in beside.get(kind, ())]


def _range(usual: TypeShare, shares: Floats) -> TypeRange:
    known = [share for share in (usual.pooled.share, *shares.tolist()) if share is not None]
    known = [share for share in known if not np.isnan(share)]
    low, high = min(known, default=None), max(known, default=None)
    return TypeRange(usual.type, usual.pooled, low, high)


assert tuple(dict.fromkeys(TYPOLOGIES["4"].values())) == ORDER
