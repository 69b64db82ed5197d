"""HTML that the pages make, as parts of a document: headings, paragraphs, lists and definitions.

Only what `perspectief.report` writes is known; a tag that means nothing on paper falls away, its
text stays.
"""

from __future__ import annotations

from html.parser import HTMLParser

from markupsafe import Markup

from perspectief.takeaway.document.parts import Facts, Heading, Lines, Part, Said

_HEADINGS = ("h2", "h3", "h4")
_BLOCKS = {*_HEADINGS, "p", "li", "dt", "dd", "summary"}
_UNSEEN = {"style", "script"}


def parts(fragment: Markup, level: int) -> tuple[Part, ...]:
    """Return the parts of a fragment; its headings get this level."""
    reader = _Reader(level)
    reader.feed(fragment)
    reader.close()
    return tuple(reader.done())


class _Reader(HTMLParser):
    """Gathers the texts of blocks; list items and definitions that follow each other together."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self.level, self.unseen = level, 0
        self.parts: list[Part] = []
        self.texts: list[str] = []
        self.term = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block."""
        self.unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self._end("p")
        elif tag == "br":
            self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        self.unseen -= tag in _UNSEEN
        if tag in _BLOCKS:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        """Add to the block."""
        if not self.unseen:
            self.texts.append(data)

    def done(self) -> list[Part]:
        """Return all parts."""
        self._end("p")
        return self.parts

    def _end(self, tag: str) -> None:
        text = " ".join("".join(self.texts).split(" ")).strip()
        self.texts = []
        if not text:
            return
        last = self.parts[-1] if self.parts else None
        if tag in _HEADINGS:
            self.parts.append(Heading(text, self.level))
        elif tag == "li":
            lines = last.lines if isinstance(last, Lines) else ()
            self._replace(isinstance(last, Lines), Lines((*lines, text)))
        elif tag == "dt":
            self.term = text
        elif tag == "dd":
            facts = last.facts if isinstance(last, Facts) else ()
            self._replace(isinstance(last, Facts), Facts((*facts, (self.term, text))))
        else:
            self.parts.append(Said(text))

    def _replace(self, same: bool, part: Part) -> None:
        if same:
            self.parts[-1] = part
        else:
            self.parts.append(part)
