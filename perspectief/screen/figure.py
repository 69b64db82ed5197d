"""Draws a figure block: the only caller of Streamlit's charts and downloads.

A block comes finished, made from protected results only; nothing is computed here. Under its
picture stands one quiet line: the mark of synthetic data, the range under other choices, and what
more there is to see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, cast

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from perspectief.report.block import citation
from perspectief.report.block.blocks import Block, Picture, Strip
from perspectief.report.block.command import command
from perspectief.report.block.tables import Table, is_rounded, to_html
from perspectief.report.block.withheld import WithheldBlock
from perspectief.report.drawing import theme
from perspectief.report.words import shell
from perspectief.report.words.markup import definitions, tag
from perspectief.report.words.signing_in import STAYS_HERE
from perspectief.screen import address, contents, menu, quoted, session
from perspectief.screen.literal import literal

PANELS = {
    "tabel": "Tabel",
    "lezen": "Zo leest u dit",
    "definitie": "Definitie en bron",
    "download": "Download",
    "citeer": "Citeer",
}
ARROW = " ›"
FACTSHEET = "Factsheet van twee pagina's (PDF)"
COMMAND_LEAD = "Zelf narekenen op de opdrachtregel, met uw keuzes van nu:"
CHART_CONFIG = {"displayModeBar": False, "locale": "nl", "scrollZoom": False}


def block(
    item: Block | WithheldBlock,
    *,
    heading: bool = True,
    table_first: bool = False,
    pick: bool = False,
) -> int | None:
    """Draw a figure block: sentence, picture, and one panel of choice under it.

    Parameters
    ----------
    item : Block or WithheldBlock
        One that is withheld is its heading and why.
    heading : bool
        Whether to show the block's own title; the first block of a page needs none.
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
    _heading(item, shown=heading)
    said = tag("p", item.sentence, class_="pf-sentence") if heading and item.sentence else ""
    if isinstance(item, WithheldBlock):
        _together(said, tag("p", item.why, class_="pf-withheld"))
        return None
    link = address.link(session.view().asked, anchor=item.key)
    shown = [said]
    if item.picture is not None and isinstance(item.picture.content, Markup):
        shown.append(_drawn(item.picture))
    elif item.picture is not None:
        _together(said)
        picked = _chart(item.picture, item, pick)
        shown = []
    _together(*shown, _became(item, link), printed=citation.imprint(item, link))
    _under(item, link, table_first)
    return picked


def _together(*parts: str, printed: str = "") -> None:
    """Draw parts of HTML as one element, and behind them what is seen in print alone.

    Streamlit takes a third of a millisecond for an element, and a page has ten figures.
    """
    shown = [part for part in parts if part]
    hidden = [tag("p", printed, class_="pf-print")] if printed else []
    if len(shown) + len(hidden) > 1:
        # Each apart, as they are in elements of their own: margins meet no others.
        st.html(tag("div", *(tag("div", part) for part in (*shown, *hidden)), class_="pf-parts"))
    elif shown or hidden:
        st.html(*shown, *hidden)


def _heading(item: Block | WithheldBlock, *, shown: bool) -> None:
    """Draw the title, or only what a link to the figure needs to find it."""
    # A heading, and not an element with an id: Streamlit scrolls to headings when a page opens.
    if shown:
        st.header(literal(item.title), anchor=item.key)
        contents.enter(item.title, item.key)
        return
    with st.container(key=f"anker_{item.key}", gap=None):
        st.header(literal(item.title), anchor=item.key)


def _became(item: Block, link: str) -> str:
    """Return what became of the citation by whose link the page was opened.

    Nothing once more was chosen.
    """
    cited = quoted.asked()
    if cited is None or cited.figure != item.key:
        return ""
    from perspectief.report.citing.verdict import judge

    opened = quoted.shown(item.key, link)
    said = judge(cited, item).said
    if not said or opened != link:
        return ""
    return tag("p", said, class_="pf-banner", role="status")


def _drawn(picture: Picture) -> Markup:
    return tag("figure", picture.content, class_="pf-figure", aria_label=picture.alt)


def _chart(picture: Picture, item: Block, pick: bool) -> int | None:
    figure = theme.for_theme(picture.content, dark=st.context.theme.type == "dark")
    event = st.plotly_chart(
        figure,
        theme=None,
        alt=picture.alt,
        config=CHART_CONFIG,
        key=address.own(f"plaat_{item.key}"),
        on_select="rerun" if pick else "ignore",
        selection_mode="points",
    )
    return _picked(item.key, cast(Mapping[str, Any], event)) if pick else None


def _picked(key: str, event: Mapping[str, Any]) -> int | None:
    """Return the dot of the first trace that was picked since the last run."""
    points = [p["point_index"] for p in event["selection"]["points"] if p["curve_number"] == 0]
    seen = address.own(f"gekozen_punt_{key}")
    last = st.session_state.get(seen)
    st.session_state[seen] = points
    return points[0] if points and points != last else None


