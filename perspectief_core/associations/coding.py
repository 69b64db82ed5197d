"""The people of a cohort coded for the engine: every predictor, whatever the question is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from perspectief_core import splits
from perspectief_core.arrays import Ints, Masks
from perspectief_core.associations.predictors import (
    absent,
    answers_of_places,
    cluster_members,
    column_spec,
    made_of,
    recorded_in,
    recorded_members,
    values_of,
)
from perspectief_core.cohort.grouping import members as members_of
from perspectief_core.cohort.kinds import Kinds, kinds
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.cohort.standing import places_of
from perspectief_core.data.remembered import remembered
from perspectief_core.published.records import Kenmerk
from perspectief_core.splits import Coded, ColumnSpec, Settings, SplitTest, TargetSpec
from perspectief_core.splits.contingency import Codes, Predictor, Target, count

CLASSES = ("nee", "ja")
"""Codes of not having and having the outcome, in the order of a node's counts."""
_COLUMN, _PEOPLE = "_uitkomst", "_jongeren"
"""Names of columns that no characteristic has."""
_MANY = 20_000
"""From this many people on, working out their kinds takes less than coding each of them."""
_PEOPLE_KEPT = 4
"""Coded groups of people kept for the next question about them."""


@dataclass(frozen=True, slots=True, eq=False)
class CodedPeople:
    """People coded for the engine; stays in the core.

    Parameters
    ----------
    coded
        One predictor per row; None when nobody is counted.
    counts : shape (n_predictors, n_codes, n_outcomes)
        People per code and outcome; of nobody empty.
    steunpunt : shape (n_people,)
        Number of each person's steunpunt.
    unavailable
        Predictors that the extract lacks.
    """

    coded: Coded | None
    counts: Ints
    steunpunt: Ints
    unavailable: tuple[str, ...]

    @property
    def n(self) -> int:
        """Number of people."""
        return len(self.steunpunt)

    @property
    def positives(self) -> int:
        """Number of people with the outcome."""
        return 0 if self.coded is None else int(self.coded.outcome.sum())

    @property
    def recorded(self) -> CodedPeople:
        """The same people without the invented answers of steunpunten, which explain nothing."""
        return self.among({kenmerk.kenmerk for kenmerk in recorded_members()})

    def among(self, names: Collection[str]) -> CodedPeople:
        """Return the same people with only the predictors named, in their own order."""
        if self.coded is None:
            return self
        kept = [predictor.name in names for predictor in self.coded.predictors]
        return replace(self, coded=among(self.coded, names), counts=self.counts[kept])

    def against(self, outcome: str) -> CodedPeople:
        """Return the same people, of whom it only matters whether they have an outcome."""
        if self.coded is None:
            return self
        reached = np.isin(self.coded.target.labels, members_of(outcome))
        counts = [self.counts[..., wanted].sum(axis=-1) for wanted in (~reached, reached)]
        coded = replace(
            self.coded,
            target=Target(outcome, CLASSES),
            outcome=reached.astype(np.uint8)[self.coded.outcome],
        )
        return replace(self, coded=coded, counts=np.stack(counts, axis=-1))

    def tests(self, settings: Settings) -> dict[str, SplitTest]:
        """Return the test of every predictor by its name; none when nobody is counted."""
        if self.coded is None:
            return {}
        found = splits.screen_counts(self.counts, self.coded.predictors, settings)
        return {test.predictor: test for test in found}


def among(coded: Coded, names: Collection[str]) -> Coded:
    """Return coded people with only the predictors named, in their own order."""
    rows = [row for row, predictor in enumerate(coded.predictors) if predictor.name in names]
    if len(rows) == len(coded.predictors):
        return coded
    predictors = tuple(coded.predictors[row] for row in rows)
    return replace(coded, predictors=predictors, codes=np.ascontiguousarray(coded.codes[rows]))


@remembered(_PEOPLE_KEPT)
def code_predictors(cohort: Cohort, left_out: frozenset[str]) -> CodedPeople:
    """Code every predictor; the outcome is whatever became of people, counted once for all.

    The bins of a scale depend on who is counted and not on the outcome or the cluster.
    """
    counted = who_counts(cohort, left_out)
    place, codes = places_of(cohort.people, sort=True)
    own = place[counted]
    coded, counts = None, np.zeros((0, 0, 0), dtype=np.int64)
    if counted.any():
        of_places = _code_places(cohort, codes, np.bincount(own, minlength=len(codes)))
        coded = _together(_code_people(cohort, counted), of_places, own)
        counts = count(coded)[0]
    return CodedPeople(coded, counts, own, absent(cohort))


def _code_people(cohort: Cohort, counted: Masks) -> Coded:
    """Code the characteristics of the people who count."""
    columns = [str(name) for name in cohort.people]
    members = [member for member in _members("persoon") if recorded_in(columns, member)]
    code = _code_kinds if cohort.n > _MANY else _code_each
    return code(cohort, counted, members)


