"""A report has what its page has: figures, what is withheld, remarks; and how it was made."""

from __future__ import annotations

import pytest

from perspectief.report.block.withheld import WithheldBlock
from perspectief.report.words import shell
from perspectief.report.words.withheld import HELD, START, because
from perspectief.takeaway.paper import reading, report_pdf, reports
from perspectief.takeaway.paper.sheet import BadChoiceError, Figure
from perspectief.takeaway.paper.view import view_of
from perspectief_core.cohort.selection import Selection
from tests.takeaway.conftest import DAY, SHOWN, SITE
from tests.takeaway.document.reading import elements, opened, words


def seen_of(view, page, **choices):
    return reports.seen(view, reading.Asked(page, SITE, choices), DAY)


def flat(text):
    return " ".join(text.split())


def test_every_figure_of_a_page_with_contents_method_contradictions_and_citation(seen):
    shown = seen_of(seen(SHOWN["one_steunpunt"]), "duur", uitkomst="mob")
    file = report_pdf.to_pdf(shown)
    pdf = opened(file)
    text = words(pdf)
    titles = [figure.block.title for figure in shown.pages["duur"] if isinstance(figure, Figure)]
    assert len(titles) >= 12
    for title in (*titles, report_pdf.METHOD, report_pdf.CONTRADICTIONS, report_pdf.CITE):
        # Once in the contents, once above the figure.
        assert text.count(flat(title)) >= 2, title
    assert "steunpunt: Nijmegen" in text
    assert str(elements(pdf, "H1")[0].S) == "/H1"
    assert len(elements(pdf, "TOCI")) == len(titles) + 3
    assert report_pdf.to_pdf(shown) == file


def test_a_page_of_which_parts_are_withheld_says_so_and_gives_the_rest(shipped):
    view = view_of(shipped, Selection(), "publicatie")
    shown = seen_of(view, "duur")
    text = words(opened(report_pdf.to_pdf(shown)))
    withheld = [block for block in shown.pages["duur"] if isinstance(block, WithheldBlock)]
    assert len(withheld) >= 8
    listed = text.rsplit(HELD, 1)[1]
    assert all(flat(block.title) in listed for block in withheld)
    assert all(text.count(because(why)) == 1 for why in {block.why for block in withheld})
    assert START not in text
    assert "ongeveer 90 van 260" in text
    # The contradictions at the end were published with their counts.
    assert "van 733" not in text.rsplit(report_pdf.METHOD, 1)[0]


def test_all_pages_stand_in_one_report(seen):
    view = seen(SHOWN["three_persons"])
    shown = seen_of(view, report_pdf.ALL, uitkomst="mob")
    assert len(shown.pages) == 12
    text = words(opened(report_pdf.to_pdf(shown)))
    assert all(flat(entry.question) in text for entry in shell.PAGES)
    with pytest.raises(reading.IdleChoiceError):
        seen_of(view, "duur", typen="6")
    with pytest.raises(BadChoiceError):
        seen_of(view, "duur", uitkomst="x")
