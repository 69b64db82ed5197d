"""What a page draws with: its title, texts, choices and layers; figure blocks come from `figure`.

Everything here takes finished blocks or plain text; nothing is computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st

from perspectief.report.block.blocks import Block
from perspectief.report.block.contents import anchor
from perspectief.report.block.in_print import in_print_block, printed_figures
from perspectief.report.block.withheld import WithheldBlock
from perspectief.report.words import criteria, labels, searching
from perspectief.report.words.choices import Choice, Several
from perspectief.report.words.markup import tag
from perspectief.report.words.withheld import SHOW, WHY
from perspectief.screen import address, contents, menu, quoted, session
from perspectief.screen.figure import block, factsheet

__all__ = [
    "block",
    "choose",
    "choose_all",
    "choose_several",
    "demonstration",
    "factsheet",
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
    "slide",
    "text",
    "title",
    "waiting",
]

T = TypeVar("T")


Said = str | Callable[[], str]
"""A text, or how to make it of results: there is none when one of those is withheld."""


def title(question: str, finding: Said = "", printed: str = "") -> None:
    """Draw the page's question as heading, the banner of the selection, and the main finding.

    `printed` is a page of which the printed figures follow where what is counted may not be shown.
    """
    st.title(question, anchor=False)
    _banner()
    sentence = _text(finding)
    # With nobody counted, `nobody` says so and what to do; a finding would say it twice.
    if sentence and not session.view().is_empty:
        st.html(tag("p", sentence, class_="pf-sentence"))
    contents.place()
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
    st.header(heading, anchor=anchor(heading))
    contents.enter(heading, anchor(heading))


def part(heading: str, choice: Choice, make: Callable[[str], Block | WithheldBlock]) -> None:
    """Draw a part of the page that is one figure, under the choice that it depends on."""
    section(heading)
    made = make(choose(choice))
    text(made.sentence)
    block(made, heading=False)


def note(paragraph: Said) -> None:
    """Draw a remark in smaller type; an empty one is none."""
    if said := _text(paragraph):
        st.html(tag("p", said, class_="pf-note"))


def choose(choice: Choice) -> str:
    """Draw a choice of the page, which stands in the address; return the code that is chosen."""
    value = address.option(choice.code, tuple(choice.options), choice.default)
    key = address.own(address.OPTION + choice.code)
    st.session_state.setdefault(key, value)
    naming = choice.options.__getitem__
    chosen = st.selectbox(choice.label, tuple(choice.options), format_func=naming, key=key)
    address.remember(choice.code, chosen)
    return str(chosen)


def choose_several(choice: Several) -> tuple[str, ...]:
    """Draw a choice of some of many, which stands in the address; return the codes chosen."""
    values = address.several(choice)
    key = address.own(address.OPTION + choice.code)
    st.session_state.setdefault(key, list(values))
    chosen = st.multiselect(
        choice.label,
        tuple(choice.options),
        format_func=choice.options.__getitem__,
        key=key,
        max_selections=choice.most,
        placeholder=choice.nothing,
    )
    address.remember(choice.code, choice.written(chosen))
    return tuple(chosen)


def search() -> None:
    """Draw the field to search with and what it finds; every link keeps the selection."""
    # What can be found is gathered from all pages: loaded when somebody searches.
    from perspectief.report.verantwoording import search as finding

    items = finding.entries(finding.declared(), address.selection_query(session.view().asked))
    typed = _ask(searching.LABEL, searching.CODE)
    st.html(finding.html(finding.found(items, typed), typed))


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
    chosen = {}
    for start in range(0, len(choices), 3):
        for column, choice in zip(st.columns(wide), choices[start : start + 3], strict=False):
            with column:
                chosen[choice.code] = choose(choice)
    return chosen


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
    chosen = st.slider(label, 1, count, key=key)
    address.remember(code, str(chosen))
    return int(chosen) - 1


def layer(
    label: str,
    key: str,
    fill: Callable[[], None],
    linked: Callable[[Iterable[str]], bool] = lambda codes: False,
) -> None:
    """Draw a layer that costs nothing until it is opened.

    Parameters
    ----------
    label, key : str
    fill : callable
        Draws what is in it.
    linked : callable
        Tells whether an address with these parameters asks for something in the layer: it then
        opens by itself.
    """
    st.session_state.setdefault(address.own(key), linked(st.query_params))
    if quoted.opens(key):
        st.session_state[key] = True
    contents.enter(label, key)
    st.html(tag("span", id=key))
    expander = st.expander(label, key=key, on_change="rerun")
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
    st.page_link(menu.page(page), label=label, query_params=query)


def demonstration() -> None:
    """Draw the way to see data without persons as those with persons would be published."""
    if session.view().policy == "open":
        query = address.selection_query(session.view().asked) | {address.AS: address.PUBLISHED}
        st.page_link(menu.page("overzicht"), label=SHOW, query_params=query)


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
        "<p>Haal links een filter weg, of zet alles terug naar het rapport.</p></div>"
    )
    return True
