"""The script that Streamlit runs for every page: menu, badge, shared filters, then the page.

Order matters: an extract with faults stops the run before any page code, the filters stand before
the page so that the page finds one complete selection, and the address is written last, when the
page has said which options it used.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st
from streamlit.errors import FragmentHandledException
from streamlit.navigation.page import StreamlitPage

from perspectief.publishing.bundle import BundleError
from perspectief.report.words import criteria, editions, shell, signing_in
from perspectief.report.words.faults import fault_sentence, later_sentence
from perspectief.report.words.markup import listing, tag
from perspectief.report.words.withheld import LEAVE, WHY
from perspectief.screen import (
    access,
    address,
    contents,
    failures,
    gate,
    menu,
    notices,
    presenting,
    quoted,
    serve,
    session,
    sidebar,
    style,
    taking,
    trail,
    turns,
)
from perspectief.screen.editions import NothingPublishedError
from perspectief.screen.kept import kept
from perspectief.screen.supply import InUse
from perspectief.screen.trail import Entry, TrailError
from perspectief_core.cohort.selection import Selection, to_query
from perspectief_core.data.extract import ExtractFaultsError
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.disclosure.protecting import check_policy
from perspectief_core.results import DisclosureError

_SHOWN, _QUERY, _CAME_BARE = "_shown_page", "_selection_query", "_came_bare"


def main() -> None:
    """Run the page that the address asks for."""
    # One flat list: Streamlit's sections break the list for screen readers. The stylesheet puts
    # the names of the groups in.
    slides = presenting.asked()
    page = st.navigation(
        [menu.page_of(entry) for entry in shell.PAGES],
        expanded=True,
        position="hidden" if slides else "sidebar",
    )
    # The icon is that of the shell page: named here, Streamlit reads and writes it at every run.
    st.set_page_config(page_title=shell.browser_title(page.title), layout="wide")
    access.enter()
    with turns.turn():
        try:
            if slides:
                present(page)
            else:
                show(page)
        finally:
            session.let_go()


def show(page: StreamlitPage) -> None:
    """Show a page with all around it."""
    name = page.url_path or shell.HOME.name
    # First, as the address also says under which policy the data are shown.
    keep_selection(page.title)
    whole = load_or_stop()
    show_badge(whole)
    show_later(whole.used)
    with st.sidebar:
        selection = sidebar.render(whole, page.title)
        presenting.links()
        show_account()
    show_as_published(whole, selection)
    write_trail_or_stop(name, whole)
    session.open_view(replace(whole, selection=selection))
    unusable = st.container(gap=None)
    contents.begin(name, whole.policy)
    try:
        with session.whole_page():
            page.run()
        quoted.find(name)
        contents.fill()
        taking.offer(name)
    except FragmentHandledException:
        # Told on its own spot in the page; Streamlit wants to know that the page ends here.
        raise
    except Withheld as held:
        st.html(tag("p", WHY[held.reason], class_="pf-withheld"))
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the reader gets Dutch words
        failures.report(error, page.title)
    finally:
        # Also when the page stopped early: the address must say what is on the screen. Notices come
        # last, since the page reads its own options from the address.
        address.write(selection)
        with unusable:
            show_notices()
        kept()[_QUERY] = address.selection_query(selection)


def present(page: StreamlitPage) -> None:
    """Show slides in place of the page."""
    name = page.url_path or shell.HOME.name
    whole = load_or_stop()
    write_trail_or_stop(name, whole)
    try:
        presenting.show(name, whole)
    except FragmentHandledException:
        raise
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the reader gets Dutch words
        failures.report(error, page.title)


def load_or_stop() -> session.ScreenView:
    """Return the view of everyone; when it may not be shown, say why and show nothing else."""
    try:
        whole = session.whole()
        check_policy(whole.extract, whole.policy)
    except DisclosureError:
        st.title(shell.NOT_OPEN_TITLE)
        st.markdown(shell.NOT_OPEN)
        st.stop()
    except NothingPublishedError:
        st.title(editions.NOTHING_YET.title)
        st.markdown(editions.NOTHING_YET.text)
        st.caption(editions.NOTHING_YET.host)
        show_account()
        st.stop()
    except BundleError as error:
        st.title(editions.CANNOT)
        st.markdown(editions.WHY[error.fault])
        st.stop()
    except ExtractFaultsError as error:
        st.title(shell.EXTRACT_FAULTS_TITLE)
        st.markdown(shell.extract_faults_lead(len(error.faults)))
        st.html(listing(fault_sentence(fault) for fault in error.faults))
        st.stop()
    return whole


def show_badge(whole: session.ScreenView) -> None:
    """Say on every screen that the data are not real, or else that they are about persons.

    It leads to search in both cases.
    """
    st.html(style.badge(shell.NOTICE[whole.extract.manifest.kind]))
    for notice in notices.about_reader(whole):
        st.html(tag("p", notice.text, class_="pf-confidential"))


def show_as_published(whole: session.ScreenView, selection: Selection) -> None:
    """Say that one sees what a steering group would, with the way back to everything.

    Of results that were partly drawn by lot that is said too.
    """
    back = tag(
        "a", LEAVE, href=f"?{urlencode(to_query(selection))}", target="_self", class_="pf-leave"
    )
    for notice in notices.about_results(whole):
        way_back = (" ", back) if notice.leaves else ()
        st.html(tag("p", notice.text, *way_back, class_="pf-banner"))


def show_account() -> None:
    """Say who is signed in, with the way out."""
    login = access.login()
    if login is not None:
        way_out = tag(
            "a", signing_in.SIGN_OUT, href=f"{serve.base()}{gate.SIGN_OUT_PATH}", target="_self"
        )
        st.html(tag("p", signing_in.signed_in_as(login.name), " · ", way_out))


def write_trail_or_stop(page: str, whole: session.ScreenView) -> None:
    """Write down who is about to see what; when that fails, show nothing."""
    login = access.login()
    if login is None:
        return
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    try:
        trail.write(
            Entry(
                who=login.subject,
                name=login.name,
                page=page,
                selection=query,
                policy=whole.policy,
                extract=whole.extract.id,
            )
        )
    except TrailError:
        st.title(signing_in.NO_TRAIL.title)
        st.markdown(signing_in.NO_TRAIL.text)
        st.caption(signing_in.NO_TRAIL.host)
        st.stop()


def show_later(used: InUse) -> None:
    """Say that these are the last good data, when later ones cannot be used."""
    if used.later is not None:
        st.warning(later_sentence(used.later.seen, used.later.faults, used.since, used.extract.id))


def keep_selection(page: str) -> None:
    """Put the selection back in the address when the menu left it out.

    A choice from the menu opens the bare address of a page; without this, that would mean the
    report's choices and everyone. Going back to such a bare address means the same selection too.
    """
    state = kept()
    selected = state.get(_QUERY, {})
    if state.get(_SHOWN) != page:
        state[_CAME_BARE] = bool(selected) and not st.query_params
        state[_SHOWN] = page
    if state[_CAME_BARE] and selected and not st.query_params:
        st.query_params.from_dict(selected)


def show_notices() -> None:
    """Say which parts of the address could not be used; their defaults are in force."""
    for bad in address.take_notices():
        st.warning(criteria.bad_value(bad))


main()
