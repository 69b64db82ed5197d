"""Citations in documents are found, and judged by the figures as they are now."""

from __future__ import annotations

import zipfile
from html import escape

import pytest

from perspectief.report.block import citation
from perspectief.report.block.cited import VERSION
from perspectief.takeaway.cite import checking
from perspectief.takeaway.cite.checking import check, citations
from perspectief.takeaway.cite.documents import DocumentError, paragraphs
from perspectief.takeaway.paper import reading
from tests.takeaway.conftest import SITE

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


@pytest.fixture(scope="module")
def cited(seen, figure_of):
    """Return citations of the home page, of women under a choice, and of printed numbers."""
    women = reading.figure(
        seen({"geslacht": "vrouw"}),
        reading.Asked("duur", SITE, {"uitkomst": "mob"}),
        "twee_tellingen",
    )
    figures = (figure_of("overzicht"), women, figure_of("vergelijking", "aandelen"))
    return [citation.citation(figure.block, figure.link) for figure in figures]


def word(path, body, notes, links):
    """Write a Word file of paragraphs in XML, with footnotes and the targets of its links."""
    relations = "".join(f'<x Id="{name}" Target="{escape(to)}"/>' for name, to in links.items())
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f"<w:document {NAMESPACES}>{body}</w:document>")
        package.writestr("word/footnotes.xml", f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>")
        package.writestr("word/_rels/document.xml.rels", f"<x>{relations}</x>")


def test_every_kind_of_document_gives_its_citations(cited, tmp_path, shipped):
    plain, page, docx = (tmp_path / f"nota.{ending}" for ending in ("txt", "html", "docx"))
    wrapped = cited[0].replace(". ", ".\n")
    plain.write_text(f"Inleiding, zie https://elders.nl/.\n\n{wrapped}\n\n{cited[1]} {cited[2]}\n")
    text, link = cited[1].rsplit(" ", 1)
    page.write_text(
        f"<html><style>p {{}}</style><p>{escape(cited[0])}</p>"
        f"<p>{escape(text)} <a href='{escape(link)}'>bekijk</a></p></html>"
    )
    half = len(cited[0]) // 2
    runs = "".join(
        f"<w:r><w:t>{escape(part)}</w:t></w:r>" for part in (cited[0][:half], cited[0][half:])
    )
    shown = '<w:hyperlink r:id="r1"><w:r><w:t>bekijk</w:t></w:r></w:hyperlink>'
    linked = f"<w:r><w:t>{escape(text)} </w:t></w:r>{shown}"
    word(docx, f"<w:p>{linked}</w:p>", f"<w:p>{runs}</w:p>", {"r1": link})
    for path, number in ((plain, 3), (page, 2), (docx, 2)):
        quoted = list(citations(paragraphs(path)))
        assert len(quoted) == number, path
        checked = check(quoted, shipped)
        assert [quote.verdict.status for quote in checked] == ["klopt"] * number, path
        assert f"programma versie {VERSION}" in quoted[0].text


def test_what_changed_or_cannot_be_known_is_said(cited, shipped):
    first, women, printed = cited
    older = (
        first.replace("921dab4b4313", "7e355a6e6fb9")
        .replace("65", "66")
        .replace("_15_", "_16_")
        .replace("15 kregen", "16 kregen")
    )
    cases = {
        older: ("veranderd", "66 is nu 65 en 16 is nu 15, want de gegevens zijn vervangen"),
        first.replace("er 65 nog", "er 75 nog"): ("veranderd", checking.EDITED),
        women.replace("geslacht=vrouw", "geslacht=man"): ("veranderd", "horen niet bij elkaar"),
        women.replace("geslacht=vrouw", "geslacht=x"): ("onbekend", checking.NOT_UNDERSTOOD),
        women.replace("citaat=twee_tellingen", "citaat=weg"): ("onbekend", checking.ABSENT),
        women.replace("/duur?", "/niets?"): ("onbekend", checking.NOT_OURS),
        women.replace("geslacht=vrouw", "als=publicatie"): ("onbekend", checking.WITHHELD),
        printed.split("citaat=")[0].rstrip("?") + "#aandelen": ("klopt", ""),
    }
    quoted = [next(citations([text])) for text in cases]
    for quote, (status, said) in zip(check(quoted, shipped), cases.values(), strict=True):
        assert quote.verdict.status == status, quote
        assert said in quote.verdict.said, quote


def test_a_file_that_is_no_document_is_refused(tmp_path):
    odd, broken, bomb = (tmp_path / name for name in ("nota.pdf", "nota.docx", "bom.docx"))
    odd.write_bytes(b"%PDF")
    broken.write_bytes(b"geen zip")
    with zipfile.ZipFile(bomb, "w") as package:
        package.writestr("word/document.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
    for path in (odd, broken, bomb):
        with pytest.raises(DocumentError):
            paragraphs(path)
