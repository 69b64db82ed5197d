"""May one correct so, in words: what is said of many, few and nobody."""

from dataclasses import replace

import pytest

from perspectief.report.block import command
from perspectief.report.duur.correcting import INVENTED, calendar_block, entry_block
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure import protecting
from perspectief_core.durations.late_entry import late_entry
from tests.report.asking import asked, people


@pytest.fixture(name="comparison", scope="module")
def _comparison(shipped):
    return asked(shipped, late_entry)


def test_who_was_there_already_beside_who_came_later(shipped, comparison):
    block = entry_block(comparison)
    assert block.sentence == (
        "Bij gelijke duur is de kans om te vertrekken van wie er al vóór de start was 1,5 keer die "
        "van wie daarna kwam (waarschijnlijk tussen 0,9 en 2,4). Dat kan toeval zijn, al zou wie "
        "elke jongere los telt wel een verschil zien. Na 18 maanden hadden gecorrigeerd 41 van "
        f"elke 100 jongeren een uitkomst, en 35 van wie na de start kwam. {INVENTED}"
    )
    assert [row[0] for row in block.table.rows] == [6, 12, 18, 24]
    assert block.table.rows[3][4:] == (None, None, None)
    assert str(block.picture.content).count("●</span>") == 3
    assert "19.714 paren" in block.table.note
    assert command.command(block) == "perspectief entry"
    ratio = replace(comparison.value.ratio, p=0.01)
    sure = protecting.protect(replace(comparison.value, ratio=ratio), shipped, Selection(), "open")
    assert "meer dan toeval: de gecorrigeerde lijn mengt twee groepen" in (
        entry_block(sure).sentence
    )


def test_exits_per_calendar_month(comparison):
    block = calendar_block(comparison)
    assert block.sentence.startswith("Per maand vertrok tussen 1,3\u00a0% (november 2009) en ")
    assert "niet groter dan toeval kan geven (p = 0,81)" in block.sentence
    assert len(block.table.rows) == len(block.picture.bars[0].rows) == 18


def test_few_and_nobody(shipped):
    few = asked(people(almere=(3, 1)), late_entry)
    assert "valt niets te corrigeren" in entry_block(few).sentence
    nobody = asked(people(almere=(3, 1)), late_entry, geslacht=("vrouw",))
    assert "geen jongeren" in entry_block(nobody).sentence
    assert "niemand" in calendar_block(nobody).sentence
    assert calendar_block(nobody).picture is None
    some = asked(shipped, late_entry, steunpunt=("nijmegen",))
    assert "zijn er van beide minstens 30 nodig" in entry_block(some).sentence
