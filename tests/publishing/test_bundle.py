"""A bundle gives back what was put in it, or says what is wrong with the file."""

import sqlite3
import stat
from dataclasses import replace
from datetime import date

import pytest

from perspectief.publishing.bundle import (
    Bundle,
    BundleError,
    Draft,
    Edition,
    MissingAnswerError,
    _checksum,
    _digest,
)
from perspectief.publishing.encoding import Codec, EncodingError
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.disclosure.protecting import protect
from perspectief_core.people import outcomes
from perspectief_core.people.outcomes import OutcomeDistribution
from perspectief_core.shares.fives import Rounded
from tests.core.builders import make_cohort, make_extract

EXTRACT = make_extract(50)
EXACT = outcomes.distribution(make_cohort(EXTRACT))
ANSWER = protect(EXACT, EXTRACT, Selection(), "publicatie")
RESULT = ANSWER.value
CODEC = Codec([OutcomeDistribution], [Rounded])
EDITION = Edition(
    extract_id=EXTRACT.id,
    kind="synthetic",
    peildatum="2011-04-01",
    origin="made for a test",
    policy="publicatie",
    parameters={"base": 5},
    places={"x": "X"},
    program="1.0",
)
MADE = date(2026, 11, 26)


@pytest.fixture
def path(tmp_path):
    """Return a finished bundle with three asks, two of them with the same answer."""
    draft = Draft(tmp_path / "uitgave.bundel", EDITION, CODEC)
    draft.put("everyone", ANSWER)
    draft.put("everyone, asked otherwise", ANSWER)
    draft.put("a small group", Withheld("too_few"))
    draft.finish({"disclosed": 0}, MADE)
    return tmp_path / "uitgave.bundel"


def refusal(path, codec=CODEC, program="1.0"):
    with pytest.raises(BundleError) as refused:
        Bundle(path, codec, program)
    return refused.value.fault


def change(path, statement):
    path.chmod(0o644)
    with sqlite3.connect(path) as file:
        assert file.execute(statement).rowcount > 0
    file.close()


def test_what_was_put_is_answered(path):
    bundle = Bundle(path, CODEC, "1.0")
    assert bundle.answer("everyone") == bundle.answer("everyone, asked otherwise") == RESULT
    with pytest.raises(Withheld) as withheld:
        bundle.answer("a small group")
    assert withheld.value.reason == "too_few"
    assert (bundle.edition, bundle.audit, bundle.made) == (EDITION, {"disclosed": 0}, MADE)
    assert dict(bundle.answers())["everyone"] == RESULT
    with pytest.raises(MissingAnswerError):
        bundle.answer("nobody")
    bundle.close()


def test_the_file_is_one_file_to_read_only(path):
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    Bundle(path, CODEC, "1.0").close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_same_answer_is_stored_once(path):
    file = sqlite3.connect(path)
    assert file.execute("SELECT count(*) FROM contents").fetchone() == (2,)
    file.close()


def test_the_same_edition_has_the_same_checksum_in_whatever_order_it_is_made(tmp_path):
    checksums = []
    for asks in (["a", "b", "c"], ["c", "a", "b"]):
        draft = Draft(tmp_path / "x", EDITION, CODEC)
        for ask in asks:
            draft.put(ask, ANSWER)
        checksums.append(draft.finish({}, MADE))
    assert checksums[0] == checksums[1]


def test_a_draft_continues_where_it_stopped(tmp_path):
    out = tmp_path / "uitgave.bundel"
    first = Draft(out, EDITION, CODEC)
    first.put("everyone", ANSWER)
    # Killed here: not closed, not finished, and nothing stands where the bundle will.
    second = Draft(out, EDITION, CODEC)
    first.close()
    assert not out.exists()
    assert "everyone" in second
    assert "nobody" not in second
    assert dict(second.answers()) == {"everyone": RESULT}
    second.put("nobody", Withheld("too_few"))
    second.finish({}, MADE)
    bundle = Bundle(out, CODEC, "1.0")
    assert bundle.answer("everyone") == RESULT
    bundle.close()


def test_a_draft_of_another_edition_is_not_continued(tmp_path):
    Draft(tmp_path / "x", EDITION, CODEC).close()
    with pytest.raises(BundleError, match="unfinished_differs"):
        Draft(tmp_path / "x", replace(EDITION, extract_id="other"), CODEC)
    (tmp_path / "y.part").write_text("something else that stood there")
    with pytest.raises(BundleError, match="unfinished_differs"):
        Draft(tmp_path / "y", EDITION, CODEC)
    assert (tmp_path / "y.part").read_text() == "something else that stood there"


def test_an_edition_without_answers_is_not_finished(tmp_path):
    draft = Draft(tmp_path / "x", EDITION, CODEC)
    with pytest.raises(BundleError, match="empty"):
        draft.finish({}, MADE)
    draft.close()


def test_only_what_passed_the_gate_of_this_edition_goes_in(tmp_path):
    exact = protect(EXACT, EXTRACT, Selection(), "open")
    other = Draft(tmp_path / "other", replace(EDITION, extract_id="other"), CODEC)
    draft = Draft(tmp_path / "x", EDITION, CODEC)
    for place, what in ((draft, exact), (other, ANSWER)):
        with pytest.raises(ValueError, match="its own extract and policy"):
            place.put("everyone", what)
        assert "everyone" not in place
        place.close()


