"""`make sentences`: what every page says, in two files that a person can read through.

Every page runs as the router runs it, with its layers open, for everyone, one steunpunt, three
people and nobody. Behind the texts of a page stand those that a reader opens: how to read a figure,
its definition, its text alternative and its citation. Of a selection only those are written that
the selections before it did not have.

The second file has what they say as published, of a dozen views. There the script of a page runs on
paper, which has the same figures in less time.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch

from markupsafe import Markup
from streamlit.testing.v1 import AppTest

from perspectief.report.block import citation
from perspectief.report.block.blocks import Block
from perspectief.report.block.tables import cell_text
from perspectief.report.block.withheld import WithheldBlock
from perspectief.report.verantwoording.parts import PART
from perspectief.report.words import shell
from perspectief.screen import contents, figure, show
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.reading import Asked
from perspectief.takeaway.paper.sheet import Item, Told
from perspectief.takeaway.paper.view import view_of
from perspectief_core.cohort.selection import from_query
from perspectief_core.data.extract import Extract, load
from tests.places import ROOT, SHIPPED
from tests.screen.pages import SELECTIONS, open_page

GOLDEN = ROOT / "tests" / "golden" / "sentences.txt"
PUBLISHED = ROOT / "tests" / "golden" / "published.txt"
FEWEST_WORDS = 4
"""A shorter text is a label: it stands in the code as it is read."""
FEWEST_WORDS_OF_A_CELL = 7

SHOWN = {
    "iedereen": SELECTIONS["everyone"],
    "één steunpunt": {"steunpunt": "nijmegen"},
    "drie jongeren": SELECTIONS["three_persons"],
    "niemand": SELECTIONS["nobody"],
}
SMALL_TOGETHER = (
    "alkmaar.almelo.deventer.drachten.enschede.haarlem.hengelo.leeuwarden.maastricht.nijmegen."
    "zaandam.zwolle"
)
AS_PUBLISHED = {
    "iedereen": {},
    "vrouwen": {"geslacht": "vrouw"},
    "mannen": {"geslacht": "man"},
    "jong": {"leeftijd": "12.19"},
    "een groot steunpunt": {"steunpunt": "den_haag"},
    "een steunpunt van veertig": {"steunpunt": "eindhoven"},
    "kleine steunpunten samen": {"steunpunt": SMALL_TOGETHER},
    "een type": {"werkwijze_4": "maatwerk"},
    "een traject": {"traject": "terugkeer"},
    "met een kind": {"kinderen": "een"},
    "twee filters": {"geslacht": "vrouw", "leeftijd": "12.19"},
    "twee filters, te klein": {"steunpunt": "eindhoven", "kinderen": "een"},
    "te veel filters": {"geslacht": "vrouw", "leeftijd": "12.19", "kinderen": "een"},
    "een steunpunt dat niet apart staat": {"steunpunt": "nijmegen"},
    "anders geteld": {"voor_start": "weglaten"},
}
"""By name the parameters of an address. Of the last four nothing is published."""
UNREAD = ("pf-table", "pf-contents", "pf-badge", "pf-mark")
"""What is read elsewhere: tables in `hidden_texts`, the list of parts as headings."""


class Lines(HTMLParser):
    """Takes the text of each paragraph, item or cell out of HTML."""

    INLINE = frozenset({"a", "b", "em", "i", "span", "strong", "code", "tspan", "abbr"})

    def __init__(self) -> None:
        super().__init__()
        self.lines, self.styling = [""], False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin another line, unless the element stands in a line."""
        self.styling = tag == "style"
        self.lines.append("") if tag not in self.INLINE else self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        """End the line, as `handle_starttag` begins one."""
        self.handle_starttag("" if tag == "style" else tag, [])

    def handle_data(self, data: str) -> None:
        """Add to the line; rules of style are not read."""
        self.lines[-1] += "" if self.styling else data


def lines_of(fragment: str) -> list[str]:
    """Return the texts of a piece of HTML, one for each paragraph, item or cell."""
    parser = Lines()
    parser.feed(fragment)
    return parser.lines


def hidden_texts(item: Block) -> Iterator[tuple[str, str]]:
    """Yield what a reader of a figure opens or hears, each with its name."""
    if item.picture is not None:
        yield "alt", item.picture.alt
    yield "lezen", item.reading
    definition = item.definition
    yield "wat", definition.what
    yield "teller", definition.numerator
    yield "noemer", definition.denominator
    yield "bron", definition.source
    yield "tabel", item.table.caption
    for row in item.table.rows:
        for cell, column in zip(row, item.table.columns, strict=True):
            if isinstance(cell, str) and _words(cell) >= FEWEST_WORDS_OF_A_CELL:
                yield "cel", cell_text(cell, column)
    yield "noot", item.table.note
    if citation.offered(item):
        yield "citeer", citation.citation(item, "").strip()


