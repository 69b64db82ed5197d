"""Which characteristics hang together with an outcome: the report's screening, and its trees.

One outcome, yes against no, for everyone or for those who left; every predictor of a cluster is
tested by the engine of `perspectief_core.splits` with the report's settings unless others are
given. Beside each row stands what Bijlagen 14–20 print.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from perspectief_core import splits
from perspectief_core.arrays import Ints, Masks
from perspectief_core.associations.predictors import cluster_members, predictor_table
from perspectief_core.cohort.grouping import Basis
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.published import records
from perspectief_core.published.records import ChaidRow, Kenmerk
from perspectief_core.results import aggregate
from perspectief_core.splits import Coded, Settings, SplitTest, TargetSpec, Tree
from perspectief_core.splits.contingency import Target

BIJLAGE = {
    ("verblijfsvergunning", False): 14,
    ("terugkeer", False): 15,
    ("mob", False): 16,
    ("in_begeleiding", False): 17,
    ("verblijfsvergunning", True): 18,
    ("terugkeer", True): 19,
    ("mob", True): 20,
}
"""The appendix that prints the screening of an outcome, by whether only exits are counted."""

REPORT_SETTINGS = Settings(missing="exclude")
"""SPSS's defaults; who misses a value does not count for that predictor, as in the report."""

CLASSES = ("nee", "ja")
"""Codes of not having and having the outcome, in the order of a node's counts."""

_COLUMN = "uitkomst"
_PEOPLE_KEPT = 4
"""Coded groups of people kept for the next question about them."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a screening, a tree, or what builds on them.

    Parameters
    ----------
    outcome
        Code of the outcome that counts as yes.
    cluster : one of `predictors.ALL_CLUSTERS`
    only_exits
        Leave out who is still in guidance and whose outcome is 'overig', as Bijlagen 18–20 seem to
        do; see Notes.
    settings
        Rules of the engine.

    Notes
    -----
    The report does not say who counts in Bijlagen 18–20. With all 260 who left, no whole counts
    give what Bijlagen 14–20 print about lawyers at the steunpunt, or about obstacles with the
    municipality; with the 225 whose outcome is not 'overig' some do (decision 0021). A question
    about 'overig' itself counts everyone who left.
    """

    outcome: str
    cluster: str = "alles"
    only_exits: bool = False
    settings: Settings = REPORT_SETTINGS

    @property
    def bijlage(self) -> int | None:
        """Number of the appendix that prints this screening; None when none does."""
        return BIJLAGE.get((self.outcome, self.only_exits))

    @property
    def basis(self) -> Basis:
        """Who is counted, as other analyses call it."""
        return "exits" if self.only_exits else "all"

    @property
    def left_out(self) -> frozenset[str]:
        """The outcomes that do not count."""
        if not self.only_exits:
            return frozenset()
        if self.outcome == "overig":
            return frozenset({"in_begeleiding"})
        return frozenset({"in_begeleiding", "overig"})

    @property
    def whole(self) -> Question:
        """The same question about all predictors."""
        return replace(self, cluster="alles")


@dataclass(frozen=True, slots=True)
class ScreeningRow:
    """One predictor: its test here, what was printed in 2011, and whether the two agree.

    `test` is None when the extract lacks the predictor or nobody is counted; `printed` when no
    appendix prints this outcome. `agrees` is about yes or no only, and None when either is absent.
    """

    kenmerk: Kenmerk
    test: SplitTest | None
    printed: ChaidRow | None

    @property
    def agrees(self) -> bool | None:
        """Whether both say yes or both say no."""
        if self.test is None or self.printed is None:
            return None
        return self.test.significant == (self.printed.samenhang == "ja")


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, the people it counts, and those of them with the outcome."""

    question: Question
    n: int
    positives: int

    @property
    def constant(self) -> bool:
        """Whether all or none of the people counted have the outcome: nothing to explain."""
        return self.positives in (0, self.n)


@aggregate
@dataclass(frozen=True, slots=True)
class Screening(Answer):
    """The screening of one outcome over the predictors of a cluster.

    `rows` has every predictor of the cluster, in the report's order.
    """

    rows: tuple[ScreeningRow, ...]

    @property
    def tested(self) -> tuple[ScreeningRow, ...]:
        """The rows with a test."""
        return tuple(row for row in self.rows if row.test is not None)

    @property
    def found(self) -> tuple[ScreeningRow, ...]:
        """The rows with a significant test, strongest first; ties in the report's order."""
        rows = [(row.test.log_p_adjusted, row) for row in self.rows if row.test is not None]
        rows = [(log_p, row) for log_p, row in rows if row.test and row.test.significant]
        return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))

    @property
    def expected_by_chance(self) -> float:
        """How many yes multiplicity alone would give at most: alpha times the number of tests."""
        return self.question.settings.alpha_split * len(self.tested)


