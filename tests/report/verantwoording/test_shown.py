"""Every link of the audit leads to a block that exists, on the page that shows the figure."""

from __future__ import annotations

import re

import pytest

from perspectief.report.samenhang import choices, every_test
from perspectief.report.verantwoording import shown
from perspectief.report.words import shell
from perspectief.report.words.choices import OUTCOME
from perspectief_core.audit import audit
from perspectief_core.data.extract import load
from tests.places import ROOT, SHIPPED

REPORT = ROOT / "perspectief" / "report"


@pytest.fixture(name="rows", scope="module")
def _rows():
    return {row.printed.id: row for row in audit(load(SHIPPED)).rows}


def sources(page):
    return {file: file.read_text(encoding="utf-8") for file in (REPORT / page).glob("*.py")}


def heads(anchor, text):
    """Tell whether a source makes a figure of which this is the key."""
    return re.search(rf'Heading\(\s*"{anchor}"', text)


def test_every_place_is_a_block_of_its_page(rows):
    places = {(place.page, place.anchor) for row in rows.values() if (place := shown.shown_at(row))}
    assert len(places) > 15
    for page, anchor in places:
        text = "".join(sources(page).values())
        assert heads(anchor, text) or re.fullmatch(r"pf-vraag-\d+", anchor), (page, anchor)


def test_figures_that_a_page_names_lead_to_the_file_that_names_them(rows):
    """The code of a block names the figures it lays beside its own: the link must agree with it."""
    checked = 0
    for (page, anchor), ids in shown._BLOCKS.items():
        file = next(text for text in sources(page).values() if heads(anchor, text))
        for id_ in ids:
            named = {word for text in sources(page).values() for word in re.findall(r"\w+", text)}
            if id_ in named:
                assert id_ in file, id_
                checked += 1
    assert checked > 30
    assert all(id_ in rows for ids in shown._BLOCKS.values() for id_ in ids)


def test_what_no_page_shows_has_no_link(rows):
    for id_ in ("kb20_kwv_min", "sv_leeftijdsgrens", "sv_huiskamer_verplicht", "sv_angola_min"):
        assert shown.shown_at(rows[id_]) is None
    assert shown.shown_at(rows["bijlage_02.georgie.aantal"]) is None
    assert shown.shown_at(rows["bijlage_02.georgie.procent"]) is None
    assert shown.shown_at(rows["bijlage_02.irak.aantal"]).anchor == "herkomst"


def test_a_link_keeps_the_selection_and_sets_the_choices(rows):
    link = shown.shown_at(rows["bijlage_19.sekse.samenhang"]).link({"geslacht": "vrouw"})
    assert link.label == "Samenhang"
    assert link.address == (
        "samenhang?geslacht=vrouw&uitkomst=terugkeer&toon=alle&basis=uitgestroomd#toetsen"
    )
    assert {OUTCOME.code, every_test.SHOW.code, choices.BASIS.code} == {"uitkomst", "toon", "basis"}
    assert "uitgestroomd" in choices.BASIS.options
    home = shown.shown_at(rows["sv_mob"]).link({})
    assert (home.label, home.address) == (shell.HOME.title, ".#uitkomsten")
