"""Puts results on the screen: the only caller of Streamlit's charts, tables and downloads.

Everything here takes a finished `Block` (which is made from protected results only) or plain text;
nothing is computed.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

import streamlit as st

from perspectief.report.block import citation, exports
from perspectief.report.block.blocks import Block, Picture, Strip
from perspectief.report.block.tables import to_html
from perspectief.report.drawing import theme
from perspectief.report.words import criteria, labels, shell
from perspectief.report.words.choices import Choice
from perspectief.screen import address, menu, session

PANELS = {
    "tabel": "Tabel",
    "lezen": "Zo leest u dit",
    "definitie": "Definitie en bron",
    "download": "Download",
    "citeer": "Citeer",
}
_PICKED = "gekozen_punt_"
ARROW = " ›"
CHART_CONFIG = {"displayModeBar": False, "locale": "nl", "scrollZoom": False}


def title(question: str, sentence: str = "") -> None:
    """Draw the page's question as heading, the banner of the selection, and the main finding."""
    st.title(question, anchor=False)
    banner()
    # With nobody counted, `nobody` says so and what to do; a finding would say it twice.
    if sentence and session.view().cohort.n:
        st.html(f"<p class='pf-sentence'>{html.escape(sentence)}</p>")


def banner() -> None:
    """Say whenever the people counted are not those of the report."""
    view = session.view()
    selection = view.selection
    if selection.departs_from_report:
        text = criteria.criteria_summary(selection)
        st.html(f"<p class='pf-banner'><b>Anders dan het rapport:</b> {html.escape(text)}.</p>")
    if selection.active_filters:
        text = criteria.filters_summary(selection)
        st.html(f"<p class='pf-banner'><b>U ziet een deel:</b> {html.escape(text)}.</p>")


def text(paragraph: str) -> None:
    """Draw one paragraph of plain text."""
    st.html(f"<p>{html.escape(paragraph)}</p>")


def markup(fragment: str) -> None:
    """Draw HTML made by `perspectief.report`, which has escaped what it contains."""
    st.html(fragment)


def section(heading: str) -> None:
    """Draw the heading of a part of the page."""
    # No anchor: Streamlit would label it in English.
    st.header(heading, anchor=False)


def note(paragraph: str) -> None:
    """Draw a remark in smaller type."""
    st.html(f"<p class='pf-note'>{html.escape(paragraph)}</p>")


def block(
    item: Block, *, heading: bool = True, table_first: bool = False, pick: bool = False
) -> int | None:
    """Draw a figure block: sentence, picture, and one panel of choice under it.

    Parameters
    ----------
    item : Block
    heading : bool
        Whether to draw the block's own title; the first block of a page needs none.
    table_first : bool
        Open with the table: where it is the picture.
    pick : bool
        Let the reader pick a dot of the chart's first trace.

    Returns
    -------
    int or None
        Place of the dot picked since the last run.
    """
    picked = None
    with st.container(key=f"blok_{item.key}"):
        if heading:
            st.header(item.title, anchor=False)
            st.html(f"<p class='pf-sentence'>{html.escape(item.sentence)}</p>")
        if item.picture is not None:
            picked = _picture(item.picture, item, pick)
        if item.strip is not None:
            _strip(item.strip, item.key)
        link = address.link(session.view().selection)
        st.html(f"<p class='pf-print'>{html.escape(citation.citation(item, link))}</p>")
        _panels(item, link, table_first)
    return picked


def _picture(picture: Picture, item: Block, pick: bool) -> int | None:
    kind = item.provenance.kind
    if picture.kind == "html":
        st.html(
            f"<figure class='pf-figure' aria-label='{html.escape(picture.alt)}'>"
            f"{picture.content}{_mark(kind)}</figure>"
        )
        return None
    figure = theme.for_theme(picture.content, dark=st.context.theme.type == "dark")
    event = st.plotly_chart(
        figure,
        theme=None,
        alt=picture.alt,
        config=CHART_CONFIG,
        key=f"plaat_{item.key}",
        on_select="rerun" if pick else "ignore",
        selection_mode="points",
    )
    if kind == "synthetic":
        st.html(_mark(kind))
    return _picked(item.key, cast(Mapping[str, Any], event)) if pick else None


def _picked(key: str, event: Mapping[str, Any]) -> int | None:
    """Return the dot of the first trace that was picked since the last run."""
    points = [p["point_index"] for p in event["selection"]["points"] if p["curve_number"] == 0]
    last = st.session_state.get(_PICKED + key)
    st.session_state[_PICKED + key] = points
    return points[0] if points and points != last else None


