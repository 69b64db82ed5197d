"""A PDF as a reader of it sees it: its tags in order, and the words under each."""

from __future__ import annotations

import io

import pikepdf
import pypdf


def opened(made):
    return pikepdf.open(io.BytesIO(made))


def elements(pdf, wanted=None):
    """Return the structure elements in reading order, or those of one name."""
    nodes = list(_under(pdf.Root.StructTreeRoot.K))
    return [node for node in nodes if wanted in (None, str(node.S)[1:])]


def names(pdf):
    return [str(element.S)[1:] for element in elements(pdf)]


def _under(node):
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _under(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from _under(node.get("/K", pikepdf.Array()))


def fonts_not_inside(pdf):
    """Return the names of the fonts that the file does not carry."""
    described = [font.FontDescriptor for font in pdf.objects if _has(font, "/FontDescriptor")]
    assert described
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    return [
        str(descriptor.FontName)
        for descriptor in described
        if not any(file in descriptor for file in files)
    ]


def _has(node, key):
    return isinstance(node, pikepdf.Dictionary) and key in node


def links(pdf):
    return [
        str(note.A.URI)
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if _has(note, "/A") and "/URI" in note.A
    ]


def headings(pdf):
    """Return the headings of a document in order, as a reader lists them beside it."""
    with pdf.open_outline() as outline:
        return list(_titles(outline.root))


def _titles(entries):
    for entry in entries:
        yield entry.title
        yield from _titles(entry.children)


def words(pdf):
    """Return the text of a document, its lines run together."""
    file = io.BytesIO()
    pdf.save(file)
    pages = pypdf.PdfReader(file).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
