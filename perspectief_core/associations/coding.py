"""The people of a cohort coded for the engine: every predictor, whatever the question is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np

from perspectief_core import splits
from perspectief_core.arrays import Ints, Masks, pd
from perspectief_core.associations.by_kind import (
    ANY,
    OUTCOME,
    PEOPLE,
    OfKinds,
    Outcomes,
    code_kind,
    count_kinds,
)
from perspectief_core.associations.predictors import (
    absent,
    answers_of_places,
    cluster_members,
    column_spec,
    recorded_in,
    recorded_members,
    values_of,
)
from perspectief_core.cohort.grouping import members
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data.remembered import remembered
from perspectief_core.published.records import Kenmerk
from perspectief_core.splits import Coded, ColumnSpec, Settings, SplitTest, TargetSpec
from perspectief_core.splits.contingency import Codes, Predictor, Target, count, tally
from perspectief_core.splits.nested import Nest, Nested, Own, Written

CLASSES = ("nee", "ja")
"""Codes of not having and having the outcome, in the order of a node's counts."""
_MANY = 20_000
"""From this many people on, working out their kinds takes less than coding each of them."""
_PEOPLE_KEPT = 4
"""Coded groups of people kept for the next question about them."""


@dataclass(frozen=True, slots=True, eq=False)
class CodedPeople:
    """People coded for the engine; stays in the core.

    Parameters
    ----------
    nest
        The people with their predictors, each with a steunpunt as unit; None when nobody counts.
    target, outcome
        What can become of people, and the code of what became of each, shape (n_people,).
    counts : shape (n_predictors, n_codes, n_outcomes)
        People per code and outcome; of nobody empty.
    unavailable
        Predictors that the extract lacks.
    """

    nest: Nest | None
    target: Target
    outcome: Codes
    counts: Ints
    unavailable: tuple[str, ...]

    @property
    def n(self) -> int:
        """Number of people."""
        return len(self.outcome)

    @property
    def positives(self) -> int:
        """Number of people with the outcome."""
        return int(np.count_nonzero(self.outcome))

    @property
    def predictors(self) -> tuple[Predictor, ...]:
        """The predictors, in the report's order; none when nobody counts."""
        return () if self.nest is None else self.nest.predictors

    @property
    def recorded(self) -> CodedPeople:
        """The same people without the invented answers of steunpunten, which explain nothing."""
        return self.among({kenmerk.kenmerk for kenmerk in recorded_members()})

    def among(self, names: Collection[str]) -> CodedPeople:
        """Return the same people with only the predictors named, in their own order."""
        if self.nest is None:
            return self
        kept = np.array([predictor.name in names for predictor in self.predictors], dtype=np.bool_)
        return replace(self, nest=self.nest.choose(kept), counts=self.counts[kept])

    def against(self, outcome: str) -> CodedPeople:
        """Return the same people, of whom it only matters whether they have an outcome."""
        if self.nest is None:
            return self
        reached = np.isin(self.target.labels, members(outcome))
        counts = [self.counts[..., wanted].sum(axis=-1) for wanted in (~reached, reached)]
        return replace(
            self,
            target=Target(outcome, CLASSES),
            outcome=np.take(reached.astype(np.uint8), self.outcome),
            counts=np.stack(counts, axis=-1),
        )

    def tests(self, settings: Settings) -> dict[str, SplitTest]:
        """Return the test of every predictor by its name; none when nobody is counted."""
        if self.nest is None:
            return {}
        tests = splits.screen_counts(self.counts, self.predictors, settings)
        return {test.predictor: test for test in tests}

    def rows(self) -> Nested:
        """Return the people as a tree asks of them; ValueError when nobody counts."""
        most = max((predictor.size for predictor in self.predictors), default=0)
        return Nested(self._somebody(), self.target, self.outcome, self.counts[:, :most])

    def codes_of(self, name: str) -> Codes:
        """Return everyone's code on a predictor, shape (n_people,); ValueError when it is none."""
        at = [predictor.name for predictor in self.predictors].index(name)
        return self._somebody().codes_of(at)

    def written(self) -> Coded:
        """Return the people with the codes of all predictors; ValueError when nobody counts."""
        nest = self._somebody()
        return Coded(
            predictors=nest.predictors,
            codes=np.stack([nest.codes_of(at) for at in range(len(nest.predictors))]),
            target=self.target,
            outcome=self.outcome,
            weights=None,
            rows=np.arange(self.n),
        )

    def _somebody(self) -> Nest:
        if self.nest is None:
            raise ValueError("nobody counts")
        return self.nest


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _People:
    """What people have of their own: coded, and counted by outcome as in `CodedPeople`."""

    own: Own
    predictors: tuple[Predictor, ...]
    counts: Ints
    target: Target
    outcome: Codes


@remembered(_PEOPLE_KEPT)
def code_predictors(cohort: Cohort, left_out: frozenset[str]) -> CodedPeople:
    """Code every predictor; the outcome is whatever became of people, counted once for all.

    The bins of a scale depend on who is counted and not on the outcome or the cluster.
    """
    counted = who_counts(cohort, left_out)
    if not counted.any():
        nobody = np.zeros(0, dtype=np.uint8)
        nothing = np.zeros((0, 0, 0), dtype=np.int64)
        return CodedPeople(None, Target(OUTCOME, ()), nobody, nothing, absent(cohort))
    columns = [str(name) for name in cohort.people]
    kenmerken = [row for row in _kenmerken("persoon") if recorded_in(columns, row)]
    if cohort.n > _MANY:
        people = _code_kinds(cohort, left_out, kenmerken, counted)
    else:
        people = _code_each(cohort.people[counted], kenmerken)
    unit, codes = _steunpunten(cohort)
    return _together(cohort, people, unit if counted.all() else unit[counted], codes)


