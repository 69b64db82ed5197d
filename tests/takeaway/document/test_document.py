"""A figure as PDF, opened again by another library than the one that wrote it."""

from __future__ import annotations

from itertools import pairwise

import pdfua
import pytest

from perspectief.takeaway.document.figure import to_pdf
from perspectief.takeaway.document.parts import Drawing, Heading, Paper, Sheet
from perspectief.takeaway.document.table import MOST_ROWS, grid, left_out
from perspectief.takeaway.document.typesetting import typeset
from perspectief.takeaway.document.widths import INSET, LYING, STANDING, fit
from perspectief.takeaway.picture.letters import Run, width
from tests.takeaway.conftest import DAY, occasion
from tests.takeaway.document.reading import elements, fonts_not_inside, links, names, opened

CERTAIN = pdfua.Confidence.CERTAIN


@pytest.fixture(scope="module")
def made(figure_of):
    figure = figure_of("steunpunten")
    return figure, to_pdf(figure.block, occasion(figure))


def test_a_checker_of_the_standard_finds_nothing(made, tmp_path):
    (tmp_path / "x.pdf").write_bytes(made[1])
    report = pdfua.validate(str(tmp_path / "x.pdf"))
    # Headings are judged below: this version of the checker cannot read them.
    wrong = [finding for finding in report.findings if finding.rule_id != "UA-14-001"]
    assert wrong == []


def test_it_is_tagged_in_dutch_with_its_title_fonts_and_both_standards(made):
    figure, file = made
    pdf = opened(file)
    assert str(pdf.Root.Lang) == "nl-NL"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert fonts_not_inside(pdf) == []
    with pdf.open_metadata() as known:
        assert known["dc:title"] == figure.block.title
        assert known["pdfuaid:part"] == "1"
        assert (known["pdfaid:part"], known["pdfaid:conformance"]) == ("2", "A")


def test_headings_pictures_and_tables_are_that(made):
    figure, file = made
    pdf = opened(file)
    said = names(pdf)
    assert said.count("H1") == 1
    levels = [int(name[1]) for name in said if name[0] == "H" and name[1:].isdigit()]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [str(element.Alt) for element in elements(pdf, "Figure") if "/Alt" in element] == [
        figure.block.picture.alt
    ]
    table = figure.block.table
    assert len(elements(pdf, "TR")) == len(table.rows) + 1
    assert len(elements(pdf, "TH")) == len(table.columns) + len(table.rows)
    assert len(elements(pdf, "TD")) == len(table.rows) * (len(table.columns) - 1)
    assert figure.link in links(pdf)


def test_the_same_figure_gives_the_same_bytes(made):
    figure, file = made
    assert to_pdf(figure.block, occasion(figure)) == file


def test_a_picture_without_words_is_refused():
    square = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    for alt, fine in (("Een vierkant.", True), (None, False)):
        paper = Paper(
            title="x",
            subject="x",
            mark="",
            origin="",
            sheets=(Sheet((Heading("x", 1), Drawing(square, alt, 9))),),
        )
        if fine:
            assert typeset(paper, DAY).startswith(b"%PDF-1.7")
        else:
            with pytest.raises(ValueError, match="alt text"):
                typeset(paper, DAY)


def test_what_looks_like_markup_is_text():
    said = "#panic() *a* _b_ $x$ @c <d> // e"
    paper = Paper(
        title=said, subject=said, mark="", origin="", sheets=(Sheet((Heading(said, 1),)),)
    )
    with opened(typeset(paper, DAY)).open_metadata() as known:
        assert known["dc:title"] == said


def test_columns_fit_their_page_and_no_number_is_broken():
    rows = [["woord " * 30, "107 van 733"], ["kort", "12 van 40"]]
    columns = fit(("Wat", "Aantal"), rows)
    assert sum(columns.wide) <= STANDING + 0.01
    assert not columns.lying
    wide = fit([f"Kolom {n}" for n in range(12)], [["honderdduizend"] * 12])
    assert wide.lying
    assert sum(wide.wide) <= LYING + 0.01
    assert min(wide.wide) >= width((Run("honderdduizend"),), wide.size) + 2 * INSET


def test_paper_leaves_rows_out_only_where_it_says_so(figure_of):
    figure = figure_of("gevoeligheid", "alle_combinaties")
    table = figure.block.table
    assert len(grid(table, figure.link)[0].rows) == table.shown < MOST_ROWS
    assert f"De eerste {table.shown} van 3.264 rijen" in left_out(table)
    short = figure_of("overzicht").block.table
    assert left_out(short) == ""
