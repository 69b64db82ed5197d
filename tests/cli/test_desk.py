"""`publish --request`, `review` and `release`: the whole way of an edition, and its refusals."""

import json

import pytest

from perspectief.cli.main import main
from perspectief.publishing.desk import file_sha256, head_of, log_of
from tests.core.builders import make_extract, write_extract


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    extract = write_extract(make_extract(40, seed=1), folder / "e")
    out = folder / "uitgave.bundel"
    ask = ["--request", "stuurgroep", "--by", "Anna"]
    assert main(["publish", str(extract), "--out", str(out), "--workers", "1", *ask]) == 0
    return out


def test_an_edition_is_asked_for_judged_and_released(capsys, edition, tmp_path):
    out = tmp_path / "buiten.bundel"
    leave = ["release", str(edition), "--to", str(out), "--by", "Anna", "--json"]
    assert main(leave) == 1
    judge, shared = ["review", str(edition), "--approve", "--by"], ["--same-account"]
    # All of these are one account of this machine.
    assert main([*judge, "Bert"]) == 1
    assert "the account of this machine that asked" in capsys.readouterr().err
    for who, code in (("Anna", 1), ("Bert", 0), ("bert", 1), ("Cees", 0)):
        assert main([*judge, who, *shared]) == code
    capsys.readouterr()
    assert main(leave) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(step["step"], step["who"], step["same_account"]) for step in told["steps"]] == [
        ("request", "Anna", False),
        ("approve", "Bert", True),
        ("approve", "Cees", True),
        ("release", "Anna", False),
    ]
    assert len({step["account"] for step in told["steps"]}) == 1
    assert told["head"] == json.loads(head_of(edition).read_text())["digest"]
    assert main(["review", str(edition)]) == 0
    assert capsys.readouterr().out.count("(shared)") == 2
    assert told["audit"]["disclosed"] == 0
    assert told["file"] == file_sha256(out)
    assert out.read_bytes() == edition.read_bytes()


def test_to_look_changes_nothing(capsys, edition):
    before = log_of(edition).read_bytes()
    assert main(["review", str(edition)]) == 0
    assert "stuurgroep" in capsys.readouterr().out
    assert log_of(edition).read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["review", "no.bundel"], 1),
        (["review", "no.bundel", "--approve"], 2),
        (["review", "no.bundel", "--by", "Bert"], 2),
        (["review", "no.bundel", "--same-account"], 2),
        (["review", "no.bundel", "--approve", "--refuse", "--by", "Bert"], 2),
        (["release", "no.bundel", "--to", "x", "--by", "Bert"], 1),
        (["publish", "e", "--out", "x", "--request", "why"], 2),
    ],
)
def test_bad_use_is_one_line(capsys, arguments, code):
    try:
        status = main(arguments)
    except SystemExit as stopped:
        status = stopped.code
    assert status == code
    assert capsys.readouterr().err.count("\n") == 1


def test_an_edition_that_was_asked_for_is_not_made_again(capsys, edition):
    before = edition.read_bytes(), edition.stat().st_mtime_ns
    make = ["publish", str(edition.parent / "e"), "--out", str(edition), "--workers", "1"]
    for more in ([], ["--request", "again", "--by", "Anna"]):
        assert main([*make, *more]) == 1
        assert "that edition was asked for, and stays as it is" in capsys.readouterr().err
    assert (edition.read_bytes(), edition.stat().st_mtime_ns) == before
