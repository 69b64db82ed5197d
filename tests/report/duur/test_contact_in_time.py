"""Contacts that grow with time, in words: what is said of many, few and nobody."""

from dataclasses import replace

import pytest

from perspectief.report.block import command
from perspectief.report.duur.contact_in_time import INVENTED, _rows, asked, landmark_block, sentence
from perspectief_core.data.extract import load
from perspectief_core.durations.landmark import landmark
from tests.places import SHIPPED
from tests.report import asking


@pytest.fixture(name="looks", scope="module")
def _looks():
    return asking.asked(load(SHIPPED), landmark)


def test_what_seems_and_what_is_left_of_it(looks):
    block = landmark_block(looks)
    assert block.sentence == (
        "Achteraf lijkt veel contact (25 of meer) de kans op een uitkomst 0,5 keer zo groot te "
        "maken (waarschijnlijk tussen 0,4 en 0,6). Zo mag u niet kijken: wie langer blijft, krijgt "
        "vanzelf meer contact. Het is 1,4 keer (1,1 tot 1,7) als u alleen telt wat na 6 maanden "
        "bekend was en 1,4 keer (0,9 tot 2,1, kan toeval zijn) als iemand pas veel contact heeft "
        "vanaf de maand waarin dat zo is. Het verschil van achteraf komt dus van de tijd, niet van "
        f"het contact. {INVENTED}"
    )
    assert [row[0].split(":")[0] for row in block.table.rows] == [
        "Achteraf",
        "Bekend na 6 maanden",
        "Meegroeiend",
    ]
    assert command.command(block) == "perspectief landmark --month 6"


def test_what_stays_is_said_and_few_or_nobody_too(looks):
    value, naive = looks.value, looks.value.naive
    stays = replace(value, known_then=naive, growing=naive)
    assert "Ook zonder die fout blijft er verschil over." in sentence(stays)
    loose = replace(naive, ratio=replace(naive.ratio, p=0.5))
    assert sentence(replace(value, naive=loose)).endswith("waarin dat zo is.")
    none = replace(naive, ratio=None)
    assert "niet te zeggen als u alleen telt" in sentence(replace(value, known_then=none))
    assert "minstens 30 jongeren" in sentence(replace(value, naive=none))
    assert _rows(replace(value, in_all=None)) == ()
    assert asked("alle", "9") == (None, 9)
