"""`perspectief publish` writes an edition, or says in one line why it does not."""

import json
from dataclasses import fields, replace
from datetime import date

import pytest

from perspectief.cli.main import main
from perspectief.cli.publish import REFUSED_FOR
from perspectief.publishing import audit, publish
from perspectief_core.disclosure.exchanging import exchanged, still_followed
from tests.core.builders import all_alike, make_extract, with_people, write_extract

SOUND = audit.Findings(
    persons=0, views=0, views_shown=0, disclosed=0, shown=0, withheld=0, exact=0, beyond=0
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_extract(make_extract(60, seed=1), tmp_path_factory.mktemp("extract") / "e")


def test_it_writes_an_edition_and_says_what_the_audit_found(capsys, folder, tmp_path):
    out = tmp_path / "uitgave.bundel"
    assert main(["publish", str(folder), "--out", str(out), "--workers", "1", "--json"]) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert found["disclosed"] == found["exact"] == found["beyond"] == 0
    assert found["persons"] == 52
    assert found["told_to_who_knows_all_others"] > 0
    assert set(found["meaning"]) <= set(found)
    assert len(found["checksum"]) == 64
    assert told.err == ""
    assert out.stat().st_mode & 0o222 == 0


def test_it_refuses_what_the_attacker_finds(capsys, folder, tmp_path, monkeypatch):
    attack = audit.attack_published
    monkeypatch.setattr(
        audit, "attack_published", lambda *args: replace(attack(*args), disclosed=3)
    )
    out = tmp_path / "uitgave.bundel"
    assert main(["publish", str(folder), "--out", str(out), "--workers", "1"]) == 1
    assert capsys.readouterr().err == (
        "perspectief: not published: the audit found 3 persons of whom something follows\n"
    )
    assert not out.exists()


def test_an_unfinished_edition_of_something_else_stands_in_the_way(capsys, folder, tmp_path):
    out = tmp_path / "uitgave.bundel"
    out.with_name("uitgave.bundel.part").write_text("something else")
    assert main(["publish", str(folder), "--out", str(out)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_it_says_how_many_groups_what_became_of_people_would_hide(
    capsys, folder, tmp_path, monkeypatch
):
    """Such a register is attacked for a long time: `tests/publishing` does that once."""
    audit = publish.audit
    monkeypatch.setattr(publish, "audit", lambda *args: replace(audit(*args), hidden_for_people=17))
    out = tmp_path / "uitgave.bundel"
    assert main(["publish", str(folder), "--out", str(out), "--workers", "1"]) == 1
    assert "found 17 groups that can be hidden only because" in capsys.readouterr().err
    assert not out.exists()


def test_it_says_that_no_exchange_helps(capsys, tmp_path):
    folder = write_extract(all_alike(60), tmp_path / "e")
    assert main(["publish", str(folder), "--out", str(tmp_path / "x"), "--workers", "1"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "exchanging results between people does not help" in said
    assert "too much alike to be published" in said
    assert not list(tmp_path.glob("x*"))


def test_it_says_how_few_are_counted(capsys, tmp_path):
    """A register of another time than the report is sound, and nobody in it is counted."""
    modern = with_people({"instroom": ["2024-01-01"] * 40}, make_extract(1, kind="register"))
    late = replace(modern, manifest=replace(modern.manifest, peildatum=date(2024, 10, 1)))
    folder = write_extract(late, tmp_path / "e")
    assert main(["publish", str(folder), "--out", str(tmp_path / "x"), "--workers", "1"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Of the 40 people in the extract 0 are counted" in said
    assert not list(tmp_path.glob("x*"))


def test_what_cannot_be_exchanged_can_be_left_empty(capsys, tmp_path):
    """Who came a year ago cannot have left after two: an edition without dates of leaving can."""
    register = make_extract(300, seed=2)
    folder = write_extract(register, tmp_path / "e")
    assert published(folder, tmp_path / "x") == 1
    assert "It is about `uitstroom`: an extract in which that is left" in capsys.readouterr().err
    people = register.deelnemers
    undated = replace(
        register, deelnemers=people.assign(uitstroom=people["uitstroom"].mask(people.index >= 0))
    )
    assert still_followed(exchanged(undated)).groups == 0


def test_every_finding_that_refuses_an_edition_has_its_words():
    for name in REFUSED_FOR:
        assert not replace(SOUND, **{name: 1}).is_sound
    fine = {field.name for field in fields(audit.Findings)} - set(REFUSED_FOR)
    assert replace(SOUND, **dict.fromkeys(fine, 1)).is_sound


@pytest.mark.parametrize("where", ["no/such/folder.bundel"])
def test_a_missing_folder_is_one_line(capsys, folder, tmp_path, where):
    assert main(["publish", str(folder), "--out", str(tmp_path / where)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def published(folder, out, *options):
    return main(["publish", str(folder), "--out", str(out), "--workers", "1", *map(str, options)])


def test_a_key_is_made_once_for_its_owner_alone(capsys, folder, tmp_path):
    out, key = tmp_path / "uitgave.bundel", tmp_path / "sleutel"
    assert published(folder, out, "--randomise", 20, "--key", key, "--json") == 0
    assert json.loads(capsys.readouterr().out)["told_to_who_knows_all_others"] == 0
    made = key.read_text()
    assert len(made) == 64
    assert key.stat().st_mode & 0o777 == 0o600
    again = tmp_path / "tweede.bundel"
    options = ("--randomise", 20, "--key", key)
    assert published(folder, again, *options, "--previous", out) == 0
    assert key.read_text() == made
    assert published(folder, tmp_path / "derde.bundel", "--previous", out) == 1
    assert "another `--randomise` or `--key`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said", "code"),
    [
        (("--randomise", 20), "go together", 2),
        (("--key", "sleutel"), "go together", 2),
        (("--randomise", 60, "--key", "sleutel"), "from 1 to 50", 2),
        (("--randomise", 20, "--key", "geen/map"), "cannot be read or made", 1),
    ],
)
def test_a_lot_that_cannot_be_is_refused(
    capsys, folder, tmp_path, monkeypatch, options, said, code
):
    monkeypatch.chdir(tmp_path)
    assert published(folder, tmp_path / "uitgave.bundel", *options) == code
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_short_key_is_refused(capsys, folder, tmp_path):
    key = tmp_path / "sleutel"
    key.write_text("kort")
    assert published(folder, tmp_path / "u.bundel", "--randomise", 20, "--key", key) == 1
    assert "16 to 1024 bytes" in capsys.readouterr().err
