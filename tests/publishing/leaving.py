"""What leaves of a page as text, and the numbers in it that could be an exact count of people."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from perspectief.publishing.edition import Opened
from perspectief.report.block import citation
from perspectief.report.block.blocks import Block
from perspectief.report.block.tables import cell_text
from perspectief.report.block.view import Question, View
from perspectief.report.block.withheld import WithheldBlock
from perspectief.takeaway.paper.sheet import Figure, Item, Told
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.policies import check_analysis
from perspectief_core.disclosure.protecting import Protected, released
from perspectief_core.sensitivity.combinations import Combinations
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Share

TAGS = re.compile(r"<[^>]+>")
_COUNT = r"(?<![\w.,–-])(\d+(?:\.\d{3})*)"
_TOTAL = r"(\d+(?:\.\d{3})*)"
_END = r"(?![\w%]|[.,]\d| ?%| procent)"
_PEOPLE = "(?:jongere|vrouw|man|mens|persoon|meisje|jongen)"
COUNTS = (
    re.compile(rf"{_COUNT} van {_TOTAL}{_END}(?! over)"),
    re.compile(rf"{_COUNT} van (?:alle|de) {_TOTAL} {_PEOPLE}"),
    re.compile(rf"(?:ongeveer|samen|aantal|telt|tellen|n =) {_COUNT}{_END}(?! steunpunten)"),
    re.compile(rf"(?<!vanaf ){_COUNT} {_PEOPLE}"),
)
"""How a count of people is written; `vanaf 24 jongeren` says how large a group would have to be."""
RANGE = re.compile(r"(?<![\w.,–-])(\d+(?:\.\d{3})*) tot (\d+(?:\.\d{3})*)\b")
"""How counts of 0 to 4 people are said, and what was made of several rounded counts."""
NARROWEST = 4
"""A range of fewer numbers than one rounding leaves would say more than that."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EditionView(View):
    """A view of an edition, as the screen has it, that keeps what it was asked."""

    edition: Opened
    asked_of: set[tuple[object, tuple[object, ...]]]

    @classmethod
    def of(cls, edition: Opened, selection: Selection) -> EditionView:
        """Return the view of a selection of an edition."""
        return cls(
            extract=edition.extract,
            selection=selection,
            policy="publicatie",
            edition=edition,
            asked_of=set(),
        )

    @property
    def _cohort(self) -> Cohort:
        raise AssertionError("an edition counts nobody")

    @property
    def _choices(self) -> Combinations:
        raise AssertionError("an edition counts nobody")

    @property
    def offers(self) -> tuple[Selection, ...]:
        """The groups that the edition offers."""
        return self.edition.offers

    def _computed(self, question: Question[Any]) -> Protected[Any]:
        given = question.args, question.options
        check_analysis(question.analysis, self.policy)
        self.asked_of.add((question.analysis, question.args))
        answer = self.edition.answer(question.of, question.analysis, given, self.selection)
        return released(answer, self.origin)


def texts(item: Item) -> Iterator[tuple[str, str]]:
    """Yield every text of what a page holds, with the name of the place where it is read."""
    match item:
        case Told(text=text):
            yield "tekst", text
        case WithheldBlock(title=title, why=why):
            yield "titel", title
            yield "waarom", why
        case Figure(block=block, link=link):
            yield from _of_block(block)
            yield "link", link
            if citation.offered(block):
                yield "citaat", citation.citation(block, link)
            yield "afdruk", citation.imprint(block, link)


def _of_block(block: Block) -> Iterator[tuple[str, str]]:
    yield "titel", block.title
    yield "zin", block.sentence
    yield "lezen", block.reading
    definition = block.definition
    for part in ("what", "numerator", "denominator", "source"):
        yield part, getattr(definition, part)
    yield "tabel", block.table.caption
    yield "noot", block.table.note
    for row in block.table.rows:
        for cell, column in zip(row, block.table.columns, strict=True):
            yield f"cel {column.key}", cell_text(cell, column)
    if block.strip is not None:
        yield "strook", block.strip.text
    if block.picture is not None:
        yield "alt", block.picture.alt
        yield from (("plaat", text) for text in _of_picture(block.picture.content))


def _of_picture(content: object) -> Iterator[str]:
    """Yield the words of a picture: of a chart also what appears where the mouse is."""
    if isinstance(content, str):
        yield from re.findall(r">([^<]+)<", content)
    else:
        yield from _strings(json.loads(content.to_json()))


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for name, part in node.items():
            if name not in ("template", "bdata", "color"):
                yield from _strings(part)
    elif isinstance(node, list):
        for part in node:
            yield from _strings(part)


def drawn(item: Item) -> str:
    """Return all that a picture is made of, also what is no text: where its marks stand."""
    if not isinstance(item, Figure) or item.block.picture is None:
        return ""
    content = item.block.picture.content
    return content if isinstance(content, str) else content.to_json()


def plain(text: str) -> str:
    """Return a text as it is read, in one line."""
    return " ".join(html.unescape(TAGS.sub(" ", text)).split())


def exact(text: str) -> Iterator[str]:
    """Yield every count of people in a text that is not said in fives, with what stands around it.

    Examples
    --------
    >>> list(exact("ongeveer 105 van 735 (14 %), en 0 tot 4 van 30; bij 2 van de 8 steunpunten"))
    []
    >>> list(exact("107 van 735"))
    ['107 van 735']
    >>> list(exact("61 tot 69 van 545")), list(exact("66 tot 67 van 545"))
    ([], ['66 tot 67 van 545'])
    """
    read = RANGE.sub(_range, plain(text))
    for pattern in COUNTS:
        for match in pattern.finditer(read):
            numbers = [int(number.replace(".", "")) for number in match.groups()]
            if any(number % 5 for number in numbers):
                yield read[max(0, match.start() - 40) : match.end() + 20].strip()


def _range(found: re.Match[str]) -> str:
    low, high = (int(number.replace(".", "")) for number in found.groups())
    return "RANGE" if high - low >= NARROWEST else found.group()


def unrounded(block: Block) -> Iterator[str]:
    """Yield each cell of a table with a count or a share that was not rounded for publication.

    Columns of what was printed in 2011, and of numbers of things, are left out.
    """
    for row in block.table.rows:
        for cell, column in zip(row, block.table.columns, strict=True):
            if column.key.startswith(("rapport", "nummer")):
                continue
            counts = (cell.count, cell.total) if isinstance(cell, Share) else (cell,)
            counts_people = isinstance(cell, Share) or (column.kind == "count" and cell is not None)
            if counts_people and not all(isinstance(count, (Rounded, str)) for count in counts):
                yield f"{column.key}: {cell}"
