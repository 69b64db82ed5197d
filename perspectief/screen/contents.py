"""Gathers the parts of a page while it is drawn, and lists them at its top when it is done.

The router opens the list before a page and fills it behind; `show` keeps its place under the main
finding and enters every part. So no page keeps a list of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from perspectief.report.block.contents import Entry, contents

_PLACE, _ENTRIES, _CLOSED = "_contents_place", "_contents", "_contents_closed"


def begin() -> None:
    """Start an empty list for the page of this run."""
    st.session_state[_PLACE], st.session_state[_ENTRIES] = None, []
    st.session_state[_CLOSED] = False


def place() -> None:
    """Keep a place for the list here."""
    st.session_state[_PLACE] = st.empty()


def enter(title: str, anchor: str) -> None:
    """Add a part of the page."""
    if not st.session_state[_CLOSED]:
        st.session_state[_ENTRIES].append(Entry(title, anchor))


@contextmanager
def closed() -> Iterator[None]:
    """Add nothing for now: what is drawn is part of what was added last."""
    before, st.session_state[_CLOSED] = st.session_state[_CLOSED], True
    try:
        yield
    finally:
        st.session_state[_CLOSED] = before


def fill() -> None:
    """Show the list in its place, when the page kept one and has parts enough."""
    made = contents(st.session_state[_ENTRIES])
    if made and st.session_state[_PLACE] is not None:
        st.session_state[_PLACE].html(made)