def _mark(kind: str) -> str:
    badge = shell.BADGES[kind]
    return f"<figcaption class='pf-mark'>{badge}</figcaption>" if badge else ""


def _strip(strip: Strip, key: str) -> None:
    query = address.selection_query(session.view().selection) | dict(strip.options)
    with st.container(key=f"strook_{key}"):
        label = f"{strip.text}{ARROW}"
        st.page_link(menu.page(strip.link_page), label=label, query_params=query)


@st.fragment
def _panels(item: Block, link: str, table_first: bool) -> None:
    if session.is_outdated():
        # Runs by itself when a reader picks a panel: no numbers of an extract that is gone.
        st.rerun()
    chosen = st.pills(
        f"Meer over: {item.title}",
        tuple(PANELS),
        default="tabel" if table_first or item.picture is None else None,
        format_func=PANELS.__getitem__,
        key=f"paneel_{item.key}",
        label_visibility="collapsed",
    )
    if chosen == "tabel":
        st.html(to_html(item.table))
    elif chosen == "lezen":
        text(item.reading or "Elke rij is een groep. De aantallen staan vooraan.")
    elif chosen == "definitie":
        _definition(item)
    elif chosen == "download":
        _downloads(item, link)
    elif chosen == "citeer":
        st.code(citation.citation(item, link), language=None, wrap_lines=True)


def _definition(item: Block) -> None:
    definition = item.definition
    parts = (
        ("Wat is dit", definition.what),
        ("Teller", definition.numerator),
        ("Noemer", definition.denominator),
        ("Bron", definition.source),
        ("Gegevens", citation.data_line(item.provenance)),
    )
    lines = "".join(
        f"<dt>{name}</dt><dd>{html.escape(value)}</dd>" for name, value in parts if value
    )
    st.html(f"<dl class='pf-definition'>{lines}</dl>")


def _downloads(item: Block, link: str) -> None:
    for name, form, suffix in (
        ("CSV voor Excel (Nederlands)", exports.EXCEL_NL, ""),
        ("CSV voor andere programma's", exports.MACHINE, "_machine"),
    ):
        st.download_button(
            name,
            # Made on the click, not on every run.
            data=partial(exports.to_csv, item, form, link),
            file_name=exports.file_name(item, suffix),
            mime="text/csv",
            on_click="ignore",
            key=f"download_{item.key}{suffix}",
        )


def choose(choice: Choice) -> str:
    """Draw a choice of the page, which stands in the address; return the code that is chosen."""
    value = address.option(choice.code, tuple(choice.options), choice.default)
    key = address.OPTION + choice.code
    st.session_state.setdefault(key, value)
    naming = choice.options.__getitem__
    chosen = st.selectbox(choice.label, tuple(choice.options), format_func=naming, key=key)
    address.remember(choice.code, chosen)
    return str(chosen)


def choose_all(choices: Sequence[Choice]) -> dict[str, str]:
    """Draw choices beside each other, at most three in a row; return what is chosen by code."""
    columns = st.columns(min(len(choices), 3))
    chosen = {}
    for number, choice in enumerate(choices):
        with columns[number % len(columns)]:
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
    key = address.OPTION + code
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
    st.session_state.setdefault(key, linked(st.query_params))
    expander = st.expander(label, key=key, on_change="rerun")
    if expander.open:
        with expander:
            fill()


def progress(label: str, steps: int) -> Iterator[int]:
    """Count from 0 to `steps`, with a bar that shows how far the work between is."""
    bar = st.progress(0.0, label)
    for step in range(steps):
        yield step
        bar.progress((step + 1) / steps, label)
    bar.empty()


def page_link(page: str, label: str, **choices: object) -> None:
    """Draw a link to another page that keeps the selection, with `choices` of it changed."""
    query = address.selection_query(session.view().selection.only(**choices))
    st.page_link(menu.page(page), label=label, query_params=query)


@contextmanager
def guarded() -> Iterator[None]:
    """Let the rest of the page go on when a question needs a column that these data lack.

    Use as `with show.guarded():` around one block of a page; what is missing is said in its place.
    """
    try:
        yield
    except session.ColumnMissingError as error:
        st.html(f"<p class='pf-note'>{html.escape(labels.column_missing(error.column))}</p>")


def nobody() -> bool:
    """Explain an empty selection and return True when nobody is counted."""
    if session.view().cohort.n:
        return False
    st.html(
        "<div class='pf-verdict'><p><b>Er zijn geen jongeren die aan uw keuzes voldoen.</b></p>"
        "<p>Haal links een filter weg, of zet alles terug naar het rapport.</p></div>"
    )
    return True
