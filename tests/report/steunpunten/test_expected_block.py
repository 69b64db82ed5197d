"""Counted beside expected, in words and pictures: what is said, and what is not."""

import csv
import io
from dataclasses import replace

import pytest

from perspectief.report.block import command, exports
from perspectief.report.steunpunten import expected_block, trust_block
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure import protecting
from perspectief_core.expected.expecting import expect
from perspectief_core.expected.trusting import Discrimination
from perspectief_core.shares.intervals import Interval
from tests.report.asking import asked, named, people


@pytest.fixture(name="mob", scope="module")
def _mob(shipped):
    return asked(shipped, expect, "mob")


def changed(extract, result, **fields):
    return protecting.protect(replace(result.value, **fields), extract, Selection(), "open")


def test_who_is_outside_before_and_after(shipped, mob):
    block = expected_block.expected_block(mob, named(shipped), ("utrecht",))
    assert block.sentence == (
        "In deze nagemaakte gegevens: telt mee wie er kwam, dan vallen 3 van de 20 steunpunten "
        "buiten wat gewoon is: Den Haag (hoger), Leeuwarden (hoger) en Utrecht (lager). Zonder die "
        "correctie waren het er 3; daarvan blijven er 2 over. Lees dit voorzichtig: er zijn maar "
        "87 uitkomsten, en het model schat 16 getallen."
    )
    drawn = str(block.picture.content)
    assert (drawn.count("▲</span>"), drawn.count("▼</span>")) == (2, 1)
    assert "19 · 8,7 verwacht" in drawn
    assert "Utrecht (uw keuze)" in drawn
    assert len(block.table.rows) == 20


def test_too_few_outcomes_give_a_warning_and_no_verdict(shipped):
    block = expected_block.expected_block(asked(shipped, expect, "terugkeer"), named(shipped))
    assert "kunnen dit niet dragen: er zijn maar 21 uitkomsten" in block.sentence
    assert "Tilburg" not in block.sentence
    enough = expected_block.expected_block(asked(shipped, expect, "in_begeleiding"), named(shipped))
    assert "voorzichtig" not in enough.sentence


def test_made_up_data_say_that_they_say_nothing_of_the_experiment(mob):
    assert expected_block.notes(mob) == (expected_block.INVENTED, expected_block.NOT_CORRECTED)
    assert "niets zeggen over het echte experiment" in expected_block.INVENTED
    assert "Het traject is met opzet weggelaten" in expected_block.NOT_CORRECTED


def test_the_file_has_the_numbers_and_the_command(shipped, mob):
    block = expected_block.expected_block(mob, named(shipped))
    text = exports.to_csv(block, exports.MACHINE, "").decode("utf-8-sig")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for row in csv.DictReader(io.StringIO("\n".join(lines))):
        difference = float(row["aantal"]) - float(row["verwacht"])
        assert float(row["verschil"]) == pytest.approx(difference, abs=1e-3)
        assert float(row["verschil_tussen_laag"]) <= difference
        assert float(row["verschil_tussen_hoog"]) >= difference
    assert command.command(block) == "perspectief expected --target mob"


def test_how_good_the_model_is(shipped, mob):
    block = trust_block.trust_block(mob)
    assert "geeft het model er 61 (waarschijnlijk tussen 54 en 68) in de goede volgorde" in (
        block.sentence
    )
    assert "In 3 van de 5 groepen past de voorspelde kans" in block.sentence
    assert sum(row[2].total for row in block.table.rows) == 733
    guess = Discrimination(0.55, Interval(0.45, 0.65))
    worse = trust_block.trust_block(changed(shipped, mob, discrimination=guess))
    assert "Beter dan gokken is daarmee niet aangetoond." in worse.sentence
    bare = trust_block.trust_block(changed(shipped, mob, discrimination=Discrimination(0.6, None)))
    assert "waarschijnlijk tussen" not in bare.sentence


def test_a_missing_column_is_said(shipped):
    bare = replace(shipped, deelnemers=shipped.deelnemers.drop(columns="kinderen_nl"))
    block = expected_block.expected_block(asked(bare, expect, "mob"), named(bare))
    assert "'kinderen_nl'" in block.table.note
    assert "kinderen" not in block.definition.what


@pytest.mark.parametrize("counts", [{"almere": (3, 1)}, {"almere": (40, 20)}])
def test_one_steunpunt_or_three_people_have_nothing_to_expect(counts):
    extract = people(**counts)
    expectation = asked(extract, expect, "verblijfsvergunning")
    block = expected_block.expected_block(expectation, named(extract))
    assert "valt niets te verwachten" in block.sentence
    assert block.picture is None
    assert "geen model" in trust_block.trust_block(expectation).sentence
    nobody = asked(extract, expect, "mob", geslacht=("vrouw",))
    assert "geen jongeren" in expected_block.expected_block(nobody, named(extract)).sentence
    assert "geen jongeren" in trust_block.trust_block(nobody).sentence
