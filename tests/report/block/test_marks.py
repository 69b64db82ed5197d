"""The mark of made-up data stands in picture and sentence wherever steunpunten are chosen."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from perspectief.report.block import citation
from perspectief.report.block.marks import HEIGHT, build_marked, mark, marked
from perspectief.report.drawing import states
from perspectief.report.overzicht.outcomes import outcome_block
from perspectief.report.steunpunten.best_estimate import best_block
from perspectief.report.werkwijzen import published
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.people.outcomes import distribution
from perspectief_core.steunpunten.shrinkage import shrunken
from tests.core.builders import make_extract
from tests.report.asking import PERMIT, asked, people

CHOSEN = {"steunpunt": ("almere", "breda")}


def overview(**choices: object):
    return build_marked(outcome_block, asked(make_extract(200), distribution, **choices))


@pytest.mark.parametrize(
    "choices", [CHOSEN, {"werkwijze_6": ("cyclisch",)}, {"werkwijze_2": ("hard",)}]
)
def test_a_figure_about_chosen_steunpunten_carries_the_mark(choices):
    block = overview(**choices)
    text = mark(block.provenance)
    assert text
    assert block.picture.content.index(text) < block.picture.content.index("pf-bar")
    assert "nagemaakt" in block.sentence.lower()
    assert "nagemaakt" in citation.citation(block, "link").lower()


@pytest.mark.parametrize("choices", [{}, {"geslacht": ("vrouw",)}, {"wachtenden": "weglaten"}])
def test_other_figures_are_left_as_they_are(choices):
    block = overview(**choices)
    assert marked(block) is block
    assert states.invented() not in block.picture.content


def test_the_names_of_the_chosen_stand_in_the_mark():
    assert "Almere en Breda" in mark(overview(**CHOSEN).provenance)


def test_in_a_chart_the_mark_has_room_of_its_own():
    extract = people(almere=(80, 60), breda=(80, 8), delft=(60, 20))
    parts = asked(extract, shrunken, PERMIT, **CHOSEN), {"almere": "A", "breda": "B", "delft": "D"}
    before = best_block(*parts).picture.content
    after = build_marked(best_block, *parts).picture.content
    assert isinstance(after, go.Figure)
    assert after.layout.height == before.layout.height + HEIGHT
    assert after.layout.margin.t == before.layout.margin.t + HEIGHT
    assert len(after.layout.annotations) == len(before.layout.annotations) + 1
    assert "Almere en Breda" in after.layout.annotations[-1].text


def test_published_figures_say_so_once_and_carry_no_mark():
    block = published.findings_block(published_result(published.findings()))
    assert marked(block) is block
    assert mark(block.provenance) == ""
    bare = marked(
        published.description_block(published_result(published.type_facts())),
    )
    assert bare.sentence.count("Gepubliceerd") == 1
