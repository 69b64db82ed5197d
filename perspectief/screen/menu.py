"""The pages as Streamlit knows them, and links between them that keep the selection."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from perspectief import SITE
from perspectief.report.words import shell

PAGES_FOLDER = SITE / "pages"


def page_of(entry: shell.PageEntry) -> StreamlitPage:
    """Return the Streamlit page of a menu entry."""
    return st.Page(
        PAGES_FOLDER / f"{entry.name}.py",
        title=entry.title,
        url_path=entry.name,
        default=entry is shell.HOME,
    )


def page(name: str) -> StreamlitPage:
    """Return the Streamlit page with this name; KeyError when the menu has no such page."""
    return page_of(shell.page(name))