def test_a_result_that_is_not_declared_does_not_go_in(tmp_path):
    draft = Draft(tmp_path / "x", EDITION, Codec([Selection]))
    with pytest.raises(EncodingError):
        draft.put("everyone", ANSWER)
    assert "everyone" not in draft
    draft.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE answers SET ask = 'nobody' WHERE ask = 'a small group'",
        "DELETE FROM answers WHERE ask = 'a small group'",
        "UPDATE answers SET digest = (SELECT max(digest) FROM contents) "
        "WHERE digest = (SELECT min(digest) FROM contents)",
        "UPDATE about SET said = '{}' WHERE name = 'audit'",
        "DELETE FROM about WHERE name = 'checksum'",
    ],
)
def test_a_changed_edition_is_refused_when_it_is_opened(path, statement):
    change(path, statement)
    assert refusal(path) == "damaged"


def test_a_changed_answer_is_refused_when_it_is_read(path):
    change(path, "UPDATE contents SET body = 'filters' WHERE kind = 'withheld'")
    bundle = Bundle(path, CODEC, "1.0")
    assert bundle.answer("everyone") == RESULT
    with pytest.raises(BundleError, match="damaged"):
        bundle.answer("a small group")
    bundle.close()


def test_a_lost_answer_is_no_missing_ask(path):
    change(path, "DELETE FROM contents")
    bundle = Bundle(path, CODEC, "1.0")
    with pytest.raises(BundleError, match="damaged"):
        bundle.answer("everyone")
    bundle.close()


def test_what_is_no_bundle_is_said(path, tmp_path):
    assert refusal(tmp_path / "nowhere") == "absent"
    assert refusal(tmp_path) == "absent"
    (tmp_path / "text").write_text("no database, and longer than the head of one " * 9)
    assert refusal(tmp_path / "text") == "not_a_bundle"
    (tmp_path / "nothing").touch()
    assert refusal(tmp_path / "nothing") == "not_a_bundle"
    assert refusal(path, program="1.1") == "other_program"


def test_an_edition_of_other_result_types_is_of_another_program(path, tmp_path):
    """Written by the same version: a type that was moved or has other fields since then."""
    assert refusal(path, Codec([OutcomeDistribution])) == "other_program"
    assert refusal(path, Codec([OutcomeDistribution, Selection], [Rounded])) == "other_program"
    change(path, "DELETE FROM about WHERE name = 'types'")
    change(path, f"UPDATE about SET said = '{checksum(path)}' WHERE name = 'checksum'")
    assert refusal(path) == "other_program"
    Draft(tmp_path / "x", EDITION, CODEC).close()
    with pytest.raises(BundleError, match="unfinished_differs"):
        Draft(tmp_path / "x", EDITION, Codec([Selection]))


def checksum(path):
    with sqlite3.connect(path) as file:
        said = _checksum(file)
    file.close()
    return said


def test_an_answer_that_cannot_be_read_is_of_another_program(path):
    """Its digest fits: it was written so."""
    body = CODEC.write(RESULT).replace("outcomes:", "results:")
    digest = _digest("shown", body)
    change(path, f"INSERT INTO contents VALUES ('{digest}', 'shown', '{body}')")
    change(path, f"UPDATE answers SET digest = '{digest}' WHERE ask = 'everyone'")
    change(path, f"UPDATE about SET said = '{checksum(path)}' WHERE name = 'checksum'")
    bundle = Bundle(path, CODEC, "1.0")
    with pytest.raises(BundleError, match="other_program"):
        bundle.answer("everyone")
    with pytest.raises(BundleError, match="other_program"):
        list(bundle.answers())
    assert "everyone" in bundle
    assert "nobody" not in bundle
    bundle.close()


def test_a_cut_file_is_damaged(path):
    contents = path.read_bytes()
    (path.parent / "cut").write_bytes(contents[: len(contents) // 2])
    assert refusal(path.parent / "cut") == "damaged"


def test_an_unfinished_draft_is_no_edition(tmp_path):
    draft = Draft(tmp_path / "x", EDITION, CODEC)
    draft.put("everyone", ANSWER)
    draft.close()
    assert refusal(tmp_path / "x.part") == "damaged"


def test_a_view_hidden_for_its_siblings_is_not_told_from_a_small_one(tmp_path):
    draft = Draft(tmp_path / "x", EDITION, CODEC)
    draft.put("a sibling", Withheld("siblings"))
    draft.put("a small group", Withheld("too_few"))
    draft.finish({}, MADE)
    assert b"siblings" not in (tmp_path / "x").read_bytes()
    bundle = Bundle(tmp_path / "x", CODEC, "1.0")
    with pytest.raises(Withheld, match="too_few"):
        bundle.answer("a sibling")
    bundle.close()


def test_a_rounded_count_is_still_one_when_it_comes_back(path):
    bundle = Bundle(path, CODEC, "1.0")
    answer = bundle.answer("everyone")
    assert {type(part.share.count) for part in answer.shares} == {type(answer.n)} == {Rounded}
    assert answer.n == RESULT.n != EXACT.n
    bundle.close()
