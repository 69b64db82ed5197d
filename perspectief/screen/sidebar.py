"""'Wie tellen we mee' and 'Filters': widgets that together are one `Selection`.

The panels are closed for most readers most of the time, and twenty widgets are a fifth of the work
of a run. So a panel draws its widgets only while it is open; what they hold is kept meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from perspectief.report.block.view import names_of
from perspectief.report.words import criteria, editions, formats, labels, withheld
from perspectief.screen import address
from perspectief.screen.kept import kept
from perspectief.screen.session import ScreenView
from perspectief_core.cohort.filters import AGE_RANGE, FILTERS, TYPOLOGIES, Choices, Filter
from perspectief_core.cohort.selection import CRITERIA, FIELDS, Selection
from perspectief_core.data.extract import Extract

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

PANELS = ("deel_criteria", "deel_filters")
TYPOLOGY_KEY = "indeling"
_CHOSEN = "_chosen"


def render(whole: ScreenView, page: str) -> Selection:
    """Draw the criteria and filters and return what is chosen.

    The address of `page` is read first: a link, back or forward sets the widgets.
    """
    steunpunten = tuple(sorted(whole.names))
    from_address = address.read(page, steunpunten)
    if from_address is not None:
        _set_widgets(from_address)
    _keep()
    if whole.policy == "publicatie":
        selection = _published(steunpunten, whole.offers)
        if whole.edition is not None:
            st.caption(editions.made(whole.edition.bundle.made, whole.edition.bundle.checksum))
    else:
        selection = current(steunpunten)
        _criteria(selection)
        _filters(selection, whole.extract)
    if selection != Selection():
        st.button("Alles terug naar het rapport", on_click=_set_widgets, args=(Selection(),))
    return selection


def current(steunpunten: tuple[str, ...]) -> Selection:
    """Return the selection that the widgets hold now."""
    own = kept()
    if own.get(address.TOUCHED, True) or own.get(_CHOSEN, ((),))[0] != steunpunten:
        own[_CHOSEN] = steunpunten, _held(steunpunten)
    selection: Selection = own[_CHOSEN][1]
    return selection


def _held(steunpunten: tuple[str, ...]) -> Selection:
    state = st.session_state
    chosen: dict[str, Any] = {c.code: state.get(c.code, c.default) for c in CRITERIA}
    for filter_ in FILTERS:
        value: Any = state.get(filter_.code) or filter_.default
        if filter_.kind == "choices":
            value = [option for option in filter_.options or steunpunten if option in value]
        chosen[filter_.code] = value if filter_.kind == "flag" else tuple(value)
    for code in _hidden_typologies():
        chosen[code] = ()
    return Selection(**chosen)


def _keep() -> None:
    """Keep what widgets hold that this run may not draw: Streamlit forgets it after one.

    Only after a run that drew some: what was kept then is held by itself, and looking at all of it
    again is a twentieth of the work of a run.
    """
    own, state = kept(), st.session_state
    if own.get(address.DRAWN, True):
        for code in (*(field.code for field in FIELDS), TYPOLOGY_KEY):
            if code in state:
                state[code] = state[code]
    # Said before they are drawn: the run may end halfway.
    own[address.DRAWN] = any(state.get(panel) for panel in PANELS)
    own[address.TOUCHED] = own[address.DRAWN] or own.get(address.TOUCHED, True)


def _hidden_typologies() -> tuple[str, ...]:
    shown = st.session_state.get(TYPOLOGY_KEY, "6")
    return tuple(f"werkwijze_{code}" for code in TYPOLOGIES if code != shown)


def _set_widgets(selection: Selection) -> None:
    kept()[address.TOUCHED] = True
    for field in FIELDS:
        value = getattr(selection, field.code)
        st.session_state[field.code] = list(value) if isinstance(field, Choices) else value
    typology = [code for code in TYPOLOGIES if getattr(selection, f"werkwijze_{code}")]
    st.session_state[TYPOLOGY_KEY] = typology[0] if typology else "6"


def _published(steunpunten: tuple[str, ...], offers: tuple[Selection, ...]) -> Selection:
    """Draw the filters of which groups are published, each with one choice at most."""
    offered: dict[str, list[object]] = {}
    for offer in offers:
        (code,) = offer.active_filters
        offered.setdefault(code, []).append(getattr(offer, code))
    if "werkwijze_4" in offered:
        st.session_state[TYPOLOGY_KEY] = "4"
    st.caption(withheld.FIXED)
    # Closed it costs nothing: nine fields are a seventh of the work of a page.
    chosen = current(steunpunten)
    panel = _filter_panel(chosen)
    if not panel.open:
        return chosen
    with panel:
        for code, groups in offered.items():
            _group_choice(code, groups)
    return current(steunpunten)


def _group_choice(code: str, groups: list[object]) -> None:
    none = getattr(Selection(), code)
    # What a link asks for stays to be seen, also when it is not among the groups.
    held = tuple(st.session_state.get(code) or none)
    st.session_state[code] = held
    options = dict.fromkeys((none, *groups, held))
    naming = _group_names(code, none, groups)
    st.selectbox(criteria.name(code), tuple(options), format_func=naming, key=code)


def _group_names(code: str, none: object, groups: list[object]) -> Callable[[tuple[str, ...]], str]:
    """Return how each group of a filter is called."""

    def name(group: tuple[str, ...]) -> str:
        if group == none:
            return withheld.ALL
        if group not in groups:
            return withheld.OTHER
        if code == "steunpunt" and len(group) > 1:
            return f"kleine steunpunten samen ({len(group)})"
        return formats.small_letter(criteria.chosen(code, group))

    return name


def _panel(label: str, key: str) -> ExpanderContainer:
    # Said again: a panel whose label changes is a new one to Streamlit, and new ones are closed.
    st.session_state[key] = st.session_state.get(key, False)
    return st.expander(label, key=key, on_change="rerun")


def _filter_panel(selection: Selection) -> ExpanderContainer:
    active = len(selection.active_filters)
    summary = f"{active} gekozen" if active else "geen"
    return _panel(f"**Filters** · {summary}", PANELS[1])


def _criteria(selection: Selection) -> None:
    changed = len(selection.departs_from_report)
    summary = f"{changed} anders dan het rapport" if changed else "zoals het rapport"
    panel = _panel(f"**Wie tellen we mee** · {summary}", PANELS[0])
    if not panel.open:
        return
    with panel:
        for criterion in CRITERIA:
            words = criteria.CRITERION[criterion.code]
            st.selectbox(
                words.name,
                criterion.options,
                format_func=_option_label(criterion.code),
                key=criterion.code,
                help=words.reason,
            )


def _filters(selection: Selection, extract: Extract) -> None:
    panel = _filter_panel(selection)
    if not panel.open:
        return
    with panel:
        for filter_ in FILTERS:
            if filter_.column not in extract.deelnemers and filter_.column != "werkwijze":
                st.caption(f"{criteria.name(filter_.code)}: staat niet in deze gegevens.")
                continue
            if filter_.code == "werkwijze_6":
                st.selectbox(
                    "Indeling van de werkwijzen",
                    tuple(TYPOLOGIES),
                    format_func=labels.TYPOLOGY.__getitem__,
                    key=TYPOLOGY_KEY,
                )
            if filter_.code not in _hidden_typologies():
                _filter_widget(filter_, extract)


def _filter_widget(filter_: Filter, extract: Extract) -> None:
    label = criteria.name(filter_.code)
    if filter_.kind == "flag":
        st.checkbox(label, key=filter_.code)
    elif filter_.kind == "range":
        st.slider(label, *AGE_RANGE, key=filter_.code, format="%d jaar")
    else:
        options, naming = filter_.options, _option_label(filter_.code)
        if filter_.code == "steunpunt":
            names = names_of(extract)
            options, naming = tuple(sorted(names)), names.__getitem__
        st.multiselect(label, options, format_func=naming, key=filter_.code, placeholder="alle")


def _option_label(code: str) -> Callable[[str], str]:
    return lambda value: criteria.option(code, value)
