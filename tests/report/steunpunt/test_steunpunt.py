import re
from collections import Counter

import pytest

from perspectief.report.block import exports
from perspectief.report.block.blocks import MAX_ALT
from perspectief.report.steunpunt import facts, limits, one_steunpunt, place_chart
from perspectief_core.disclosure import protecting
from perspectief_core.published import records
from perspectief_core.steunpunten import profile
from tests.report.asking import PERMIT, asked, people


def profile_of(extract, place, **choices):
    return asked(extract, profile.profile, place, **choices)


def facts_of(code):
    return protecting.published_result(facts.facts_of(code))


def test_the_page_offers_the_steunpunten_in_the_filter_and_starts_with_the_first_by_name():
    names = {"b": "Aa", "a": "Zz"}
    assert list(one_steunpunt.choice((), names).options) == ["b", "a"]
    assert one_steunpunt.choice((), names).default == "b"
    # With a filter no other can be chosen: box, filter and link then speak of the same.
    assert one_steunpunt.choice(("a",), names).options == {"a": "Zz"}
    assert list(one_steunpunt.choice(("a", "b"), names).options) == ["b", "a"]


def test_the_sentence_counts_and_judges():
    result = profile_of(people(almere=(100, 60), breda=(300, 30)), "almere")
    text = one_steunpunt.sentence(result, "Almere")
    assert text.startswith("In deze nagemaakte gegevens begeleidde Almere 100 jongeren: 40 nog")
    assert "60 met een vergunning" in text
    assert "kan geven: nog in begeleiding (lager) en vergunning (hoger)" in text


def test_of_a_small_group_no_percentage_is_said_anywhere():
    result = profile_of(people(almere=(3, 1), breda=(300, 30)), "almere")
    assert "te klein voor percentages" in one_steunpunt.sentence(result, "Almere")
    block = one_steunpunt.outcomes_block(result, "Almere")
    own = [row[1] for row in block.table.rows]
    assert all(share.total == 3 for share in own)
    assert all(row[3] is None for row in block.table.rows)
    said = " ".join((*limits.can_say(result, "A"), *limits.cannot_say(result, "A")))
    assert "%" not in said


@pytest.mark.parametrize(("length", "counted"), [(8, True), (80, False), (300, False)])
def test_a_steunpunt_with_a_long_name_has_its_figure_too(length, counted):
    result, name = profile_of(people(almere=(100, 60), breda=(300, 30)), "almere"), "A" * length
    alt = one_steunpunt.outcomes_block(result, name).picture.alt
    assert len(alt) <= MAX_ALT
    assert ("vergunning 60" in alt) == counted
    assert alt.startswith(f"Twee balken onder elkaar: {name}"[:150])


def test_a_group_in_which_nothing_could_be_seen_is_not_called_ordinary():
    result = profile_of(people(almere=(3, 1), breda=(300, 90)), "almere")
    text = one_steunpunt.sentence(result, "Almere")
    assert "Dat er niets opvalt, zegt dus weinig" in text
    assert "een lage uitkomst is bij zo'n kleine groep nooit te zien" in text.lower()
    # What a high one needs stands below it: it may not be denied above.
    assert ("een hoge soms wel" in text) == any(
        "hoog vanaf" in s for s in limits.can_say(result, "A")
    )
    assert "buiten wat toeval" not in text


def test_nobody_of_the_steunpunt_in_the_selection_is_said():
    result = profile_of(people(breda=(30, 3)), "almere")
    assert "geen jongeren in uw selectie" in one_steunpunt.sentence(result, "Almere")


def test_an_only_steunpunt_has_nothing_beside_it():
    result = profile_of(people(almere=(30, 3)), "almere")
    assert "geen andere steunpunten" in one_steunpunt.sentence(result, "Almere")
    assert one_steunpunt.place_block(result, "Almere").picture is None
    html_ = one_steunpunt.outcomes_block(result, "Almere").picture.content
    assert "andere steunpunten" not in html_


def test_the_mark_stands_inside_both_pictures():
    result = profile_of(people(almere=(50, 10), breda=(50, 11)), "almere")
    mark = "geen cijfer over Almere"
    assert mark in one_steunpunt.outcomes_block(result, "Almere").picture.content
    chart = one_steunpunt.place_block(result, "Almere").picture.content
    assert any(mark in annotation.text for annotation in chart.layout.annotations)
    assert f"Nagemaakt, met opzet afwijkend: {mark}." in limits.cannot_say(result, "Almere")


def test_a_merged_outcome_has_no_row():
    extract = people(almere=(50, 10), breda=(50, 11))
    merged = profile_of(extract, "almere", doormigratie="bij_overig")
    assert "doormigratie" not in {row.outcome for row in one_steunpunt.rows_in_use(merged)}
    assert len(one_steunpunt.rows_in_use(profile_of(extract, "almere"))) == 6