def _code_each(cohort: Cohort, counted: Masks, members: list[Kenmerk]) -> Coded:
    """Code people one by one, all characteristics at once."""
    people = cohort.people[counted]
    values = {member.kenmerk: values_of(people, member) for member in members}
    frame = pd.DataFrame({**values, "uitkomst": people["uitkomst"]})
    return splits.encode(frame, _specs(members, frame), TargetSpec("uitkomst"))


def _code_kinds(cohort: Cohort, counted: Masks, members: list[Kenmerk]) -> Coded:
    """Code people by the kinds that there are of them in each characteristic: of many, faster."""
    pairs = [_code_kind(cohort, counted, member) for member in members]
    alike = kinds(cohort, "uitkomst")
    frame = alike.people.assign(**{_PEOPLE: alike.times_of(counted)})
    outcome = splits.encode(frame, [], TargetSpec("uitkomst"), weight=_PEOPLE)
    wide = any(codes.dtype != np.uint8 for _, codes in pairs)
    rows = [codes for _, codes in pairs]
    return Coded(
        predictors=tuple(predictor for predictor, _ in pairs),
        codes=np.stack(rows).astype(np.uint16 if wide else np.uint8, copy=False),
        target=outcome.target,
        outcome=_of_people(outcome, outcome.outcome, alike)[counted],
        weights=None,
        rows=np.arange(np.count_nonzero(counted)),
    )


def _code_kind(cohort: Cohort, counted: Masks, member: Kenmerk) -> tuple[Predictor, Codes]:
    """Code one characteristic: the bins of kinds with so many people are those of the people."""
    alike = kinds(cohort, *made_of(member))
    values = pd.DataFrame({member.kenmerk: values_of(alike.people, member)})
    frame = values.assign(**{_PEOPLE: alike.times_of(counted)}).assign(**{_COLUMN: "x"})
    coded = splits.encode(frame, [column_spec(member)], TargetSpec(_COLUMN), weight=_PEOPLE)
    return coded.predictors[0], _of_people(coded, coded.codes[0], alike)[counted]


def _of_people(coded: Coded, codes: Codes, alike: Kinds) -> Codes:
    """Return the code of each person, of those of the kinds with people who count."""
    every = np.zeros(len(alike.times), dtype=codes.dtype)
    every[coded.rows] = codes
    return alike.everyone(every)


def _code_places(cohort: Cohort, codes: pd.Index, people: Ints) -> Coded:
    """Code what steunpunten answered, each with its people: the bins are those of the people.

    The rows are all steunpunten in `codes`; of those without people the codes mean nothing.
    """
    members = _members("steunpunt")
    frame = answers_of_places(cohort, members).reindex(codes)
    specs = _specs(members, frame)
    frame = frame.assign(**{_PEOPLE: people}).assign(**{_COLUMN: "x"})
    coded = splits.encode(frame, specs, TargetSpec(_COLUMN), weight=_PEOPLE)
    every = np.zeros((len(specs), len(codes)), dtype=coded.codes.dtype)
    every[:, coded.rows] = coded.codes
    return replace(coded, codes=every)


def _members(level: str) -> tuple[Kenmerk, ...]:
    return tuple(member for member in cluster_members("alles") if member.niveau == level)


def _specs(members: Iterable[Kenmerk], frame: pd.DataFrame) -> list[ColumnSpec]:
    return [column_spec(member) for member in members if member.kenmerk in frame]


def _together(of_people: Coded, of_places: Coded, place: Ints) -> Coded:
    """Return everything by person, in the report's order; `place` is each person's steunpunt."""
    people, places = _by_name(of_people), _by_name(of_places)
    order = [member.kenmerk for member in cluster_members("alles")]
    names = [name for name in order if name in people or name in places]
    dtype = np.result_type(of_people.codes, of_places.codes)
    codes = np.empty((len(names), len(place)), dtype=dtype)
    for row, name in enumerate(names):
        codes[row] = people[name][1] if name in people else places[name][1][place]
    predictors = tuple((people.get(name) or places[name])[0] for name in names)
    return replace(of_people, predictors=predictors, codes=codes)


def _by_name(coded: Coded) -> dict[str, tuple[Predictor, Codes]]:
    """Return each predictor with its codes."""
    pairs = zip(coded.predictors, coded.codes, strict=True)
    return {predictor.name: (predictor, codes) for predictor, codes in pairs}


def who_counts(cohort: Cohort, left_out: frozenset[str]) -> Masks:
    """Return which people of a cohort have none of these outcomes; stays in the core."""
    counted = ~cohort.people["uitkomst"].isin(left_out)
    return np.asarray(counted.to_numpy(dtype=bool))
