"""Makes the first cell of every row of a table its header, as on the screen.

Typst has this behind a switch (`a11y-extras`, for `pdf.header-cell`) that its Python package cannot
set. So the tags of the finished file are changed: the cell becomes a header of its row, and every
other cell of the row names it beside the header of its column.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, NameTree, Object, ObjectStreamMode, Pdf, String


def with_row_headers(file: bytes) -> bytes:
    """Return a tagged PDF in which the rows of tables have headers; the same bytes every time."""
    with Pdf.open(io.BytesIO(file)) as pdf:
        root = pdf.Root.StructTreeRoot
        tables = [*_tables(root)]
        if not tables:
            return file
        known = NameTree(root.IDTree)
        for number, table in enumerate(tables, start=1):
            for at, row in enumerate(_rows(table), start=1):
                name = f"R{number}y{at}"
                known[name] = _head(row, String(name))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


def _tables(element: Object) -> Iterator[Object]:
    """Yield the tables under an element of the tree of tags, in the order they are read."""
    for part in _parts(element):
        if part["/S"] == Name.Table:
            yield part
        else:
            yield from _tables(part)


def _rows(table: Object) -> Iterator[Object]:
    for group in _parts(table):
        if group["/S"] == Name.TBody:
            yield from _parts(group)


def _parts(element: Object) -> Iterator[Object]:
    """Yield the elements in an element; what is no element is content."""
    inside = element.get("/K", Array())
    for part in inside if isinstance(inside, Array) else [inside]:
        if isinstance(part, Dictionary) and "/S" in part:
            yield part


def _head(row: Object, name: String) -> Object:
    """Make the first cell of a row its header, by this name; return it."""
    first, *others = _parts(row)
    first.S, first.ID = Name.TH, name
    _of_table(first).Scope = Name.Row
    for cell in others:
        _of_table(cell).Headers.append(name)
    return first


def _of_table(cell: Object) -> Object:
    """Return what a cell says of itself as one of a table."""
    return next(attributes for attributes in cell.A if attributes["/O"] == Name.Table)
