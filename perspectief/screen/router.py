"""The script that Streamlit runs for every page: menu, badge, shared filters, then the page.

Order matters: an extract with faults stops the run before any page code, the filters stand before
the page so that the page finds one complete selection, and the address is written last, when the
page has said which options it used.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import streamlit as st

from perspectief.report import labels, shell
from perspectief.report.faults import fault_sentence
from perspectief.screen import address, menu, session, sidebar, style
from perspectief_core import disclosure
from perspectief_core.extract import Extract, ExtractFaultsError

ICON = Path(__file__).parent / "static" / "icoon.svg"
_SHOWN, _SIDEBAR = "_shown_page", "_sidebar_state"


def main() -> None:
    """Run the page that the address asks for."""
    pages = {entry: menu.page_of(entry) for entry in shell.PAGES}
    page = st.navigation(list(pages.values()), position="hidden")
    shown = next(entry for entry, candidate in pages.items() if candidate is page)
    st.set_page_config(
        page_title=shell.browser_title(shown),
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state=sidebar_state(shown),
    )
    extract = load_or_stop()
    show_badge(extract)
    menu_place = st.sidebar.container(key="menu", gap=None)
    with st.sidebar:
        selection = sidebar.render(extract)
    session.open_view(extract, selection)
    # After the filters: the links carry what was just chosen.
    with menu_place:
        show_menu(address.selection_query(selection))
    show_notices()
    try:
        page.run()
    finally:
        # Also when the page stopped early: the address must say what is on the screen.
        address.write(selection)


def sidebar_state(shown: shell.PageEntry) -> Literal["auto", "collapsed"]:
    """Return a state for the sidebar that makes a phone close it when the page changes.

    A phone folds the sidebar away under `auto` and `collapsed` alike, but only at the moment that
    the state changes; so the two take turns. On wider screens nothing moves.
    """
    state = st.session_state
    if state.get(_SHOWN) != shown.name:
        state[_SHOWN] = shown.name
        on_phone = "Mobi" in st.context.headers.get("User-Agent", "")
        turn = on_phone and state.get(_SIDEBAR) == "auto"
        state[_SIDEBAR] = "collapsed" if turn else "auto"
    return state[_SIDEBAR]


def load_or_stop() -> Extract:
    """Return the extract; when it may not be shown, say why and show nothing else."""
    try:
        extract = session.extract()
        disclosure.check_policy(extract, session.policy())
    except disclosure.DisclosureError:
        st.title(shell.NOT_OPEN_TITLE)
        st.markdown(shell.NOT_OPEN)
        st.stop()
    except ExtractFaultsError as error:
        st.title(shell.EXTRACT_FAULTS_TITLE)
        st.markdown(shell.extract_faults_lead(len(error.faults)))
        st.html(style.listing(fault_sentence(fault) for fault in error.faults))
        st.stop()
    return extract


def show_badge(extract: Extract) -> None:
    """Say on every screen that the data are not real, as long as they are not."""
    text = shell.BADGES[extract.manifest.kind]
    if text:
        st.html(style.badge(text))


def show_menu(query: dict[str, str]) -> None:
    """Draw the menu; every link carries the selection, also when it is opened in a new tab."""
    for group, entries in shell.MENU.items():
        st.html(style.menu_group(group))
        for entry in entries:
            st.page_link(menu.page_of(entry), query_params=query)


def show_notices() -> None:
    """Say which parts of the address could not be used; their defaults are in force."""
    for bad in address.take_notices():
        st.warning(labels.bad_value(bad))


main()
