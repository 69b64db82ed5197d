"""The comparison in words, tables and charts: honest for the letter, a selection, and nobody."""

from dataclasses import replace
from datetime import date

import pytest

from perspectief.report.block.flat import flat_columns, flat_rows
from perspectief.report.block.tables import cell_text
from perspectief.report.vergelijking import doubts, letter_table, steps, verdict
from perspectief.report.words import shares
from perspectief_core.cohort.grouping import RESULTS
from perspectief_core.cohort.selecting import inclusion_flow, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison.comparing import ComparisonOptions, compare_selection
from perspectief_core.comparison.letter import letter_facts
from perspectief_core.disclosure.protecting import protect, published_result
from tests.core.builders2 import LETTER_PERSPECTIEF, extract_of

FACTS = published_result(letter_facts())
LETTER = verdict.from_letter(FACTS, ComparisonOptions())
OPEN_OUT = verdict.from_letter(FACTS, ComparisonOptions(open_zaken="weglaten"))


def computed(counts, **filters):
    extract = extract_of(counts)
    selection = Selection().only(**filters)
    comparison = compare_selection(extract, selection, ComparisonOptions())
    return protect(comparison, extract, selection, "open")


def rows_of(block):
    return {row[0]: row for row in block.table.rows}


def test_the_verdict_names_four_counted_differences_and_two_warnings():
    may, may_not = verdict.may_conclude(LETTER), verdict.may_not_conclude(LETTER)
    assert len(may) == 5
    assert "107 van 733" in may[0]
    assert "groter deel" in may[0]
    assert "kleiner deel" in may[1]
    assert "Toeval en afronding kunnen deze verschillen niet verklaren" in may[-1]
    assert "anders gekozen" in may_not[0]
    assert "473 van 733" in may_not[1]
    assert "bij alle 4 andere uitkomsten" in may_not[1]


def test_dtv_counts_are_marked_as_rounded():
    for line in verdict.may_conclude(LETTER)[:4]:
        assert "≈" in line.split("tegen")[1]
    block = letter_table.printed_block(FACTS)
    assert all(str(row[2]).startswith(("≈", ".")) for row in block.table.rows)


def test_without_open_cases_the_verdict_says_who_is_left():
    may_not = verdict.may_not_conclude(OPEN_OUT)
    assert "tellen nu niet mee" in may_not[1]
    assert len(verdict.main_rows(OPEN_OUT)) == 3


def test_the_verdict_is_escaped_html_in_a_box():
    box = verdict.verdict_box(LETTER)
    assert box.startswith("<div class='pf-verdict'>")
    assert "DT&amp;V" in box


def test_a_difference_that_chance_gives_is_not_called_a_difference():
    extract = extract_of({"a": {"verblijfsvergunning": 2, "in_begeleiding": 18}})
    comparison = compare_selection(extract, Selection(), ComparisonOptions())
    assert "kan toeval of afronding zijn" in verdict.may_conclude(comparison)[-1]


def test_the_ministers_table_as_printed_and_completed():
    rows = rows_of(letter_table.printed_block(FACTS))
    together = rows["Samen (opgeteld)"]
    assert together[1] == 723
    assert together[3] == pytest.approx(1.0)
    assert (together[5], together[6]) == (733, 1.0)
    assert rows["Doormigratie"][1] is None
    assert rows["Doormigratie"][5] == 10
    # Both sides come first, so that a phone shows both; no two columns are called the same.
    columns = letter_table.printed_block(FACTS).table.columns
    assert [column.key for column in columns][1:3] == ["gedrukt", "dtv"]
    assert len({column.label for column in columns}) == len(columns)
    assert rows["Totaal in de brief"][1] == 733


def test_published_blocks_carry_no_mark_of_synthetic_data():
    blocks = [
        letter_table.printed_block(FACTS),
        letter_table.uncorrected_block(FACTS),
        doubts.shares_block(LETTER, FACTS),
        doubts.difference_block(LETTER, FACTS),
        doubts.hidden_block(LETTER, FACTS),
    ]
    assert {block.provenance.kind for block in blocks} == {"published"}
    assert all("Kamerbrief 2011" in block.definition.source for block in blocks)


def test_computed_blocks_do_and_say_what_they_count():
    comparison = computed({"a": LETTER_PERSPECTIEF})
    block = doubts.shares_block(comparison.value, comparison)
    assert block.key == "aandelen_selectie"
    assert block.provenance.kind == "synthetic"
    assert block.sentence.startswith("In uw selectie")
    assert "Geteld in de gegevens die u bekijkt" in block.definition.source


def test_every_known_difference_is_listed_with_both_sides():
    block = letter_table.uncorrected_block(FACTS)
    assert len(block.table.rows) >= 6
    assert all(all(cell for cell in row) for row in block.table.rows)
    text = " ".join(str(cell) for row in block.table.rows for cell in row)
    for word in ("aanmeldde", "Dubbele aanpak", "mob", "Voorgeschiedenis"):
        assert word in text


