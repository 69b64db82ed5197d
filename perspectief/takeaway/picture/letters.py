"""How wide text is, in the font that pictures are drawn with.

The font files are Adobe's, unchanged (SIL OFL), so that a picture is the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = FONTS / "SourceSans3-Regular.ttf", FONTS / "SourceSans3-Bold.ttf"
FAMILY = "Source Sans 3"
_UNITS = 1000


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one weight."""

    text: str
    bold: bool = False


Line = tuple[Run, ...]


def width(line: Line, size: float) -> float:
    """Return how wide a line is at a size, both in pixels."""
    return sum(_font(run.bold).getlength(run.text) for run in line) * size / _UNITS


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    # The basic layout is the same with or without the libraries that a machine has for others.
    path = BOLD if bold else REGULAR
    return ImageFont.truetype(path, _UNITS, layout_engine=ImageFont.Layout.BASIC)


def wrap(text: str, size: float, most: float, *, bold: bool = False) -> list[Line]:
    """Return a text as lines of at most so many pixels; a word is never broken."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width((Run(longer, bold),), size) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return [(Run(line, bold),) for line in lines]


def rich(text: str) -> list[Line]:
    """Return a text with `<b>` and `<br>`, as charts write it, as lines; other marks fall away.

    Examples
    --------
    >>> rich("<b>Zwolle</b><br>9 &lt; 24")
    [(Run(text='Zwolle', bold=True),), (Run(text='9 < 24', bold=False),)]
    """
    parser = _Rich()
    parser.feed(text)
    parser.close()
    return [tuple(line) for line in parser.lines]


class _Rich(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[Run]] = [[]]
        self.bold = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin bold text or another line."""
        if tag == "br":
            self.lines.append([])
        self.bold = self.bold or tag == "b"

    def handle_endtag(self, tag: str) -> None:
        """End bold text."""
        self.bold = self.bold and tag != "b"

    def handle_data(self, data: str) -> None:
        """Add to the line."""
        self.lines[-1].append(Run(data, self.bold))