def _walk(node: Any, figures: dict[str, Block]) -> Iterator[str]:
    """Yield the texts of a page in its order, those that a figure hides at the figure's end."""
    if node.type == "html":
        body = re.sub("<p class='pf-print'>.*?</p>", "", node.proto.body, flags=re.DOTALL)
        # One element has the words of a figure and its picture, which may be a table.
        for part in re.split("(?<=</p></div>)(?=<div>)", body, maxsplit=1):
            yield from lines_of(part) if not any(name in part for name in UNREAD) else ()
    elif node.type in {"title", "header"}:
        yield f"# {node.value}"
    elif node.type == "page_link":
        yield f"[{node.label}]"
    elif node.type in {"markdown", "caption", "warning"}:
        yield node.value
    for child in getattr(node, "children", {}).values():
        yield from _walk(child, figures)
    key = re.search(r"-onder_(.+)$", getattr(node.proto, "id", "") if node.proto else "")
    if key:
        yield from (f"   {name}: {text}" for name, text in hidden_texts(figures[key.group(1)]))


def opened(page: str, query: dict[str, str]) -> tuple[AppTest, dict[str, Block]]:
    """Return a page that has run with its layers open, and its figures by their key."""
    figures: dict[str, Block] = {}

    def drawn(item: Block, **how: bool) -> int | None:
        figures[item.key] = item
        return figure.block(item, **how)

    def without_door(
        label: str,
        key: str,
        fill: Callable[[], object],
        linked: object = None,
        *,
        listed: bool = True,
    ) -> None:
        if listed:
            show.section(label)
        fill()

    def begun(*opened: str) -> None:
        # AppTest opens the home page first; its figures are not of this page.
        figures.clear()
        begin(*opened)

    begin = contents.begin
    with (
        patch.object(contents, "begin", begun),
        patch.object(show, "block", drawn),
        patch.object(show, "layer", without_door),
    ):
        app = open_page(page, query)
    if app.exception or app.error:
        raise RuntimeError(f"{page} with {query} failed")
    return app, figures


def said(page: str, query: dict[str, str]) -> list[str]:
    """Return every text of a page, in order, each once."""
    app, figures = opened(page, query)
    texts = dict.fromkeys(_one_line(text) for text in _walk(app.main, figures))
    return [text for text in texts if _words(text) >= FEWEST_WORDS]


def _words(text: str) -> int:
    return len(re.findall(r"\w\w+", text))


def _one_line(text: str) -> str:
    margin = "   " if text.startswith("   ") else ""
    return margin + " ".join(text.split())


def published(page: str, extract: Extract) -> str:
    """Return the part of the second file about one page."""
    parts = [_head(page)]
    before: set[str] = set()
    places = tuple(sorted(extract.steunpunten["steunpunt"]))
    for name, query, choices in _published_visits(page):
        selection, bad = from_query(query, places)
        if bad:
            raise ValueError(f"{name}: {bad}")
        view = view_of(extract, selection, "publicatie")
        items = reading.page(view, Asked(page, "", choices)).items
        texts = dict.fromkeys(_one_line(text) for item in items for text in _texts_of(item))
        new = [text for text in texts if text not in before and _words(text) >= FEWEST_WORDS]
        before |= set(new)
        parts.append("\n".join([f"\n----- {page} · {name} -----", *new]))
    return "\n".join(parts) + "\n"


def _published_visits(page: str) -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    yield from ((name, query, {}) for name, query in AS_PUBLISHED.items())
    if page == "verantwoording":
        yield from ((f"onderdeel {part}", {}, {PART.code: part}) for part in PART.options)


def _texts_of(item: Item) -> Iterator[str]:
    """Yield the texts of what paper has, those that a figure hides at its end.

    But for its citation: that is the sentence again, with what stands in the other file.
    """
    if isinstance(item, Told):
        yield from lines_of(str(item.text))
    elif isinstance(item, WithheldBlock):
        yield from (f"# {item.title}", item.why)
    else:
        block = item.block
        yield from (f"# {block.title}", block.sentence)
        if block.picture is not None and isinstance(block.picture.content, Markup):
            yield from lines_of(str(block.picture.content))
        opened = (pair for pair in hidden_texts(block) if pair[0] != "citeer")
        yield from (f"   {name}: {text}" for name, text in opened)


def written(page: str) -> str:
    """Return the part of the file about one page."""
    parts = [_head(page)]
    before: set[str] = set()
    for name, query in _visits(page):
        new = [text for text in said(page, query) if text not in before]
        before |= set(new)
        parts.append("\n".join([f"\n----- {page} · {name} -----", *new]))
    return "\n".join(parts) + "\n"


def _visits(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    yield from SHOWN.items()
    if page == "verantwoording":
        yield from ((f"onderdeel {part}", {PART.code: part}) for part in PART.options)


def parts_of(text: str) -> dict[str, str]:
    """Return the file taken apart again, by page."""
    pieces = re.split(r"^={100}\n(\w+)\n={100}$", text, flags=re.MULTILINE)
    pairs = zip(pieces[1::2], pieces[2::2], strict=True)
    return {page: f"{_head(page)}{body}" for page, body in pairs}


def _head(page: str) -> str:
    return f"{'=' * 100}\n{page}\n{'=' * 100}"


def main() -> None:
    """Write the files."""
    # Pages run here without a server, of which Streamlit warns at every call.
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text("".join(written(entry.name) for entry in shell.PAGES), encoding="utf-8")
    extract = load(SHIPPED)
    pages = (published(entry.name, extract) for entry in shell.PAGES)
    PUBLISHED.write_text("".join(pages), encoding="utf-8")


if __name__ == "__main__":
    main()
