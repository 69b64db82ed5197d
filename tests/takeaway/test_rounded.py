"""What leaves of rounded counts is no finer than the screen, and never blank where it is kept back.

There is no figure as JSON; the same numbers leave as CSV (twice) and XLSX.
"""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from perspectief.report.block.flat import flat_columns
from perspectief.report.words import formats, shares, shell
from perspectief.takeaway.forms import make
from perspectief.takeaway.paper.view import view_of
from perspectief_core.cohort.selection import Selection, from_query
from perspectief_core.shares.intervals import Share
from tests.takeaway.conftest import figures_of, occasion

PARTS = ("aandeel", "aandeel_laag", "aandeel_hoog")
NEARLY_ALL = "ongeveer 90 % of meer"
PAGES = ("overzicht", "deelnemers", "steunpunten", "duur")


@pytest.fixture(scope="module")
def figures(shipped):
    """Return the figures with shares of some pages, of everybody and of few."""
    places = tuple(sorted(shipped.steunpunten["steunpunt"].astype(str)))
    young, _ = from_query({"leeftijd": "12.19"}, places)
    kept = [
        figure
        for selection in (Selection(), young, Selection(kinderen=("een",)))
        for page in shell.PAGES
        if page.name in PAGES
        for figure in figures_of(view_of(shipped, selection, "publicatie"), page.name)
        if any(column.part in PARTS for column in flat_columns(figure.block.table))
    ]
    assert len(kept) > 5
    return kept


def of_csv(figure):
    file = make("csv", figure.block, occasion(figure)).decode()
    lines = file.splitlines()
    assert f"# Afronding: {shares.ROUGH_NOTE}" in lines
    head, *rows = csv.reader(io.StringIO("\n".join(x for x in lines if not x.startswith("#"))))
    assert head == [column.key for column in flat_columns(figure.block.table)]
    return rows


def of_csv_nl(figure):
    file = make("csv-nl", figure.block, occasion(figure)).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(file), delimiter=";"))
    assert [f"# Afronding: {shares.ROUGH_NOTE}"] in lines
    _, *rows = (line for line in lines if not line[0].startswith("#"))
    return [[cell.replace(",", ".") for cell in row] for row in rows]


def of_xlsx(figure):
    file = io.BytesIO(make("xlsx", figure.block, occasion(figure)))
    # With formulas as they stand: a spreadsheet would compute those finer.
    book = openpyxl.load_workbook(file)
    facts = {row[0]: row[1] for row in book["Over deze cijfers"].iter_rows(values_only=True)}
    assert facts["Afronding"] == shares.ROUGH_NOTE
    assert "Rekenen" not in facts
    rows = list(book["Tabel"].iter_rows(values_only=True))[-len(figure.block.table.rows) :]
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("read", [of_csv, of_csv_nl, of_xlsx])
def test_a_file_says_percentages_as_the_screen_does(figures, read):
    seen = {"x": 0, NEARLY_ALL: 0, "steps": 0, "whole": 0, "from to": 0}
    for figure in figures:
        columns = flat_columns(figure.block.table)
        for row, cells in zip(read(figure), figure.block.table.rows, strict=True):
            own = dict(zip(figure.block.table.columns, cells, strict=True))
            for at, column in enumerate(columns):
                share = own[column.column]
                if column.part not in PARTS or not isinstance(share, Share):
                    continue
                seen[kind(row[at], share, column.part)] += 1
    assert all(seen.values()), seen


def kind(said, share, part):
    """Return how a part of a share is said; fail when it says more than it may."""
    count, total = int(share.count), int(share.total)
    if total < 30 or count < 5 or (part != "aandeel" and count > 0.9 * total):
        assert said == "x"
        return "x"
    if formats.is_range(share.count):
        assert said == (shares.percent(share).replace("\xa0", " ") if part == "aandeel" else "x")
        low, high = (
            map(float, said.removesuffix(" %").split(" tot ")) if part == "aandeel" else (0, 0)
        )
        least, most = share.count.bounds
        assert part != "aandeel" or (low <= 100 * least / total and 100 * most / total <= high)
        return "from to"
    if count > 0.9 * total or total - count < 5:
        assert said == (NEARLY_ALL if part == "aandeel" else "x")
        return said
    number = float(said)
    steps = 100 if total >= 100 or part != "aandeel" else 20
    assert round(number * steps, 9).is_integer()
    if part == "aandeel":
        assert abs(number - count / total) <= 0.5 / steps + 1e-9
        assert f"{100 * number:.0f}" in shares.percent(share)
    return "whole" if steps == 100 else "steps"
