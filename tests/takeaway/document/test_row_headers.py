"""Rows of tables have headers in a PDF, read by another library than the one that put them in."""

from __future__ import annotations

import io

import pypdf

from perspectief.takeaway.document.parts import Grid, Heading, Paper, Sheet
from perspectief.takeaway.document.row_headers import with_row_headers
from perspectief.takeaway.document.typesetting import typeset
from tests.takeaway.conftest import DAY

ROWS = tuple((f"rij {at}", "een", "twee") for at in range(40))
TABLE = Grid(
    caption="Een tabel",
    header=("naam", "a", "b"),
    rows=ROWS,
    wide=(90.0, 90.0, 90.0),
    numbers=(False,) * 3,
    size=9.0,
    inset=3.0,
)


def paper(*parts):
    return Paper(
        title="x", subject="x", mark="", origin="", sheets=(Sheet((Heading("x", 1), *parts)),)
    )


def elements(node, tag):
    node = node.get_object() if isinstance(node, pypdf.generic.IndirectObject) else node
    if isinstance(node, list):
        return [element for child in node for element in elements(child, tag)]
    if not isinstance(node, dict) or "/S" not in node:
        return []
    own = [node] if node["/S"] == tag else []
    return own + elements(node.get("/K", []), tag)


def of_table(cell):
    return next(attribute for attribute in cell["/A"] if attribute["/O"] == "/Table")


def named(tree):
    """Return what a tree of names leads to, whether it has branches or not."""
    tree = tree.get_object()
    pairs = tree.get("/Names", [])
    by_name = {str(pairs[at]): pairs[at + 1].get_object() for at in range(0, len(pairs), 2)}
    for branch in tree.get("/Kids", []):
        by_name |= named(branch)
    return by_name


def test_the_first_cell_of_a_row_is_its_header_and_the_others_name_it():
    root = pypdf.PdfReader(io.BytesIO(typeset(paper(TABLE, TABLE), DAY))).trailer["/Root"]
    tree = root["/StructTreeRoot"]
    known = named(tree["/IDTree"])
    rows = [elements(body, "/TR") for body in elements(tree["/K"], "/TBody")]
    assert [len(lines) for lines in rows] == [len(ROWS), len(ROWS)]
    headers = []
    for row in (line for table in rows for line in table):
        first, *others = (cell.get_object() for cell in row["/K"])
        assert (first["/S"], of_table(first)["/Scope"]) == ("/TH", "/Row")
        assert known[str(first["/ID"])] == first
        for cell in others:
            column, own = map(str, of_table(cell)["/Headers"])
            assert cell["/S"] == "/TD"
            assert (own, of_table(known[column])["/Scope"]) == (str(first["/ID"]), "/Column")
        headers.append(str(first["/ID"]))
    assert len(set(headers)) == 2 * len(ROWS)


def test_a_document_without_tables_stays_as_it_is():
    file = typeset(paper(), DAY)
    assert with_row_headers(file) == file
