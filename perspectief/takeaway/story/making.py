"""Makes the decks: the story for who is counted, and one page for a screen across a room."""

from __future__ import annotations

from perspectief.report.block.view import View
from perspectief.report.words import shell
from perspectief.takeaway.paper import reading
from perspectief.takeaway.progress import Each
from perspectief.takeaway.story import telling
from perspectief.takeaway.story.chapters import CHAPTERS, LEAD, TITLE
from perspectief.takeaway.story.deck import Deck
from perspectief_core.disclosure.protecting import Provenance, provenance_of


def of_story(view: View, site: str, each: Each = iter) -> Deck:
    """Return the story over all pages; `site` is the address of the dashboard, with its `/`.

    `each` goes through the chapters: who waits can be told how far it is.
    """
    slides = (telling.told(chapter, view, site) for chapter in each(CHAPTERS))
    return Deck(title=TITLE, lead=LEAD, about=_about(view), slides=tuple(slides))


def of_page(view: View, asked: reading.Asked) -> Deck:
    """Return the figures of a page as it opens."""
    page = shell.page(asked.page)
    lead = f"De figuren van de pagina '{page.title}'."
    return Deck(
        title=page.question, lead=lead, about=_about(view), slides=telling.page(view, asked)
    )


def _about(view: View) -> Provenance:
    return provenance_of(view.extract, view.asked, view.policy)
