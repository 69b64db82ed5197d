"""The script that Streamlit runs for every page: menu, badge, shared filters, then the page.

Order matters: an extract with faults stops the run before any page code, the filters stand before
the page so that the page finds one complete selection, and the address is written last, when the
page has said which options it used.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from perspectief.report import labels, shell
from perspectief.screen import address, menu, session, sidebar, style
from perspectief_core.extract import Extract, ExtractFaultsError

ICON = Path(__file__).parent / "static" / "icoon.svg"


def main() -> None:
    """Run the page that the address asks for."""
    pages = {entry: menu.page_of(entry) for entry in shell.PAGES}
    page = st.navigation(list(pages.values()), position="hidden")
    shown = next(entry for entry, candidate in pages.items() if candidate is page)
    st.set_page_config(page_title=shell.browser_title(shown), page_icon=str(ICON), layout="wide")
    extract = load_or_stop()
    show_badge(extract)
    menu_place = st.sidebar.container(key="menu", gap=None)
    with st.sidebar:
        selection = sidebar.render(extract)
    session.open_view(extract, selection)
    # After the filters: the links carry what was just chosen.
    with menu_place:
        show_menu(shown, address.selection_query(selection))
    show_notices()
    try:
        page.run()
    finally:
        # Also when the page stopped early: the address must say what is on the screen.
        address.write(selection)


def load_or_stop() -> Extract:
    """Return the extract; when it has faults, show every one of them and nothing else."""
    try:
        return session.extract()
    except ExtractFaultsError as error:
        st.title(shell.EXTRACT_FAULTS_TITLE)
        st.markdown(shell.extract_faults_lead(len(error.faults)))
        st.html(style.listing(labels.fault(fault) for fault in error.faults))
        st.stop()


def show_badge(extract: Extract) -> None:
    """Say on every screen that the data are not real, as long as they are not."""
    text = shell.BADGES[extract.manifest.kind]
    if text:
        st.html(style.badge(text))


def show_menu(shown: shell.PageEntry, query: dict[str, str]) -> None:
    """Draw the menu; every link carries the selection, also when it is opened in a new tab."""
    for group, entries in shell.MENU.items():
        st.html(style.menu_group(group))
        for entry in entries:
            label = shell.menu_label(entry, shown)
            st.page_link(menu.page_of(entry), label=label, query_params=query)


def show_notices() -> None:
    """Say which parts of the address could not be used; their defaults are in force."""
    for bad in address.take_notices():
        st.warning(labels.bad_value(bad))


main()
