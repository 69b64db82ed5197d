"""Files that readers take away, and the sentence that they quote."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from perspectief.report.block import citation, exports
from perspectief.report.overzicht import outcomes
from perspectief.report.steunpunt import facts as steunpunt_facts
from perspectief.report.words import criteria
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.protecting import protect, published_result
from perspectief_core.people.outcomes import distribution
from tests.core.builders import make_cohort, make_extract

LINK = "https://voorbeeld.nl/?geslacht=vrouw"


@pytest.fixture(scope="module")
def block():
    extract = make_extract(n=200, seed=3)
    selection = Selection(geslacht=("vrouw",))
    found = distribution(make_cohort(extract, geslacht=("vrouw",)))
    return outcomes.outcome_block(protect(found, extract, selection, "open"))


def test_a_program_reads_the_machine_file_by_skipping_remarks(block):
    text = exports.to_csv(block, exports.MACHINE, LINK).decode()
    table = pd.read_csv(io.StringIO(text), comment="#")
    assert list(table.columns[:4]) == ["uitkomst", "aantal", "totaal", "aandeel"]
    assert len(table) == len(block.table.rows)
    assert table["aantal"].sum() == table["totaal"].iloc[0]


def test_excel_in_dutch_gets_its_signs_and_one_cell_per_remark(block):
    raw = exports.to_csv(block, exports.EXCEL_NL, LINK)
    assert raw.startswith(b"\xef\xbb\xbf# LET OP")
    text = raw.decode("utf-8-sig")
    remarks = [line for line in text.splitlines() if line.lstrip('"').startswith("#")]
    assert all(";" not in line or line.startswith('"') for line in remarks)
    table = pd.read_csv(io.StringIO(text), sep=";", decimal=",", skiprows=len(remarks))
    assert table["aandeel"].sum() == pytest.approx(1, abs=1e-4)


def test_the_file_says_what_it_is_before_its_first_number(block):
    text = exports.to_csv(block, exports.MACHINE, LINK).decode()
    for part in ("synthetisch", "Teller: ", "Noemer: ", "Bron: ", "extract ", "vrouw", LINK):
        assert part in text
    assert f"Tabel: Uitkomsten op de peildatum ({len(block.table.rows)} rijen)" in text
    name = "SYNTHETISCH_perspectief_de_uitkomsten_geslacht_vrouw_machine.csv"
    assert exports.file_name(block, "_machine") == name


def test_a_citation_can_stand_alone(block):
    said = citation.citation(block, LINK)
    n = block.source.value.n
    assert said.startswith(block.sentence)
    for part in ("synthetische gegevens", f"Noemer: alle {n} jongeren", "geslacht: vrouw", LINK):
        assert part in said
    assert block.provenance.extract_id in said


def test_a_citation_of_a_published_answer_names_the_document():
    facts = published_result(steunpunt_facts.facts_of("alkmaar"))
    made = steunpunt_facts.facts_block(facts, steunpunt_facts.GROUPS[0], "Alkmaar")
    said = citation.citation(made, LINK)
    assert "Gepubliceerd in: Bijlagen, bijlage 5, 6 en 7." in said
    assert "synthetisch" not in said


@pytest.mark.parametrize(
    ("selection", "line"),
    [
        (Selection(), "alle deelnemers, geteld zoals in het rapport"),
        (
            Selection(steunpunt=("almelo",)),
            "een deel van de deelnemers (steunpunt: Almelo), geteld zoals in het rapport",
        ),
        (
            Selection(peildatum="2010-10-01"),
            "alle deelnemers, anders geteld dan in het rapport (peildatum: 1 oktober 2010)",
        ),
    ],
)
def test_who_is_counted_reads_as_one_line(selection, line):
    assert criteria.selection_line(selection) == line
