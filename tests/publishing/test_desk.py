"""An edition leaves when two people approved of its bytes, besides who asked; no one refused."""

import json
from datetime import UTC, datetime

import pytest

from perspectief.publishing import desk
from perspectief.publishing.desk import DeskError, Person

NOW = datetime(2026, 11, 26, 14, tzinfo=UTC)
AUDIT = {"disclosed": 0, "shown": 3}


USED = []
"""The account that the last step is done under."""


def by(name, account="", **how):
    """Return who takes a step, under an account of their own unless another is named."""
    USED[:] = [account or name.casefold().strip()]
    return Person(name, NOW, **how)


@pytest.fixture(autouse=True)
def accounts(monkeypatch):
    monkeypatch.setattr(desk, "account", lambda: USED[0])


@pytest.fixture
def edition(tmp_path):
    path = tmp_path / "uitgave.bundel"
    path.write_bytes(b"an edition")
    desk.request(path, by("Asker"), "steering group", AUDIT)
    return path


def fault(step):
    with pytest.raises(DeskError) as refused:
        step()
    return refused.value.fault


def approved(edition, *names):
    for name in names:
        desk.review(edition, by(name), "approve", "")
    return edition


def test_what_left_is_in_the_log_with_who_asked_and_who_approved(edition, tmp_path):
    out = tmp_path / "out.bundel"
    desk.release(approved(edition, "One", "Two"), out, by("Asker"))
    log = desk.read(edition)
    assert [(entry.step, entry.who) for entry in log] == [
        ("request", "Asker"),
        ("approve", "One"),
        ("approve", "Two"),
        ("release", "Asker"),
    ]
    assert out.read_bytes() == b"an edition"
    assert out.stat().st_mode & 0o222 == 0
    assert {entry.file for entry in log} == {desk.file_sha256(out)}
    assert log[0].audit == log[-1].audit == AUDIT
    assert desk.approvals(log) == ("One", "Two")


def test_it_does_not_leave_with_fewer_or_with_a_refusal(edition, tmp_path):
    out = tmp_path / "out.bundel"
    assert fault(lambda: desk.release(edition, out, by("Asker"))) == "too_few"
    approved(edition, "One")
    assert fault(lambda: desk.release(edition, out, by("Asker"))) == "too_few"
    approved(edition, "Two")
    desk.review(edition, by("Three"), "refuse", "a name in it")
    assert fault(lambda: desk.release(edition, out, by("Asker"))) == "refused"
    assert not out.exists()


def test_nobody_judges_their_own_request_or_twice(edition):
    for name in ("Asker", " asker ", "ASKER"):
        assert fault(lambda name=name: approved(edition, name)) == "own_request"
    approved(edition, "One")
    for name in ("One", "one", "  ONE"):
        assert fault(lambda name=name: approved(edition, name)) == "twice"
    assert fault(lambda: approved(edition, " ")) == "nameless"


def test_one_account_does_not_pass_for_two_people(edition):
    def approve(name, account, **how):
        desk.review(edition, by(name, account, **how), "approve", "")

    assert fault(lambda: approve("One", "asker")) == "own_account"
    approve("One", "shared")
    assert fault(lambda: approve("Two", "shared")) == "account_twice"
    assert [one.same_account for one in desk.read(edition)] == [False, False]
    approve("Two", "shared", same_account=True)
    approve("Three", "asker", same_account=True)
    log = desk.read(edition)
    assert [(one.account, one.same_account) for one in log] == [
        ("asker", False),
        ("shared", False),
        ("shared", True),
        ("asker", True),
    ]
    # Names are compared all the same.
    assert fault(lambda: approve("asker", "x", same_account=True)) == "own_request"
    assert fault(lambda: approve("two", "x", same_account=True)) == "twice"


def test_the_account_is_not_what_the_environment_says(monkeypatch):
    monkeypatch.undo()
    before = desk.account()
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    assert desk.account() == before
    assert before not in ("", "somebody-else")


def test_a_log_of_which_the_end_is_cut_off_is_found(edition, tmp_path):
    approved(edition, "One", "Two")
    desk.review(edition, by("Three"), "refuse", "a name in it")
    path, out = desk.log_of(edition), tmp_path / "out.bundel"
    lines = path.read_text().splitlines(keepends=True)
    for left in range(len(lines)):
        path.write_text("".join(lines[:left]))
        assert fault(lambda: desk.release(edition, out, by("Asker"))) == "log_damaged"
        assert fault(lambda: approved(edition, "Four")) == "log_damaged"
    path.unlink()
    assert fault(lambda: desk.read(edition)) == "log_damaged"
    assert fault(lambda: desk.request(edition, by("Asker"), "again", AUDIT)) == "asked_twice"
    assert not out.exists()


@pytest.mark.parametrize("head", [None, "", "{}", '{"lines": 2}'])
def test_a_log_without_its_head_is_found(edition, head):
    approved(edition, "One")
    place = desk.head_of(edition)
    place.unlink() if head is None else place.write_text(head)
    assert fault(lambda: desk.read(edition)) == "log_damaged"


def test_who_writes_both_the_log_and_its_head_is_not_found(edition, tmp_path):
    """What docs/publishing.md says is not guarded."""
    approved(edition, "One", "Two")
    before = {one: one.read_bytes() for one in (desk.log_of(edition), desk.head_of(edition))}
    desk.review(edition, by("Three"), "refuse", "a name in it")
    for one, contents in before.items():
        one.write_bytes(contents)
    assert desk.release(edition, tmp_path / "out.bundel", by("Asker")).step == "release"


def test_other_bytes_are_another_edition(edition, tmp_path):
    approved(edition, "One", "Two")
    edition.write_bytes(b"another edition")
    assert fault(lambda: approved(edition, "Three")) == "file_differs"
    assert fault(lambda: desk.release(edition, tmp_path / "o", by("Asker"))) == "file_differs"


def test_a_log_that_was_changed_is_found(edition, tmp_path):
    approved(edition, "One", "Two")
    path = desk.log_of(edition)
    lines = path.read_text().splitlines()
    changed = json.loads(lines[0]) | {"who": "Somebody"}
    for other in (
        [json.dumps(changed, sort_keys=True), *lines[1:]],
        [lines[0], *lines[2:]],
        lines[1:],
        ["no json"],
        [],
    ):
        path.write_text("".join(f"{line}\n" for line in other))
        assert fault(lambda: desk.release(edition, tmp_path / "o", by("Asker"))) == "log_damaged"
    path.unlink()
    desk.head_of(edition).unlink()
    assert fault(lambda: desk.read(edition)) == "no_request"


def test_nothing_is_overwritten(edition, tmp_path):
    out = tmp_path / "out.bundel"
    out.write_bytes(b"something")
    approved(edition, "One", "Two")
    assert fault(lambda: desk.release(edition, out, by("Asker"))) == "exists"
    assert fault(lambda: desk.request(edition, by("Asker"), "again", AUDIT)) == "asked_twice"
    assert out.read_bytes() == b"something"