def test_what_cannot_be_seen_is_said_per_side():
    result = profile_of(people(almere=(3, 1), breda=(300, 150)), "almere")
    low, high = (
        next(line for line in limits.cannot_say(result, "Almere") if of in line)
        for of in ("zeldzamer", "vaker")
    )
    assert "Zelfs 0 van 3" in low
    assert "Zelfs 3 van 3" in high
    assert "vergunning" in low
    assert "vergunning" in high
    # Nobody returned anywhere, so that one return would already be extraordinary.
    assert "terugkeer" not in high


def test_what_stands_out_is_said_with_what_would_be_ordinary():
    result = profile_of(people(almere=(100, 60), breda=(300, 30)), "almere")
    point = next(row.point for row in result.value.outcomes if row.outcome == PERMIT)
    line = next(sentence for sentence in limits.can_say(result, "A") if "Vergunning" in sentence)
    assert "60 van 100 is meer dan toeval kan geven" in line
    assert f"{point.least95} tot en met {point.most95}" in line


def test_the_place_of_every_outcome_is_drawn_once():
    result = profile_of(people(almere=(50, 10), breda=(50, 11)), "almere")
    rows = one_steunpunt.rows_in_use(result)
    figure = place_chart.draw(result.value, rows)
    own = [
        (y, x)
        for trace in figure.data
        if trace.type == "scatter" and trace.name != "alle steunpunten samen"
        for x, y in zip(trace.x, trace.y, strict=True)
    ]
    assert sorted(own) == [(at, 100 * row.own.share) for at, row in enumerate(rows)]


def test_names_are_escaped():
    result = profile_of(people(almere=(50, 10), breda=(50, 11)), "almere")
    name = "<script>x</script>"
    assert name not in one_steunpunt.outcomes_block(result, name).picture.content
    assert name not in limits.limits_block(result, name).picture.content
    assert name not in facts.banner(name)


@pytest.mark.parametrize("code", list(records.steunpunten_table().index))
def test_every_steunpunt_of_the_report_has_all_its_published_answers(code):
    known = facts_of(code)
    columns = [c for c in records.steunpunt_columns() if c.herkomst_gegevens == "gepubliceerd"]
    blocks = [facts.facts_block(known, group, "X") for group in facts.GROUPS]
    labels = [row[0] for block in blocks for row in block.table.rows]
    assert sorted(labels) == sorted(column.label for column in columns)
    assert all(all(row) for block in blocks for row in block.table.rows)
    assert {block.provenance.kind for block in blocks} == {"published"}


def test_published_answers_are_those_of_the_tables():
    answers = {fact.label: fact.answer for fact in facts_of("utrecht").value}
    assert answers["Aantal betaalde, vaste medewerkers"] == "8"
    assert answers["Datum waarop het project begon"] == "1 juni 2003"
    assert answers["Werkwijze in zes typen"] == "Cyclisch en maatwerk"
    assert answers["Oordeel van het steunpunt over de communicatie met de IND"] == "Slecht"


def test_how_many_answer_the_same_is_counted_over_all_twenty():
    column = next(c for c in records.steunpunt_columns() if c.kolom == "huiskamer")
    answers = Counter(records.steunpunten_table()["huiskamer"])
    told = {fact.label: fact.among_all for fact in facts_of("utrecht").value}[column.label]
    assert told == f"{answers['ja']} van 20 hetzelfde"
    assert sum(answers.values()) == 20


def test_published_parts_never_carry_the_mark_of_invented_outcomes():
    for group in facts.GROUPS:
        block = facts.facts_block(facts_of("almelo"), group, "Almelo")
        file = exports.to_csv(block, exports.MACHINE, "link").decode()
        assert "LET OP" not in file
        assert "Nagemaakt" not in file
        assert block.sentence.startswith("Gepubliceerd")


def test_a_steunpunt_the_report_does_not_know_has_no_facts():
    assert facts_of("nergens").value == ()


@pytest.mark.parametrize(
    "choices", [{}, {"geslacht": ("vrouw",)}, {"uitstroom": True}, {"doormigratie": "bij_overig"}]
)
def test_every_steunpunt_gives_whole_blocks(shipped, choices):
    for code in shipped.steunpunten["steunpunt"]:
        result = profile_of(shipped, code, **choices)
        text = one_steunpunt.sentence(result, "X")
        assert not re.search("nan|None", text)
        if result.value.n:
            for make in (
                one_steunpunt.outcomes_block,
                one_steunpunt.place_block,
                limits.limits_block,
            ):
                block = make(result, "X")
                assert exports.to_csv(block, exports.EXCEL_NL, "link")
                assert not re.search("nan|None", block.sentence)
