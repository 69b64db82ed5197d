"""From sheets to persons: header, totals, hidden sheets, and what sends a list back."""

import openpyxl

from perspectief.intake.reading.reader import read_file
from perspectief.intake.understanding.lists import Named, understand
from tests.intake.forms import ROWS, made


def test_hidden_sheets_are_told_and_not_read(tmp_path):
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    hidden = book.create_sheet("oud")
    for row in ROWS * 3:
        hidden.append(row)
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "Utrecht.xlsx")
    reading = understand(read_file(tmp_path / "Utrecht.xlsx"), Named("Utrecht.xlsx"))
    assert reading.hidden_sheets == ("oud",)
    assert [len(table.body.persons) for table in reading.tables] == [2]


def understood(tmp_path, rows, **named):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "Utrecht.xlsx")
    return understand(read_file(tmp_path / "Utrecht.xlsx"), Named("Utrecht.xlsx", **named))


def test_titles_notes_totals_and_a_repeated_header_are_no_persons(tmp_path):
    rows = [
        ["Registratie Utrecht"],
        [],
        *ROWS,
        [],
        ROWS[0],
        ["1234567892", *ROWS[1][1:]],
        ["Totaal", 3],
        ["* nog niet compleet"],
    ]
    (table,) = understood(tmp_path, rows).tables
    assert [row for row, _ in table.body.persons] == [4, 5, 8]
    assert table.body.skipped == (7, 9, 10)


def test_headings_above_the_wrong_columns_send_the_list_back(tmp_path):
    rows = [ROWS[0], *[row[1:] + row[:1] for row in ROWS[1:] * 4]]
    (problem,) = understood(tmp_path, rows).problems
    assert problem.problem == "inhoud_past_niet"
    assert {"C1", "C4"} <= set(problem.fields)


def test_a_missing_column_sends_the_list_back_and_names_it(tmp_path):
    rows = [row[:4] + row[5:] for row in ROWS]
    (problem,) = understood(tmp_path, rows).problems
    assert (problem.problem, problem.fields) == ("kolom_ontbreekt", ("C10",))


def test_what_is_remembered_of_a_sender_helps_the_next_time(tmp_path):
    rows = [[*ROWS[0][:4], "Toen kwam hij", *ROWS[0][5:]], *ROWS[1:]]
    assert understood(tmp_path, rows).problems
    reading = understood(tmp_path, rows, remembered={"utrecht": {"toen kwam hij": "C10"}})
    assert not reading.problems
    assert "C10" in reading.tables[0].header.columns.fields


def test_an_unknown_sender_sends_the_list_back(tmp_path):
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(made("xlsx"))
    (problem,) = understand(read_file(path), Named("lijst.xlsx")).problems
    assert problem.problem == "afzender_onbekend"
    assert not understand(read_file(path), Named("lijst.xlsx", sender="zwolle")).problems
