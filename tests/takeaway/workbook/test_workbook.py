"""A figure as a workbook, opened again by another library than the one that wrote it."""

from __future__ import annotations

import io
import re
import zipfile
from math import isclose, sqrt

import openpyxl
import pytest
from statsmodels.stats.proportion import proportion_confint

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.flat import flat_columns, flat_rows
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import SHARE, Column, Link, Table
from perspectief.report.words import labels
from perspectief.takeaway.occasion import Occasion
from perspectief.takeaway.workbook.headings import headings
from perspectief.takeaway.workbook.writing import to_xlsx
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.published import counts
from perspectief_core.shares.intervals import Interval, share
from tests.takeaway.conftest import DAY, SITE, occasion


def opened(block, when, **how):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(block, when)), **how)


def table_of(book):
    """Return the headings and the rows of the table, and the number of its first row."""
    sheet = book["Tabel"]
    top = int(re.fullmatch(r"B(\d+)", sheet.freeze_panes).group(1)) - 1
    head, *rows = sheet.iter_rows(min_row=top, values_only=True)
    return head, rows, top + 1


def facts_of(book):
    return {row[0]: row[1] for row in book["Over deze cijfers"].iter_rows(values_only=True)}


def made(table):
    """Return a figure around a table."""
    words = Definition(what="wat", numerator="teller", denominator="noemer", source="bron")
    return Block(
        heading=Heading("x", "Titel"),
        sentence="Zin 1.",
        source=published_result(counts.answers()),
        table=table,
        definition=words,
    )


def test_every_figure_opens_again_with_the_numbers_of_its_table_and_its_origin(every_figure):
    for where, figure in every_figure:
        book = opened(figure.block, occasion(figure), data_only=True)
        head, rows, _ = table_of(book)
        expected = list(flat_rows(figure.block.table, figure.link))
        assert len(set(head)) == len(head) == len(flat_columns(figure.block.table)), where
        assert len(rows) == len(expected), where
        says_where_it_comes_from(figure, book)
        keys = [column.key for column in flat_columns(figure.block.table)]
        for row, wanted in zip(rows, expected, strict=True):
            for cell, value, key in zip(row, wanted, keys, strict=True):
                if isinstance(value, (int, float)):
                    assert isinstance(cell, (int, float)), (where, key)
                    assert isclose(cell, value, rel_tol=1e-12, abs_tol=1e-15), (where, key)
                elif value is None or value == "":
                    assert not cell, (where, key)
                else:
                    assert isinstance(cell, str), (where, key)


def says_where_it_comes_from(figure, book):
    facts, provenance = facts_of(book), figure.block.provenance
    assert facts["Link"] == figure.link
    assert facts["Bron"] == figure.block.definition.source
    assert "26 november 2026" in facts["Gemaakt"]
    top = [row[0].value for row in book["Tabel"].iter_rows(max_row=4)]
    if provenance.kind == "published":
        assert labels.SYNTHETIC_LONG not in str(top)
        return
    assert provenance.extract_id in facts["Gegevens"]
    assert facts["Selectie"]
    assert labels.SYNTHETIC_LONG in str(top)
    assert labels.SYNTHETIC_LONG in book.properties.description
    assert facts["LET OP"] == labels.SYNTHETIC_LONG


def test_the_same_figure_gives_the_same_bytes(figure_of):
    figure = figure_of("deelnemers")
    assert to_xlsx(figure.block, occasion(figure)) == to_xlsx(figure.block, occasion(figure))


def test_nothing_is_hidden_and_nothing_runs(figure_of):
    figure = figure_of("steunpunten")
    written = to_xlsx(figure.block, occasion(figure))
    book = openpyxl.load_workbook(io.BytesIO(written))
    assert [(tab.title, tab.sheet_state) for tab in book] == [
        ("Tabel", "visible"),
        ("Over deze cijfers", "visible"),
    ]
    for sheet in book:
        assert not any(column.hidden for column in sheet.column_dimensions.values())
        assert not any(row.hidden for row in sheet.row_dimensions.values())
    names = zipfile.ZipFile(io.BytesIO(written)).namelist()
    assert not [name for name in names if re.search(r"vba|macro|external|pivot|connection", name)]


