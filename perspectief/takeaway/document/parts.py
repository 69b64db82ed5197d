"""What stands on paper, as data: `paper.typ` says how each part looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

GridCell = str | dict[str, str]
"""A text, or a link: its `text` and its `url`."""
Look = Literal["sentence", "body", "note", "eyebrow"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, of which none is left out, and what it looks like.

    Not `listed`: the table of contents leaves it out.
    """

    text: str
    level: int
    look: Literal["title", "figure", "part"] = "part"
    listed: bool = True
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph."""

    text: str
    look: Look = "body"
    kind: str = "said"


@dataclass(frozen=True, slots=True)
class Mark:
    """A box that says what the numbers are: made up, or published; `colour` is its edge."""

    text: str
    colour: str
    kind: str = "mark"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG, what it shows in words, and its width in points."""

    svg: str
    alt: str
    wide: float
    kind: str = "picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: widths of its columns and size of its letters in points, cells as text.

    `numbers` tells of every column whether it stands right; with `total` the last row is that;
    `close` has its rows close together.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    wide: tuple[float, ...]
    numbers: tuple[bool, ...]
    size: float
    inset: float
    total: bool = False
    close: bool = False
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their texts."""

    facts: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Lines:
    """A list."""

    lines: tuple[str, ...]
    size: float = 10.0
    kind: str = "list"


Part = Heading | Said | Mark | Drawing | Grid | Facts | Lines


@dataclass(frozen=True, slots=True)
class Sheet:
    """Parts that stand together; `lying` on paper turned, `apart` from a new page on."""

    parts: tuple[Part, ...]
    lying: bool = False
    apart: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document.

    Parameters
    ----------
    title, subject : str
        As programs show them that list files.
    mark : str
        Stands above every page; empty when the data are real.
    origin : str
        Stands under every page: which data.
    sheets : tuple of Sheet
    contents : int
        Down to which level of headings a table of contents under the first sheet goes; 0 for none.
    """

    title: str
    subject: str
    mark: str
    origin: str
    sheets: tuple[Sheet, ...]
    contents: int = 0
    words: dict[str, str] = field(default_factory=lambda: {"contents": "Inhoud"})
