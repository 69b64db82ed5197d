"""The file of every figure of every page: what a program needs, whatever the screen shows."""

from __future__ import annotations

import csv
import io
import re

import pytest

from perspectief.report.block import exports
from perspectief.report.verantwoording.parts import PART
from tests import sentences
from tests.screen.pages import PAGES

LINK = "https://voorbeeld.nl/map/pagina?geslacht=vrouw#figuur"
VISITS = [(page, {}) for page in PAGES] + [
    ("verantwoording", {PART.code: part}) for part in PART.options
]
WRITTEN = r"[≈<>]\s*[\d.,]+|[\d.,]+\s*(%|maanden)"
SMALL = {"steunpunt": "almelo", "koppeling": "gekoppeld"}


pytestmark = pytest.mark.usefixtures("shipped")


def read(block: object) -> tuple[list[str], list[dict[str, str]]]:
    text = exports.to_csv(block, exports.MACHINE, LINK).decode()
    remarks = [line for line in text.splitlines() if line.startswith("# ")]
    table = list(csv.reader(io.StringIO(text.split("\r\n", len(remarks))[-1])))
    head, *rows = table
    assert len(head) == len(set(head)), block.key
    return remarks, [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize(("page", "query"), VISITS, ids=lambda value: str(value))
def test_every_figure_can_be_taken_away(page: str, query: dict[str, str]) -> None:
    for block in sentences.opened(page, query)[1].values():
        remarks, rows = read(block)
        count = len(block.table.rows)
        assert len(rows) == count
        assert any(f"{count:,}".replace(",", ".") in line for line in remarks if "Tabel:" in line)
        for name in rows[0] if rows else ():
            # A column that holds words as well stays as it is read.
            cells = [row[name] for row in rows if row[name]]
            assert not cells or not all(re.fullmatch(WRITTEN, cell) for cell in cells), name


@pytest.mark.parametrize("page", ["overzicht", "steunpunt", "deelnemers", "duur"])
def test_a_file_of_few_people_has_no_percentage(page: str) -> None:
    files = 0
    for block in sentences.opened(page, SMALL)[1].values():
        for row in read(block)[1]:
            for name in [name for name in row if name.endswith("totaal")]:
                if row[name] and float(row[name]) < 10:
                    files += 1
                    others = [
                        name.replace("totaal", f"aandeel{end}") for end in ("", "_laag", "_hoog")
                    ]
                    assert not any(row.get(other) for other in others)
    assert files


def test_a_link_is_an_address_that_opens() -> None:
    block = sentences.opened("gevoeligheid", {})[1]["uitspraken"]
    links = [row["open"] for row in read(block)[1] if row["open"]]
    assert links
    assert all(link.startswith("https://voorbeeld.nl/map/") for link in links)
