"""The files that hold more than one figure: a report of a page or of all pages, and the story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from perspectief.report.block.view import View
from perspectief.takeaway.forms import FORMS
from perspectief.takeaway.occasion import named, refuse_what_stays
from perspectief.takeaway.paper import report_pdf, reports
from perspectief.takeaway.paper.reading import Asked
from perspectief.takeaway.progress import Each
from perspectief.takeaway.story import chapters, document, making, pdf_deck
from perspectief.takeaway.story.deck import Deck


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a document is to hold.

    Parameters
    ----------
    view : View
        Who is counted, and under which policy.
    asked : Asked
        The page it is asked on, with its choices.
    day : date
    notice : str
        What every slide must say besides, such as that this is a demonstration.
    """

    view: View
    asked: Asked
    day: date
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A kind of file: how it is made, what its name says it is about, and what it is.

    `own` tells that it is of the page it is asked on, `slow` that it takes more than a moment.
    """

    make: Callable[[Wanted, Each], bytes]
    about: tuple[str, ...]
    ending: str
    mime: str
    own: bool = False
    slow: bool = False


def _page(wanted: Wanted, each: Each) -> bytes:
    return report_pdf.to_pdf(reports.seen(wanted.view, wanted.asked, wanted.day, each))


def _all(wanted: Wanted, each: Each) -> bytes:
    asked = Asked(report_pdf.ALL, wanted.asked.site, {})
    return report_pdf.to_pdf(reports.seen(wanted.view, asked, wanted.day, each))


def _deck(wanted: Wanted, each: Each) -> Deck:
    deck = making.of_story(wanted.view, wanted.asked.site, each)
    return replace(deck, notice=wanted.notice)


def _pptx(wanted: Wanted, each: Each) -> bytes:
    # What writes slides is large, and few visitors take them along.
    from perspectief.takeaway.story import pptx_deck

    return pptx_deck.to_pptx(_deck(wanted, each), wanted.day)


def _pdf(wanted: Wanted, each: Each) -> bytes:
    return pdf_deck.to_pdf(_deck(wanted, each), wanted.day)


def _html(wanted: Wanted, each: Each) -> bytes:
    return document.to_html(_deck(wanted, each))


_PAPER, _SLIDES = FORMS["pdf"].mime, FORMS["pptx"].mime
DOCUMENTS: dict[str, Document] = {
    "pagina": Document(make=_page, about=("afdruk",), ending=".pdf", mime=_PAPER, own=True),
    "alles": Document(
        make=_all, about=(report_pdf.ALL, "afdruk"), ending=".pdf", mime=_PAPER, slow=True
    ),
    "pptx": Document(make=_pptx, about=(chapters.TITLE,), ending=".pptx", mime=_SLIDES),
    "pdf": Document(make=_pdf, about=(chapters.TITLE,), ending=".pdf", mime=_PAPER),
    "html": Document(make=_html, about=(chapters.TITLE,), ending=".html", mime="text/html"),
}
"""By code."""


def make(code: str, wanted: Wanted, each: Each = iter) -> bytes:
    """Return a document; `each` goes through the pages or slides it is made of.

    Raises
    ------
    DisclosureError
        When what is seen stays on the screen.
    """
    refuse_what_stays(wanted.view.origin)
    return DOCUMENTS[code].make(wanted, each)


def file_name(code: str, wanted: Wanted) -> str:
    """Return the name of a document: what it is about, of whom, and the day."""
    kind = DOCUMENTS[code]
    about = (wanted.asked.page, *kind.about) if kind.own else kind.about
    return named(about, wanted.view.origin, wanted.day, kind.ending)
