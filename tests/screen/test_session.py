"""What decides a result is in its key: nothing is shown that belongs to another question."""

import json
import os
from dataclasses import replace

import pytest

from perspectief.report.overzicht import inclusion, outcomes as overzicht
from perspectief.screen import access, session
from perspectief.screen.remembering import Memory
from perspectief_core.cohort import selecting, standing
from perspectief_core.data import description, remembered
from perspectief_core.people import outcomes
from perspectief_core.sensitivity import measures
from perspectief_core.sensitivity.combinations import outcome_counts
from tests.core.builders import make_extract, write_extract
from tests.places import SHIPPED


@pytest.fixture
def view(monkeypatch):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    return session.whole()


def test_the_same_question_has_the_same_answer(view):
    assert view.ask(outcomes.distribution) is session.whole().ask(outcomes.distribution)
    assert view.ask(outcomes.by, "herkomst") is not view.ask(outcomes.by, "geslacht")


def test_another_selection_is_another_answer(view):
    women = view.only(geslacht=("vrouw",))
    assert women.ask(outcomes.distribution).value.n < view.ask(outcomes.distribution).value.n
    assert women.ask(outcomes.distribution).provenance.selection.geslacht == ("vrouw",)


def test_a_result_never_crosses_to_another_policy(view):
    exact = view.ask(outcomes.distribution)
    for policy in ("analist", "publicatie"):
        answer = replace(view, policy=policy).ask(outcomes.distribution)
        assert answer is not exact
        assert answer.provenance.policy == policy
    assert answer.value.n % 5 == 0


def test_a_replaced_manifest_is_noticed_whatever_its_time_says(tmp_path, monkeypatch):
    folder = write_extract(make_extract(n=60, seed=1), tmp_path)
    manifest = folder / "manifest.json"
    stat = manifest.stat()
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(folder))
    before = session.whole()
    asked = before.ask(outcomes.distribution)
    said = json.loads(manifest.read_text()) | {"origin": "another origin"}
    manifest.write_text(json.dumps(said))
    os.utime(manifest, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    after = session.whole()
    assert after.extract.id == before.extract.id
    assert after.ask(outcomes.distribution).provenance.origin == "another origin"
    assert asked.provenance.origin != "another origin"


def test_the_same_question_about_something_else_is_another_question(view):
    def kind(source):
        return selecting.InclusionFlow(len(type(source).__name__), ())

    answers = view.ask(kind), view.ask_extract(kind), view.ask_choices(kind)
    kinds = "Cohort", "Extract", "Combinations"
    assert [answer.value.start for answer in answers] == [len(name) for name in kinds]


def test_a_block_comes_with_its_strip_and_is_remembered(view):
    distribution = view.ask(outcomes.distribution)
    block = view.block(overzicht.outcome_block, distribution)
    assert block.strip.text.startswith("Bij andere keuzes: ")
    assert block.picture is view.block(overzicht.outcome_block, distribution).picture
    women = view.only(geslacht=("vrouw",))
    other = women.block(overzicht.outcome_block, women.ask(outcomes.distribution))
    assert other.strip.text != block.strip.text


def test_a_strip_without_its_column_is_left_out(view, monkeypatch):
    def lacks_a_column(combinations, measure):
        raise session.ColumnMissingError("deelnemers", measure.column)

    monkeypatch.setattr(measures, "measure_range", lacks_a_column)
    flow = view.block(inclusion.flow_block, view.ask(selecting.inclusion_flow))
    assert flow.sentence
    assert flow.strip is None


def test_what_is_asked_of_the_extract_outlives_thousands_of_other_answers(view, monkeypatch):
    monkeypatch.setattr(session, "_results", Memory(1))
    monkeypatch.setattr(session, "_of_extracts", Memory(2))
    described = view.ask_extract(description.describe)
    for kind in ("herkomst", "geslacht"):
        view.ask(outcomes.by, kind)
        view.only(geslacht=("vrouw",)).ask(outcomes.by, kind)
    assert session.whole().ask_extract(description.describe) is described


def test_after_preparing_nobody_waits_for_how_people_stood(monkeypatch):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    remembered.forget()
    session.prepare()
    asked = []
    monkeypatch.setattr(standing, "_as_of", lambda *given: asked.append(given))
    assert session.whole().ask_choices(outcome_counts_seen).shown
    assert asked == []


def outcome_counts_seen(combined):
    return selecting.InclusionFlow(int(outcome_counts(combined).max()), ())


@pytest.mark.parametrize(("granted", "times"), [(access.EDITION, 1), (access.OPEN, 2)])
def test_of_an_edition_a_finished_part_is_drawn_once(granted, times, monkeypatch):
    monkeypatch.setattr(session, "right", lambda: granted)
    drawn = []

    def draw(part):
        drawn.append(part)
        return part.upper()

    assert [session.drawn(draw, "tabel") for _ in range(2)] == ["TABEL", "TABEL"]
    assert len(drawn) == times
