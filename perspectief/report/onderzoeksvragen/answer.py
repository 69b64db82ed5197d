"""What an answer to a research question is, and the words that all answers share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from perspectief.report.words import formats
from perspectief_core.shares.intervals import Share

Status = Literal["gegevens", "tabellen", "deels", "niet"]

STATUS = {
    "gegevens": "beantwoord uit de gegevens",
    "tabellen": "beantwoord uit gepubliceerde cijfers",
    "deels": "deels beantwoord",
    "niet": "niet te beantwoorden",
}
CANNOT = "Dat kunnen deze gegevens niet zeggen, want"
NOBODY = "Met uw keuzes telt nu niemand mee."
COUNTED = "geteld in de gegevens die u bekijkt"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question: how far it goes, the text, its source and the page behind it."""

    number: int
    status: Status
    text: str
    source: str
    page: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A result that could not be computed: the data lack this column."""

    column: str


def said(share: Share, noun: str = "jongeren") -> str:
    """Return a share in a sentence: `107 van 733 jongeren (15 %; waarschijnlijk tussen …)`."""
    if share.share is None or share.total < formats.SMALL_N:
        return f"{formats.of(share)} {noun}"
    return f"{formats.of(share)} {noun} ({formats.percent(share.share)}; {formats.probably(share)})"


def brief(share: Share, noun: str = "") -> str:
    """Return a share in a listing: `107 van 733 (15 %)`; with a noun `107 van 733 vrouwen`."""
    main = f"{formats.of(share)} {noun}".strip()
    if share.share is None or share.total < formats.SMALL_N:
        return main
    return f"{main} ({formats.percent(share.share)})"


def without(number: int, column: str, page: str) -> Answer:
    """Return the answer to a question whose column these data lack."""
    text = f"{CANNOT} de kolom '{column}' staat er niet in."
    return Answer(number, "niet", text, COUNTED, page)


def nobody(number: int, page: str) -> Answer:
    """Return the answer when nobody is counted."""
    return Answer(number, "niet", NOBODY, COUNTED, page)
