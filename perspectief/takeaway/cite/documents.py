"""The text of a document, paragraph by paragraph: Word, HTML or plain text.

Of a Word file the XML inside is read and not only the body, as a citation often stands in a
footnote, which python-docx does not give. Nothing outside the file is asked for.
"""

from __future__ import annotations

import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

ENDINGS = (".docx", ".html", ".htm", ".txt")
MOST_BYTES = 50_000_000
"""Of a file, and of what is read out of a Word file."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PARTS = ("document", "footnotes", "endnotes")
_BLOCKS = {"p", "li", "td", "th", "div", "h1", "h2", "h3", "h4", "blockquote", "dd", "dt", "br"}
_SILENT = {"script", "style"}


class DocumentError(Exception):
    """The file is not a document that can be read."""


def paragraphs(path: Path) -> list[str]:
    """Return the paragraphs of a document, each link written out behind its text.

    Raises
    ------
    DocumentError
        When it is no document of a kind that is known, or too large.
    OSError
        When it cannot be read.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise DocumentError(f"expected {', '.join(ENDINGS)}, found `{ending}`")
    if path.stat().st_size > MOST_BYTES:
        raise DocumentError(f"larger than {MOST_BYTES:,} bytes")
    if ending == ".docx":
        return _word(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError("it is not written in UTF-8") from error
    return _plain(text) if ending == ".txt" else _html(text)


def _plain(text: str) -> list[str]:
    lines = "\n".join(line.strip() for line in text.splitlines())
    return [" ".join(part.split()) for part in lines.split("\n\n") if part.strip()]


def _html(text: str) -> list[str]:
    reader = _Html()
    reader.feed(text)
    reader.close()
    return _plain("".join(reader.found))


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a link, or what is no text."""
        self.silent += tag in _SILENT
        if tag in _BLOCKS:
            self.found.append("\n\n")
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph, a link, or what is no text."""
        self.silent -= tag in _SILENT
        if tag in _BLOCKS:
            self.found.append("\n\n")
        if tag == "a" and self.links:
            self.found.append(f" {self.links.pop()} ")

    def handle_data(self, data: str) -> None:
        """Keep text."""
        if not self.silent:
            self.found.append(data)


def _word(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            parts = [part for part in _PARTS if f"word/{part}.xml" in names]
            if "document" not in parts:
                raise DocumentError("it is not a Word document")
            texts = []
            for part in parts:
                related = f"word/_rels/{part}.xml.rels"
                links = _links(_read(package, related)) if related in names else {}
                texts += _of_word(_read(package, f"word/{part}.xml"), links)
            return texts
    except (zipfile.BadZipFile, ElementTree.ParseError) as error:
        raise DocumentError("it is not a Word document") from error


def _read(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if package.getinfo(name).file_size > MOST_BYTES:
        raise DocumentError(f"`{name}` in it is larger than {MOST_BYTES:,} bytes")
    content = package.read(name)
    if b"<!DOCTYPE" in content:
        # Office writes none; with one a small file could stand for a large text.
        raise DocumentError(f"`{name}` in it declares a document type")
    return ElementTree.fromstring(content)


def _links(relations: ElementTree.Element) -> dict[str, str]:
    return {relation.get("Id", ""): relation.get("Target", "") for relation in relations}


def _of_word(root: ElementTree.Element, links: dict[str, str]) -> list[str]:
    texts = []
    for paragraph in root.iter(f"{_WORD}p"):
        said = []
        for element in paragraph.iter():
            if element.tag == f"{_WORD}t":
                said.append(element.text or "")
            elif element.tag in (f"{_WORD}tab", f"{_WORD}br"):
                said.append(" ")
            elif element.tag == f"{_WORD}hyperlink":
                target = links.get(element.get(_RELATION, ""), "")
                shown = "".join(piece.text or "" for piece in element.iter(f"{_WORD}t"))
                # A link that shows its own address is written once.
                said.append(f" {target} " if target and shown.strip() not in target else "")
        text = " ".join("".join(said).split())
        if text:
            texts.append(text)
    return texts
