"""Sooner and more often, in words: what is said of many, few and nobody."""

from dataclasses import replace

import pytest

from perspectief.report.block import command
from perspectief.report.werkwijzen.explained import (
    INVENTED,
    _place,
    explained_block,
    sentence,
    timed,
)
from perspectief_core.durations.explained import explained
from tests.report.asking import asked


def test_what_differs_and_how_far_the_data_carry(shipped):
    model = asked(shipped, lambda cohort: explained(cohort, "verblijfsvergunning"))
    block = explained_block(model)
    assert block.sentence == (
        "Meer verschil dan toeval geeft bij gelijke duur: vrouw (naast man) (2,3 keer, "
        "waarschijnlijk tussen 1,4 en 3,7; uiteindelijk 2,3 keer). Van de andere kenmerken is dat "
        "niet te zeggen. Lees dit voorzichtig: er zijn 107 uitkomsten (verblijfsvergunning) voor "
        f"15 getallen, 7,1 per getal, en maar 20 steunpunten. {INVENTED}"
    )
    heads = [row[0] for row in block.table.rows]
    assert heads[0] == "Harde aanpak (naast zachte aanpak)"
    assert "2,9 jaar ouder" in heads
    assert "2,5 jaar langer in Nederland" in heads
    assert "Diagnose onbekend (naast diagnose nee)" in heads
    assert "Twee of meer aanvragen (naast één aanvraag)" in heads
    assert len(heads) == len(set(heads)) == str(block.picture.content).count("●</span>")
    asks = "perspectief speed --target verblijfsvergunning --typology 2"
    assert command.command(block) == asks


def test_too_few_nobody_and_not_settled_are_said(shipped):
    few = asked(shipped, lambda cohort: explained(cohort, "terugkeer"))
    block = explained_block(few)
    assert block.sentence.startswith("Dit kunnen de gegevens niet dragen. Er zijn 21 uitkomsten")
    assert "1,4 uitkomsten per getal" in block.sentence
    assert block.picture is None
    enough = replace(few.value, events=100)
    assert "leggen de gegevens niet elk getal" in sentence(enough)
    assert "jongeren" in sentence(replace(few.value, n=0))


def test_nothing_differs_and_enough_of_it(shipped):
    model = asked(shipped, lambda cohort: explained(cohort, "mob")).value
    assert sentence(model).startswith("Van de 15 kenmerken maakt er geen meer verschil")
    assert "voorzichtig" not in sentence(replace(model, events=200))


def test_guidance_that_goes_on_has_no_time():
    assert not timed("in_begeleiding")
    assert all(timed(code) for code in ("mob", "concreet"))


def test_the_scale_ends_where_it_says():
    assert [_place(ratio) for ratio in (0.01, 0.2, 1, 5, 80)] == pytest.approx([0, 0, 0.5, 1, 1])