def test_the_sentence_says_which_doubt_decides():
    text = doubts.difference_block(LETTER, FACTS).sentence
    assert "Bij 4 van de 5 uitkomsten" in text
    assert "open zaken" in text
    assert "Bij één van de 5 uitkomsten ('nog niet klaar')" in text
    assert text.endswith("Over de oorzaak zegt dit niets.")


def test_the_e_value_in_plain_words():
    text = doubts.hidden_block(LETTER, FACTS).sentence
    assert "3,1 keer zo vaak" in text
    assert "E-waarde" not in text
    assert "even lang zijn gevolgd" in text


def test_tables_and_charts_show_the_same_numbers():
    block = doubts.difference_block(LETTER, FACTS)
    assert block.picture is not None
    drawn = next(trace for trace in block.picture.content.data if trace.name == "geteld")
    assert list(drawn.x) == [row[1] for row in block.table.rows]
    block = doubts.shares_block(LETTER, FACTS)
    drawn = next(trace for trace in block.picture.content.data if trace.name == "geteld")
    assert list(drawn.x) == pytest.approx([100 * row[3] for row in block.table.rows])


def test_a_row_of_its_own_is_one_of_one_side():
    printed, apart = (
        verdict.from_letter(FACTS, verdict.options(way, "meetellen", "meetellen"))
        for way in ("weggelaten", "apart")
    )
    before, after = (doubts.shares_block(comparison, FACTS) for comparison in (printed, apart))
    added = [row for row in after.table.rows if row not in before.table.rows]
    assert [(row[0], row[1], row[2]) for row in added] == [
        ("Doormigratie", "Perspectief", "10 van 733")
    ]
    texts = [annotation.text for annotation in after.picture.content.layout.annotations]
    assert "<b>Doormigratie</b>" in texts
    assert "één regel" in after.reading
    assert (
        doubts.difference_block(apart, FACTS).table == doubts.difference_block(printed, FACTS).table
    )


def test_the_legend_names_both_sides_by_colour_and_sign():
    figure = doubts.shares_block(LETTER, FACTS).picture.content
    shown = {
        trace.name: trace.marker.symbol for trace in figure.data if trace.showlegend is not False
    }
    assert shown["Perspectief"] == "circle"
    assert shown["DT&amp;V"] == "diamond"
    alone = doubts.difference_block(LETTER, FACTS).picture.content
    assert "Perspectief" not in {trace.name for trace in alone.data}


def test_each_block_says_what_it_is_about():
    built = (doubts.shares_block, doubts.difference_block, doubts.hidden_block)
    said = [build(LETTER, FACTS).definition.what for build in built]
    assert len(set(said)) == 3
    assert "procentpunt" in said[1]
    assert "E-waarde" in said[2]


@pytest.mark.parametrize("dates", [True, False])
def test_an_earlier_peildatum_says_which_side_moves(dates):
    extract = extract_of({"a": LETTER_PERSPECTIEF})
    if not dates:
        extract = replace(extract, dtv=extract.dtv.drop(columns="in_beeld_tot"))
    day = date(2010, 10, 1)
    selection = Selection(peildatum=day.isoformat())
    comparison = compare_selection(extract, selection, ComparisonOptions())
    text = verdict.computed_note(comparison, day, "synthetic")
    assert ("geldt voor beide kanten" in text) == dates
    assert ("geldt alleen voor Perspectief" in text) == (not dates)
    assert text.startswith(verdict.computed_note(comparison, date(2011, 4, 1), "synthetic"))
    # Of a register nothing is made up.
    assert "nagemaakt" in text
    assert "nagemaakt" not in verdict.computed_note(comparison, day, "register")


def test_a_title_says_where_is_counted_and_of_an_edition_nothing_is():
    assert verdict.computed_title("synthetic", "open").endswith("geteld in nagemaakte gegevens")
    assert verdict.computed_title("register", "analist").endswith("geteld in de registratie")
    for kind in ("synthetic", "register"):
        assert "geteld" not in verdict.computed_title(kind, "publicatie")


def test_rounded_by_the_letter_is_said_of_its_own_date_only():
    extract = extract_of({"a": LETTER_PERSPECTIEF})
    for day, printed in (("2011-04-01", True), ("2010-10-01", False)):
        selection = Selection(peildatum=day)
        comparison = compare_selection(extract, selection, ComparisonOptions())
        asked = protect(comparison, extract, selection, "open")
        block = doubts.shares_block(comparison, asked)
        told = f"{block.sentence} {block.table} {block.definition.denominator}"
        assert ("≈" in told) == printed
        assert ("ongeveer" in told) == (not printed)


