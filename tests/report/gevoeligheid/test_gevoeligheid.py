"""Sensitivity in words, tables and charts."""

import csv
from dataclasses import replace

import pytest

from perspectief.report.block.exports import MACHINE, to_csv
from perspectief.report.block.tables import Link, to_html
from perspectief.report.gevoeligheid import (
    claims as gevoeligheid_uitspraken,
    criteria,
    curve_block,
    everything,
    lead,
    screening,
    tornado as gevoeligheid_uitmaakt,
)
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import CRITERIA, Selection
from perspectief_core.comparison.dtv import DTV_CRITERIA
from perspectief_core.disclosure.protecting import protect
from perspectief_core.people.outcomes import distribution
from perspectief_core.sensitivity.claims import DENOMINATORS, claims, concrete_perspective
from perspectief_core.sensitivity.claims_duration import duration_claims
from perspectief_core.sensitivity.claims_screening import screening_claims
from perspectief_core.sensitivity.combinations import combine
from perspectief_core.sensitivity.curve import curve
from perspectief_core.sensitivity.grid import grid
from perspectief_core.sensitivity.impossible import IMPOSSIBLE
from perspectief_core.sensitivity.ranges import EXITS_ONLY, tornado
from perspectief_core.sensitivity.reclassification import reclassify
from perspectief_core.sensitivity.verdicts import Break, Verdict
from tests.core.builders2 import binary, cohort_of, extract_of, random_people

EXTRACT = random_people(200, seed=5)
FOUND = combine(EXTRACT)


def gate(result, extract=EXTRACT):
    return protect(result, extract, Selection(), "open")


@pytest.fixture(scope="module")
def mob():
    return gate(curve(FOUND, "mob"))


@pytest.fixture(scope="module")
def bars():
    return gate(tornado(FOUND, "mob"))


def test_the_lead_gives_the_range_the_report_and_what_matters_most(mob, bars):
    text = lead.lead(mob, bars.value)
    every, different = mob.value.combinations, mob.value.countings
    assert f"De {every:,} combinaties".replace(",", ".") in text
    assert f"geven {different:,} verschillende tellingen".replace(",", ".") in text
    assert "Daarin loopt het deel 'mob'" in text
    assert "Met de keuzes van het rapport is het" in text
    assert "Het meest maakt uit" in text


def test_the_curve_marks_the_report_and_draws_every_alternative(mob):
    block = curve_block.curve_block(mob, "zin", None)
    figure = block.picture.content
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert any(text.startswith("<b>rapport</b>") for text in texts)
    alternatives = sum(len(criterion.options) - 1 for criterion in CRITERIA)
    names = [text for text in texts if text in criteria.SHORT.values()]
    assert len(names) == alternatives
    assert len(figure.data[0].x) == len(mob.value.columns) == len(block.table.rows) - 1


def test_the_readers_own_choice_is_marked_beside_the_report(mob):
    cohort = select(EXTRACT, Selection(voor_start="weglaten"))
    own = lead.own_share(gate(distribution(cohort)), "mob", "all")
    figure = curve_block.curve_block(mob, "zin", own).picture.content
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert any(text.startswith("<b>uw keuze</b>") for text in texts)


def test_own_share_of_exits_and_of_a_merged_outcome():
    merged = select(EXTRACT, Selection(doormigratie="bij_overig"))
    assert lead.own_share(gate(distribution(merged)), "doormigratie", "all") is None
    everyone = gate(distribution(select(EXTRACT, Selection())))
    exits = lead.own_share(everyone, "mob", "exits")
    assert exits.total < everyone.value.n


def test_one_combination_can_be_opened(mob):
    column = mob.value.columns[3]
    choices = curve_block.choices_of(column, "exits")
    assert choices.pop("uitstroom") is True
    people = select(EXTRACT, Selection().only(**choices)).people
    assert len(people) == column.middle.total
    assert str(column.middle.count) in curve_block.one_sentence(column)


