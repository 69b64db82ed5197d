"""The screening of an outcome that few people have, with exact tests beside chi-square."""

from __future__ import annotations

from dataclasses import dataclass

from perspectief_core import splits
from perspectief_core.associations.screening import Question, code_people
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.differences.merged import ExactTest, exact_tests
from perspectief_core.results import aggregate


@dataclass(frozen=True, slots=True)
class ExactRow:
    """One predictor with its exact test; None where nothing can be tested."""

    kenmerk: str
    exact: ExactTest | None


@aggregate
@dataclass(frozen=True, slots=True)
class ExactScreening:
    """Exact tests of the tables that `screening` merged; none when nobody is counted."""

    question: Question
    rows: tuple[ExactRow, ...]

    def of(self, kenmerk: str) -> ExactTest | None:
        """Return the test of one predictor; None where the extract lacks it too."""
        return next((row.exact for row in self.rows if row.kenmerk == kenmerk), None)


def exact_screening(cohort: Cohort, question: Question) -> ExactScreening:
    """Test every predictor exactly; parameters and errors as `screening.screening`.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> exact = exact_screening(everyone, Question("terugkeer", "huiskamer"))
    >>> [round(row.exact.least, 1) for row in exact.rows if row.exact]
    [8.1, 1.7, 4.5, 7.9, 8.0, 4.8]
    """
    people = code_people(cohort, question)
    if people.nest is None:
        return ExactScreening(question, ())
    tests = splits.screen_counts(people.counts, people.predictors, question.settings)
    pairs = zip(tests, exact_tests(people.counts, tests), strict=True)
    return ExactScreening(question, tuple(ExactRow(test.predictor, exact) for test, exact in pairs))
