"""Everything that leaves under `publicatie` is made of what an edition has, and of nothing else.

Every figure is made twice: of the extract under the policy, and of its edition, behind which nobody
is. They are the same to the letter, in every form. Of an edition every number is known to follow
from rounded counts (`test_every_byte`), so nothing in a sentence, a chart or a file can follow from
another. Apart from that, no text has a count of people that is no multiple of five.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pypdf
import pytest

from perspectief.publishing.edition import open_edition
from perspectief.report.block.blocks import Block
from perspectief.report.overzicht.outcomes import outcome_block
from perspectief.report.words import formats, shell
from perspectief.takeaway.forms import FORMS, forms_of, make
from perspectief.takeaway.occasion import Occasion
from perspectief.takeaway.paper import reading, report_pdf
from perspectief.takeaway.paper.report_pdf import Seen
from perspectief.takeaway.paper.sheet import Figure, Told
from perspectief.takeaway.paper.view import view_of
from perspectief.takeaway.story import document, pdf_deck, pptx_deck
from perspectief.takeaway.story.making import of_story
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure import closing
from perspectief_core.people import outcomes
from tests.publishing import leaving
from tests.publishing.editions import SMALL
from tests.publishing.leaving import EditionView

PAGES = tuple(entry.name for entry in shell.PAGES)
SITE, DAY = "https://voorbeeld.nl/", date(2026, 11, 26)
SINGLES, PAIRS = 4, 25
"""Of the views of one and two filters each so many-th is read."""


@pytest.fixture(scope="module")
def opened(small_edition):
    return open_edition(small_edition)


def both(opened, selection):
    """Return a view of the extract under the policy, and the same view of its edition."""
    return view_of(SMALL, selection, "publicatie"), EditionView.of(opened, selection)


def some(views):
    """Return the view of everybody, some of one filter and some of two."""
    by_number = {
        number: sorted((view for view in views if len(view.active_filters) == number), key=repr)
        for number in (1, 2)
    }
    return [Selection(), *by_number[1][::SINGLES], *by_number[2][::PAIRS]]


def items(view, page):
    return reading.page(view, reading.Asked(page, SITE, {})).items


def figures(view, page):
    return [item for item in items(view, page) if isinstance(item, Figure)]


@pytest.mark.parametrize("page", PAGES)
def test_what_is_read_is_the_same_where_nobody_is_behind_it(page, opened):
    views = some(opened.views)
    assert len(views) > 8
    for selection in views:
        live, kept = (
            [[*leaving.texts(item), leaving.drawn(item)] for item in items(view, page)]
            for view in both(opened, selection)
        )
        assert live == kept


@pytest.mark.parametrize("page", PAGES)
def test_so_is_every_file(page, opened):
    """Of a figure in every form it can leave as, and of two figures more as a table."""
    pairs = zip(*(figures(view, page) for view in both(opened, Selection())), strict=True)
    for at, pair in enumerate(pairs):
        for code in forms_of(pair[0].block) if at == 0 else ("csv", "xlsx"):
            live, kept = (make(code, figure.block, Occasion(figure.link, DAY)) for figure in pair)
            assert live == kept, (pair[0].block.key, code)


@pytest.fixture(scope="module")
def lattice(shipped):
    """Return every view of the policy on the shipped extract, hidden ones too."""
    return [view.selection for view in closing.views(shipped)]


PRINTED = {("vergelijking", "tekst")}
"""The letter of 2011 says its numbers: page, and where they are read."""
OF_A_HUNDRED = {"halve_jaren"}
"""Key of the figure whose picture says of how many of every hundred."""


def exact_counts(page, item):
    """Yield each exact count in what a page holds; what was printed in 2011 is exact."""
    if isinstance(item, Figure):
        if item.block.provenance.kind == "published":
            return
        yield from leaving.unrounded(item.block)
    for place, text in leaving.texts(item):
        for said in leaving.exact(text):
            of_a_hundred = isinstance(item, Figure) and item.block.key in OF_A_HUNDRED
            if (page, place) not in PRINTED and not (of_a_hundred and said.endswith("van 100")):
                yield f"{page}, {place}: {said}"


@pytest.mark.parametrize("page", PAGES)
def test_no_text_has_a_count_that_is_not_in_fives(page, shipped, lattice):
    for selection in some(lattice):
        view = view_of(shipped, selection, "publicatie")
        assert [said for item in items(view, page) for said in exact_counts(page, item)] == []


def test_of_no_view_at_all_are_the_outcomes_exact(shipped, lattice):
    """The whole lattice: sentence, picture, table and citation of the main figure."""
    everyone, shown = view_of(shipped, Selection(), "publicatie"), 0
    for selection in lattice:
        view = replace(everyone, selection=selection)
        block = view.block(outcome_block, view.ask(outcomes.distribution))
        item = Figure(block, SITE) if isinstance(block, Block) else block
        assert list(exact_counts("overzicht", item)) == []
        shown += isinstance(block, Block)
    assert 200 < shown < len(lattice)


def test_exact_counts_are_found_where_they_are_shown(shipped):
    """The test of the test: what `open` shows of all pages with counts is seen."""
    view = view_of(shipped, Selection(geslacht=("vrouw",)), "open")
    for page in ("overzicht", "deelnemers", "steunpunten", "steunpunt", "werkwijzen", "duur"):
        said = [said for item in items(view, page) for said in exact_counts(page, item)]
        assert len(said) > 20, page


def words_of(code, made):
    """Return the words of a file, with the numbers behind a chart; a picture of dots has none."""
    if code == "pdf":
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    if code == "xlsx":
        cells = (
            cell
            for sheet in openpyxl.load_workbook(io.BytesIO(made))
            for row in sheet.iter_rows(values_only=True)
            for cell in row
            if cell is not None
        )
        return " ; ".join(map(str, cells))
    if code == "pptx":
        with zipfile.ZipFile(io.BytesIO(made)) as parts:
            return " ".join(_words_within(parts, name) for name in parts.namelist())
    if code == "csv":
        lines = made.decode("utf-8-sig").splitlines()
        rows = csv.reader(line for line in lines if not line.startswith("#"))
        about = [line for line in lines if line.startswith("#")]
        return " ; ".join([*about, *(cell for row in rows for cell in row)])
    return "" if code == "png" else made.decode("utf-8-sig").replace(";", " ; ")


def _words_within(parts, name):
    if name.endswith(".xlsx"):
        # The sheet behind a chart, that opens when somebody edits it.
        return words_of("xlsx", parts.read(name))
    # Of XML only what stands between tags: sizes and colours are numbers as well.
    text = parts.read(name).decode() if READ.search(name) else ""
    return " ".join(re.findall(r">([^<]+)<", text))


READ = re.compile(r"(slides/slide|charts/chart|notesSlides/notesSlide)\d+\.xml$")


@pytest.mark.parametrize("code", FORMS)
def test_no_file_has_an_exact_count(code, shipped):
    men = view_of(shipped, Selection(geslacht=("man",)), "publicatie")
    figure = figures(men, "overzicht")[0]
    words = words_of(code, make(code, figure.block, Occasion(figure.link, DAY)))
    assert set(numbers(words)) >= {"365", "545"} or code == "png"
    assert list(leaving.exact(words)) == []
    assert not set(numbers(words)) & EXACT_OF_MEN


VIEWS = (
    {},
    {"geslacht": ("man",)},
    {"steunpunt": ("utrecht",)},
    {"steunpunt": ("utrecht",), "instroomperiode": ("apr_2010_sep_2010",)},
    {"kinderen": ("een",)},
)
"""Everybody, men, a steunpunt, a part of one, and people of whom something holds for nearly all."""
ANNEX = "De berekeningen staan in open broncode."
"""Behind it a report has what was printed in 2011, and methods."""


def own(page, item):
    """Tell whether what a page holds is of the people in the data, and not of what was printed."""
    if isinstance(item, Figure):
        return item.block.provenance.kind != "published" and item.block.key not in OF_A_HUNDRED
    return not (isinstance(item, Told) and (page, "tekst") in PRINTED)


def of_the_data(slide):
    return slide.block is None or slide.block.provenance.kind != "published"


@pytest.mark.parametrize("chosen", VIEWS)
def test_no_takeaway_has_an_exact_count(chosen, shipped):
    """The report of all pages, the story in every form, and each figure as a table."""
    view = view_of(shipped, Selection(**chosen), "publicatie")
    pages = {page: [item for item in items(view, page) if own(page, item)] for page in PAGES[:-1]}
    report = words_of("pdf", report_pdf.to_pdf(Seen(pages, view.origin, SITE, DAY)))
    takeaways = {"afdruk": report.partition(ANNEX)[0]}
    deck = of_story(view, SITE)
    deck = replace(deck, slides=tuple(filter(of_the_data, deck.slides)))
    takeaways["verhaal.pptx"] = words_of("pptx", pptx_deck.to_pptx(deck, DAY))
    takeaways["verhaal.pdf"] = words_of("pdf", pdf_deck.to_pdf(deck, DAY))
    takeaways["verhaal.html"] = document.to_html(deck).decode().rpartition("<script")[0]
    found = [item for kept in pages.values() for item in kept if isinstance(item, Figure)]
    for figure in found:
        for code in ("csv", "csv-nl", "xlsx"):
            made = make(code, figure.block, Occasion(figure.link, DAY))
            takeaways[f"{figure.link} {code}"] = words_of(code, made)
    assert len(takeaways) > 20
    for name, words in takeaways.items():
        # The question on the home page has the number that was printed.
        said = leaving.plain(words).replace(shell.HOME.question, "")
        # Where the numbers of a chart stand in its sheet, and which slide this is.
        said = re.sub(rf"Sheet1!\S+|\b\d+ van {len(deck.slides) + 1}\b", "", said)
        assert [*leaving.exact(said)] == [], name
        # What is kept back is never nought, and is explained where it stands.
        assert not re.search(r"(?<![\d.,–-])0 van \d", said), name
        if re.search(r"(?<![\w'(])x(?![\w'])", said):
            assert re.search(r"0 tot 4|nul tot vier|niet gepubliceerd|niet te zeggen", said), name


@pytest.mark.parametrize("code", ["pptx", "svg"])
def test_a_slide_or_drawing_of_one_figure_says_what_its_x_is(code, shipped):
    men = view_of(shipped, Selection(geslacht=("man",)), "publicatie")
    explained = 0
    for figure in figures(men, "deelnemers"):
        if code in forms_of(figure.block):
            made = words_of(code, make(code, figure.block, Occasion(figure.link, DAY)))
            said = re.sub(r"\s+", " ", leaving.TAGS.sub(" ", made)).replace(" ;", ";")
            if re.search(r"(?<![\w'(])x(?![\w'])", said):
                assert formats.ROUNDED_NOTE in said
                explained += 1
    assert explained


EXACT_OF_MEN = {"543", "363", "61", "66", "27"}
"""How many there are, and of the outcomes that are larger than four: none is in fives."""


def numbers(words):
    """Return the whole numbers of a text that are no percentage and no end of a range."""
    return re.findall(r"(?<![\w.,–-])\d+(?!\s?[–%]|[\w.,-])", leaving.plain(words))