def test_every_option_has_a_short_name_and_every_alternative_a_reason_and_a_source():
    listed = [*CRITERIA, *DTV_CRITERIA, *DENOMINATORS]
    for criterion in listed:
        assert criterion.code in criteria.CRITERION
        for option in criterion.options:
            assert criteria.short(criterion.code, option)
        for option in criterion.options[1:]:
            reason, source = criteria.WHY[criterion.code, option]
            assert reason.endswith(".")
            assert source


def test_the_tables_of_choices_are_whole(bars):
    block = criteria.criteria_block(bars)
    listed = [*CRITERIA, *DTV_CRITERIA, *DENOMINATORS]
    assert len(block.table.rows) == sum(len(c.options) - 1 for c in listed) + 1
    pairs = criteria.impossible_block(bars, IMPOSSIBLE)
    assert len(pairs.table.rows) == len(IMPOSSIBLE)


def test_the_tornado_leaves_exits_only_to_the_words(bars):
    block = gevoeligheid_uitmaakt.tornado_block(bars)
    assert criteria.CRITERION[EXITS_ONLY] not in block.picture.content
    assert "van wie is uitgestroomd" in block.sentence
    assert len(block.table.rows) == sum(len(c.options) for c in CRITERIA) + 2


def test_rows_link_to_the_page_with_exactly_that_choice():
    filters = Selection(geslacht=("vrouw",))
    assert criteria.link(filters, {"voor_start": "weglaten"}) == Link(
        "overzicht", "./?voor_start=weglaten&geslacht=vrouw"
    )
    assert "uitstroom=true" in criteria.link(filters, {EXITS_ONLY: "true"}).address
    assert criteria.link(Selection(), {"voor_start": "meetellen"}) == Link("overzicht", "./")
    there = criteria.link(Selection(), {"voor_start": "weglaten"}, "duur")
    assert there == Link("duur", "duur?voor_start=weglaten")


def test_every_claim_has_words_a_source_and_a_verdict():
    results = [
        gate(analysis(FOUND)) for analysis in (claims, concrete_perspective, duration_claims)
    ]
    block = gevoeligheid_uitspraken.claims_block(results)
    verdicts = [verdict for result in results for verdict in result.value.verdicts]
    assert {judged.claim for judged in verdicts} == set(gevoeligheid_uitspraken.CLAIM)
    assert len(block.table.rows) == len(verdicts) == 9
    assert all(row[-1].startswith("Kamerbrief 2011") for row in block.table.rows)
    pages = {row[5].label for row in block.table.rows}
    assert pages == {"vergelijking", "overzicht", "duur"}


def verdict(holds, of, in_report=True, worst=None):
    return Verdict(
        claim="mob_lager",
        holds=holds,
        of=of,
        not_said=0,
        in_report=in_report,
        report=0.1,
        low=0.0,
        high=0.2,
        worst=worst,
    )


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        (verdict(108, 108), "klopt in alle 108 tellingen"),
        (verdict(0, 1080), "klopt in geen van de 1.080 tellingen"),
        (verdict(96, 108), "klopt in 96 van 108 tellingen"),
        (verdict(0, 0, None), "hierover is niets te zeggen"),
    ],
)
def test_a_verdict_in_words(judged, expected):
    assert gevoeligheid_uitspraken.verdict_words(judged) == expected


def test_where_a_claim_breaks():
    assert gevoeligheid_uitspraken.breaks(None) == ""
    text = gevoeligheid_uitspraken.breaks(Break("voor_start", "weglaten", 12, 1800))
    assert text == "zonder wie er al was vóór de start (12 van 1.800 keer niet)"


def test_a_few_people_get_no_percentages():
    few = combine(extract_of({"a": {"mob": 1, "in_begeleiding": 2}}))
    drawn, bars = curve(few, "mob"), tornado(few, "mob")
    assert not lead.enough(drawn)
    assert "%" not in lead.lead(gate(drawn), bars)
    assert "3 jongeren" in lead.lead(gate(drawn), bars)


def test_nobody_is_explained():
    nobody = combine(extract_of({}))
    drawn, bars = curve(nobody, "mob"), tornado(nobody, "mob")
    assert "niemand" in lead.lead(gate(drawn), bars) or "geen enkele" in lead.lead(
        gate(drawn), bars
    )
    assert gevoeligheid_uitmaakt.tornado_block(gate(bars)).picture is None
    results = [gate(analysis(nobody)) for analysis in (claims, duration_claims)]
    assert "geen enkele uitspraak" in gevoeligheid_uitspraken.claims_block(results).sentence


