"""`perspectief intake` on the command line: what it prints, and how it ends."""

import json

import pytest

from perspectief.cli.main import main
from tests.intake.runs import SOURCE


@pytest.fixture
def small(tmp_path):
    """Return a folder with one sound list of three persons."""
    lists = tmp_path / "lijsten"
    lists.mkdir()
    rows = [
        "V-nummer;Voornaam;Achternaam;Geboortedatum;Sekse;Land;Instroom;Uitgestroomd;"
        "Uitstroomdatum;Reden",
        "1234567890;A;B;1-2-1988;man;Angola;1-3-2010;nee;;",
        "1234567891;C;D;1-2-1989;vrouw;China;1-4-2010;ja;1-9-2010;MOB",
        "1234567892;E;F;1-2-1990;man;Togo;1-5-2010;nee;;",
    ]
    (lists / "Alkmaar.csv").write_text("\n".join(rows), encoding="utf-8")
    return lists


def run(*args):
    return main(["intake", "run", *map(str, args)])


def test_sound_lists_give_an_extract_that_the_check_accepts(small, tmp_path, capsys):
    assert run(small, "--out", tmp_path / "ex", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["steps"]["persons"] == 3
    assert main(["extract", "check", str(tmp_path / "ex"), "--json"]) == 0
    checked = json.loads(capsys.readouterr().out)
    assert checked["extract"]["id"] == said["extract_id"]
    assert checked["extract"]["kind"] == "register"


def test_a_list_that_is_not_understood_is_returned_and_no_extract_is_written(
    small, tmp_path, capsys
):
    (small / "Almelo.csv").write_text("a;b\n1;2\n3;4\n", encoding="utf-8")
    assert run(small, "--out", tmp_path / "ex") == 1
    assert "Almelo.csv" in capsys.readouterr().out
    assert not (tmp_path / "ex").exists()
    assert (tmp_path / "ex-werkmap" / "terug" / "Almelo.csv.html").exists()


def test_with_partial_the_other_lists_count(small, tmp_path, capsys):
    (small / "Almelo.csv").write_text("a;b\n1;2\n3;4\n", encoding="utf-8")
    assert run(small, "--out", tmp_path / "ex", "--partial", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["steps"]["persons"], len(said["returned"])) == (3, 1)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("instellingen.json", "{", "geen geldig JSON"),
        ("instellingen.json", '{"sort": "register"}', "kent deze instelling niet: sort"),
        ("instellingen.json", '{"soort": "echt"}', "`soort` is register of synthetic"),
        ("instellingen.json", '{"peildatum": "1-4-2011"}', "verkeerde waarde"),
        ("instellingen.json", '{"weglaten": ["geslacht"]}', "kan niet worden weggelaten"),
        ("instellingen.json", '{"soort": "synthetic"}', "niet van een demo"),
    ],
)
def test_settings_that_cannot_be_are_told_in_one_line(small, tmp_path, capsys, name, text, words):
    (small / name).write_text(text, encoding="utf-8")
    assert run(small, "--out", tmp_path / "ex") == 1
    error = capsys.readouterr().err.strip().splitlines()[-1]
    assert words in error
    assert not (tmp_path / "ex").exists()


def test_bad_use_is_told_in_one_line(small, tmp_path, capsys):
    (tmp_path / "iets").mkdir()
    (tmp_path / "iets" / "brief.txt").write_text("niet weggooien", encoding="utf-8")
    assert run(tmp_path / "nergens", "--out", tmp_path / "ex") == 2
    assert run(small, "--out", tmp_path / "iets") == 2
    assert run(small, "--out", small) == 2
    assert main(["intake", "demo", "--out", str(tmp_path / "iets")]) == 2
    assert (tmp_path / "iets" / "brief.txt").exists()
    assert len(capsys.readouterr().err.strip().splitlines()) == 4


def test_a_folder_without_lists_is_told(tmp_path, capsys):
    (tmp_path / "leeg").mkdir()
    assert run(tmp_path / "leeg", "--out", tmp_path / "ex") == 1
    assert "geen lijsten" in capsys.readouterr().err


def test_an_earlier_extract_stays_when_the_new_one_cannot_be_made(small, tmp_path, capsys):
    out = tmp_path / "ex"
    assert run(small, "--out", out) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    (small / "Almelo.csv").write_text("a;b\n1;2\n3;4\n", encoding="utf-8")
    assert run(small, "--out", out) == 1
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_the_basis_gives_steunpunten_and_dtv(small, tmp_path, capsys):
    assert run(small, "--out", tmp_path / "ex", "--basis", SOURCE, "--json") == 0
    manifest = json.loads((tmp_path / "ex" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["rows"]["dtv"] > 3000
    assert manifest["rows"]["steunpunten"] == 20


def test_what_was_returned_before_goes_when_it_is_mended(small, tmp_path, capsys):
    wrong = (small / "Alkmaar.csv").read_text(encoding="utf-8")
    (small / "Alkmaar.csv").write_text(wrong.replace("1-2-1988", "31-4-1988"), encoding="utf-8")
    assert run(small, "--out", tmp_path / "ex") == 0
    returned = tmp_path / "ex-werkmap" / "terug"
    assert {path.name for path in returned.iterdir()} == {"Alkmaar.csv.html", "Alkmaar.csv.xlsx"}
    (small / "Alkmaar.csv").write_text(wrong, encoding="utf-8")
    assert run(small, "--out", tmp_path / "ex") == 0
    assert {path.name for path in returned.iterdir()} == {"Alkmaar.csv.html"}
