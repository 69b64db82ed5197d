"""The page for who runs the intake: steps, questions, and the lists that go back."""

from perspectief.intake.decisions import Decisions
from perspectief.intake.reporting.account_page import (
    STEP_WORDS,
    account_page,
    returned_line,
    round_name,
)
from perspectief.intake.running.inputs import InputFile
from perspectief.intake.running.one_file import FileResult
from perspectief.intake.validating.words import REFUSED
from perspectief_core.data.account import FINAL_ROUND
from tests.intake.flows import sheet_of, small_flow


def results(tmp_path):
    sheet = sheet_of(persons=4)
    files = [InputFile(tmp_path / name, name, "ab", b"s") for name in ("Utrecht.xlsx", "b.pdf")]
    return FileResult(file=files[0], sheets=(sheet,)), FileResult(
        file=files[1], refused="onbekende_vorm"
    )


def test_every_step_is_told_with_its_count(tmp_path):
    page = account_page(results(tmp_path), small_flow(), Decisions()).decode()
    assert "Er zijn 2 lijsten. 1 daarvan gaan terug" in page
    assert "In het extract staan 2 personen." in page
    assert all(words in page for words in STEP_WORDS.values())
    assert f"b.pdf: {REFUSED['onbekende_vorm']}" in page
    assert returned_line(results(tmp_path)[1]) in page


def test_open_questions_are_counted_until_they_are_decided(tmp_path):
    flow = small_flow()
    (question,) = (p for p in flow.proposals if p.question == "uitkomst")
    cells = "<td>Wat is de uitkomst?</td><td class=n>{}</td><td class=n>{}</td>"
    still = account_page(results(tmp_path), flow, Decisions()).decode()
    done = account_page(results(tmp_path), flow, Decisions({"uitkomst": {question.key: "mob"}}))
    assert cells.format(1, 0) in still
    assert cells.format(0, 1) in done.decode()


def test_without_a_flow_it_says_that_there_is_no_extract(tmp_path):
    page = account_page(results(tmp_path), None, Decisions()).decode()
    assert "Er is geen extract gemaakt." in page
    assert STEP_WORDS["persons"] not in page


def test_rounds_have_names():
    assert (round_name(2), round_name(FINAL_ROUND)) == ("ronde 2", "eindlijst")
