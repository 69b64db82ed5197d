"""Search finds figures, words and questions, each with a link to the very place."""

from __future__ import annotations

import re

import pytest

from perspectief.report.verantwoording import pictures, search
from tests.places import ROOT


@pytest.fixture(name="items", scope="module")
def _items():
    return search.entries(search.declared(), {"geslacht": "vrouw"})


def test_one_word_finds_a_figure_a_definition_and_a_question(items):
    hits = search.found(items, "mob")
    links = {(hit.kind, hit.link.address) for hit in hits}
    assert ("cijfer", ".?geslacht=vrouw#uitkomsten") in links
    assert ("vraag", "onderzoeksvragen?geslacht=vrouw#pf-vraag-15") in links
    assert "Vertrokken, onbekend waarheen (mob)" in {hit.title for hit in hits}
    assert ("begrip", "verantwoording?geslacht=vrouw&onderdeel=begrippen#begrippen") in links


@pytest.mark.parametrize("asked", ["BEEINDIGD", "beëindigd", "  beëindigd   door "])
def test_capitals_accents_and_spaces_make_no_difference(items, asked):
    assert "Beëindigd door" in {hit.title for hit in search.found(items, asked)}


def test_every_word_counts_and_a_title_comes_first(items):
    both = search.found(items, "onbekende vertrokken")
    assert both
    assert set(both) < set(search.found(items, "vertrokken"))
    assert search.found(items, "peildatum")[0].title == "Peildatum"


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("trechter", "steunpunten?geslacht=vrouw#steunpunten"),
        ("tornado", "gevoeligheid?geslacht=vrouw#uitmaakt"),
        ("bootstrap", "samenhang?geslacht=vrouw#verder"),
        ("e-waarde", "vergelijking?geslacht=vrouw#verborgen"),
    ],
)
def test_a_figure_without_a_printed_number_is_found_by_its_subject(items, asked, address):
    assert address in {hit.link.address for hit in search.found(items, asked)}


def test_every_picture_to_be_found_stands_on_its_page():
    """Read from the source: the keys of the blocks and layers of each page."""
    entries = pictures.pictures()
    for page in {entry.place.page for entry in entries}:
        files = [*(ROOT / "perspectief" / "report" / page).glob("*.py"), ROOT / f"pages/{page}.py"]
        source = "\n".join(file.read_text(encoding="utf-8") for file in files)
        keys = set(re.findall(r'\bKEY = "(\w+)"', source))
        keys |= set(re.findall(r'(?:show\.layer\([\w.]+, |Group\(|Heading\()\s*"(\w+)"', source))
        here = {entry.place.anchor for entry in entries if entry.place.page == page}
        assert here <= keys, page
    assert len({(entry.place.page, entry.place.anchor) for entry in entries}) == len(entries)


def test_nothing_found_says_what_to_do_and_trusts_no_text(items):
    said = search.html(search.found(items, "<b>zzz"), "<b>zzz")
    assert "Niets gevonden bij &#39;&lt;b&gt;zzz&#39;" in said
    assert "href" not in said


def test_before_anything_is_typed_all_questions_stand_there(items):
    said = search.html(search.found(items, " "), " ")
    assert said.count("#pf-vraag-") == 21
    assert search.HINT in said.unescape()


def test_a_figure_that_several_documents_print_is_found_once(items):
    titles = [(entry.title, entry.link) for entry in items if entry.kind == "cijfer"]
    shares = [pair for pair in titles if pair[0] == "Aandeel met onbekende bestemming vertrokken"]
    assert len(shares) == 1
