"""The address is the state: what is chosen stands in the URL as short stable codes.

Bound widgets (`bind="query-params"`) would put the Dutch labels in the URL, and a changed label
would break old links; so the codes are written here. The router calls `read` before any widget and
`write` after the page. What is absent from the URL is the default.

One rule for what goes along to another page: the selection, and nothing else. Choices of a page
stand in its own address; who comes back by the menu finds the page as it opens, who comes back by
Back or a link finds what was chosen.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from perspectief.report.words.choices import Several
from perspectief.screen.kept import kept
from perspectief_core.cohort.selection import BadValue, Selection, from_query, to_query

OPTION = "optie_"
"""Prefix of the state keys of page options; in the URL they have no prefix."""

AS, PUBLISHED = "als", "publicatie"
"""Asks in an address for data without persons as those with persons would be published."""

MOST_WORDS = 60
"""Signs that a field for words takes."""

_URL, _PAGE, _HELD = "_url", "_address_page", "_widgets_held"
_OPTIONS, _DEFAULTS, _USED, _BAD = "_options", "_option_defaults", "_options_used", "_bad_values"
_OWN = "_state_of_the_page"
TOUCHED, DRAWN = "_choices_touched", "_choices_drawn"
"""Whether what the widgets of the selection hold may have changed since the last run, as `sidebar`
knows, and whether the last run drew them. To look at all of it is a tenth of the work of a run."""


def read(page: str, steunpunten: tuple[str, ...]) -> Selection | None:
    """Return the selection in the URL when the reader went there, else None.

    A cold link, back and forward make a new URL without touching a widget. A URL that differs while
    a widget changed is one that the browser had not yet brought up to date when the reader clicked:
    the widgets are right then. Bad values are kept for `take_notices`.
    """
    state = kept()
    url, same_page = _url(), state.get(_PAGE) == page
    clicked = _widgets_changed(state.get(_USED, []) if same_page else [])
    if not same_page:
        _leave_page()
    used, state[_USED], state[_PAGE] = state[_USED], [], page
    if same_page and (clicked or url == state[_URL]):
        return None
    _read_options(url, used)
    selection, state[_BAD] = from_query(url, steunpunten)
    state[_URL] = url
    # A choice in the sidebar that the address did not have yet when the reader went on still holds.
    return None if clicked else selection


def _url() -> dict[str, str]:
    """Return the parameters; one that stands there twice has both its values, each once.

    Several values of a filter that knows several are its choices; where one value is expected the
    two together are a bad value, of which the reader gets a notice.
    """
    return {code: ".".join(dict.fromkeys(values)) for code, values in _as_given().items()}


def _as_given() -> dict[str, list[str]]:
    return {code: st.query_params.get_all(code) for code in st.query_params}


def _leave_page() -> None:
    """Forget what belongs to the page that was left."""
    state = kept()
    state[_OPTIONS], state[_DEFAULTS], state[_USED] = {}, {}, []
    for key in state.get(_OWN, ()):
        st.session_state.pop(key, None)
    state[_OWN] = set()


def own(key: str) -> str:
    """Return this state key, noted as one of the page: it is forgotten when the reader goes on."""
    kept()[_OWN].add(key)
    return key


def _widgets_changed(used: list[str]) -> bool:
    state, held = st.session_state, kept().get(_HELD, {})
    fields = Selection.__dataclass_fields__ if kept().get(TOUCHED, True) else ()
    keys = [*fields, *(OPTION + code for code in used)]
    # A widget that was not drawn has lost its value; empty and absent are the same choice.
    return any((state.get(k) or None) != (held[k] or None) for k in keys if k in held)


def _read_options(url: dict[str, str], used: list[str]) -> None:
    options = kept()[_OPTIONS]
    named = {code: url[code] for code in url if code not in Selection.__dataclass_fields__}
    for code in {*used, *named}:
        options.pop(code, None)
        st.session_state.pop(OPTION + code, None)
    options.update(named)


def write(selection: Selection) -> None:
    """Put the selection and the options this page used in the URL."""
    state, widgets = kept(), st.session_state
    query = selection_query(selection) | chosen_here()
    if {code: [value] for code, value in query.items()} != _as_given():
        st.query_params.from_dict(query)
    fields, before = Selection.__dataclass_fields__, state.get(_HELD, {})
    held = widgets if state.get(TOUCHED, True) else before
    options = (OPTION + code for code in state[_USED])
    state[_HELD] = {code: held.get(code) for code in fields}
    state[_HELD] |= {key: widgets.get(key) for key in options}
    state[_URL], state[TOUCHED] = query, state.get(DRAWN, True)


def chosen_here() -> dict[str, str]:
    """Return the choices of the page that are not as it opens, as they stand in the address."""
    state = kept()
    options, defaults = state[_OPTIONS], state[_DEFAULTS]
    return {code: options[code] for code in state[_USED] if options[code] != defaults[code]}


def option(code: str, allowed: tuple[str, ...], default: str) -> str:
    """Return the value of a page option from the URL or this session, and note its use.

    A value that is not allowed falls back to the default with a notice.
    """
    stored = kept()[_OPTIONS].get(code, default)
    if stored not in allowed:
        _refuse(code, allowed)
        stored = default
    _use(code, stored, default)
    return str(stored)


def several(choice: Several) -> tuple[str, ...]:
    """Return the values of a page option that can have several, and note its use.

    In the address they stand in the order chosen. A value that is no choice falls back to the
    default with a notice.
    """
    usual = choice.written(choice.default)
    values = choice.read(kept()[_OPTIONS].get(choice.code, usual))
    if values is None:
        _refuse(choice.code, tuple(choice.options))
        values = choice.default
    _use(choice.code, choice.written(values), usual)
    return values


def _refuse(code: str, allowed: tuple[str, ...]) -> None:
    state = kept()
    state[_BAD] = (*state.get(_BAD, ()), BadValue(code, allowed))


def _use(code: str, value: str, default: str) -> None:
    state = kept()
    if code not in state[_USED]:
        state[_USED].append(code)
    state[_OPTIONS][code] = value
    state[_DEFAULTS][code] = default


def words(code: str) -> str:
    """Return what an address asks for in a reader's own words, and note its use.

    Any words will do; what is longer than the field allows is cut off.
    """
    options = kept()[_OPTIONS]
    options[code] = typed = str(options.get(code, ""))[:MOST_WORDS]
    return option(code, (typed,), "")


def given(code: str) -> str:
    """Return what the address by which the page was opened says under a code that is no choice.

    It is in no address that is written after that.
    """
    return str(kept()[_OPTIONS].get(code, ""))


def remember(code: str, value: str) -> None:
    """Keep the value a reader just chose for a page option."""
    kept()[_OPTIONS][code] = value


def take_notices() -> tuple[BadValue, ...]:
    """Return the bad values of the last URL, once."""
    bad: tuple[BadValue, ...] = kept().pop(_BAD, ())
    return bad


def selection_query(selection: Selection) -> dict[str, str]:
    """Return the parameters that a link to another page must carry to keep what is seen of whom."""
    return to_query(selection) | ({AS: PUBLISHED} if asks_published() else {})


def asks_published() -> bool:
    """Tell whether this address asks for everything as it would be published."""
    # What is made before anybody came is made for nobody's address.
    asked = get_script_run_ctx(suppress_warning=True) is not None
    return asked and bool(st.query_params.get(AS) == PUBLISHED)


def link(selection: Selection, page: str = "", anchor: str = "") -> str:
    """Return the full address that reproduces the view on `page` (default: the page now shown).

    With `anchor` it leads to that figure on the page.
    """
    base = st.context.url or ""
    here = base.split("?", 1)[0]
    if page:
        here = f"{here.rsplit('/', 1)[0]}/{page}"
    query = selection_query(selection) | ({} if page else chosen_here())
    parts = "&".join(f"{code}={value}" for code, value in query.items())
    return here + (f"?{parts}" if parts else "") + (f"#{anchor}" if anchor else "")
