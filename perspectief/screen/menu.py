"""The pages as Streamlit knows them, and links between them that keep the selection."""

from __future__ import annotations

from copy import copy

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx

from perspectief import SITE
from perspectief.report.words import shell

PAGES_FOLDER = SITE / "pages"
_made: dict[str, StreamlitPage] = {}


def page_of(entry: shell.PageEntry) -> StreamlitPage:
    """Return the Streamlit page of a menu entry.

    A copy for each run, which Streamlit marks as the page that it may call. To make one anew looks
    for its script on the disk, and every run has all of the menu.
    """
    if entry.name not in _made:
        page = _new(entry)
        if get_script_run_ctx(suppress_warning=True) is None:
            # Outside a run it is an empty form.
            return page
        _made[entry.name] = page
    return copy(_made[entry.name])


def _new(entry: shell.PageEntry) -> StreamlitPage:
    return st.Page(
        PAGES_FOLDER / f"{entry.name}.py",
        title=entry.title,
        url_path=entry.name,
        default=entry is shell.HOME,
    )


def page(name: str) -> StreamlitPage:
    """Return the Streamlit page with this name; KeyError when the menu has no such page."""
    return page_of(shell.page(name))
