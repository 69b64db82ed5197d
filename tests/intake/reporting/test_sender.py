"""What a sender reads: refused, not understood, wrong cells, or nothing to do."""

from perspectief.intake.reporting.sender import problem_sentence, sender_page
from perspectief.intake.running.inputs import InputFile
from perspectief.intake.running.one_file import FileResult
from perspectief.intake.understanding.columns import match_columns
from perspectief.intake.understanding.lists import NotUnderstood
from perspectief.intake.validating.findings import Finding, Place
from perspectief.intake.validating.words import REFUSED, RULES
from tests.intake.flows import sheet_of

SHEET = sheet_of(persons=3, skipped=(7, 9))


def page(tmp_path, **given):
    file = InputFile(tmp_path / "Utrecht.xlsx", "Utrecht.xlsx", "ab", b"s")
    return sender_page(FileResult(file=file, **given)).decode()


def test_a_file_that_could_not_be_read_says_why(tmp_path):
    said = page(tmp_path, refused="wachtwoord")
    assert "Wij konden deze lijst niet lezen: Utrecht.xlsx" in said
    assert REFUSED["wachtwoord"] in said


def test_a_list_that_was_not_understood_shows_how_its_columns_were_read(tmp_path):
    columns = match_columns([("V-nummer",), ("zomaar",)], "steunpunt", {}).matches
    sheet = sheet_of(columns=columns, persons=0)
    problem = NotUnderstood("Utrecht.xlsx", "Blad1", "kolom_ontbreekt", ("C10",))
    said = page(tmp_path, problems=(problem,), sheets=(sheet,))
    assert "Wij begrijpen deze lijst niet" in said
    assert problem_sentence(problem).startswith("Blad Blad1: ")
    assert "C10 (" in said
    assert "<td>A</td><td>V-nummer</td><td>C1</td>" in said


def test_without_faults_there_is_nothing_to_do(tmp_path):
    said = page(tmp_path, sheets=(SHEET,), hidden_sheets=("oud",))
    assert "Wij lazen 3 personen." in said
    assert "U hoeft niets te doen." in said
    assert "Blad oud is verborgen" in said
    assert "deze rijen niet als persoon: 7, 9." in said


def test_faults_are_counted_and_the_first_forty_named_by_their_cell(tmp_path):
    wrong = tuple(
        Finding(Place("Utrecht.xlsx", "Blad1", row), 27, "C10", "datum_onleesbaar")
        for row in range(2, 44)
    )
    said = page(tmp_path, sheets=(SHEET,), findings=wrong)
    assert "Wij vonden 42 fouten." in said
    assert "<td>AB2</td>" in said
    assert "En nog 2 fouten" in said
    assert RULES["datum_onleesbaar"].mend in said


def test_oddities_alone_are_no_faults(tmp_path):
    odd = Finding(Place("Utrecht.xlsx", "Blad1", 2), 0, "C1", "v_nummer_leeg")
    said = page(tmp_path, sheets=(SHEET,), findings=(odd,))
    assert "Bij 1 cellen willen wij dat u nog eens kijkt." in said
