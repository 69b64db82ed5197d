"""What a page draws with: its title, texts, choices and layers; figure blocks come from `figure`.

Everything here takes finished blocks or plain text; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st

from perspectief.report.block.blocks import Block
from perspectief.report.block.contents import anchor
from perspectief.report.block.heading import heading_of
from perspectief.report.block.in_print import in_print_block, printed_figures
from perspectief.report.words import criteria, labels, searching
from perspectief.report.words.choices import Choice, Several
from perspectief.report.words.markup import tag
from perspectief.report.words.withheld import SHOW, SHOW_PREVIEW, WHY
from perspectief.screen import address, contents, menu, quoted, session
from perspectief.screen.figure import block, factsheet, factsheet_place
from perspectief.screen.literal import literal

__all__ = [
    "all_chosen",
    "block",
    "choose",
    "choose_all",
    "choose_several",
    "chosen",
    "demonstration",
    "factsheet",
    "factsheet_place",
    "finding",
    "guarded",
    "layer",
    "markup",
    "nobody",
    "note",
    "page_link",
    "part",
    "progress",
    "search",
    "section",
    "several_chosen",
    "slide",
    "text",
    "title",
    "waiting",
]

T = TypeVar("T")


Said = str | Callable[[], str]
"""A text, or how to make it of results: there is none when one of those is withheld."""


def title(question: str) -> None:
    """Draw the page's question as heading, and the banner of the selection.

    A page begins with it, asks what its main finding is about, and draws that; then come its
    choices, of which it looks up before what is `chosen`, and the figures. So whoever waits reads
    meanwhile, and nothing comes above what is there.
    """
    st.title(question, anchor=False)
    _banner()


def finding(said: Said, printed: str = "") -> None:
    """Draw the main finding of the page, and what it holds.

    `printed` is a page of which the printed figures follow where what is counted may not be shown.
    """
    sentence = _text(said)
    # With nobody counted, `nobody` says so and what to do; a finding would say it twice.
    if sentence and not session.view().is_empty:
        st.html(tag("p", sentence, class_="pf-sentence"))
    contents.place(shown=not session.view().is_empty)
    if printed:
        _in_print(printed)


def _banner() -> None:
    """Say whenever the people counted are not those of the report, or what stands out."""
    selection, chosen = session.view().selection, session.view().chosen
    if selection.departs_from_report:
        _banner_line("Anders dan het rapport:", criteria.criteria_summary(selection))
    if selection.active_filters:
        _banner_line("U ziet een deel:", criteria.filters_summary(selection))
    if chosen:
        _banner_line("Uitgelicht:", criteria.beside_all(chosen))


def _banner_line(lead: str, said: str) -> None:
    st.html(tag("p", tag("b", lead), f" {said}.", class_="pf-banner"))


def _text(said: Said) -> str:
    return session.said(said) if callable(said) else said


def text(paragraph: Said) -> None:
    """Draw one paragraph of plain text; an empty one is none."""
    if said := _text(paragraph):
        st.html(tag("p", said))


def markup(fragment: Said) -> None:
    """Draw HTML made by `perspectief.report`, which has escaped what it contains."""
    if said := _text(fragment):
        st.html(said)


def section(heading: str) -> None:
    """Draw the heading of a part of the page."""
    st.header(literal(heading), anchor=anchor(heading))
    contents.enter(heading, anchor(heading))


def part(choice: Choice, build: Callable[..., Block], *parts: object) -> None:
    """Draw a part of the page that is one figure, under the choice that it depends on.

    What is chosen is the last that `build` makes it of.
    """
    section(heading_of(build).title)
    made = session.view().block(build, *parts, choose(choice))
    text(made.sentence)
    block(made, heading=False)


def note(paragraph: Said) -> None:
    """Draw a remark in smaller type; an empty one is none."""
    if said := _text(paragraph):
        st.html(tag("p", said, class_="pf-note"))


def chosen(choice: Choice, *, in_layer: bool = False) -> str:
    """Return what is chosen of a choice that is drawn further on; the address keeps it.

    With `in_layer` it need not be drawn: what was chosen holds while the layer is closed.
    """
    key, value = _key_of(choice), address.option(choice.code, tuple(choice.options), choice.default)
    state = st.session_state
    held = state.setdefault(key, value)
    if held not in choice.options:
        # The options changed since it was chosen: the box falls back to its first.
        held = state[key] = next(iter(choice.options))
    elif in_layer:
        # Streamlit forgets what a box holds after a run without it.
        state[key] = held
    address.remember(choice.code, held)
    return str(held)


def all_chosen(choices: Sequence[Choice], *, in_layer: bool = False) -> dict[str, str]:
    """Return what is chosen of each choice by its code; see `chosen`."""
    return {choice.code: chosen(choice, in_layer=in_layer) for choice in choices}


def several_chosen(choice: Several) -> tuple[str, ...]:
    """Return what is chosen of a choice of some of many that is drawn further on."""
    key, values = _key_of(choice), address.several(choice)
    state = st.session_state
    state.setdefault(key, list(values))
    codes = tuple(code for code in state[key] if code in choice.options)
    address.remember(choice.code, choice.written(codes))
    return codes


def choose(choice: Choice) -> str:
    """Draw a choice of the page, which stands in the address; return the code that is chosen."""
    chosen(choice)
    naming, key = choice.options.__getitem__, _key_of(choice)
    value = st.selectbox(choice.label, tuple(choice.options), format_func=naming, key=key)
    address.remember(choice.code, value)
    return str(value)


def choose_several(choice: Several) -> tuple[str, ...]:
    """Draw a choice of some of many, which stands in the address; return the codes chosen."""
    several_chosen(choice)
    values = st.multiselect(
        choice.label,
        tuple(choice.options),
        format_func=choice.options.__getitem__,
        key=_key_of(choice),
        max_selections=choice.most,
        placeholder=choice.nothing,
    )
    address.remember(choice.code, choice.written(values))
    return tuple(values)


def _key_of(choice: Choice | Several) -> str:
    return address.own(address.OPTION + choice.code)


def search() -> None:
    """Draw the field to search with and what it finds; every link keeps the selection."""
    # What can be found is gathered from all pages: loaded when somebody searches.
    from perspectief.report.verantwoording.search import declared, entries, found, html

    items = entries(declared(), address.selection_query(session.view().asked))
    typed = _ask(searching.LABEL, searching.CODE)
    st.html(html(found(items, typed), typed))


def _ask(label: str, code: str) -> str:
    """Draw a field for a few words, which stand in the address; return what is typed."""
    key = address.own(address.OPTION + code)
    st.session_state.setdefault(key, address.words(code))
    typed = st.text_input(label, max_chars=address.MOST_WORDS, key=key)
    address.remember(code, typed)
    return typed


def choose_all(choices: Sequence[Choice]) -> dict[str, str]:
    """Draw choices beside each other, at most three in a row; return what is chosen by code.

    A row is a row: on a phone, where they stand below each other, they keep their order.
    """
    wide = min(len(choices), 3)
    values = {}
    for start in range(0, len(choices), 3):
        for column, choice in zip(st.columns(wide), choices[start : start + 3], strict=False):
            with column:
                values[choice.code] = choose(choice)
    return values


def slide(label: str, code: str, count: int, picked: int | None = None) -> int:
    """Draw a slider over `count` places that stands in the address; return the chosen place.

    Parameters
    ----------
    label : str
    code : str
        Name of the parameter in the address, which counts from 1.
    count : int
        At least 2.
    picked : int, optional
        Place, from 0, that the reader just picked elsewhere.
    """
    places = tuple(str(at) for at in range(1, count + 1))
    value = address.option(code, places, places[0])
    key = address.own(address.OPTION + code)
    if picked is not None:
        st.session_state[key] = picked + 1
    elif not 1 <= st.session_state.get(key, 0) <= count:
        st.session_state[key] = int(value)
    place = st.slider(label, 1, count, key=key)
    address.remember(code, str(place))
    return int(place) - 1


def layer(
    label: str,
    key: str,
    fill: Callable[[], object],
    opened_by: Collection[str] = (),
    *,
    listed: bool = True,
) -> None:
    """Draw a layer that costs nothing until it is opened.

    Parameters
    ----------
    label, key : str
    fill : callable
        Draws what is in it.
    opened_by : collection of str
        Codes of its choices: an address with one of them asks for something in the layer, which
        then opens by itself.
    listed : bool
        Whether it is a part of the page by itself, and not of what stands above it.
    """
    if address.own(key) not in st.session_state:
        st.session_state[key] = any(code in st.query_params for code in opened_by)
    if quoted.opens(key):
        st.session_state[key] = True
    if listed:
        contents.enter(label, key)
        st.html(tag("span", id=key))
    expander = st.expander(literal(label), key=key, on_change="rerun")
    if expander.open:
        with expander, contents.closed(), guarded():
            fill()


def progress(label: str, steps: int) -> Iterator[int]:
    """Count from 0 to `steps`, with a bar that shows how far the work between is."""
    bar = st.progress(0.0, label)
    for step in range(steps):
        yield step
        bar.progress((step + 1) / steps, label)
    bar.empty()


def waiting(label: str, ask: Callable[..., T], *args: object) -> T:
    """Return what `ask` gives, and say what is being done while that takes longer than a moment."""
    with st.spinner(label):
        return ask(*args)


def page_link(page: str, label: str, **choices: object) -> None:
    """Draw a link to another page that keeps the selection, with `choices` of it changed."""
    query = address.selection_query(session.view().asked.only(**choices))
    st.page_link(menu.page(page), label=literal(label), query_params=query)


def demonstration() -> None:
    """Draw the way to see the data as they would be published, where they are seen exactly."""
    view = session.view()
    label = {"open": SHOW, "analist": SHOW_PREVIEW}.get(view.policy)
    if label is not None:
        query = address.selection_query(view.asked) | {address.AS: address.PUBLISHED}
        st.page_link(menu.page("overzicht"), label=label, query_params=query)


def _in_print(page: str) -> None:
    """Draw what was printed on the topic of a page, where what is counted may not be shown."""
    view = session.view()
    if view.policy == "publicatie":
        block(view.block(in_print_block, printed_figures(), page))


@contextmanager
def guarded() -> Iterator[None]:
    """Let the rest of the page go on when a question cannot be answered or the answer is withheld.

    Use as `with show.guarded():` around one block of a page; in its place is said which column
    these data lack, or why nothing may be shown.
    """
    try:
        yield
    except session.ColumnMissingError as error:
        note(labels.column_missing(error.column))
    except session.Withheld as held:
        note(WHY[held.reason])


def nobody() -> bool:
    """Explain an empty selection and return True when nobody is counted."""
    if not session.view().is_empty:
        return False
    st.html(
        "<div class='pf-verdict'><p><b>Er zijn geen jongeren die aan uw keuzes voldoen.</b></p>"
        "<p>Haal in het dashboard een filter weg, of zet alles terug naar het rapport.</p></div>"
    )
    return True
