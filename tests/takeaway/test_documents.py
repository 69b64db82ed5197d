"""Files of many figures: what they are called, who may have them, and that they are whole."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest
from pptx import Presentation

from perspectief.report.words.documents import LABELS
from perspectief.takeaway.documents import DOCUMENTS, Wanted, file_name, make
from perspectief.takeaway.paper.reading import Asked
from perspectief.takeaway.paper.view import view_of
from perspectief.takeaway.story.chapters import CHAPTERS
from perspectief_core.cohort.selection import Selection
from perspectief_core.results import DisclosureError
from tests.takeaway.conftest import DAY, SHOWN, SITE


@pytest.fixture
def wanted(seen):
    asked = Asked("duur", SITE, {"uitkomst": "mob"})
    return Wanted(seen(SHOWN["one_steunpunt"]), asked, DAY)


def test_names_say_what_of_whom_and_when(wanted):
    assert set(LABELS) == set(DOCUMENTS)
    names = [file_name(code, wanted) for code in DOCUMENTS]
    start, end = "NAGEMAAKT_perspectief", "steunpunt_nijmegen_2026_11_26"
    assert names == [
        f"{start}_duur_afdruk_{end}.pdf",
        f"{start}_alles_afdruk_{end}.pdf",
        *(f"{start}_kernboodschappen_{end}.{ending}" for ending in ("pptx", "pdf", "html")),
    ]


def test_a_report_has_the_choices_of_its_page_and_tells_how_far_it_is(wanted):
    told = []

    def each(parts):
        for part in parts:
            yield part
            told.append(part)

    file = make("pagina", wanted, each)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)
    assert "steunpunt: Nijmegen" in text
    assert "uitkomst=mob" in text
    assert told == ["duur"]


def test_a_story_says_what_every_slide_must_say(wanted):
    file = make("pptx", replace(wanted, notice="Dit is een voorbeeld"))
    slides = Presentation(io.BytesIO(file)).slides
    assert len(slides) == len(CHAPTERS) + 1
    for slide in slides:
        assert "Dit is een voorbeeld" in " ".join(
            shape.text_frame.text for shape in slide.shapes if shape.has_text_frame
        )


def test_nothing_leaves_that_an_analyst_sees(shipped):
    view = view_of(shipped, Selection(), "analist")
    for code in DOCUMENTS:
        with pytest.raises(DisclosureError, match="stays on the screen"):
            make(code, Wanted(view, Asked("overzicht", SITE, {}), DAY))