def test_being_in_guidance_is_asked_of_everyone():
    assert lead.basis_of("in_begeleiding", "exits") == "all"
    assert lead.basis_of("mob", "exits") == "exits"
    assert lead.NOT_OF_EXITS in lead.caveat("in_begeleiding", "exits")
    assert lead.caveat("mob", "exits") == lead.CAVEAT


def test_the_file_has_every_combination_and_the_screen_a_few():
    combinations = grid(FOUND)
    block = everything.everything_block(gate(combinations))
    lines = to_csv(block, MACHINE, "http://hier").decode().splitlines()
    rows = [line for line in lines if not line.startswith(("#", '"#'))]
    assert len(rows) == len(combinations.combinations) + 1
    header = next(csv.reader([rows[0]]))
    assert len(header) == len(set(header))
    assert to_html(block.table).count("<tr>") == everything.SHOWN + 1


def test_the_screening_counts_what_stays_the_same():
    screened = screening_claims(FOUND, "mob")
    block = screening.screening_block(gate(screened))
    same = sum(bool(row.verdict.in_report) for row in screened.rows)
    assert f"komt bij {same} met de keuzes van het rapport" in block.sentence
    assert not screening.has_appendix("overig")
    rows = [row for row in screened.rows if row.verdict.in_report]
    firm = tuple(replace(row, verdict=replace(row.verdict, holds=row.verdict.of)) for row in rows)
    said = screening.screening_sentence(replace(screened, rows=firm))
    number = f"{screened.countings:,}".replace(",", ".")
    assert said.endswith(f"Dat blijft bij alle {len(firm)} in alle {number} tellingen zo.")
    loose = tuple(replace(row, verdict=replace(row.verdict, in_report=False)) for row in rows)
    said = screening.screening_sentence(replace(screened, rows=loose))
    assert said.endswith(
        "komt bij geen met de keuzes van het rapport hetzelfde uit als gedrukt "
        "(geen enkele keer ja)."
    )
    empty = screening_claims(combine(extract_of({})), "mob")
    assert "geen kenmerken" in screening.screening_sentence(empty)


def test_another_classification_in_words():
    places = {"a": (5, 40), "b": (30, 40), "c": (6, 40), "d": (33, 40)}
    kinds = {"a": "cyclisch", "b": "maatwerk", "c": "cyclisch_maatwerk", "d": "lineair"}
    cohort = cohort_of(binary(places), kinds)
    block = screening.types_block(gate(reclassify(cohort, "mob")))
    assert "indelingen" in block.sentence
    assert len(block.table.rows) == 4
    differs = [replace(reclassify(cohort, "mob"), differs=n, tested=55) for n in (0, 20, 55)]
    texts = [screening.types_sentence(reclassified) for reclassified in differs]
    assert "geen bewijs dat het type niet uitmaakt" in texts[0]
    assert "in 20 van de 55 indelingen" in texts[1]
    assert texts[2].startswith("In alle 55 indelingen")
    alone = reclassify(cohort_of(binary({"a": (0, 0)}), {"a": None}), "mob")
    assert "niets te vergelijken" in screening.types_sentence(alone)


def test_permit_or_return_is_one_of_the_outcomes():
    choice = lead.CHOICES[0]
    assert choice.options["concreet"] == "vergunning of terugkeer"
    drawn, bars = gate(curve(FOUND, "concreet")), gate(tornado(FOUND, "concreet"))
    assert "het deel 'vergunning of terugkeer' van iedereen" in lead.lead(drawn, bars.value)
    block = curve_block.curve_block(drawn, "zin", None)
    assert block.definition.numerator == "jongeren met als uitkomst: vergunning of terugkeer"
    everyone = gate(distribution(select(EXTRACT, Selection())))
    assert lead.own_share(everyone, "concreet", "all") == drawn.value.report
    assert not screening.has_types("concreet")
