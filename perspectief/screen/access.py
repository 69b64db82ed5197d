"""Who may see what. `guard()` is the first line of every page.

Where nobody signs in the policy is `open`, for data without persons. Where people do, their role
says what they may see, and is asked for again with every question: a session lasts longer than a
login. Role `publicatie` is shown a published edition; nothing is computed for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st

from perspectief.report.words.signing_in import ENDED, NO_ROLE, SIGN_IN
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


@dataclass(frozen=True, slots=True)
class Right:
    """What somebody may see: under which policy, and of an `edition` or else of the extract.

    A `preview` shows an analyst what an edition of the extract would have. Nobody audited it or
    laid it beside the edition before, so it does not leave the screen.
    """

    policy: Policy
    edition: bool = False
    preview: bool = False


OPEN = Right("open")
DEMONSTRATION = Right("publicatie")
"""Data without persons as those with persons would be published."""
EXACT = Right("analist")
PREVIEW = Right("publicatie", preview=True)
EDITION = Right("publicatie", edition=True)

_ahead = ContextVar[Right | None]("_ahead", default=None)
"""By which right the server itself asks now, in this thread; None in every session."""


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


def rights(role: Role | None) -> tuple[Right, Right]:
    """Return what who has a role may see: usually, and when asked for as it would be published.

    Without a role policy `open`, which only takes data without persons. Who looks at an edition
    sees the edition, whatever is asked.
    """
    if editions.alone() or role == "publicatie":
        return EDITION, EDITION
    return (EXACT, PREVIEW) if role == "analist" else (OPEN, DEMONSTRATION)


def right(*, as_published: bool) -> Right:
    """Return what who asks may see; raises NotSignedInError when that is nothing."""
    usual, published = rights(role())
    return published if as_published else usual


def check(opened: Right) -> None:
    """Raise NotSignedInError unless who asks now may have what was opened by this right."""
    if _ahead.get() == opened:
        return
    if signing_in.is_on() and opened not in rights(role()):
        raise NotSignedInError("this was opened under another role")


@contextmanager
def ahead(granted: Right) -> Iterator[None]:
    """Let the server itself ask by this right, for what it makes before anybody comes.

    It holds in the thread that says so. Those of sessions do not inherit it, and are asked who
    signed in.
    """
    token = _ahead.set(granted)
    try:
        yield
    finally:
        _ahead.reset(token)


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
        notice = ENDED if signed_in is None else NO_ROLE
        st.title(notice.title)
        st.markdown(notice.text)
        # A whole new page: there the door asks for a login, and comes back to this address.
        st.html(f'<p><a href="" target="_self">{SIGN_IN}</a></p>')
        st.stop()
    LOGINS.touch(signed_in)
    _watch()


@st.fragment(run_every=WATCH_SECONDS)
def _watch() -> None:
    """Take the page from the screen when the login is over, though nobody does anything."""
    if login() is None:
        st.rerun()
