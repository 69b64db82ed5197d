"""A factsheet has two pages, for whomever it is about and whatever may be said of them."""

from __future__ import annotations

import pytest

from perspectief.report.words import labels
from perspectief.report.words.withheld import START
from perspectief.takeaway.document import factsheet
from perspectief.takeaway.paper import factsheets
from perspectief.takeaway.paper.view import view_of
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.contract import WERKWIJZEN
from perspectief_core.results import DisclosureError
from tests.takeaway.conftest import DAY, SHOWN, SITE
from tests.takeaway.document.reading import elements, fonts_not_inside, links, opened, words


def made(view, code):
    about = factsheets.type_of_werkwijze if code in WERKWIJZEN else factsheets.steunpunt
    return factsheet.to_pdf(about(view, code, SITE), DAY)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("utrecht", "68 van 95 · 72 %"),
        ("almelo", "Almelo 3 jongeren"),
        # The longest answers, and the type with one steunpunt.
        ("den_haag", "4 van 79"),
        ("maatwerk", "29 van 223"),
        ("cyclisch", "cyclisch / presentie"),
    ],
)
def test_two_pages_with_numbers_origin_and_mark(code, said, seen):
    view = seen({})
    file = made(view, code)
    pdf = opened(file)
    assert len(pdf.pages) == 2
    assert fonts_not_inside(pdf) == []
    text = words(pdf)
    assert said in text
    assert labels.SYNTHETIC_LONG in text
    assert view.extract.id in text
    assert "Gepubliceerd" in text
    assert len(elements(pdf, "Table")) >= 4
    assert all(link.startswith(SITE) for link in links(pdf))


def test_of_nobody_it_says_so_and_keeps_what_was_published(seen):
    text = words(opened(made(seen(SHOWN["nobody"]), "utrecht")))
    assert "Van steunpunt Utrecht zijn er geen jongeren in uw selectie" in text
    assert "VluchtelingenWerk" in text
    assert "Er zijn geen jongeren die aan uw keuzes voldoen" in words(
        opened(made(seen(SHOWN["nobody"]), "lineair"))
    )


def test_of_a_large_steunpunt_a_publication_rounds(shipped):
    text = words(opened(made(view_of(shipped, Selection(), "publicatie"), "utrecht")))
    assert "begeleidde Utrecht ongeveer 95 jongeren: ongeveer 70 nog in begeleiding" in text
    for exact in ("68 van 95", "14 van 95", "van 638", "van 733"):
        assert exact not in text


@pytest.mark.parametrize("code", ["almelo", "maatwerk"])
def test_what_is_withheld_is_said_and_nothing_else(code, shipped):
    text = words(opened(made(view_of(shipped, Selection(), "publicatie"), code)))
    assert START in text
    for number in ("van 3 ", "begeleidde", "van 223", "van 733"):
        assert number not in text


def test_what_an_analyst_sees_stays_on_the_screen(shipped):
    with pytest.raises(DisclosureError, match="stays on the screen"):
        made(view_of(shipped, Selection(), "analist"), "utrecht")


def test_the_same_factsheet_gives_the_same_bytes(seen):
    assert made(seen({}), "zwolle") == made(seen({}), "zwolle")
