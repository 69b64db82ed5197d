"""Which characteristics hang together with an outcome: the report's screening, and its trees.

One outcome, yes against no, for everyone or for those who left; every predictor of a cluster is
tested by the engine of `perspectief_core.splits` with the report's settings unless others are
given. Beside each row stands what Bijlagen 14–20 print.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from perspectief_core import splits
from perspectief_core.associations.coding import CodedPeople, code_predictors
from perspectief_core.associations.predictors import cluster_members, invented
from perspectief_core.cohort.grouping import Basis
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.published import records
from perspectief_core.published.records import ChaidRow, Kenmerk
from perspectief_core.results import aggregate
from perspectief_core.splits import Settings, SplitTest, Tree

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


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a screening, a tree, or what builds on them.

    Parameters
    ----------
    outcome
        Code of the outcome that counts as yes; `concreet` is permit or return.
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


REPORT_QUESTIONS = tuple(Question(outcome, only_exits=exits) for outcome, exits in BIJLAGE)
"""What the report asked in Bijlagen 14–20, in their order."""


@dataclass(frozen=True, slots=True)
class ScreeningRow:
    """One predictor: its test here, what was printed in 2011, and whether the two agree.

    `test` is None when the extract lacks the predictor or nobody is counted; `printed` when no
    appendix prints this outcome. `agrees` is about yes or no only, and None when either is absent
    or the answers are invented.
    """

    kenmerk: Kenmerk
    test: SplitTest | None
    printed: ChaidRow | None

    @property
    def says_yes(self) -> bool:
        """Whether it is tested and the test says yes."""
        return self.test is not None and self.test.significant

    @property
    def invented(self) -> bool:
        """Whether its answers are invented, so that no claim may rest on them."""
        return invented(self.kenmerk)

    @property
    def agrees(self) -> bool | None:
        """Whether both say yes or both say no."""
        if self.test is None or self.printed is None or self.invented:
            return None
        return self.test.significant == (self.printed.samenhang == "ja")


def _log_p(row: ScreeningRow) -> float:
    return 0.0 if row.test is None else row.test.log_p_adjusted


@dataclass(frozen=True, slots=True, kw_only=True)
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
@dataclass(frozen=True, slots=True, kw_only=True)
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
    def recorded(self) -> tuple[ScreeningRow, ...]:
        """The rows with a test of answers that somebody gave: what claims may rest on."""
        return tuple(row for row in self.tested if not row.invented)

    @property
    def found(self) -> tuple[ScreeningRow, ...]:
        """The recorded rows that say yes, strongest first; ties in the report's order."""
        return tuple(sorted((row for row in self.recorded if row.says_yes), key=_log_p))


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTree(Answer):
    """The tree of one outcome over the predictors of a cluster.

    `tree` has the classes `coding.CLASSES`; it is None when nobody is counted. `unavailable` names
    the predictors that the extract lacks.
    """

    tree: Tree | None
    unavailable: tuple[str, ...]


def code_people(cohort: Cohort, question: Question) -> CodedPeople:
    """Return the people that a question counts, coded against its outcome."""
    everything = code_predictors(cohort, question.left_out)
    members = {kenmerk.kenmerk for kenmerk in cluster_members(question.cluster)}
    unavailable = tuple(name for name in everything.unavailable if name in members)
    of_cluster = everything.among(members).against(question.outcome)
    return replace(of_cluster, unavailable=unavailable)


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
    >>> screened = screening(everyone, Question("terugkeer", "organisatie_en_werkwijze"))
    >>> len(screened.tested), screened.n, screened.positives
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
    return Screening(question=question, n=people.n, positives=people.positives, rows=rows)


def tree(cohort: Cohort, question: Question) -> OutcomeTree:
    """Grow the tree of one outcome over the predictors of a cluster.

    Parameters and errors are those of `screening`. Invented answers of steunpunten take no part.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> grown = tree(everyone, Question("mob", "werkwijze")).tree
    >>> grown.nodes[0].counts, grown.nodes[0].split is not None
    ((646, 87), True)
    """
    people = code_people(cohort, question).recorded
    grown = None
    if people.nest is not None:
        grown = splits.grow(people.rows(), question.settings)
    return OutcomeTree(
        question=question,
        n=people.n,
        positives=people.positives,
        tree=grown,
        unavailable=people.unavailable,
    )
