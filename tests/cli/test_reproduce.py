"""`perspectief reproduce`: every published figure, its verdict, and the counts per table."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from perspectief_core.data.extract import load
from tests.core.builders import make_extract, write_extract
from tests.places import SHIPPED


@pytest.fixture
def printed(said):
    def run(*arguments):
        return said("reproduce", "--extract", SHIPPED, *arguments)

    return run


def test_json_holds_every_figure_and_adds_up(printed):
    answer = json.loads(printed("--json"))
    figures, total = answer["figures"], answer["summary"]["total"]
    assert len(figures) == len({figure["id"] for figure in figures}) == total["figures"] > 1000
    by_id = {figure["id"]: figure for figure in figures}
    assert by_id["sv_mob_n"] == {
        "id": "sv_mob_n",
        "document": "Samenvatting",
        "table": "Resultaten",
        "page": "overzicht",
        "subject": "Jongeren met onbekende bestemming vertrokken",
        "measure": "waarde",
        "published": 87,
        "unit": "aantal",
        "rounding": "exact",
        "computed": 87,
        "agrees": True,
        "verdict": "klopt",
        "reason": None,
        "column": None,
        "differing": [],
        "contradiction": None,
        "basis": "extract",
    }
    assert by_id["kb20_kwv_uren"]["agrees"] is None
    assert by_id["kb20_kwv_uren"]["reason"] == "context"
    for level in ("documents", "tables"):
        parts = answer["summary"][level]
        for key, value in total.items():
            assert sum(part[key] for part in parts) == value
    assert total["agree"] == sum(figure["agrees"] is True for figure in figures)
    assert answer["extract"]["id"] == load(SHIPPED).id
    assert answer["selection"] == {}


def test_only_and_table_narrow_the_list_but_not_the_summary(printed):
    answer = json.loads(printed("--json", "--table", "bijlage 14", "--only", "differing"))
    assert {figure["table"] for figure in answer["figures"]} <= {"Bijlage 14"}
    assert {figure["agrees"] for figure in answer["figures"]} <= {False}
    assert answer["summary"]["total"]["figures"] == 74 + 3 * 26
    assert answer["summary"]["total"]["differ"] == len(answer["figures"])
    document = json.loads(printed("--json", "--table", "Kamerbrief 2011"))
    assert {figure["document"] for figure in document["figures"]} == {"Kamerbrief 2011"}


def test_tables_show_published_computed_and_why_not(printed):
    text = printed("--table", "Bijlage 1", "--table", "Tabel § 4")
    assert "kb11_tabel_perspectief_mob_n" in text
    line = next(row for row in text.splitlines() if row.startswith("bijlage_01.perspectief_1.h"))
    assert line.split()[-4:] == ["599", ".", ".", "telronde"]
    assert text.splitlines()[-1].split()[:2] == ["all", "documents"]


def test_nothing_to_list_still_gives_the_summary(printed):
    text = printed("--table", "Bijlage 3", "--only", "differing")
    assert "Bijlage 3" in text.splitlines()[-3]


def test_an_unknown_table_is_bad_use(refused):
    assert "Bijlage 14" in refused(2, "reproduce", "--extract", SHIPPED, "--table", "Bijlag 14")


def test_another_extract_is_audited(tmp_path, answered):
    folder = write_extract(make_extract(40, seed=1), tmp_path / "other")
    answer = answered("reproduce", "--extract", folder, "--table", "Resultaten")
    persons = next(f for f in answer["figures"] if f["id"] == "sv_in_begeleiding_n")
    assert persons["computed"] < 40
    assert persons["agrees"] is False


def test_an_empty_extract_is_no_error(tmp_path, answered):
    full = load(SHIPPED)
    empty = replace(full, deelnemers=full.deelnemers[:0], dtv=full.dtv[:0])
    folder = write_extract(empty, tmp_path / "empty")
    total = answered("reproduce", "--extract", folder)["summary"]["total"]
    assert total["not_computed"] > 1000
