"""The address is the state: what is chosen stands in the URL as short stable codes.

Bound widgets (`bind="query-params"`) would put the Dutch labels in the URL, and a changed label
would break old links; so the codes are written here. The router calls `read` before any widget and
`write` after the page. What is absent from the URL is the default. Options of a page keep their
value of this session while the reader visits other pages.
"""

from __future__ import annotations

import streamlit as st

from perspectief_core.cohort.selection import BadValue, Selection, from_query, to_query

OPTION = "optie_"
"""Prefix of the state keys of page options; in the URL they have no prefix."""

_URL, _PAGE, _HELD = "_url", "_address_page", "_widgets_held"
_OPTIONS, _DEFAULTS, _USED, _BAD = "_options", "_option_defaults", "_options_used", "_bad_values"


def read(page: str, steunpunten: tuple[str, ...]) -> Selection | None:
    """Return the selection in the URL when the reader went there, else None.

    A cold link, back and forward make a new URL without touching a widget. A URL that differs while
    a widget changed is one that the browser had not yet brought up to date when the reader clicked:
    the widgets are right then. Bad values are kept for `take_notices`.
    """
    state = st.session_state
    url = dict(st.query_params)
    same_page = state.get(_PAGE) == page
    used = state.get(_USED, [])
    clicked = _widgets_changed(used if same_page else [])
    state.setdefault(_OPTIONS, {})
    state.setdefault(_DEFAULTS, {})
    state[_PAGE], state[_USED] = page, []
    if clicked or url == state.get(_URL):
        return None
    _read_options(url, used if same_page else [])
    selection, state[_BAD] = from_query(url, steunpunten)
    state[_URL] = url
    return selection


def _widgets_changed(used: list[str]) -> bool:
    held: dict[str, object] = st.session_state.get(_HELD, {})
    keys = [*Selection.__dataclass_fields__, *(OPTION + code for code in used)]
    # A widget that was not drawn has lost its value; empty and absent are the same choice.
    return any((st.session_state.get(k) or None) != (held[k] or None) for k in keys if k in held)


def _read_options(url: dict[str, str], used: list[str]) -> None:
    options = st.session_state[_OPTIONS]
    named = {code: url[code] for code in url if code not in Selection.__dataclass_fields__}
    for code in {*used, *named}:
        options.pop(code, None)
        st.session_state.pop(OPTION + code, None)
    options.update(named)


def write(selection: Selection) -> None:
    """Put the selection and the options this page used in the URL."""
    state = st.session_state
    query = to_query(selection) | _chosen_options()
    if query != dict(st.query_params):
        st.query_params.from_dict(query)
    keys = [*Selection.__dataclass_fields__, *(OPTION + code for code in state[_USED])]
    state[_HELD] = {key: state.get(key) for key in keys}
    state[_URL] = query


def _chosen_options() -> dict[str, str]:
    options, defaults = st.session_state[_OPTIONS], st.session_state[_DEFAULTS]
    used = st.session_state[_USED]
    return {code: options[code] for code in used if options[code] != defaults[code]}


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
    st.session_state[_DEFAULTS][code] = default
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


def link(selection: Selection, page: str = "", anchor: str = "") -> str:
    """Return the full address that reproduces the view on `page` (default: the page now shown).

    With `anchor` it leads to that figure on the page.
    """
    base = st.context.url or ""
    here = base.split("?", 1)[0]
    if page:
        here = f"{here.rsplit('/', 1)[0]}/{page}"
    query = to_query(selection) | ({} if page else _chosen_options())
    parts = "&".join(f"{code}={value}" for code, value in query.items())
    return here + (f"?{parts}" if parts else "") + (f"#{anchor}" if anchor else "")
