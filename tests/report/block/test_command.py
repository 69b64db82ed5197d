"""The command beside a figure: it runs, asks for the same people and gives the same numbers."""

import json
import shlex
from dataclasses import replace

import pytest

from perspectief.cli.main import build_parser, main
from perspectief.cli.outcomes import GROUPINGS
from perspectief.cli.selecting import read_choices
from perspectief.report.block import command
from perspectief.report.overzicht import outcomes
from perspectief_core.associations.screening import Question, screening
from perspectief_core.cohort.filters import FILTERS
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison.comparing import ComparisonOptions, compare_selection
from perspectief_core.data.extract import load
from perspectief_core.disclosure import policies
from perspectief_core.disclosure.protecting import protect
from perspectief_core.people.outcomes import by, distribution
from perspectief_core.splits.settings import Settings
from perspectief_core.steunpunten.profile import profile
from tests.places import SHIPPED

EXTRACT = load(SHIPPED)
SELECTIONS = (
    Selection(),
    Selection(steunpunt=("nijmegen", "utrecht"), geslacht=("vrouw",), leeftijd=(18, 21)),
    Selection(peildatum="2010-10-01", koppeling="gekoppeld", uitstroom=True),
)


def test_of_rounded_counts_there_is_none():
    """The command counts exactly: what it gives is not what stands there."""
    shown = protect(distribution(select(EXTRACT, Selection())), EXTRACT, Selection(), "publicatie")
    assert command.command(outcomes.outcome_block(shown)) == ""


def block_of(result, selection=SELECTIONS[0]):
    made = outcomes.outcome_block(
        protect(distribution(select(EXTRACT, selection)), EXTRACT, selection, "open")
    )
    return replace(made, source=protect(result, EXTRACT, selection, "open"))


def asked(line):
    return read_choices(build_parser().parse_args(shlex.split(line)[1:]))


@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_command_asks_for_the_people_of_the_figure(selection):
    counted = distribution(select(EXTRACT, selection))
    line = command.command(block_of(counted, selection))
    assert asked(line).selection == selection


def test_the_command_gives_the_numbers_of_the_figure(capsys):
    counted = distribution(select(EXTRACT, SELECTIONS[1]))
    line = command.command(block_of(counted, SELECTIONS[1]))
    assert main([*shlex.split(line)[1:], "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {code: outcome["count"] for code, outcome in said["outcomes"].items()} == {
        row.outcome: row.share.count for row in counted.shares
    }


def test_one_steunpunt_asks_for_that_one():
    line = command.command(block_of(profile(select(EXTRACT, Selection()), "nijmegen")))
    assert asked(line).selection == Selection(steunpunt=("nijmegen",))


def test_only_a_group_that_the_command_knows_is_asked_for():
    cohort = select(EXTRACT, Selection())
    assert command.command(block_of(by(cohort, "geslacht"))).endswith("--by geslacht")
    assert {filter_.code for filter_ in FILTERS if filter_.kind == "choices"} <= set(GROUPINGS)


def test_a_comparison_asks_for_the_same_two_sides(capsys):
    extract = load(SHIPPED)
    for options, words in (
        (ComparisonOptions(), ("compare",)),
        (ComparisonOptions(resultaat="samen"), ("compare", "--resultaat", "samen")),
        (
            ComparisonOptions("apart", "weglaten"),
            ("compare", "--tabel-doormigratie", "apart", "--open-zaken", "weglaten"),
        ),
    ):
        comparison = compare_selection(extract, Selection(), options)
        assert command.BY_RESULT[type(comparison).__name__](comparison).words == words
        assert main([*words, "--json"]) == 0
        rows = json.loads(capsys.readouterr().out)["rows"]
        assert [row["outcome"] for row in rows] == [row.outcome for row in comparison.rows]
        assert [row["share"]["count"] for row in rows] == [
            row.share.count for row in comparison.rows
        ]


def test_a_question_with_rules_of_its_own_has_no_command():
    cohort = select(EXTRACT, Selection())
    usual = screening(cohort, Question("mob", "personen", only_exits=True))
    line = command.command(block_of(usual))
    assert line == "perspectief screen --target mob --cluster personen --uitstroom"
    other = replace(usual, question=replace(usual.question, settings=Settings(bonferroni=False)))
    assert command.command(block_of(other)) == ""


def test_every_rule_is_for_a_result_that_may_be_shown():
    for name in command.BY_RESULT:
        assert policies.fate_of(name, "publicatie")
