"""What a page holds, as one line of links at its top."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from perspectief.report.words.markup import listing, tag

HEADING = "Op deze pagina"
FEWEST = 3
"""A page with fewer parts is short enough to see what it holds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of a page: its heading, and the anchor that a link to it names behind `#`."""

    title: str
    anchor: str


def anchor(text: str) -> str:
    """Return a text as an anchor: small letters, digits and hyphens.

    Examples
    --------
    >>> anchor("Eén steunpunt: mob?")
    'een-steunpunt-mob'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def contents(entries: Sequence[Entry]) -> Markup:
    """Return links to the parts of a page; nothing when there are few."""
    if len(entries) < FEWEST:
        return Markup()
    links = [tag("a", entry.title, href=f"#{entry.anchor}", target="_self") for entry in entries]
    return tag("nav", tag("b", HEADING), listing(links), class_="pf-contents", aria_label=HEADING)
