"""Every figure in every kind of file, for everyone, one steunpunt, three people and nobody.

Each is opened again by another library than the one that wrote it. Workbooks and slides have tests
of their own over the same figures; here stand paper, pictures and CSV.
"""

from __future__ import annotations

import csv
import io
import struct
import xml.etree.ElementTree as ET

import pikepdf
import plotly.graph_objects as go
import plotly.io

from perspectief.report.block.exports import FORMULA_STARTS
from perspectief.report.block.flat import flat_columns, flat_rows
from perspectief.report.block.tables import cell_text
from perspectief.report.drawing import theme
from perspectief.report.words import labels
from perspectief.takeaway.document.table import MOST_ROWS
from perspectief.takeaway.forms import FORMS, forms_of, make
from tests.takeaway.conftest import occasion
from tests.takeaway.document.reading import elements, fonts_not_inside, links, opened, words

SVG = "{http://www.w3.org/2000/svg}"
SHORT = 5
"""Rows of a table of which every cell is looked up on paper."""


def flat(text):
    return " ".join(str(text).split())


def test_every_figure_can_be_taken_away_in_every_kind_of_file(every_figure):
    seen = dict.fromkeys(FORMS, 0)
    for where, figure in every_figure:
        forms = forms_of(figure.block)
        assert {"xlsx", "pdf", "csv", "csv-nl"} <= set(forms), where
        assert ("svg" in forms) == ("png" in forms)
        for code in forms:
            seen[code] += 1
            if code in LOOK:
                LOOK[code](make(code, figure.block, occasion(figure)), figure, where)
    assert min(seen.values()) > 50


def _paper(file, figure, where):
    pdf, block = opened(file), figure.block
    assert str(pdf.Root.Lang) == "nl-NL", where
    assert fonts_not_inside(pdf) == [], where
    assert figure.link in links(pdf), where
    rows = block.table.rows[: block.table.shown or MOST_ROWS]
    nodes = elements(pdf)
    counts = {tag: sum(str(node.S) == f"/{tag}" for node in nodes) for tag in ("TR", "TH", "TD")}
    columns = len(block.table.columns)
    # Every column has a header, and every row.
    heads, cells = columns + len(rows), (columns - 1) * len(rows)
    assert counts == {"TR": len(rows) + 1, "TH": heads, "TD": cells}, where
    alts = [str(node.Alt) for node in nodes if str(node.S) == "/Figure" and "/Alt" in node]
    assert set(alts) <= {block.picture.alt if block.picture else ""}, where
    if len(rows) <= SHORT:
        _said(pdf, block, rows, where)


def _said(pdf, block, rows, where):
    """Look up every number of a short table, and where it comes from, in the words of a PDF."""
    # Where a line ends inside a cell, a reader of text may put a space or none.
    text = words(pdf).replace(" ", "")
    wanted = [
        cell_text(cell, column)
        for row in rows
        for cell, column in zip(row, block.table.columns, strict=True)
    ]
    wanted += [block.title, block.sentence, block.definition.source]
    if block.provenance.kind == "synthetic":
        wanted += [labels.SYNTHETIC_LONG, block.provenance.extract_id]
    for phrase in wanted:
        assert "".join(flat(phrase).split()) in text, (where, phrase)


def _svg(file, figure, where):
    picture = ET.fromstring(file)
    block = figure.block
    assert picture.find(f"{SVG}desc").text == block.picture.alt, where
    text = "".join("".join(element.itertext()) for element in picture.iter(f"{SVG}text"))
    run = "".join(text.split())
    for said in (block.title, block.sentence, figure.link, "26 november 2026"):
        assert "".join(said.split()) in run, (where, said)
    if block.provenance.kind == "synthetic":
        assert "".join(labels.SYNTHETIC_LONG.split()) in run, where


def _csv(file, figure, where):
    lines = [line for line in file.decode().splitlines() if not line.startswith("#")]
    head, *rows = csv.reader(io.StringIO("\n".join(lines)))
    table = figure.block.table
    assert head == [column.key for column in flat_columns(table)], where
    for row, wanted in zip(rows, flat_rows(table, figure.link), strict=True):
        for cell, value in zip(row, wanted, strict=True):
            if isinstance(value, float):
                assert abs(float(cell) - value) <= 1e-5 * max(1.0, abs(value)), where
            elif isinstance(value, str) and value.startswith(FORMULA_STARTS):
                assert cell == f"'{value}", where
            else:
                assert cell == ("" if value is None else str(value)), where


LOOK = {"pdf": _paper, "svg": _svg, "csv": _csv}
"""How a kind of file is looked at."""


def test_plotly_finds_nothing_wrong_with_a_chart(every_figure):
    """Charts are made unchecked, as checking takes ten times as long as making."""
    charts = [
        (where, figure.block.picture.content)
        for where, figure in every_figure
        if figure.block.picture is not None and figure.block.picture.kind == "plotly"
    ]
    assert len(charts) > 20
    for where, chart in charts:
        parts = chart.to_plotly_json()
        assert go.Figure(parts).to_plotly_json() == parts, where
        # What the screen sends is not copied, and is the same.
        sent = theme.for_theme(chart, dark=False).to_dict()
        assert plotly.io.to_json(sent, validate=False) == plotly.io.to_json(parts, validate=False)


def test_a_renderer_of_svg_draws_a_picture_of_every_kind(every_figure):
    kinds = {}
    for _, figure in every_figure:
        picture = figure.block.picture
        if "png" in forms_of(figure.block):
            what = picture.described or picture.bars or (picture.content,)
            kinds.setdefault(type(what[0]), figure)
    assert len(kinds) == 8
    for figure in kinds.values():
        png = make("png", figure.block, occasion(figure))
        assert png.startswith(b"\x89PNG")
        wide, high = struct.unpack(">II", png[16:24])
        assert wide == 2 * 1040
        assert high > 400


def test_paper_is_one_file_without_what_can_run(every_figure):
    _, figure = every_figure[0]
    pdf = opened(make("pdf", figure.block, occasion(figure)))
    assert not {"/AA", "/OpenAction", "/AcroForm"} & set(pdf.Root.keys())
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(names.keys())
