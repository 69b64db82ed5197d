"""Types given who came, in words: what is said of many, of few and of nobody."""

from dataclasses import replace

import pytest

from perspectief.report.block import command
from perspectief.report.werkwijzen import given
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure import protecting
from perspectief_core.mixed.given import FourTests, given_who_came
from tests.report.asking import PERMIT, asked, people


@pytest.fixture(name="mob", scope="module")
def _mob(shipped):
    return asked(shipped, given_who_came, "6", "mob")


def with_tests(extract, result, *p):
    model = replace(result.value.model, tests=FourTests(*p))
    return protecting.protect(replace(result.value, model=model), extract, Selection(), "open")


def test_types_given_who_came(mob):
    block = given.given_block(mob)
    assert block.sentence == (
        "In deze nagemaakte gegevens: telt mee wie er kwam, dan zijn de verschillen tussen de 5 "
        "typen niet groter dan toeval kan geven. Bij dezelfde jongeren zou het aandeel per type "
        "van 8 tot 17\u00a0% lopen, maar de bandbreedtes zijn ruim. Wie elke jongere los telt, "
        "zoals het rapport, zou wél een verschil zien; dat is te zeker. Lees dit voorzichtig: "
        "er zijn maar 83 uitkomsten, en het model schat 16 getallen over wie er kwam."
    )
    assert len(block.table.rows) == 6
    assert str(block.picture.content).count("●</span>") == 5
    assert "niets zeggen over het echte experiment" in given.note(mob)
    assert command.command(block) == "perspectief given --typology 6 --target mob"


def test_four_tests_and_which_choice_decides(shipped, mob):
    block = given.tests_block(mob)
    assert block.sentence.endswith(
        "alleen wie elke jongere los telt, ziet verschillen tussen typen die groter zijn dan "
        "toeval. Wie met steunpunten rekent, ziet die niet."
    )
    assert [row[0] for row in block.table.rows] == [
        "elke jongere los, zoals het rapport",
        "steunpunten als eenheid",
    ]
    assert "13 vrijheidsgraden" in block.table.note
    said = {
        (0.2, 0.2, 0.2, 0.2): "op geen van de vier manieren",
        (0.01, 0.01, 0.01, 0.01): "op alle vier de manieren",
        (0.01, 0.2, 0.01, 0.2): "hangt af van hoe u rekent",
    }
    for p, words in said.items():
        assert words in given.tests_block(with_tests(shipped, mob, *p)).sentence
    calm = given.given_block(with_tests(shipped, mob, 0.2, 0.2, 0.2, 0.01))
    assert "typen groter dan toeval" in calm.sentence
    assert "te zeker" not in calm.sentence


@pytest.mark.parametrize("counts", [{"almere": (3, 1)}, {"almere": (1, 0)}])
def test_few_people_have_nothing_to_compare(counts):
    comparison = asked(people(**counts), given_who_came, "4", PERMIT)
    for block in (given.given_block(comparison), given.tests_block(comparison)):
        assert "valt niets te vergelijken" in block.sentence
        assert block.picture is None
    nobody = asked(people(**counts), given_who_came, "4", PERMIT, geslacht=("vrouw",))
    assert "geen jongeren" in given.given_block(nobody).sentence
