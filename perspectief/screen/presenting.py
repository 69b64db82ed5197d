"""Shows a page, or the story over all pages, as slides in place of the page.

The address says so, as it says everything; the slides are made from what the page's own script asks
of the same view, under the same policy. Both ways lead by a new address, so that no widget of the
page is left behind.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from perspectief.report.words import criteria, story
from perspectief.report.words.markup import join, tag
from perspectief.screen import address, notices, session
from perspectief_core.cohort.selection import Selection, from_query

CODE, PAGE, STORY = "presentatie", "1", "verhaal"


def asked() -> bool:
    """Tell whether this address asks for slides."""
    return st.query_params.get(CODE) in (PAGE, STORY)


def links() -> None:
    """Draw the ways to slides; the script of the shell gives them the address of the moment."""
    ways = (
        tag("p", tag("a", label, href=f"?{CODE}={value}", target="_self", class_="pf-present"))
        for value, label in ((PAGE, story.PRESENT), (STORY, story.STORY))
    )
    st.html(join(ways))


def show(page: str, whole: session.ScreenView) -> None:
    """Draw the slides of a page, or the story, of who the address asks for.

    Parameters
    ----------
    page : str
        Name of the page that the address opens.
    whole : View
        The view of everyone.
    """
    # Slides are made of much that a page does not need: loaded when somebody presents.
    from perspectief.takeaway.paper.reading import Asked
    from perspectief.takeaway.story import making
    from perspectief.takeaway.story.deck import deck_html

    query = {code: ".".join(st.query_params.get_all(code)) for code in st.query_params}
    wanted = query.pop(CODE)
    places = tuple(sorted(whole.names))
    selection, bad = from_query(query, places)
    view, here = replace(whole, selection=selection), site()
    session.open_view(view)
    with st.spinner(story.BUSY):
        if wanted == STORY:
            deck = making.of_story(view, here)
        else:
            deck = making.of_page(view, Asked(page, here, _choices(query)))
        back = story.LEAVE, f"?{urlencode(query)}"
        notice = notices.in_one_line(view)
        lead = " ".join((deck.lead, *(criteria.bad_value(value) for value in bad)))
        made = deck_html(replace(deck, lead=lead, notice=notice, back=back, inline=False))
    st.html(made)


def _choices(query: dict[str, str]) -> dict[str, str]:
    """Return the parameters of an address that are choices of its page."""
    others = {*Selection.__dataclass_fields__, address.AS}
    return {code: value for code, value in query.items() if code not in others}


def site() -> str:
    """Return the address of the dashboard, with its `/`."""
    return (st.context.url or "").split("?", 1)[0].rsplit("/", 1)[0] + "/"
