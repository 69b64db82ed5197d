"""Files that readers take away, and the sentence that they quote."""

from __future__ import annotations

import io
from dataclasses import replace

import pandas as pd
import pytest

from perspectief.report.block import citation, exports
from perspectief.report.block.tables import SHARE, Column, Rows
from perspectief.report.overzicht import outcomes
from perspectief.report.steunpunt import facts as steunpunt_facts
from perspectief.report.words import criteria, formats
from perspectief_core.cohort.selecting import InclusionFlow, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from perspectief_core.disclosure.protecting import protect, published_result
from perspectief_core.people.outcomes import distribution
from perspectief_core.published import records
from perspectief_core.shares.intervals import share
from tests.core.builders import make_cohort, make_extract
from tests.places import SHIPPED

LINK = "https://voorbeeld.nl/?geslacht=vrouw"


@pytest.fixture(scope="module")
def block():
    extract = make_extract(n=200, seed=3)
    selection = Selection(geslacht=("vrouw",))
    counted = distribution(make_cohort(extract, geslacht=("vrouw",)))
    return outcomes.outcome_block(protect(counted, extract, selection, "open"))


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
    for part in ("nagemaakt", "Teller: ", "Noemer: ", "Bron: ", "extract ", "vrouw", LINK):
        assert part in text
    assert f"Tabel: Uitkomsten op de peildatum ({len(block.table.rows)} rijen)" in text


def test_a_citation_can_stand_alone(block):
    said = citation.citation(block, LINK)
    n = block.source.value.n
    assert said.startswith(block.sentence)
    for part in ("nagemaakte gegevens", f"Noemer: alle {n} jongeren", "geslacht: vrouw", LINK):
        assert part in said
    assert block.provenance.extract_id in said


def test_a_citation_of_a_published_answer_names_the_document():
    facts = published_result(steunpunt_facts.facts_of("alkmaar"))
    made = steunpunt_facts.facts_block(facts, steunpunt_facts.GROUPS[0], "Alkmaar")
    said = citation.citation(made, LINK)
    assert "Gepubliceerd in: Bijlagen, bijlage 5, 6 en 7." in said
    assert "nagemaakt" not in said


def test_a_citation_names_the_ranges_of_its_numbers(block):
    said = citation.citation(block, LINK)
    (mob,) = [row.share for row in block.source.value.shares if row.outcome == "mob"]
    assert f"(mob) {formats.percent(mob.share)} ({formats.interval(mob)})" in said


def test_the_range_of_another_number_is_not_named(block):
    shares = ((("a", share(76, 733)),), (("b", share(6, 733)),), (("c", share(100, 733)),))
    table = Rows([row[0] for row in shares]).columns((Column("a", "A"), SHARE), tuple).table("x")
    source = published_result(records.figures())
    computed = protect(InclusionFlow(733, ()), make_extract(n=20), Selection(), "open")
    other = replace(block, source=(computed, source), table=table, sentence="Samen 576 van 733.")
    assert citation.ranges(other) == ""
    assert citation.ranges(replace(other, sentence="Van hen 76 van 733.")).startswith(
        "Bandbreedte (95 %): a 10"
    )


def test_numbers_that_were_printed_cite_the_publication():
    view = load(SHIPPED)
    answer = protect(distribution(select(view, Selection())), view, Selection(), "open")
    said = citation.citation(outcomes.outcome_block(answer), LINK)
    assert "Gepubliceerd in: Samenvatting, resultaten; hier nageteld." in said
    assert "Let op" not in said


def test_numbers_of_another_count_cite_no_publication(block):
    assert "Gepubliceerd" not in citation.citation(block, LINK)
    extract = make_extract(n=200, seed=3)
    everyone = protect(distribution(make_cohort(extract)), extract, Selection(), "open")
    assert "Gepubliceerd" not in citation.citation(outcomes.outcome_block(everyone), LINK)


def test_a_sentence_without_a_number_is_not_offered(block):
    assert citation.offered(block)
    for sentence in ("Gepubliceerd in 2011, over het echte steunpunt.", "Niemand weet het."):
        assert not citation.offered(replace(block, sentence=sentence))


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
