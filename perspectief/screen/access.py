"""Who may see what. `guard()` is the first line of every page.

Where nobody signs in the policy is `open`, for data without persons. Where people do, their role is
their policy, and it is asked for again with every question: a session lasts longer than a login.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from perspectief.report.words import signing_in as words
from perspectief.screen import editions, signing_in
from perspectief.screen.logins import LOGINS, Login, login_of
from perspectief.screen.signing_in import Role
from perspectief_core.disclosure.protecting import Policy
from perspectief_core.results import DisclosureError

VIEW = "_view"
"""Where a session keeps the view that the router opened."""
WATCH_SECONDS = 10


class NotSignedInError(DisclosureError):
    """Someone asks who is not signed in, no longer, or without a role."""


def login() -> Login | None:
    """Return the login of this session while it counts; None without one."""
    settings = signing_in.settings()
    if settings is None:
        return None
    signed_in = login_of(_claims(), settings)
    return signed_in if signed_in is not None and LOGINS.is_valid(signed_in) else None


def _claims() -> Mapping[str, object]:
    return st.user.to_dict()


def role() -> Role | None:
    """Return the role of who asks: None when nobody has to sign in.

    Raises
    ------
    NotSignedInError
        When one has to, and did not, no longer is, or has no role.
    """
    if not signing_in.is_on():
        return None
    signed_in = login()
    if signed_in is None or signed_in.role is None:
        raise NotSignedInError("nobody with a role is signed in")
    return signed_in.role


def policy_of(role: Role | None) -> Policy:
    """Return the policy for a role; without one `open`, which only takes data without persons.

    Of a published edition everybody sees the same.
    """
    return "publicatie" if editions.path() is not None else role or "open"


def check(policy: Policy) -> None:
    """Raise NotSignedInError unless who asks now may have what was opened under `policy`."""
    if signing_in.is_on() and policy_of(role()) != policy:
        raise NotSignedInError("this was opened under another role")


def guard() -> None:
    """Stop the page unless the router has opened a view, and who asks may still see it."""
    role()
    if VIEW not in st.session_state:
        st.error("Open deze pagina via het menu.")
        st.stop()


def enter() -> None:
    """Let in who may see something, or say why not and show nothing; the router's first step."""
    if not signing_in.is_on():
        return
    signed_in = login()
    if signed_in is None or signed_in.role is None:
        st.session_state.clear()
        notice = words.ENDED if signed_in is None else words.NO_ROLE
        st.title(notice.title)
        st.markdown(notice.text)
        # A whole new page: there the door asks for a login, and comes back to this address.
        st.html(f'<p><a href="" target="_self">{words.SIGN_IN}</a></p>')
        st.stop()
    LOGINS.touch(signed_in)
    _watch()


@st.fragment(run_every=WATCH_SECONDS)
def _watch() -> None:
    """Take the page from the screen when the login is over, though nobody does anything."""
    if login() is None:
        st.rerun()
