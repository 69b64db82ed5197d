"""What a report holds: a page as it reads under its choices, or every page under their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from perspectief.report.block.view import View
from perspectief.report.words import shell
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.reading import Asked
from perspectief.takeaway.paper.report_pdf import ALL, Seen
from perspectief.takeaway.progress import Each


def seen(view: View, asked: Asked, day: date, each: Each = iter) -> Seen:
    """Return what a report of a page is made of; of all pages when the page is `alles`.

    `each` goes through the pages: who waits can be told how far it is.

    Raises
    ------
    BadChoiceError, IdleChoiceError
        When a choice cannot have this value, or no page has it.
    """
    names = [entry.name for entry in shell.PAGES] if asked.page == ALL else [asked.page]
    known: set[str] = set()
    pages = {}
    for name in each(names):
        read = reading.page(view, replace(asked, page=name))
        pages[name] = read.items
        known |= read.known
    idle = [code for code in asked.choices if code not in known]
    if idle:
        raise reading.IdleChoiceError(idle[0])
    return Seen(pages, view.origin, asked.site, day)
