"""The cells of a row by question: what is wrong is gathered once, at its column."""

from perspectief.intake.validating.cells import Reader, Row
from perspectief.intake.validating.findings import Finding, Place
from perspectief.intake.values.counts import parse_count
from perspectief.intake.values.dates import Calendar
from tests.intake.forms import ROWS
from tests.intake.tables import table

PLACE = Place("Utrecht.xlsx", "Blad1", 2)


def row(cells, failed=frozenset()):
    reader = Reader.of(table(ROWS, failed=failed), Calendar())
    return Row(reader, PLACE, cells)


def test_a_cell_is_found_by_its_question_and_an_absent_one_is_empty():
    made = row(["1234567890", None, " man \n "])
    assert (made.cell("C1"), made.text("C5"), made.cell("C6")) == ("1234567890", "man", None)
    assert (made.has("C5"), made.has("C12"), made.repeats("C5")) == (True, False, 1)


def test_a_fault_stands_at_its_column_and_once():
    made = row(["twaalf"])
    for _ in range(2):
        assert made.read("C1", parse_count) is None
    assert made.findings == [Finding(PLACE, 0, "C1", "getal_onleesbaar")]
    assert made.findings_of("C1") == made.findings
    assert made.findings_of("C5") == []


def test_a_formula_without_outcome_reads_as_empty_and_is_told():
    made = row(["12"], failed=frozenset({(1, 0)}))
    assert made.read("C1", parse_count) is None
    assert [finding.rule for finding in made.findings] == ["formule_fout"]


def test_what_is_wrong_with_the_whole_row_has_no_column():
    made = row([])
    made.add("grond_ontbreekt")
    assert made.findings[0].column == -1
