"""The safety report says what was coarsened and who can still be recognised."""

from perspectief.intake.reporting.safety_page import safety_page
from perspectief.intake.settings import Settings
from tests.intake.flows import SETTINGS, small_flow


def test_it_says_how_many_stand_out():
    page = safety_page(small_flow(), SETTINGS, "abc123").decode()
    assert "Extract abc123: 2 personen, gemaakt uit nagemaakte lijsten" in page
    assert "herkent 2 van 2 personen (100 %)" in page
    assert "Niets." in page


def test_it_says_what_was_made_coarser():
    settings = Settings(
        soort="register", topcodering=2, datums="kwartaal", weglaten=("kinderen_nl",)
    )
    page = safety_page(small_flow(settings), settings, "x").decode()
    assert "gemaakt uit echte lijsten" in page
    assert "het kwartaal in plaats van de maand" in page
    assert "kinderen_nl: weggelaten" in page
    assert "leeftijd_instroom: hoger dan" in page
