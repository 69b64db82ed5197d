"""Does the working method matter, given who came? One model, with steunpunten as units.

Per type: how many of people like all those counted would have the outcome there. Beside it the same
with people as units, to show what that makes of the width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.cohort.criteria import is_one_of
from perspectief_core.cohort.filters import types_in
from perspectief_core.cohort.grouping import grouping, members
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.expected.describing import describe
from perspectief_core.expected.expecting import Carries, carries
from perspectief_core.expected.fitting import FEWEST, PENALTY
from perspectief_core.mixed.fitting import People, fit, fit_plain
from perspectief_core.mixed.standardising import Standard
from perspectief_core.results import aggregate
from perspectief_core.shares import intervals, meaning
from perspectief_core.shares.chi_square import independence_test
from perspectief_core.shares.flags import GroupCounts
from perspectief_core.shares.intervals import Interval, Share
from perspectief_core.steunpunten.counts import place_counts
from perspectief_core.steunpunten.shuffled_types import permutation_p, shuffled_p, shuffles
from perspectief_core.steunpunten.werkwijzen import Typology, type_table, types_of

FEWEST_FREE = 3
"""With fewer steunpunten beyond the number of types there is no model."""


@dataclass(frozen=True, slots=True)
class Standardised:
    """Share (0–1) among people like all those in the model, with two intervals.

    `interval` has steunpunten as units, `narrow` people.
    """

    share: float
    interval: Interval
    narrow: Interval


@dataclass(frozen=True, slots=True)
class GivenType:
    """One type: counted, its steunpunten with people, and given who came.

    The last is None when there is no model, or when the type has too few people with, or without,
    the outcome to be in it.
    """

    type: str
    share: Share
    n_steunpunten: int
    given: Standardised | None


@dataclass(frozen=True, slots=True)
class FourTests:
    """p of 'types do not differ': people or steunpunten as units, counted or given who came.

    None where there is nothing to compare.
    """

    people: float | None
    people_given: float
    places: float
    places_given: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TypesModel:
    """The model.

    Parameters
    ----------
    events, parameters
        The fewer of people with and without the outcome, and columns of who came.
    spread
        Standard deviation between steunpunten of one type, on the logit scale.
    freedom
        Degrees of freedom of intervals and F test: steunpunten less types.
    tests, model_p
        Four tests without, and the F test with an effect per steunpunt.
    """

    events: int
    parameters: int
    spread: float
    freedom: int
    tests: FourTests
    model_p: float

    @property
    def carries(self) -> Carries:
        """Whether there are outcomes enough for so many columns; for none there always are."""
        return carries(self.events / self.parameters, fitted=True) if self.parameters else "ruim"


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class GivenWhoCame:
    """All types on one outcome, given who came; see `given_who_came`.

    `types` are in contract order; `missing` are columns that the extract lacks.
    """

    typology: Typology
    outcome: str
    overall: Share
    types: tuple[GivenType, ...]
    model: TypesModel | None
    missing: tuple[str, ...]

    @property
    def more_than_chance(self) -> bool:
        """Whether types differ more than chance, given who came, with steunpunten as units."""
        return self.model is not None and meaning.more_than_chance(self.model.tests.places_given)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Who is in the model: types (steunpunten by types), who came, the outcome, steunpunten."""

    membership: Ints
    columns: Floats
    has: Masks
    place: Ints
    counts: GroupCounts

    @property
    def freedom(self) -> int:
        return len(self.counts.codes) - int(self.membership.shape[1])

    def people(self, types: Floats) -> People:
        """Return the people with these columns for types before those of who came."""
        penalty = np.append(np.zeros(types.shape[1]), np.full(self.columns.shape[1], PENALTY))
        return People.of(np.column_stack([types, self.columns]), self.has, self.place, penalty)


