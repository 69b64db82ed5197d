import numpy as np
import pytest

from perspectief_core.associations.screening import Question, screening
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import extract
from perspectief_core.published.records import chaid_rows
from perspectief_core.results import refuse_rows
from perspectief_core.sensitivity.claims_screening import AXES, screening_claims
from perspectief_core.sensitivity.combinations import combine
from perspectief_core.sensitivity.grid import grid
from tests.core.builders2 import extract_of
from tests.places import SHIPPED


@pytest.fixture(scope="module")
def combinations():
    return combine(extract.load(SHIPPED))


@pytest.mark.parametrize(("outcome", "only_exits"), [("mob", False), ("verblijfsvergunning", True)])
def test_the_reports_choices_give_the_screening_itself(combinations, outcome, only_exits):
    claims = screening_claims(combinations, outcome, only_exits=only_exits)
    cohort = select(combinations.extract, Selection())
    direct = screening(cohort, Question(outcome, only_exits=only_exits))
    tests = {row.kenmerk.kenmerk: row.test for row in direct.recorded}
    assert {row.kenmerk for row in claims.rows} == set(tests)
    for row in claims.rows:
        test = tests[row.kenmerk]
        assert row.verdict.report == pytest.approx(np.exp(test.log_p_adjusted), rel=1e-9)
        assert row.verdict.in_report == (test.significant == (row.samenhang == "ja"))
    refuse_rows(claims)


def test_one_other_choice_gives_the_screening_of_those_people(combinations):
    # A two-level predictor has no classes that could move with the people.
    claims = screening_claims(combinations, "mob")
    sex = next(row for row in claims.rows if row.kenmerk == "sekse").verdict
    numbers = []
    for choices in ({}, {"koppeling": "gekoppeld"}, {"voor_start": "weglaten"}):
        cohort = select(combinations.extract, Selection(**choices))
        rows = screening(cohort, Question("mob")).rows
        test = next(row.test for row in rows if row.kenmerk.kenmerk == "sekse")
        numbers.append(float(np.exp(test.log_p_adjusted)))
    assert sex.report == pytest.approx(numbers[0])
    assert sex.low - 1e-12 <= min(numbers) <= max(numbers) <= sex.high + 1e-12


def test_every_printed_predictor_is_judged_or_named_as_absent(combinations):
    claims = screening_claims(combinations, "terugkeer")
    printed = {row.kenmerk: row.samenhang for row in chaid_rows(15)}
    judged = {row.kenmerk: row.samenhang for row in claims.rows}
    assert judged.keys() | set(claims.unavailable) == printed.keys()
    assert all(printed[name] == said for name, said in judged.items())
    assert claims.combinations == 1632
    assert claims.countings == grid(combinations).groups
    assert all(row.verdict.of <= claims.countings for row in claims.rows)
    assert "doormigratie" not in {criterion.code for criterion in AXES}


def test_an_outcome_without_appendix_is_refused(combinations):
    with pytest.raises(KeyError):
        screening_claims(combinations, "overig")


def test_nobody_gives_no_rows():
    claims = screening_claims(combine(extract_of({})), "mob")
    assert claims.rows == ()
    assert len(claims.unavailable) == 74
