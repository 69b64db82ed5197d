"""What unknown diagnoses leave open, in words."""

from perspectief.report.block import command
from perspectief.report.deelnemers import unknown
from perspectief_core.data.extract import load
from perspectief_core.people.unknown import unknown_answers
from tests.places import SHIPPED
from tests.report.asking import asked


def block_of(**choices):
    return unknown.unknown_block(asked(load(SHIPPED), unknown_answers, unknown.COLUMN, **choices))


def test_what_stays_open_and_what_stands():
    block = block_of()
    assert block.sentence == (
        "Bij 148 van 733 jongeren is niet bekend of zij een psychiatrische diagnose hadden. Het "
        "aandeel kan daardoor tussen 24 en 44\u00a0% liggen; van wie het bekend is, is het "
        "30\u00a0%. Bij geen enkele uitkomst staat daarmee vast wie haar vaker had. "
        f"{unknown.INVENTED}"
    )
    assert len(block.table.rows) == 6
    assert block.table.rows[0][4] == "2 (−6 tot 10)"
    assert command.command(block) == "perspectief unknown --column psychiatrische_diagnose"


def test_nobody_and_all_known():
    assert "geen jongeren" in block_of(geslacht=("vrouw",), herkomst=("irak",)).sentence
    known = block_of(diagnose=("ja",))
    assert "er blijft niets open" in known.sentence
    assert known.picture is None
