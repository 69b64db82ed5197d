"""What the link of a citation remembers: figure, extract, version of the program, and numbers.

They stand in the address as one parameter, `citaat=uitkomsten~921dab4b4313~0.1.0~65_15_3`. Whoever
opens the link, or checks a document, can so be told what a number was. A fragment (`#uitkomsten`)
does not reach a server, so the figure is named here too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import version

from perspectief.report.block.blocks import Block

PARAMETER = "citaat"
VERSION = version("perspectief")
PRINTED = "2011"
"""Stands for an extract where the numbers are those that were printed."""
MOST = 12
"""Numbers of a sentence that a link remembers."""
_PART, _BETWEEN = "~", "_"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CODE = re.compile(r"([a-z0-9_]{1,60})~([0-9a-f]{4,64})~([0-9A-Za-z.+-]{1,30})~([0-9.,_]{0,200})")


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure as it was cited: its key, extract, version of the program, and the numbers."""

    figure: str
    extract: str
    version: str
    numbers: tuple[str, ...]


def numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of a text as they are written, in order.

    Examples
    --------
    >>> numbers("Van elke 100 kregen er 1.140 (33,4 %) iets.")
    ('100', '1.140', '33,4')
    """
    return tuple(_NUMBER.findall(text))


def cited(block: Block) -> Cited:
    """Return what a citation of a block names now."""
    source = block.provenance
    extract = PRINTED if source.kind == "published" else source.extract_id
    return Cited(block.key, extract, VERSION, numbers(block.sentence)[:MOST])


def code(citation: Cited) -> str:
    """Return a citation as it stands in an address."""
    return _PART.join(
        (citation.figure, citation.extract, citation.version, _BETWEEN.join(citation.numbers))
    )


def read(text: str) -> Cited | None:
    """Return the citation that an address names; None when it names none."""
    match = _CODE.fullmatch(text)
    if match is None:
        return None
    figure, extract, version_, said = match.groups()
    return Cited(
        figure, extract, version_, tuple(number for number in said.split(_BETWEEN) if number)
    )


def link(block: Block, address: str) -> str:
    """Return the address of a figure with what it shows now; no address stays none.

    Examples
    --------
    The parameter stands last, before the fragment: `…/duur?geslacht=man&citaat=…#van_elke_100`.
    """
    if not address:
        return ""
    before, mark, fragment = address.partition("#")
    joint = "&" if "?" in before else "?"
    return f"{before}{joint}{PARAMETER}={code(cited(block))}{mark}{fragment}"