def _code_each(people: pd.DataFrame, kenmerken: list[Kenmerk]) -> _People:
    """Code people one by one, all characteristics at once."""
    values = {row.kenmerk: values_of(people, row) for row in kenmerken}
    frame = pd.DataFrame({**values, OUTCOME: people[OUTCOME]})
    coded = splits.encode(frame, _specs(kenmerken, frame), TargetSpec(OUTCOME))
    return _People(
        own=Written(coded),
        predictors=coded.predictors,
        counts=count(coded)[0],
        target=coded.target,
        outcome=coded.outcome,
    )


def _code_kinds(
    cohort: Cohort, left_out: frozenset[str], kenmerken: list[Kenmerk], counted: Masks
) -> _People:
    """Code people by the kinds that there are of them in each characteristic."""
    outcomes = Outcomes(cohort, left_out)
    coded = [code_kind(cohort, outcomes, row) for row in kenmerken]
    most = max((len(characteristic.counts) for characteristic in coded), default=0)
    counts = np.zeros((len(coded), most, len(outcomes.target.labels)), dtype=np.int64)
    for table, characteristic in zip(counts, coded, strict=True):
        table[: len(characteristic.counts)] = characteristic.counts
    every = outcomes.codes()
    return _People(
        own=OfKinds(coded, counted),
        predictors=tuple(characteristic.predictor for characteristic in coded),
        counts=counts,
        target=outcomes.target,
        outcome=every if counted.all() else every[counted],
    )


def _steunpunten(cohort: Cohort) -> tuple[Codes, pd.Index]:
    """Return the number of each person's steunpunt, and the codes of those with people, by letter.

    In as few bytes as hold the numbers.
    """
    placed = cohort.placed("steunpunt")
    present = np.flatnonzero(np.bincount(placed.place, minlength=len(placed.values)))
    codes = pd.Index(placed.values.iloc[present].astype(object))
    order = codes.argsort()
    number = np.zeros(len(placed.values), dtype=np.min_scalar_type(len(codes)))
    number[present[order]] = np.arange(len(codes))
    return np.take(number, placed.place), codes[order]


def _together(cohort: Cohort, people: _People, unit: Codes, codes: pd.Index) -> CodedPeople:
    """Return people with what their steunpunten answered, in the report's order."""
    shape = len(codes), len(people.target.labels)
    per_place = tally(unit, people.outcome.astype(np.int64), shape).T
    places = _code_places(cohort, codes, per_place.sum(axis=0))
    tables = (people.counts, count_kinds(places, per_place))
    own = {predictor.name: at for at, predictor in enumerate(people.predictors)}
    of_places = {predictor.name: at for at, predictor in enumerate(places.predictors)}
    known = own | of_places
    names = [name for name in (k.kenmerk for k in cluster_members("alles")) if name in known]
    of_unit = np.array([name in of_places for name in names], dtype=np.bool_)
    number = np.array([known[name] for name in names], dtype=np.int64)
    counts = np.zeros((len(names), max(t.shape[1] for t in tables), shape[1]), dtype=np.int64)
    for at, table in zip((~of_unit, of_unit), tables, strict=True):
        counts[at, : table.shape[1]] = table[number[at]]
    nest = Nest(
        own=people.own,
        units=_of_all(places, len(codes)),
        unit=unit,
        predictors=tuple(
            (places if at_place else people).predictors[at]
            for at_place, at in zip(of_unit.tolist(), number.tolist(), strict=True)
        ),
        of_unit=of_unit,
        number=number,
    )
    return CodedPeople(nest, people.target, people.outcome, counts, absent(cohort))


def _code_places(cohort: Cohort, codes: pd.Index, people: Ints) -> Coded:
    """Code what steunpunten answered, each with its people: the bins are those of the people.

    Those without people who count are left out.
    """
    kenmerken = _kenmerken("steunpunt")
    frame = answers_of_places(cohort, kenmerken).reindex(codes)
    specs = _specs(kenmerken, frame)
    frame = frame.assign(**{PEOPLE: people}).assign(**{ANY: "x"})
    return splits.encode(frame, specs, TargetSpec(ANY), weight=PEOPLE)


def _of_all(coded: Coded, steunpunten: int) -> Coded:
    """Return coded steunpunten with all others between them, whose codes mean nothing."""
    if len(coded.rows) == steunpunten:
        return coded
    every = np.zeros((len(coded.predictors), steunpunten), dtype=coded.codes.dtype)
    every[:, coded.rows] = coded.codes
    return replace(coded, codes=every)


def _kenmerken(level: str) -> tuple[Kenmerk, ...]:
    return tuple(row for row in cluster_members("alles") if row.niveau == level)


def _specs(kenmerken: Iterable[Kenmerk], frame: pd.DataFrame) -> list[ColumnSpec]:
    return [column_spec(row) for row in kenmerken if row.kenmerk in frame]


def who_counts(cohort: Cohort, left_out: frozenset[str]) -> Masks:
    """Return which people of a cohort have none of these outcomes; stays in the core."""
    if not left_out:
        return np.ones(cohort.n, dtype=np.bool_)
    placed = cohort.placed(OUTCOME)
    counts = ~placed.values.isin(left_out).to_numpy(dtype=bool)
    return np.take(counts, placed.place)