def test_a_concrete_perspective_is_told_counted_and_explained_as_one():
    both = verdict.from_letter(FACTS, ComparisonOptions(resultaat="samen"))
    first = verdict.may_conclude(both)[0]
    assert first.startswith("Bij Perspectief kreeg een kleiner deel een vergunning of vertrok")
    assert "128 van 733 (17" in first
    assert "250 van ≈\u00a01.140 (22" in first
    assert "een vergunning of terugkeer" in doubts.hidden_block(both, FACTS).sentence
    own = compare_selection(
        extract_of({"a": LETTER_PERSPECTIEF}), Selection(), ComparisonOptions(resultaat="samen")
    )
    asked = computed({"a": LETTER_PERSPECTIEF})
    numbers = doubts.shares_block(own, asked).numbers
    assert [number.measure.levels for number in numbers] == [RESULTS, ("mob",)]


def test_rounded_by_the_letter_is_not_said_of_other_numbers():
    extract = extract_of({"a": LETTER_PERSPECTIEF})
    flow = protect(inclusion_flow(select(extract, Selection())), extract, Selection(), "open")
    block = steps.steps_block(flow, computed({"a": LETTER_PERSPECTIEF}))
    assert "≈" not in f"{block.sentence} {block.picture.content} {block.table}"


def test_the_selection_opens_its_own_part():
    assert {"steunpunt", "peildatum"} <= verdict.SELECTED_BY
    assert "open_zaken" not in verdict.SELECTED_BY


def test_nobody_is_explained_and_not_drawn():
    comparison = computed({})
    for build in (doubts.shares_block, doubts.difference_block):
        block = build(comparison.value, comparison)
        assert block.picture is None
        assert "niemand" in block.sentence
    assert "te weinig" in verdict.may_conclude(comparison.value)[0]


def test_a_handful_of_people_gets_no_percentage():
    comparison = computed({"a": {"mob": 1, "in_begeleiding": 2}})
    block = doubts.shares_block(comparison.value, comparison)
    assert "te weinig" in block.sentence
    for other in (doubts.difference_block, doubts.hidden_block):
        said = other(comparison.value, comparison).sentence
        assert "te weinig" in said or said == "Hierover is met deze keuzes niets te zeggen."
    assert shares.sentence(comparison.value.rows[0].share) == "2 van 3"


@pytest.mark.parametrize("doormigratie", ["weggelaten", "apart", "bij_overig"])
@pytest.mark.parametrize("rest", [("meetellen", "weglaten"), ("weglaten", "meetellen")])
def test_every_mapping_makes_blocks_that_can_be_saved(doormigratie, rest):
    comparison = verdict.from_letter(FACTS, verdict.options(doormigratie, *rest))
    for build in (doubts.shares_block, doubts.hidden_block):
        table = build(comparison, FACTS).table
        assert all(len(row) == len(flat_columns(table)) for row in flat_rows(table))
        for row in table.rows:
            assert all(cell_text(*pair) for pair in zip(row, table.columns, strict=True))


def test_steps_of_both_sides_stand_beside_each_other():
    extract = extract_of({"a": LETTER_PERSPECTIEF})
    flow = protect(inclusion_flow(select(extract, Selection())), extract, Selection(), "open")
    block = steps.steps_block(flow, computed({"a": LETTER_PERSPECTIEF}))
    assert "alleen op Perspectief" in block.sentence
    sides = {row[0] for row in block.table.rows}
    assert sides == {"Perspectief", "DT&V"}
    assert block.picture.content.count("<ol class='pf-flow'>") == 2


@pytest.mark.parametrize(
    ("n", "said"), [(0, "blijft niemand van de "), (1, "blijft 1 van de "), (2, "blijven 2 van ")]
)
def test_who_is_left_fits_the_number(n, said):
    extract = extract_of({"a": LETTER_PERSPECTIEF})
    flow = inclusion_flow(select(extract, Selection()))
    kept = replace(flow, steps=(*flow.steps[:-1], replace(flow.steps[-1], kept=n)))
    own = protect(kept, extract, Selection(), "open")
    block = steps.steps_block(own, computed({"a": LETTER_PERSPECTIEF}))
    assert f"Bij Perspectief {said}" in block.sentence


def test_a_step_without_its_column_says_so():
    extract = extract_of({"a": LETTER_PERSPECTIEF})
    bare = replace(extract, dtv=extract.dtv[["persoon", "uitkomst"]])
    comparison = protect(
        compare_selection(bare, Selection(), ComparisonOptions()), bare, Selection(), "open"
    )
    flow = protect(inclusion_flow(select(bare, Selection())), bare, Selection(), "open")
    block = steps.steps_block(flow, comparison)
    assert "staat niet in deze gegevens" in block.picture.content
    assert len(comparison.value.rows) == 5
