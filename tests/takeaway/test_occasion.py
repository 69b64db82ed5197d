"""How files are called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from perspectief.report.overzicht import outcomes
from perspectief.takeaway.occasion import Occasion, file_name
from perspectief_core.cohort.selection import Selection
from perspectief_core.people.outcomes import distribution
from tests.report.asking import asked
from tests.takeaway.conftest import DAY


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("https://voorbeeld.nl/map/duur?geslacht=vrouw#x", "duur"),
        ("https://voorbeeld.nl/map/?geslacht=vrouw#x", "overzicht"),
        ("https://voorbeeld.nl", "overzicht"),
        ("", "overzicht"),
    ],
)
def test_a_link_says_which_page_it_opens(link, page):
    assert Occasion(link, DAY).page == page


def test_a_file_is_called_after_page_figure_selection_and_day(shipped):
    block = outcomes.outcome_block(asked(shipped, distribution, geslacht=("vrouw",)))
    name = file_name(block, Occasion("https://voorbeeld.nl/", DAY), ".xlsx")
    assert name == ("NAGEMAAKT_perspectief_overzicht_de_uitkomsten_geslacht_vrouw_2026_11_26.xlsx")


def test_a_name_of_many_choices_still_fits_and_keeps_its_day(shipped):
    block = outcomes.outcome_block(asked(shipped, distribution))
    long = replace(block, heading=block.heading.titled("lang " * 90))
    name = file_name(long, Occasion("", DAY), "_machine.csv")
    assert len(name) < 190
    assert name.endswith("_2026_11_26_machine.csv")
    assert Selection() == block.provenance.selection