@st.fragment
def _under(item: Block, link: str, table_first: bool) -> None:
    if session.is_outdated():
        # Runs by itself when a reader picks a panel: no numbers of an extract that is gone.
        st.rerun()
    with st.container(
        key=f"onder_{item.key}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        mark = _mark(item)
        if mark:
            st.html(mark, width="content")
        if item.strip is not None:
            _strip(item.strip, item.key)
        chosen = _panel(item, table_first)
    if chosen == "tabel":
        # Rounded counts equal exact ones, and are written otherwise.
        st.html(session.drawn(_table, item.table, is_rounded(item.table)))
    elif chosen == "lezen":
        st.html(tag("p", item.reading or "Elke rij is een groep. De aantallen staan vooraan."))
    elif chosen == "definitie":
        _definition(item)
    elif chosen == "download":
        _downloads(item, link)
    elif chosen == "citeer":
        st.code(citation.citation(item, link), language=None, wrap_lines=True)


def _mark(item: Block) -> str:
    """Return what kind of data the figure was made from; empty where that goes without saying.

    Made-up data say so under every figure, and they alone carry the hatched sign.
    """
    kind = item.provenance.kind
    if kind == "synthetic":
        return tag("p", shell.BADGES[kind], class_="pf-mark pf-made-up")
    # A table that was published has that in its sentence and its caption.
    text = shell.BADGES[kind] if item.picture is not None else ""
    return tag("p", text, class_="pf-mark") if text else ""


def _table(table: Table, _: bool) -> Markup:
    return to_html(table)


def _strip(strip: Strip, key: str) -> None:
    query = address.selection_query(session.view().asked) | dict(strip.options)
    with st.container(key=f"strook_{key}", width="content"):
        label = f"{strip.text}{ARROW}"
        st.page_link(menu.page(strip.link_page), label=label, query_params=query)


def _panel(item: Block, table_first: bool) -> str | None:
    return st.pills(
        literal(f"Meer over: {item.title}"),
        tuple(code for code in PANELS if code != "citeer" or citation.offered(item)),
        default="tabel" if table_first or item.picture is None else None,
        format_func=PANELS.__getitem__,
        key=address.own(f"paneel_{item.key}"),
        label_visibility="collapsed",
    )


def _definition(item: Block) -> None:
    definition = item.definition
    parts = (
        ("Wat is dit", definition.what),
        ("Teller", definition.numerator),
        ("Noemer", definition.denominator),
        ("Bron", definition.source),
        ("Gegevens", citation.data_line(item.provenance)),
    )
    st.html(definitions(parts))
    line = command(item)
    if line:
        st.html(tag("p", COMMAND_LEAD, class_="pf-note"))
        st.code(line, language=None, wrap_lines=True)


def _downloads(item: Block, link: str) -> None:
    # Loaded by who takes something along.
    from perspectief.takeaway.forms import NO_PICTURE, forms_of, make
    from perspectief.takeaway.occasion import Occasion, file_name

    forms = forms_of(item)
    if not forms:
        st.html(tag("p", STAYS_HERE))
        return
    occasion = Occasion(link, date.today())
    with st.container(key=f"downloads_{item.key}", horizontal=True, gap="small"):
        for code, form in forms.items():
            # Made on the click, not on every run.
            made = partial(make, code, item, occasion)
            name = file_name(item, occasion, form.ending)
            download(form.label, made, name, form.mime, key=f"download_{item.key}_{code}")
    if "png" not in forms:
        st.html(tag("p", NO_PICTURE, class_="pf-note"))


def factsheet_place() -> DeltaGenerator | None:
    """Return the place, with its height, of a button that is drawn when all figures are there.

    None where what is seen stays on the screen.
    """
    if session.view().origin.stays:
        return None
    place = st.container(key="plek_factsheet", gap=None)
    # Streamlit draws no place in which nothing is.
    place.html(tag("span"))
    return place


def factsheet(
    name: str,
    finding: str,
    shown: Sequence[Block | WithheldBlock],
    place: DeltaGenerator | None,
) -> None:
    """Draw the button with the factsheet of a steunpunt in its place; without one, none.

    Parameters
    ----------
    name, finding : str
    shown : sequence of figures
        All of the page; the factsheet is made of them, on the click.
    place : DeltaGenerator, optional
        From `factsheet_place`.
    """
    view = session.view()
    if place is None:
        return
    from perspectief.takeaway.document.factsheet import of_steunpunt, to_pdf
    from perspectief.takeaway.forms import FORMS
    from perspectief.takeaway.occasion import named

    given = of_steunpunt(name, finding, shown, view.origin, address.link(view.asked))
    day, pdf = date.today(), FORMS["pdf"]
    called = named(("factsheet", name), given.provenance, day, pdf.ending)
    with place:
        download(FACTSHEET, partial(to_pdf, given, day), called, pdf.mime, key="factsheet")


def download(
    label: str, made: bytes | Callable[[], bytes], name: str, mime: str, *, key: str
) -> None:
    """Draw the button with a file, or with what makes it when it is clicked."""
    st.download_button(label, data=made, file_name=name, mime=mime, on_click="ignore", key=key)
