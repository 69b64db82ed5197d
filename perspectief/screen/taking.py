"""The layer at the foot of a page with the files of many figures: its report, and the story.

Closed it costs nothing. A file is made on a click, in a run of its own beside the page, and can be
fetched until the page is drawn anew: what is chosen then would be another file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from perspectief.report.words import documents, searching
from perspectief.report.words.markup import tag
from perspectief.report.words.signing_in import STAYS_HERE
from perspectief.screen import address, notices, presenting, session, show, turns
from perspectief.screen.figure import download

if TYPE_CHECKING:
    # What writes files is loaded when the layer is opened.
    from perspectief.takeaway.documents import Wanted

T = TypeVar("T")
KEY = "meenemen"


def offer(page: str) -> None:
    """Draw the layer for a page, which has been drawn."""
    show.layer(documents.TAKE, KEY, lambda: _choices(page))


@st.fragment
def _choices(page: str) -> None:
    if session.is_outdated():
        # Runs by itself: no numbers of an extract that is gone.
        st.rerun()
    wanted = _wanted(page)
    if wanted.view.origin.stays:
        st.html(tag("p", STAYS_HERE))
        return
    st.html(tag("p", documents.LEAD))
    with st.container(key=f"{KEY}_knoppen", horizontal=True, gap="small"):
        clicked = [
            code
            for code, label in documents.LABELS.items()
            if st.button(label, key=f"{KEY}_{code}")
        ]
    # Emptied at once: a file that is there already is not the one that was asked for now.
    place = st.empty()
    for code in clicked:
        with place.container():
            _prepare(code, wanted)


def _wanted(page: str) -> Wanted:
    from perspectief.takeaway.documents import Wanted
    from perspectief.takeaway.paper.reading import Asked

    whole = session.asked_view()
    choices = {code: at for code, at in address.chosen_here().items() if code != searching.CODE}
    asked = Asked(page, presenting.site(), choices)
    notice = notices.in_one_line(whole)
    return Wanted(whole, asked, date.today(), notice)


def _prepare(code: str, wanted: Wanted) -> None:
    from perspectief.takeaway.documents import DOCUMENTS, file_name, make

    kind = DOCUMENTS[code]
    busy = documents.BUSY.format(documents.SLOW if kind.slow else documents.FAST)
    with st.spinner(busy), ExitStack() as held:
        made = make(code, wanted, partial(_each, held))
    st.html(tag("p", documents.READY, role="status"))
    label = documents.FETCH.format(documents.LABELS[code])
    download(label, made, file_name(code, wanted), kind.mime, key=f"{KEY}_bestand")


def _each(held: ExitStack, parts: Sequence[T]) -> Iterator[T]:
    """Yield parts, with a bar that shows how far it is; each has a turn of its own.

    So pages that others ask for come between. The last turn is given back with `held`.
    """
    for _, part in zip(show.progress(documents.READING, len(parts)), parts, strict=True):
        held.close()
        held.enter_context(turns.turn())
        yield part
