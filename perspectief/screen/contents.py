"""Gathers the parts of a page while it is drawn, and lists them at its top.

The list stands there from the start, so that nothing moves when the page is done: as this session
saw the page last, or else as it opens for everyone (`static/parts.json`, which a test holds to the
pages). It is drawn again only when the page turned out to hold something else. The router opens the
list before a page and fills it behind; `show` keeps its place under the main finding and enters
every part. So no page keeps a list of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from perspectief.report.block.contents import Entry, contents
from perspectief.screen.kept import kept

PARTS = Path(__file__).parent / "static" / "parts.json"
"""Of every page, as it opens for everyone under a policy, the headings and anchors of its parts."""
_PAGE, _PLACE, _ENTRIES, _CLOSED = "_contents_page", "_contents_place", "_contents", "_contents_off"
_BEFORE = "_contents_before"


def _as_opened() -> dict[tuple[str, str], tuple[Entry, ...]]:
    known = json.loads(PARTS.read_text(encoding="utf-8"))
    return {
        (policy, page): tuple(Entry(title, anchor) for title, anchor in parts)
        for policy, pages in known.items()
        for page, parts in pages.items()
    }


AS_OPENED = _as_opened()


def begin(page: str, policy: str) -> None:
    """Start an empty list for the page of this run."""
    state = kept()
    if state.get(_PAGE) != (policy, page):
        # An analyst sees what is open to everybody of data without persons.
        known = AS_OPENED.get((policy, page), AS_OPENED.get(("open", page), ()))
        state[_PAGE], state[_BEFORE] = (policy, page), known
    state[_PLACE], state[_ENTRIES], state[_CLOSED] = None, [], False


def place(*, shown: bool = True) -> None:
    """Draw the list here as far as it is known; with `shown` false only keep a place for it."""
    state = kept()
    known = contents(state[_BEFORE]) if shown else ""
    state[_PLACE] = (st.html(known) if known else st.empty()), known


def enter(title: str, anchor: str) -> None:
    """Add a part of the page."""
    state = kept()
    if not state[_CLOSED]:
        state[_ENTRIES].append(Entry(title, anchor))


@contextmanager
def closed() -> Iterator[None]:
    """Add nothing for now: what is drawn is part of what was added last."""
    state = kept()
    before, state[_CLOSED] = state[_CLOSED], True
    try:
        yield
    finally:
        state[_CLOSED] = before


def fill() -> None:
    """Draw the list anew when the page holds other parts than were known."""
    state = kept()
    entries: Sequence[Entry] = state[_ENTRIES]
    state[_BEFORE] = tuple(entries)
    if state[_PLACE] is None:
        return
    where, known = state[_PLACE]
    made = contents(entries)
    if made and made != known:
        where.html(made)
    elif known and not made:
        where.empty()
