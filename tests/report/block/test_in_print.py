"""What was printed stands on every page where it says something, as it was printed."""

import pytest

from perspectief.report.block import in_print, reported
from perspectief.report.samenhang.multiplicity import multiplicity_block, printed_rows
from perspectief_core.associations.screening import REPORT_QUESTIONS
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.protecting import Hidden, Provenance, published_result
from perspectief_core.published import records

PAGES = ("deelnemers", "duur", "samenhang", "gevoeligheid")
NOWHERE = Provenance(
    kind="register",
    extract_id="e",
    peildatum="2011-04-01",
    origin="register",
    selection=Selection(),
    policy="publicatie",
)


@pytest.mark.parametrize("page", PAGES)
def test_the_printed_figures_of_a_page_and_no_others(page):
    block = in_print.in_print_block(in_print.printed_figures(), page)
    own = [figure for figure in records.figures() if figure.pagina == page]
    assert own
    assert [row[0] for row in block.table.rows] == [figure.omschrijving for figure in own]
    assert [row[1] for row in block.table.rows] == [reported.text(figure) for figure in own]
    assert f"{len(own)} cijfer" in block.sentence
    assert ("Dat gaat over" in block.sentence) is (len(own) == 1)
    assert block.provenance.kind == "published"


def test_the_tests_of_the_report_stand_also_where_chance_is_withheld():
    hidden = tuple(Hidden("crossed", NOWHERE) for _ in REPORT_QUESTIONS)
    block = multiplicity_block(published_result(printed_rows()), hidden)
    assert len(block.table.rows) == len(REPORT_QUESTIONS)
    assert all(len(row) == len(block.table.columns) == 5 for row in block.table.rows)
    assert None not in [cell for row in block.table.rows for cell in row]
    assert block.sentence == "Het rapport deed 518 toetsen en vond 131 keer 'ja'."
    assert block.provenance.kind == "published"