@aggregate
@dataclass(frozen=True, slots=True)
class OutcomeTree(Answer):
    """The tree of one outcome over the predictors of a cluster.

    `tree` has the classes `CLASSES`; it is None when nobody is counted. `unavailable` names the
    predictors that the extract lacks.
    """

    tree: Tree | None
    unavailable: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CodedPeople:
    """People coded for the engine; stays in the core.

    Parameters
    ----------
    coded
        One predictor per row; None when nobody is counted.
    steunpunt : shape (n_people,)
        Number of each person's steunpunt.
    unavailable
        Predictors that the extract lacks.
    """

    coded: Coded | None
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

    def tests(self, settings: Settings) -> dict[str, SplitTest]:
        """Return the test of every predictor by its name; none when nobody is counted."""
        if self.coded is None:
            return {}
        return {test.predictor: test for test in splits.screen(self.coded, settings)}


def among(coded: Coded, names: Collection[str]) -> Coded:
    """Return coded people with only the predictors named, in their own order."""
    rows = [row for row, predictor in enumerate(coded.predictors) if predictor.name in names]
    predictors = tuple(coded.predictors[row] for row in rows)
    return replace(coded, predictors=predictors, codes=np.ascontiguousarray(coded.codes[rows]))


def code_people(cohort: Cohort, question: Question) -> CodedPeople:
    """Return the people that a question counts, coded against its outcome."""
    everything = _code_predictors(cohort, question.left_out)
    members = {kenmerk.kenmerk for kenmerk in cluster_members(question.cluster)}
    unavailable = tuple(name for name in everything.unavailable if name in members)
    if everything.coded is None:
        return replace(everything, unavailable=unavailable)
    reached = (cohort.people["uitkomst"] == question.outcome).to_numpy(dtype=bool)
    of_cluster = replace(
        among(everything.coded, members),
        target=Target(question.outcome, CLASSES),
        outcome=reached[who_counts(cohort, question.left_out)].astype(np.uint8),
    )
    return CodedPeople(of_cluster, everything.steunpunt, unavailable)


@lru_cache(maxsize=_PEOPLE_KEPT)
def _code_predictors(cohort: Cohort, left_out: frozenset[str]) -> CodedPeople:
    """Code every predictor; the outcome is whatever became of people.

    The bins of a scale depend on who is counted and not on the outcome or the cluster.
    """
    counted = who_counts(cohort, left_out)
    table = predictor_table(cohort)
    coded = None
    if counted.any():
        frame = table.frame.assign(**{_COLUMN: cohort.people["uitkomst"].astype(object)})
        coded = splits.encode(frame[counted], table.specs, TargetSpec(_COLUMN))
    _, places = np.unique(cohort.people["steunpunt"].to_numpy(dtype=str), return_inverse=True)
    return CodedPeople(coded, places[counted], table.unavailable)


def who_counts(cohort: Cohort, left_out: frozenset[str]) -> Masks:
    """Return which people of a cohort have none of these outcomes; stays in the core."""
    counted = ~cohort.people["uitkomst"].isin(left_out)
    return np.asarray(counted.to_numpy(dtype=bool))


def screening(cohort: Cohort, question: Question) -> Screening:
    """Test every predictor of a cluster against one outcome.

    Parameters
    ----------
    cohort : Cohort
    question : Question

    Returns
    -------
    Screening
        With a constant outcome no test is significant; with nobody counted there are no tests.

    Raises
    ------
    ValueError
        When there is no such cluster.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> found = screening(everyone, Question("terugkeer", "organisatie_en_werkwijze"))
    >>> len(found.tested), found.n, found.positives
    (49, 733, 21)
    """
    people = code_people(cohort, question)
    tests = people.tests(question.settings)
    printed: dict[str, ChaidRow] = {}
    if question.bijlage is not None:
        printed = {row.kenmerk: row for row in records.chaid_rows(question.bijlage)}
    rows = tuple(
        ScreeningRow(kenmerk, tests.get(kenmerk.kenmerk), printed.get(kenmerk.kenmerk))
        for kenmerk in cluster_members(question.cluster)
    )
    return Screening(question, people.n, people.positives, rows)


def tree(cohort: Cohort, question: Question) -> OutcomeTree:
    """Grow the tree of one outcome over the predictors of a cluster.

    Parameters and errors are those of `screening`.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> grown = tree(everyone, Question("mob", "werkwijze")).tree
    >>> grown.nodes[0].counts, grown.nodes[0].split is not None
    ((646, 87), True)
    """
    people = code_people(cohort, question)
    grown = None
    if people.coded is not None:
        grown = splits.grow(people.coded, question.settings)
    return OutcomeTree(question, people.n, people.positives, grown, people.unavailable)
