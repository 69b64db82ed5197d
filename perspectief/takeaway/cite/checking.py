"""Finds the citations in a document and lays each beside its figure as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from perspectief.report.block import citation
from perspectief.report.citing.cited import PARAMETER, Cited, numbers, read
from perspectief.report.citing.verdict import Verdict, judge
from perspectief.report.words import shell
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.sheet import BadChoiceError, Figure
from perspectief.takeaway.paper.view import view_of
from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.cohort.selection import Selection, from_query
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure.policies import Policy
from perspectief_core.results import DisclosureError

_ADDRESS = re.compile(r"https?://[^\s<>\"'”)\]]+[^\s<>\"'”)\].,;]")
_MARK = f"Bron: {citation.TITLE}"
_AS, _PUBLISHED = "als", "publicatie"
_PAGES = {entry.name for entry in shell.PAGES}
LENGTH = 90
"""Signs of a citation that tell which one it is."""
NOT_OURS = "De link leidt naar geen pagina van dit dashboard."
NOT_UNDERSTOOD = "De link vraagt om iets wat dit dashboard niet kent."
ABSENT = "Deze figuur is er niet meer, of niet bij deze keuzes."
WITHHELD = "Deze cijfers worden zo niet getoond."
EDITED = "De tekst noemt andere getallen dan toen dit werd geciteerd."
OLD = "Dit citaat is van vóór versies en getallen in de link, en de zin is nu een andere."


@dataclass(frozen=True, slots=True)
class Found:
    """A citation in a document: its text, its link, and in which paragraph, from 1."""

    text: str
    link: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A citation with what became of it."""

    found: Found
    verdict: Verdict


def citations(paragraphs: Iterable[str]) -> Iterator[Found]:
    """Yield the citations of a document: links that remember one, and sentences with our name."""
    for number, paragraph in enumerate(paragraphs, start=1):
        start = 0
        for match in _ADDRESS.finditer(paragraph):
            text = paragraph[start : match.start()].strip()
            if f"{PARAMETER}=" in match[0] or _MARK in text:
                yield Found(text, match[0], number)
                start = match.end()


def check(passages: Sequence[Found], extract: Extract) -> list[Checked]:
    """Return what became of each citation, with these data and this program."""
    return [Checked(passage, _verdict(passage, extract)) for passage in passages]


def _verdict(passage: Found, extract: Extract) -> Verdict:
    query = dict(parse_qsl(urlsplit(passage.link).query))
    cited = read(query.pop(PARAMETER, ""))
    try:
        figure = _figure(passage.link, query, cited, extract)
    except _UnknownError as error:
        return Verdict("onbekend", str(error), cited.numbers if cited else ())
    if cited is None:
        same = figure.block.sentence in passage.text
        return Verdict("klopt", "") if same else Verdict("onbekend", OLD)
    verdict = judge(cited, figure.block)
    if _MARK in passage.text and not _in_order(cited.numbers, numbers(passage.text)):
        return Verdict("veranderd", EDITED, verdict.was, verdict.now)
    return verdict


class _UnknownError(Exception):
    """The figure of a citation cannot be had; the message says why, in Dutch."""


def _figure(link: str, query: dict[str, str], cited: Cited | None, extract: Extract) -> Figure:
    """Return the figure that a link leads to, under the policy that it was seen under."""
    parts = urlsplit(link)
    page = parts.path.rsplit("/", 1)[-1] or shell.HOME.name
    if page not in _PAGES:
        raise _UnknownError(NOT_OURS)
    policy: Policy = "publicatie" if query.pop(_AS, "") == _PUBLISHED else "open"
    places = tuple(sorted(extract.steunpunten["steunpunt"].astype(str)))
    selection, bad = from_query(query, places)
    if bad:
        raise _UnknownError(NOT_UNDERSTOOD)
    fields = Selection.__dataclass_fields__
    choices = {code: value for code, value in query.items() if code not in fields}
    key = cited.figure if cited else parts.fragment or None
    try:
        view = view_of(extract, selection, policy)
        return reading.figure(view, reading.Asked(page, "", choices), key)
    except (BadChoiceError, reading.IdleChoiceError) as error:
        raise _UnknownError(NOT_UNDERSTOOD) from error
    except reading.NoFigureError as error:
        held = key in {block.key for block in error.held}
        raise _UnknownError(WITHHELD if held else ABSENT) from error
    except ColumnMissingError as error:
        raise _UnknownError(ABSENT) from error
    except DisclosureError as error:
        raise _UnknownError(WITHHELD) from error


def _in_order(wanted: Sequence[str], among: Sequence[str]) -> bool:
    """Tell whether all of some numbers stand among others, in the same order.

    Examples
    --------
    >>> _in_order(("65", "15"), ("100", "65", "15")), _in_order(("65", "15"), ("15", "65"))
    (True, False)
    """
    rest = iter(among)
    return all(number in rest for number in wanted)