def given_who_came(cohort: Cohort, typology: Typology, outcome: str) -> GivenWhoCame:
    """Compare the types of working method on one outcome, given who came.

    Raises
    ------
    ValueError
        When typology or outcome is unknown.

    Notes
    -----
    Model: logistic; an effect per type, the columns of `expected.describing` with a ridge penalty
    of 1, and an effect per steunpunt from a normal distribution (`fitting`). Shares and intervals:
    `standardising`, with as many degrees of freedom as there are steunpunten less types. The test
    given who came with steunpunten as units shuffles the types over the steunpunten, and compares
    the sum over types of (counted less expected)² / variance, expected from who came alone.

    References
    ----------
    Li, P. & Redden, D. T. (2015). Comparing denominator degrees of freedom approximations for the
    generalized linear mixed model in analyzing binary outcome in small sample cluster-randomized
    trials. BMC Medical Research Methodology 15, 38.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> types = given_who_came(everyone, "2", "mob")
    >>> types.model.freedom, types.model.events, types.more_than_chance
    (18, 87, False)
    """
    levels, counts = types_in(typology), place_counts(cohort, outcome)
    labels = types_of(cohort, typology, counts.codes)
    shares = [_together(counts, labels == level) for level in levels]
    used = [level for level, share in zip(levels, shares, strict=True) if _enough(share)]
    described = describe(cohort)
    part = _part(cohort, outcome, described.columns, labels, used)
    given: dict[str, Standardised] = {}
    model = None
    if len(used) > 1 and part.freedom >= FEWEST_FREE:
        model, standardised = _modelled(part)
        given = dict(zip(used, standardised, strict=True))
    steunpunten = [int(((labels == level) & (counts.totals > 0)).sum()) for level in levels]
    rows = zip(levels, shares, steunpunten, strict=True)
    return GivenWhoCame(
        typology=typology,
        outcome=outcome,
        overall=counts.together,
        types=tuple(GivenType(*row, given.get(row[0])) for row in rows),
        model=model,
        missing=described.missing,
    )


def _together(counts: GroupCounts, own: Masks) -> Share:
    return intervals.share(int(counts.hits[own].sum()), int(counts.totals[own].sum()))


def _enough(share: Share) -> bool:
    return min(share.count, share.total - share.count) >= FEWEST


def _part(
    cohort: Cohort,
    outcome: str,
    columns: Floats,
    labels: npt.NDArray[np.str_],
    used: Sequence[str],
) -> _Part:
    """Return who is in the model: people of the types used, their steunpunten numbered from 0."""
    at = grouping(cohort, "steunpunt").index
    kept = np.isin(labels, used)[at]
    present, place = np.unique(at[kept], return_inverse=True)
    has = is_one_of(cohort.people["uitkomst"], members(outcome))[kept]
    counts = GroupCounts(
        tuple(map(str, present)),
        np.bincount(place[has], minlength=len(present)),
        np.bincount(place, minlength=len(present)),
    )
    membership = (labels[present, None] == np.array(used, dtype=np.str_)).astype(np.int64)
    return _Part(membership, columns[kept], has, place, counts)


def _modelled(part: _Part) -> tuple[TypesModel, list[Standardised]]:
    """Fit with steunpunten and with people as units, and lay both beside each other."""
    types = part.membership.shape[1]
    people = part.people(part.membership[part.place].astype(np.float64))
    wide, narrow = (Standard(model(people), part.columns, types) for model in (fit, fit_plain))
    f = wide.difference() / (types - 1)
    model = TypesModel(
        events=int(min(part.has.sum(), (~part.has).sum())),
        parameters=part.columns.shape[1],
        spread=wide.model.spread,
        freedom=part.freedom,
        tests=_tests(part, narrow.difference()),
        model_p=float(
            scipy.special.betainc(
                part.freedom / 2, (types - 1) / 2, part.freedom / (part.freedom + (types - 1) * f)
            )
        ),
    )
    return model, [
        Standardised(wide.share(at), wide.interval(at, part.freedom), narrow.interval(at, np.inf))
        for at in range(types)
    ]


def _tests(part: _Part, apart: float) -> FourTests:
    counts, shuffled = part.counts, shuffles(part.counts)
    who = part.people(np.ones((len(part.has), 1)))
    chances = scipy.special.expit(who.design @ fit_plain(who).effects)
    naive = independence_test(type_table(part.membership, counts))
    return FourTests(
        people=None if naive is None else naive.p,
        people_given=float(scipy.special.chdtrc(part.membership.shape[1] - 1, apart)),
        places=permutation_p(part.membership, counts, shuffled),
        places_given=shuffled_p(
            part.membership,
            counts.hits - who.member @ chances,
            who.member @ (chances * (1 - chances)),
            shuffled,
        ),
    )
