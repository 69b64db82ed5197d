"""The account of a run: counts that add up, and no name of a file."""

import json

from perspectief.intake.running.account import intake_block, rounds, steps
from perspectief.intake.running.inputs import InputFile
from perspectief.intake.running.one_file import FileResult
from tests.intake.flows import SETTINGS, sheet_of, small_flow


def test_steps_add_up_from_rows_to_persons():
    said = steps(small_flow())
    gone = said.doubles + said.moved + said.children + said.left_before + said.entered_after
    assert said.rows - gone - said.incomplete == said.persons == 2
    assert said.found == said.found_by_number + said.found_by_decision == 1


def test_rounds_count_who_was_guided_and_who_of_them_was_found():
    (round_,) = rounds(small_flow())
    assert (round_.rows, round_.found_guided, round_.found_left) == (4, 1, 0)


def test_the_block_tells_of_lists_by_their_hash_and_not_by_name(tmp_path):
    file = InputFile(tmp_path / "Utrecht Jan Jansen.xlsx", "Utrecht Jan Jansen.xlsx", "ab12", b"s")
    sheet = sheet_of(persons=4)
    refused = FileResult(file=file, refused="beschadigd")
    block = intake_block([FileResult(file=file, sheets=(sheet,)), refused], small_flow(), SETTINGS)
    assert "Jansen" not in json.dumps(block)
    assert [(entry["used"], entry["rows"]) for entry in block["lists"]] == [(True, 4), (False, 0)]
    assert block["lists"][0]["senders"] == ["utrecht"]
    assert block["settings"]["peildatum"] == "2011-04-01"