def computed(formula, cells, z):
    """Return what a formula of a workbook gives, read as a spreadsheet reads it."""
    text = re.sub(r"\b([A-Z]+\d+)\b", lambda match: repr(cells[match.group(1)]), formula[1:])
    text = text.replace("^", "**").replace("z_95", repr(z))
    return eval(text, {"MAX": max, "MIN": min, "SQRT": sqrt, "__builtins__": {}})


@pytest.mark.parametrize(("count", "total"), [(0, 12), (12, 12), (107, 733), (1, 10), (15, 148)])
def test_a_share_and_its_range_are_computed_by_the_spreadsheet(count, total):
    block = made(
        Table(
            caption="x", columns=(Column("wie", "Wie"), SHARE), rows=(("a", share(count, total)),)
        )
    )
    book = opened(block, Occasion(SITE, DAY))
    _, _, row = table_of(book)
    sheet, z = book["Tabel"], facts_of(opened(block, Occasion(SITE, DAY), data_only=True))
    cells = {f"{letter}{row}": sheet[f"{letter}{row}"].value for letter in "BC"}
    numbers = [computed(sheet[f"{c}{row}"].value, cells, z["z_95 (bij 95 %)"]) for c in "DEF"]
    wilson = proportion_confint(count, total, method="wilson")
    assert numbers == pytest.approx([count / total, *wilson], abs=1e-12)
    assert numbers[1] >= 0
    assert numbers[2] <= 1
    sheet_of_z, address = next(book.defined_names["z_95"].destinations)
    assert book[sheet_of_z][address].value == "=NORMSINV(0.975)"


def test_few_people_have_no_percentage_and_another_range_is_a_number():
    odd = Table(
        caption="x",
        columns=(Column("wie", "Wie"), SHARE, Column("samen", "Bandbreedte", "interval")),
        rows=(("a", share(1, 9), None), ("b", share(5, 10, level=0.99), Interval(0.1, 0.9))),
    )
    book = opened(made(odd), Occasion(SITE, DAY))
    head, (few, other), row = table_of(book)
    assert head == (
        "Wie",
        "Aantal",
        "Van",
        "Aandeel",
        "Aandeel, laag",
        "Aandeel, hoog",
        "Aandeel: laag",
        "Aandeel: hoog",
    )
    assert few == ("a", 1, 9, None, None, None, None, None)
    assert other[3] == f"=B{row + 1}/C{row + 1}"
    assert all(isinstance(value, float) for value in other[4:])
    assert book["Tabel"][f"D{row + 1}"].number_format == "0.0%"


def test_a_text_is_never_a_formula_and_a_link_opens():
    rows = (("=1+1", Link("Duur", "duur?a=1")), ("@SUM(A1)", Link("Lang", "x" * 3000)))
    table = Table(caption="x", columns=(Column("wie", "Wie"), Column("open", "Bekijk")), rows=rows)
    book = opened(made(table), Occasion(f"{SITE}x", DAY))
    _, ((text, label), (other, long)), row = table_of(book)
    assert (text, label, other) == ("=1+1", "Duur", "@SUM(A1)")
    assert [book["Tabel"][f"A{row + at}"].data_type for at in (0, 1)] == ["s", "s"]
    assert book["Tabel"][f"B{row}"].hyperlink.target == f"{SITE}duur?a=1"
    assert long.endswith("x" * 3000)


def test_headings_say_by_themselves_what_stands_under_them():
    table = Table(
        caption="x",
        columns=(
            Column("m", "Maanden", "count"),
            Column("a", "Rapport", "percent"),
            Column("a_band", "Bandbreedte", "interval"),
            Column("a_n", "Nog gevolgd", "count"),
            Column("b", "Gecorrigeerd", "share"),
            Column("b_n", "Nog gevolgd", "count"),
            Column("c_n", "Nog gevolgd", "count"),
        ),
        rows=(),
    )
    assert headings(flat_columns(table)) == (
        "Maanden",
        "Rapport",
        "Rapport: laag",
        "Rapport: hoog",
        "Nog gevolgd",
        "Gecorrigeerd: aantal",
        "Gecorrigeerd: van",
        "Gecorrigeerd: aandeel",
        "Gecorrigeerd: aandeel, laag",
        "Gecorrigeerd: aandeel, hoog",
        "Nog gevolgd (gecorrigeerd)",
        "Nog gevolgd (nog gevolgd)",
    )
