"""The address is the state: what is chosen stands in the URL as short stable codes.

Bound widgets (`bind="query-params"`) would put the Dutch labels in the URL, and a changed label
would break old links; so the codes are written here. The router calls `read` before any widget and
`write` after the page. A selection that is absent from the URL is the default; an option of a page
that is absent keeps its value of this session, since links between pages carry the selection only.
"""

from __future__ import annotations

import streamlit as st

from perspectief_core.selection import BadValue, Selection, from_query, to_query

OPTION = "optie_"
"""Prefix of the state keys of page options; in the URL they have no prefix."""

_URL, _OPTIONS, _USED, _BAD = "_url", "_options", "_options_used", "_bad_values"


def read(steunpunten: tuple[str, ...]) -> Selection | None:
    """Return the selection in the URL when the URL is new (a cold link, back, forward), else None.

    Bad values are kept for `notices`.
    """
    url = dict(st.query_params)
    st.session_state.setdefault(_OPTIONS, {})
    st.session_state[_USED] = []
    if url == st.session_state.get(_URL):
        return None
    selection, bad = from_query(url, steunpunten)
    st.session_state[_BAD] = bad
    for code, value in url.items():
        if code not in Selection.__dataclass_fields__:
            st.session_state[_OPTIONS][code] = value
            st.session_state.pop(OPTION + code, None)
    st.session_state[_URL] = url
    return selection


def write(selection: Selection) -> None:
    """Put the selection and the options this page used in the URL."""
    options = st.session_state[_OPTIONS]
    query = to_query(selection) | {code: options[code] for code in st.session_state[_USED]}
    if query != dict(st.query_params):
        st.query_params.from_dict(query)
    st.session_state[_URL] = query


def option(code: str, allowed: tuple[str, ...], default: str) -> str:
    """Return the value of a page option from the URL or this session, and note its use.

    A value that is not allowed falls back to the default with a notice.
    """
    stored = st.session_state[_OPTIONS].get(code, default)
    if stored not in allowed:
        bad = st.session_state.get(_BAD, ())
        st.session_state[_BAD] = (*bad, BadValue(code, allowed))
        stored = default
    if code not in st.session_state[_USED]:
        st.session_state[_USED].append(code)
    st.session_state[_OPTIONS][code] = stored
    return str(stored)


def remember(code: str, value: str) -> None:
    """Keep the value a reader just chose for a page option."""
    st.session_state[_OPTIONS][code] = value


def take_notices() -> tuple[BadValue, ...]:
    """Return the bad values of the last URL, once."""
    bad: tuple[BadValue, ...] = st.session_state.get(_BAD, ())
    st.session_state[_BAD] = ()
    return bad


def selection_query(selection: Selection) -> dict[str, str]:
    """Return the parameters that a link to another page must carry to keep the selection."""
    return to_query(selection)


def link(selection: Selection, page: str = "") -> str:
    """Return the full address that reproduces the view on `page` (default: the page now shown)."""
    base = st.context.url or ""
    here = base.split("?", 1)[0]
    if page:
        here = f"{here.rsplit('/', 1)[0]}/{page}"
    used = {code: st.session_state[_OPTIONS][code] for code in st.session_state[_USED]}
    query = to_query(selection) | ({} if page else used)
    parts = "&".join(f"{code}={value}" for code, value in query.items())
    return f"{here}?{parts}" if parts else here
