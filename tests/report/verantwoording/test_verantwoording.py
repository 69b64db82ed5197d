"""The parts of the page verantwoording: honest sentences, complete lists, nothing left in code."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from perspectief.report.block import exports
from perspectief.report.block.tables import to_html
from perspectief.report.verantwoording import (
    accessibility,
    audit as rapport,
    codebook,
    contradictions as tegenstrijdig,
    extract,
    methods,
    parts,
    sources,
    terms,
    timeline,
)
from perspectief.report.verantwoording.figures import computed_text, printed_text
from perspectief.report.verantwoording.labels import ABOUT, MEASURE, REASON, SHOW, VERDICT, WHICH
from perspectief.report.words import contract as codeboek_woorden, labels
from perspectief.report.words.formats import NBSP
from perspectief_core.audit import Audit, audit
from perspectief_core.audit.rows import Reason, Verdict
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import contract
from perspectief_core.data.description import describe
from perspectief_core.disclosure.protecting import protect, published_result
from perspectief_core.published import records
from tests.core.builders import make_extract

DOCUMENTS = {"Samenvatting", "Bijlagen", "Kamerbrief 2011", "Kamervragen 2011", "Kamerbrief 2020"}


def _protected(function, extract):
    return protect(function(extract), extract, Selection(), "open")


@pytest.fixture(scope="module")
def audited(shipped):
    return _protected(audit, shipped)


@pytest.fixture(scope="module")
def known():
    return published_result(records.inconsistencies())


@pytest.fixture(scope="module")
def asked():
    return published_result(codebook.questions())


def test_every_code_of_the_audit_has_a_dutch_name(audited):
    assert set(VERDICT) == set(Verdict.__args__)
    assert set(REASON) | {"kolom_ontbreekt"} == set(Reason.__args__)
    measures = {row.printed.measure for row in audited.value.rows} - {"waarde"}
    assert measures == set(MEASURE)
    assert {f"Bijlage {number}" for number in range(1, 21)} <= set(ABOUT)
    assert set(WHICH.options) >= {row.printed.page for row in audited.value.rows}


def test_sentence_counts_what_was_computed(audited):
    rows = audited.value.rows
    computed = [row for row in rows if row.verdict != "niet_te_berekenen"]
    text = rapport.sentence(audited.value).replace(".", "")
    for number in (len(rows), len(computed), audited.value.count("wijkt_af")):
        assert str(number) in text
    nothing = Audit(tuple(r for r in rows if r.verdict == "niet_te_berekenen"), ())
    assert "niets te vergelijken" in rapport.sentence(nothing)
    one = next(row for row in rows if row.verdict == "klopt")
    other = next(row for row in rows if row.verdict == "wijkt_af")
    assert "Daarvan: 1 klopt en 1 wijkt af." in rapport.sentence(Audit((one, other), ()))


def test_summary_holds_every_table_with_the_most_differing_first(audited):
    table = rapport.summary_block(audited).table
    differ = [row[2] for row in table.rows]
    assert differ == sorted(differ, reverse=True)
    assert sum(row[7] for row in table.rows) == len(audited.value.rows)
    assert "deze gegevens zijn nagemaakt" in rapport.note(audited)


@pytest.mark.parametrize("which", WHICH.options)
@pytest.mark.parametrize("shown", SHOW.options)
def test_figures_are_filtered_and_counted(audited, known, which, shown):
    block = rapport.figures_block(audited, known, (which, shown), {"geslacht": "vrouw"})
    expected = [
        row
        for row in audited.value.rows
        if (which == "alle")
        or (row.printed.document != "Bijlagen" if which == "teksten" else row.printed.page == which)
    ]
    if shown != "alle":
        expected = [row for row in expected if row.verdict == shown]
    assert len(block.table.rows) == len(expected)
    assert not re.search(r"\b(nan|None|inf)\b", to_html(block.table) + block.sentence)
    for row in block.table.rows:
        assert row[6] == "" or "?geslacht=vrouw" in row[6].address


def test_differing_figures_come_first_with_what_is_known_of_them(audited, known):
    table = rapport.figures_block(audited, known, ("teksten", "alle"), {}).table
    verdicts = [row[4] for row in table.rows]
    assert verdicts == sorted(verdicts, key=["wijkt af", "niet na te rekenen", "klopt"].index)
    remarks = {row[0]: row[5] for row in table.rows}
    assert "Aandeel met een resultaat" in remarks["Vergunning of terugkeer samen"]
    assert all(row[5] for row in table.rows if row[4] == "niet na te rekenen")


def test_figures_are_written_as_printed_and_as_computed(audited):
    texts = {
        row.printed.id: (printed_text(row.printed), computed_text(row))
        for row in audited.value.rows
    }
    assert texts["sv_mob_n"] == ("87", "87")
    assert texts["sv_mob"] == ("12\u00a0%", "11,9\u00a0%")
    assert texts["sv_verblijf_nl"] == ("bijna 7 jaar", "6,8 jaar")
    assert texts["sv_trajectplan"] == ("de helft", "55,0\u00a0%")
    assert texts["bijlage_04.alkmaar.sd_maanden"] == ("39,470 maanden", "39,470 maanden")
    assert texts["bijlage_05.juristen.cellen"] == ("20 antwoorden", "20 van 20 gelijk")
    assert texts["bijlage_14.aantal_vaste_medewerkers.p"][0] == "<\u00a00,005"
    assert texts["bijlage_14.aantal_vaste_medewerkers.chi2"][0] == "25,5"
    assert texts["kb11_bijdrage_rijk"] == ("3.750.000 euro", None)


def test_missing_columns_and_absent_answers_are_said_in_words(known, shipped):
    bare = replace(shipped, deelnemers=shipped.deelnemers.drop(columns="traject"))
    places = bare.steunpunten.copy()
    places.loc[places["steunpunt"] == "den_haag", "juristen"] = "ja"
    less = _protected(audit, replace(bare, steunpunten=places))
    rows = rapport.figures_block(less, known, ("alle", "alle"), {}).table.rows
    remarks = " ".join(row[5] for row in rows)
    assert "De kolom 'deelnemers.traject' staat niet in deze gegevens." in remarks
    assert "Anders bij Den Haag." in remarks


def test_empty_extract_gives_a_whole_page(known, asked, shipped):
    empty = replace(shipped, deelnemers=shipped.deelnemers[:0], dtv=shipped.dtv[:0])
    audited = _protected(audit, empty)
    assert rapport.summary_block(audited).table.rows
    assert "geen" in rapport.figures_block(audited, known, ("overzicht", "klopt"), {}).sentence
    assert extract.exact_block(audited).table.rows
    held = _protected(describe, empty)
    assert "0 jongeren" in extract.identity_block(held).sentence
    assert codebook.block(held, asked, "deelnemers").table.rows
    nothing = _protected(audit, replace(empty, steunpunten=shipped.steunpunten[:0]))
    assert rapport.summary_block(nothing).picture.alt
    assert extract.exact_block(nothing).sentence


def test_contradictions_stand_with_both_values_and_both_places(known):
    block = tegenstrijdig.contradictions_block(known)
    assert len(block.table.rows) == len(known.value)
    drawn = html.unescape(block.picture.content).replace(NBSP, " ")
    assert drawn.count("<details>") == len(known.value)
    for contradiction in known.value:
        # 'Both places read' is not said twice.
        read = contradiction.status == "gelezen" and contradiction.controle.endswith(
            ("gelezen", "Gelezen")
        )
        how = "Op beide plaatsen" if read else contradiction.controle
        for part in (
            contradiction.waarde_a,
            contradiction.waarde_b,
            contradiction.betekenis,
            how,
            contradiction.plaats_a,
        ):
            assert part in drawn
    for twice in ("Nagerekend. Nagerekend", "nagelezen. Gelezen", "nagelezen. Beide"):
        assert twice not in drawn


def test_timeline_has_every_event_and_all_documents():
    facts = published_result(records.timeline())
    block = timeline.timeline_block(facts)
    assert len(block.table.rows) == len(facts.value) == 57
    assert {row[3] for row in block.table.rows} == DOCUMENTS
    drawn = html.unescape(block.picture.content)
    for event in facts.value:
        assert event.gebeurtenis in drawn
        assert timeline.when(event) in drawn
    years = re.findall(r"<h3[^>]*>(\d{4})</h3>", drawn)
    assert years == sorted(set(years))
    merged = [m for m in timeline.moments_of(facts.value) if len(m.sources) > 1]
    assert merged
    assert "inconsistenties" not in drawn


@pytest.mark.parametrize(
    ("datum", "precisie", "text"),
    [
        ("2010", "jaar", "2010"),
        ("2010-06", "maand", "juni 2010"),
        ("2009-10-01", "dag", "1 oktober 2009"),
    ],
)
def test_dates_are_no_more_exact_than_the_document(datum, precisie, text):
    event = records.TimelineEvent(
        document="d",
        tabel="t",
        opmerking="",
        datum=datum,
        precisie=precisie,
        gebeurtenis="iets",
    )
    assert timeline.when(event) == text


def test_terms_cover_outcomes_methods_and_working_methods():
    names = {term.name for term in terms.terms()}
    assert {name.capitalize() for name in labels.OUTCOME.values()} <= names
    for wanted in ("Meer dan toeval", "CHAID", "Trechter", "Cluster", "Concurrerende uitkomsten"):
        assert wanted in names
    assert len(names) == len(terms.terms())
    assert {term.group for term in terms.terms()} == set(terms.GROUPS)
    block = terms.terms_block(published_result(terms.terms()))
    assert len(block.table.rows) == len(names)


def test_codebook_names_every_column_and_level(shipped, asked):
    held = _protected(describe, shipped)
    known_words = set(codeboek_woorden.COLUMNS)
    for spec in (*contract.DEELNEMERS.columns, *contract.DTV.columns, *contract.STEUNPUNTEN_KEY):
        assert spec.name in known_words or spec.name == "werkwijze"
        if spec.levels:
            table = "dtv" if spec in contract.DTV.columns else "deelnemers"
            table = "steunpunten" if spec in contract.STEUNPUNTEN_KEY else table
            assert set(codeboek_woorden.LEVELS[table, spec.name]) >= set(spec.levels)
    for name in codeboek_woorden.TABLES:
        block = codebook.block(held, asked, name)
        described = next(table for table in held.value.tables if table.name == name)
        assert len(block.table.rows) == len(described.columns)
        assert all(row[1] for row in block.table.rows)
    people = {row[0]: row for row in codebook.block(held, asked, "deelnemers").table.rows}
    assert "C5" in people["geslacht"][-1]
    assert people["jaar_bekend_nl"][2].endswith("1985 tot en met 2011")
    places = {row[0]: row for row in codebook.block(held, asked, "steunpunten").table.rows}
    assert "S4" in places["toetsing_vooraf"][-1]


def test_columns_that_these_data_lack_are_said_to(asked):
    extract = make_extract(20)
    less = replace(extract, deelnemers=extract.deelnemers.drop(columns="traject"))
    rows = codebook.block(_protected(describe, less), asked, "deelnemers").table.rows
    assert any("kolom ontbreekt" in row for row in rows if row[0] == "traject")


@pytest.mark.parametrize("appendix", codeboek_woorden.APPENDICES)
def test_every_questionnaire_is_there(shipped, asked, appendix):
    held = _protected(describe, shipped)
    block = codebook.block(held, asked, f"bijlage_{appendix}")
    assert len(block.table.rows) == len(records.published_table(f"bijlage_{appendix}"))
    assert "inconsistenties" not in to_html(block.table)
    kinds = {question.kind for question in asked.value}
    assert kinds <= set(codeboek_woorden.ANSWERS)


def test_five_documents_have_a_place():
    facts = published_result(sources.documents())
    assert {document.document for document in facts.value} == DOCUMENTS
    assert len(sources.sources_block(facts).table.rows) == 5


def test_identity_says_exactly_which_data_these_are(shipped):
    block = extract.identity_block(_protected(describe, shipped))
    text = to_html(block.table)
    for name in ("deelnemers", "steunpunten", "dtv"):
        assert shipped.manifest.sha256[name] in text
    assert shipped.id in block.sentence
    assert "nagemaakt" in block.sentence
    real = replace(describe(shipped), kind="register")
    assert "echte personen" in extract._identity_sentence(real)


def test_exact_tables_are_those_without_a_differing_figure(audited):
    block = extract.exact_block(audited)
    standing = {row[0]: row[2] for row in block.table.rows}
    assert standing["Bijlage 3"] == "alle 105"
    assert standing["Bijlage 1"].startswith("alle ")
    # Almelo, with three people, holds no printed mean and SD, and so the total does not.
    assert standing["Bijlage 4"] == "59 van 63"
    assert " van " in standing["Samenvatting, Trajecten"]
    assert "Nagemaakt" in block.sentence
    assert "Nagemaakt" not in extract._exact_sentence(list(audited.value.tables), False)


def test_safety_names_what_was_left_out(asked):
    text = extract.safety_html(asked)
    for left_out in ("Vreemdelingnummer (C1)", "Achternaam (C3)", "Geboortedatum (C4)"):
        assert left_out in text
    names = {column.name for column in contract.DEELNEMERS.columns}
    assert not names & {"naam", "achternaam", "geboortedatum", "vreemdelingnummer", "adres"}


def test_methods_point_to_descriptions_that_exist():
    text = methods.methods_html()
    for method in methods.METHODS:
        assert html.escape(method.question) in text
        if not methods.described(method):
            assert method.document == "" or method.document not in text
    assert "docs/methods/audit.md" in text


def test_statement_is_honest_about_what_was_not_tested():
    text = accessibility.statement_html()
    assert "nog niet vastgesteld door een onafhankelijk onderzoek" in text
    assert "schermlezer" in text
    assert "issues" in text
    assert "@" not in text


def test_every_part_has_a_question():
    assert all("?" in name for name in parts.PART.options.values())


def test_downloads_say_what_is_published_and_what_is_synthetic(audited, known):
    figures = rapport.figures_block(audited, known, ("teksten", "alle"), {})
    text = exports.to_csv(figures, exports.MACHINE, "https://example.org").decode()
    assert text.startswith("# LET OP")
    contradictions = exports.to_csv(
        tegenstrijdig.contradictions_block(known), exports.MACHINE, "https://example.org"
    ).decode()
    assert "LET OP" not in contradictions
