"""`perspectief export`: a figure as a file."""

from __future__ import annotations

import json

import openpyxl
import pytest

from perspectief.cli.main import main
from tests.cli.stored import stored


@pytest.fixture(autouse=True)
def _one_day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")


def exported(out, *options):
    return main(["export", "--out", str(out), *options])


def test_the_first_figure_of_a_page_has_the_numbers_that_outcomes_prints(tmp_path, capsys):
    out = tmp_path / "uit.xlsx"
    assert exported(out, "--page", "overzicht", "--to", "xlsx", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["figure"] == "uitkomsten"
    assert said["bytes"] == out.stat().st_size
    printed = json.loads(stored("outcomes.json"))["outcomes"]
    rows = openpyxl.load_workbook(out, data_only=True)["Tabel"].iter_rows(values_only=True)
    counts = {row[1]: row[3:6] for row in rows if isinstance(row[1], int)}
    for outcome in printed.values():
        expected = (outcome["share"], outcome["low"], outcome["high"])
        assert counts[outcome["count"]] == pytest.approx(expected, abs=1e-12)


def test_a_named_figure_a_choice_of_the_page_and_a_selection(tmp_path, capsys):
    out = tmp_path / "uit.csv"
    options = ("--page", "duur", "--figure", "twee_tellingen", "--choice", "uitkomst=mob")
    assert exported(out, *options, "--to", "csv", "--geslacht", "vrouw") == 0
    assert "duur#twee_tellingen" in capsys.readouterr().out
    text = out.read_text(encoding="utf-8")
    assert "# Selectie: " in text
    assert "duur?geslacht=vrouw&uitkomst=mob#twee_tellingen" in text
    assert "met vertrokken, onbekend waarheen (mob)" in text


def test_the_same_command_gives_the_same_bytes(tmp_path):
    files = [tmp_path / name for name in ("een.xlsx", "twee.xlsx")]
    for file in files:
        assert exported(file, "--page", "werkwijzen", "--to", "xlsx") == 0
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--page", "duurr"), 2, "did you mean `duur`?"),
        (("--page", "duur", "--figure", "twee"), 2, "van_elke_100"),
        (("--page", "duur", "--choice", "uitkomst"), 2, "CODE=VALUE"),
        (("--page", "duur", "--choice", "uitkomst=mob"), 2, "changes nothing"),
        (("--page", "samenhang", "--choice", "uitkomst=mobb"), 2, "did you mean `mob`?"),
        (
            ("--page", "werkwijzen", "--figure", "typen", "--to", "svg"),
            2,
            "only be xlsx, pptx, pdf",
        ),
        (("--page", "duur", "--to", "xls"), 2, "did you mean `xlsx`?"),
        (("--page", "duur", "--herkomst", "irak", "--geslacht", "vrouw"), 1, "nobody is counted"),
    ],
)
def test_what_cannot_be_made_is_said_in_one_line(options, code, words, tmp_path, capsys):
    out = tmp_path / "uit.xlsx"
    assert exported(out, "--to", "xlsx", *options) == code
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_said(tmp_path, capsys):
    assert exported(tmp_path / "geen" / "x.csv", "--page", "overzicht", "--to", "csv") == 2
    assert "cannot write" in capsys.readouterr().err


def test_a_wrong_day_is_said(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "gisteren")
    assert exported(tmp_path / "x.csv", "--page", "overzicht", "--to", "csv") == 2
    assert "SOURCE_DATE_EPOCH" in capsys.readouterr().err


def test_a_page_without_a_figure_becomes_a_report(tmp_path, capsys):
    out = tmp_path / "verslag.pdf"
    assert exported(out, "--page", "overzicht", "--to", "pdf", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["title"] == "Wat is er van de 733 jongeren geworden?"
    assert said["bytes"] == out.stat().st_size
    assert out.read_bytes().startswith(b"%PDF-1.7")
    assert exported(out, "--page", "alles", "--to", "xlsx") == 2


def test_a_factsheet_is_of_a_steunpunt_or_of_a_type(tmp_path, said, answered, refused):
    out = tmp_path / "blad.pdf"
    assert answered("factsheet", "almelo", "--out", out)["title"] == "Steunpunt Almelo"
    assert (
        said("factsheet", "maatwerk", "--out", out)
        == f"{out}: Werkwijze: maatwerk / integraal (maatwerk)\n"
    )
    assert "did you mean `almelo`?" in refused(2, "factsheet", "almeloo", "--out", out)
