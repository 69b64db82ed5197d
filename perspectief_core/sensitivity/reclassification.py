"""Does it matter into which type a steunpunt is put? The working methods, classified otherwise.

The researchers found that several steunpunten fit more than one type, and made two mixed types for
five of them. Here each of those goes to either of its parents, in every combination, and every
other steunpunt once to a type next to its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from perspectief_core.arrays import Floats, Ints
from perspectief_core.cohort.filters import TYPOLOGIES
from perspectief_core.cohort.grouping import Basis
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.results import aggregate
from perspectief_core.sensitivity.combinations import part_of
from perspectief_core.shares import meaning
from perspectief_core.shares.flags import GroupCounts
from perspectief_core.shares.intervals import Share
from perspectief_core.steunpunten.counts import place_counts
from perspectief_core.steunpunten.werkwijzen import TypeShare, by_type, permutation_p, shuffles

PARENTS = {
    "cyclisch_maatwerk": ("cyclisch", "maatwerk"),
    "maatwerk_lineair": ("maatwerk", "lineair"),
}
"""The mixed types of Tabel S2 and the two types that each combines."""
ORDER = ("cyclisch", "maatwerk", "lineair", "confrontatie")
"""From open to demanding: a steunpunt may be moved to a neighbour."""


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
    usual_p, low_p, high_p
        Permutation p of 'types do not differ': as usual, smallest and largest; None when there is
        nothing to compare.
    differs, tested
        Classifications in which the types differ more than chance gives, of those with a p.
    """

    outcome: str
    basis: Basis
    mixed: int
    neighbours: int
    types: tuple[TypeRange, ...]
    usual_p: float | None
    low_p: float | None
    high_p: float | None
    differs: int
    tested: int


def reclassify(cohort: Cohort, outcome: str, basis: Basis = "all") -> Reclassification:
    """Compare the four types on an outcome under every defensible classification.

    Parameters
    ----------
    cohort : Cohort
    outcome, basis
        As in `werkwijzen.by_type`.

    Raises
    ------
    ValueError
        When the outcome is unknown, or `in_begeleiding` is asked of those who left.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> found = reclassify(everyone, "mob")
    >>> found.mixed, found.neighbours, found.differs <= found.tested
    (32, 23, True)
    """
    counts = place_counts(cohort, outcome, basis).filled
    places = cohort.steunpunten.set_index("steunpunt")["werkwijze"].astype(object).dropna()
    kinds = {str(code): str(kind) for code, kind in places.items()}
    usual = by_type(cohort, "4", outcome, basis)
    shuffled = shuffles(counts)
    mixed = [_classified(counts, kinds | moved, shuffled) for moved in _mixed(kinds)]
    moved = [_classified(counts, kinds | moved, shuffled) for moved in _neighbours(kinds)]
    p = [one.p for one in (*mixed, *moved) if one.p is not None]
    shares = np.array([one.shares for one in (*mixed, *moved)])
    return Reclassification(
        outcome=outcome,
        basis=basis,
        mixed=len(mixed),
        neighbours=len(moved),
        types=tuple(
            _range(one, shares[:, at]) for at, one in enumerate(usual.types) if one.type in ORDER
        ),
        usual_p=usual.permutation_p,
        low_p=min(p, default=None),
        high_p=max(p, default=None),
        differs=sum(map(meaning.more_than_chance, p)),
        tested=len(p),
    )


@dataclass(frozen=True, slots=True)
class _Classified:
    """The share of each type (nan without people) and the p under one classification."""

    shares: tuple[float, ...]
    p: float | None


def _classified(counts: GroupCounts, kinds: Mapping[str, str], shuffled: Ints) -> _Classified:
    types = [TYPOLOGIES["4"].get(kinds.get(code, ""), "") for code in counts.codes]
    # A last column for the steunpunten without a type: the test has them as a group of their own.
    membership = np.array([[kind == one for one in (*ORDER, "")] for kind in types], dtype=np.int64)
    membership = membership.reshape(len(types), len(ORDER) + 1)
    hits, totals = membership.T @ counts.hits, membership.T @ counts.totals
    shares = part_of(hits, totals)[: len(ORDER)].tolist()
    varied = 0 < hits.sum() < totals.sum() and np.count_nonzero(totals) > 1
    p = permutation_p(membership, counts, shuffled) if varied else None
    return _Classified(tuple(shares), p)


def _mixed(kinds: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield every way to give the mixed steunpunten one of their parents."""
    codes = [code for code, kind in kinds.items() if kind in PARENTS]
    for parents in product(*(PARENTS[kinds[code]] for code in codes)):
        yield dict(zip(codes, parents, strict=True))


def _neighbours(kinds: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield every move of one steunpunt to a type next to its own."""
    for code, kind in kinds.items():
        at = ORDER.index(kind) if kind in ORDER else None
        if at is None:
            continue
        for other in (at - 1, at + 1):
            if 0 <= other < len(ORDER):
                yield {code: ORDER[other]}


def _range(usual: TypeShare, shares: Floats) -> TypeRange:
    known = [share for share in (usual.pooled.share, *shares.tolist()) if share is not None]
    known = [share for share in known if not np.isnan(share)]
    low, high = min(known, default=None), max(known, default=None)
    return TypeRange(usual.type, usual.pooled, low, high)


assert tuple(dict.fromkeys(TYPOLOGIES["4"].values())) == ORDER
