"""`perspectief attack BUNDLE`: nothing follows from an edition, and what is wrong is said."""

import json
import sqlite3

import pytest

from perspectief.cli.bundles import opened
from perspectief.cli.main import main
from perspectief.publishing import asks
from perspectief.publishing.bundle import _checksum
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from tests.core.builders import make_extract, write_extract
from tests.publishing.editions import altered, unprotected
from tests.publishing.test_stated import shifted


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_extract(make_extract(60, seed=1), tmp_path_factory.mktemp("extract") / "e")


@pytest.fixture(scope="module")
def edition(folder):
    out = folder.parent / "uitgave.bundel"
    assert main(["publish", str(folder), "--out", str(out), "--workers", "1", "--json"]) == 0
    return out


def attacked(capsys, *arguments):
    """Return the exit code and what is printed, as JSON."""
    capsys.readouterr()
    code = main(["attack", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("against", [False, True])
def test_nothing_follows_from_an_edition(capsys, folder, edition, against):
    code, report = attacked(capsys, edition, *(["--against", folder] if against else []))
    assert code == 0
    assert report["disclosed"] == report["contradicts"] == report["exact"] == 0
    assert report["unread"] == []
    assert report["answers"] > 50
    assert set(report["meaning"]) <= set(report)
    if against:
        assert report["persons"] == 52
        assert report["wrong"] == report["unrounded"] == report["beyond"] == 0
        assert report["counts"] > 100
        assert report["linear_groups"] > 5


def test_a_count_that_was_altered_by_hand_is_found(capsys, folder, edition, tmp_path):
    ask = asks.FIRST.text(asks.codec(), Selection())
    other = altered(edition, tmp_path / "anders.bundel", ask, shifted(0, 5))
    code, report = attacked(capsys, other, "--against", folder)
    assert (code, report["wrong"]) == (1, 1)


def test_an_unprotected_edition_names_most_persons(capsys, folder, tmp_path):
    out = unprotected(load(folder), tmp_path / "bloot.bundel")
    code, report = attacked(capsys, out, "--against", folder)
    assert code == 1
    assert report["disclosed"] > 0.8 * report["persons"]
    assert report["exact"] > 0
    code, report = attacked(capsys, out)
    assert code == 1
    assert report["disclosed"] > 0


def test_without_json_it_prints_a_table(capsys, edition):
    capsys.readouterr()
    assert main(["attack", str(edition)]) == 0
    printed = capsys.readouterr().out
    assert "disclosed" in printed
    assert "unread" in printed


@pytest.fixture
def of_other_types(edition, tmp_path):
    """Return an edition that was written before a result type was moved."""
    other = tmp_path / "oud.bundel"
    other.write_bytes(edition.read_bytes())
    with sqlite3.connect(other) as file:
        file.execute("UPDATE about SET said = ? WHERE name = 'types'", ("0" * 64,))
        checksum = _checksum(file)
        file.execute("UPDATE about SET said = ? WHERE name = 'checksum'", (checksum,))
    file.close()
    return other


def refused(capsys, *arguments):
    capsys.readouterr()
    code = main([*map(str, arguments)])
    return code, capsys.readouterr().err


def test_an_edition_of_another_version_is_refused_in_one_line(
    capsys, folder, of_other_types, tmp_path
):
    for command in (
        ("attack", of_other_types),
        ("publish", folder, "--out", tmp_path / "x", "--previous", of_other_types),
    ):
        code, said = refused(capsys, *command)
        assert code == 1
        assert said.count("\n") == 1
        assert "made by another version of this program; publish it again" in said
    assert not (tmp_path / "x").exists()


def test_what_cannot_be_attacked_is_one_line(capsys, folder, edition, tmp_path):
    text = tmp_path / "geen.bundel"
    text.write_text("no database, and longer than the head of one " * 9)
    other = write_extract(make_extract(20, seed=3), tmp_path / "ander")
    for arguments, code, words in (
        ((text,), 1, "is not an edition"),
        ((tmp_path / "nergens", "--against", folder), 1, "there is no edition"),
        ((edition, "--against", other), 1, "of another extract"),
        ((edition, "--against", tmp_path / "nergens"), 2, "no folder"),
        ((edition, "--insider"), 2, "are for an extract"),
        ((edition, "--policy", "open"), 2, "are for an extract"),
    ):
        status, said = refused(capsys, "attack", *arguments)
        assert (status, said.count("\n")) == (code, 1)
        assert words in said


def test_an_edition_beside_several_others_is_attacked_as_one_that_can_hold(
    capsys, folder, edition, tmp_path
):
    second, third = tmp_path / "tweede.bundel", tmp_path / "derde.bundel"
    make = ["publish", str(folder), "--workers", "1", "--previous", str(edition)]
    assert main([*make, "--out", str(second)]) == 0
    assert main([*make, "--out", str(third), "--previous", str(second)]) == 0
    assert len(opened(third).edition.previous.split()) == 2
    code, report = attacked(capsys, third, "--against", folder)
    assert (code, report["disclosed"], report["wrong"]) == (0, 0, 0)
    assert not report["contradicts"]
    code, report = attacked(capsys, third)
    assert (code, report["disclosed"]) == (0, 0)


def test_an_edition_of_drawn_results_is_laid_beside_those_that_its_key_draws(
    capsys, folder, tmp_path
):
    out, key, other = (tmp_path / name for name in ("uitgave.bundel", "sleutel", "andere"))
    other.write_text("a key of another edition")
    drawn = ("--randomise", "25", "--key", str(key))
    assert main(["publish", str(folder), "--out", str(out), "--workers", "1", *drawn]) == 0
    code, report = attacked(capsys, out, "--against", folder, *drawn)
    assert (code, report["wrong"], report["disclosed"]) == (0, 0, 0)
    for options in ((), ("--randomise", "25", "--key", str(other))):
        assert main(["attack", str(out), "--against", str(folder), *options]) == 1
        assert "with `--randomise 25` and its own key" in capsys.readouterr().err


def test_an_edition_as_it_is_is_not_laid_beside_drawn_results(capsys, folder, edition, tmp_path):
    key = tmp_path / "sleutel"
    key.write_text("a key of another edition")
    options = ("--randomise", "25", "--key", str(key))
    assert main(["attack", str(edition), "--against", str(folder), *options]) == 1
    assert "was made without `--randomise`" in capsys.readouterr().err
