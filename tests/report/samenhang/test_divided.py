"""The first split of an edition, in words and bars: sure where it is, and else not to say."""

from dataclasses import replace

import pytest

from perspectief.report.samenhang import divided
from perspectief.takeaway.paper.view import view_of
from perspectief_core.associations import screening
from perspectief_core.associations.chance import chance
from perspectief_core.associations.divisions import divisions
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from perspectief_core.disclosure.protecting import released
from tests.places import SHIPPED

NAMES = view_of(load(SHIPPED), Selection(), "publicatie").names


@pytest.fixture(scope="module")
def answer():
    view = view_of(load(SHIPPED), Selection(), "publicatie")
    return view.ask(divisions, "verblijfsvergunning", "all")


def test_the_surest_division_is_drawn_and_all_are_in_the_table(answer):
    block = divided.divided_block(answer, NAMES)
    assert block.sentence.startswith("Het zekerst verschilt 'verblijfsvergunning' bij 'traject'")
    assert "het minst bij 'gericht op terugkeer' (0 tot 4 van 215)" in block.sentence
    assert [row.label for row in block.picture.bars[0].rows][:2] == [
        "gericht op terugkeer",
        "twee sporen: verblijf en terugkeer",
    ]
    # The full width is 100 %, as of every bar with an empty track, and the line is explained.
    assert block.picture.bars[0].full == 100
    drawn = [row.segments[0].length for row in block.picture.bars[0].rows]
    assert max(length for length in drawn if length is not None) == pytest.approx(100 / 435)
    assert [key.name for key in block.picture.bars[0].legend][1].startswith("aandeel van allen: 14")
    assert len(block.picture.alt) <= 220
    assert {row[0] for row in block.table.rows} == {
        divided.criteria.name(division.column) for division in answer.value.divisions
    }
    said = {(row[3], row[4] is None, row[5] is None) for row in block.table.rows}
    assert said == {(divided.SURE, False, False), (divided.UNSAID, True, True)}


def test_the_page_begins_with_which_divisions_are_sure(answer):
    view = view_of(load(SHIPPED), Selection(), "publicatie")
    question = screening.Question("verblijfsvergunning")
    screened, shuffled = view.ask(screening.screening, question), view.ask(chance, question)
    said = divided.lead(screened, shuffled, answer)
    assert said.startswith("Bij 3 van de 9 indelingen die worden gepubliceerd")
    assert "'geslacht'. Bij de andere is het niet te zeggen." in said


def test_without_a_sure_one_nothing_is_drawn(answer):
    unsure = tuple(
        replace(division, test=None, p_adjusted=None) for division in answer.value.divisions
    )
    block = divided.divided_block(
        released(replace(answer.value, divisions=unsure), answer.provenance), NAMES
    )
    assert block.picture is None
    assert "geen van de 9 indelingen" in block.sentence


def test_groups_that_are_published_together_have_a_name():
    assert divided.group_name("steunpunt", "almelo+zwolle") == "kleine steunpunten samen (2)"
    assert divided.group_name("leeftijd", "12_19") == "jonger dan 20"
    assert divided.group_name("herkomst", "angola+burundi+congo") == "Midden-Afrika"
