"""The strip under a figure: which numbers, and their range in words."""

from dataclasses import replace

import pytest

from perspectief.report.block import main_numbers, strips
from perspectief.report.block.blocks import MainNumber
from perspectief.report.overzicht import outcomes
from perspectief.report.vergelijking import letter_table
from perspectief_core.associations.screening import Question, screening, tree
from perspectief_core.cohort.grouping import RESULTS
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison.letter import letter_facts
from perspectief_core.disclosure import policies
from perspectief_core.disclosure.protecting import protect, published_result
from perspectief_core.durations import curves, lifetable
from perspectief_core.people.outcomes import by, distribution
from perspectief_core.sensitivity.combinations import combine
from perspectief_core.sensitivity.measures import Measure, MeasureRange, measure_range
from perspectief_core.steunpunten import profile as profiles
from tests.core.builders2 import extract_of, random_people

EXTRACT = random_people(200, seed=5)
MOB = main_numbers.outcome("mob")


def gate(result):
    return protect(result, EXTRACT, Selection(), "open")


def found(report, low, high):
    return gate(
        MeasureRange(
            measure=Measure("uitkomst", ("mob",)),
            report=report,
            low=low,
            high=high,
            combinations=3264,
            countings=876,
            without=0,
            fewest=43,
        )
    )


def test_a_range_in_words_and_a_link_to_that_outcome():
    strip = strips.strip((MOB,), (found(0.12, 0.02, 0.151),))
    assert strip.text == "Bij andere keuzes: mob 2–15\u00a0% (kleinste groep: 43 jongeren)"
    assert strip.options == (("uitkomst", "mob"),)
    assert strip.link_page == "gevoeligheid"


def test_results_together_lead_to_results_together():
    both = MainNumber("vergunning of terugkeer", Measure("uitkomst", RESULTS))
    assert strips.strip((both,), (found(0.17, 0.07, 0.24),)).options == (("uitkomst", "concreet"),)


def test_a_tree_without_other_says_that_its_range_is_with_it():
    cohort = select(EXTRACT, Selection())
    for only_exits, name in (
        (False, "mob"),
        (True, "mob, van wie is uitgestroomd, ook met 'overig'"),
    ):
        tested = tree(cohort, Question("mob", "personen", only_exits))
        (number,) = main_numbers.BY_RESULT[type(tested).__name__](tested)
        assert number.name == name


def test_a_number_that_no_choice_moves():
    strip = strips.strip((MOB,), (found(0.12, 0.118, 0.122),))
    assert strip.text == "Bij andere keuzes: mob steeds 12\u00a0% (kleinste groep: 43 jongeren)"


def test_units_and_several_numbers():
    age = MainNumber("gemiddeld", Measure("leeftijd_instroom"), "jaar")
    years = gate(
        MeasureRange(
            measure=age.measure,
            report=22.4,
            low=21.3,
            high=22.8,
            combinations=3264,
            countings=876,
            without=0,
            fewest=57,
        )
    )
    strip = strips.strip((MOB, age), (found(0.1, 0.0, 0.2), years))
    assert strip.text == (
        "Bij andere keuzes: mob 0–20\u00a0% en gemiddeld 21–23\u00a0jaar"
        " (kleinste groep: 43 jongeren)"
    )


def test_how_many_people_are_counted_is_its_own_fewest():
    number = MainNumber("er tellen mee", Measure("aantal"), "jongeren")
    counted = measure_range(combine(EXTRACT), number.measure)
    strip = strips.strip((number,), (gate(counted),))
    assert "kleinste groep" not in strip.text
    assert counted.fewest == counted.low


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "er telt steeds niemand mee"),
        (1, "er telt steeds 1 jongere mee"),
        (1140, "er tellen steeds 1.140 jongeren mee"),
    ],
)
def test_people_whom_no_choice_moves_are_said_in_words(n, said):
    number = MainNumber("er tellen mee", Measure("aantal"), "jongeren")
    counted = measure_range(combine(EXTRACT), number.measure)
    strip = strips.strip((number,), (gate(replace(counted, report=n, low=n, high=n)),))
    assert strip.text == f"Bij andere keuzes: {said}"


def test_a_link_keeps_the_steunpunt_that_the_number_is_about():
    number = main_numbers.outcome("mob", steunpunt=("plaats_a",))
    strip = strips.strip((number,), (found(0.12, 0.02, 0.151),))
    assert strip.options == (("steunpunt", "plaats_a"), ("uitkomst", "mob"))


def test_a_figure_about_something_else_has_no_strip():
    cohort = select(EXTRACT, Selection())
    for result in (
        screening(cohort, Question("mob", "personen")),
        by(cohort, "herkomst"),
        curves.curves(cohort, corrected=True),
        lifetable.life_table(cohort, corrected=True),
    ):
        find = main_numbers.BY_RESULT.get(type(result).__name__, lambda _: ())
        assert find(result) == ()


def test_a_block_may_say_that_no_number_is_its_own():
    block = outcomes.outcome_block(gate(distribution(select(EXTRACT, Selection()))))
    assert main_numbers.main_numbers(replace(block, numbers=())) == ()


def test_too_few_people_give_no_strip():
    assert strips.strip((MOB,), (found(None, None, None),)) is None


def test_the_numbers_of_a_block_follow_from_its_result():
    block = outcomes.outcome_block(gate(distribution(select(EXTRACT, Selection()))))
    numbers = main_numbers.main_numbers(block)
    assert [number.measure.levels for number in numbers] == [
        ("verblijfsvergunning",),
        ("terugkeer",),
        ("mob",),
    ]


def test_published_figures_have_no_strip():
    block = letter_table.printed_block(published_result(letter_facts()))
    assert main_numbers.main_numbers(block) == ()


def test_one_steunpunt_is_measured_within_itself():
    profile = profiles.profile(select(EXTRACT, Selection()), "plaats_a")
    finder = main_numbers.BY_RESULT[type(profile).__name__]
    assert all(number.within == (("steunpunt", ("plaats_a",)),) for number in finder(profile))


def test_every_rule_is_for_a_result_that_may_be_shown():
    for name in main_numbers.BY_RESULT:
        assert policies.fate_of(name, "publicatie")


def test_the_strip_holds_the_number_of_the_figure():
    number = measure_range(combine(EXTRACT), MOB.measure)
    people = select(EXTRACT, Selection()).people
    assert number.report == pytest.approx((people["uitkomst"] == "mob").mean())
    assert number.low <= number.report <= number.high


def test_counting_people_needs_no_minimum():
    counted = measure_range(combine(extract_of({"a": {"mob": 3}})), Measure("aantal"))
    assert (counted.report, counted.high) == (3, 3)
