import re
from dataclasses import replace

import pytest

from perspectief.report.block import exports
from perspectief.report.werkwijzen import dots_chart, published, types as werkwijzen
from perspectief.report.words import formats
from perspectief.report.words.choices import ANY_OUTCOME
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from perspectief_core.disclosure import protecting
from perspectief_core.published import records
from perspectief_core.steunpunten.werkwijzen import by_type
from tests.core.builders import STEUNPUNTEN, make_extract
from tests.places import SHIPPED
from tests.report.asking import PERMIT, asked, named, people

NAMES = {code: code.title() for code in STEUNPUNTEN}


def compared(extract, typology="6", outcome=PERMIT, **choices):
    return asked(extract, by_type, typology, outcome, **choices)


def changed(result, **fields):
    extract = make_extract(1)
    return protecting.protect(replace(result.value, **fields), extract, Selection(), "open")


@pytest.fixture(name="shipped", scope="module")
def _shipped():
    extract = load(SHIPPED)
    return extract, named(extract)


@pytest.mark.parametrize(
    ("p", "said"), [(0.01, "typen groter dan"), (0.4, "typen niet groter dan")]
)
def test_the_sentence_follows_the_test_with_steunpunten_as_units(p, said):
    comparison = changed(compared(make_extract(300)), permutation_p=p).value
    assert f"{said} toeval kan geven" in werkwijzen.sentence(comparison)
    assert f"geen {formats.count(comparison.overall.total)} losse" in werkwijzen.sentence(
        comparison
    )


def test_a_difference_only_seen_with_people_as_units_is_called_too_certain():
    result = compared(make_extract(300))
    sure = replace(result.value.naive, p=0.001)
    warned = changed(result, permutation_p=0.3, naive=sure).value
    assert "dat is te zeker" in werkwijzen.sentence(warned)
    agreed = changed(result, permutation_p=0.01, naive=sure).value
    assert "te zeker" not in werkwijzen.sentence(agreed)


def test_one_type_cannot_be_compared():
    block = werkwijzen.types_block(compared(people(almere=(3, 1))), NAMES)
    assert "maar één type: cyclisch / presentie" in block.sentence
    assert "één steunpunt" in " ".join(
        annotation.text for annotation in block.picture.content.layout.annotations
    )


def test_chart_of_a_few_people_names_no_percentage():
    block = werkwijzen.types_block(compared(people(almere=(3, 1))), NAMES)
    assert block.picture.alt.startswith("1 stip, één per steunpunt, in 1 groep ")
    legend = [trace.name for trace in block.picture.content.data if trace.name]
    assert "alle steunpunten samen: 1 van 3" in legend
    assert not any("%" in name for name in legend)


@pytest.mark.parametrize(("permits", "word"), [(0, "Geen"), (20, "Elk")])
def test_nothing_to_compare_when_nobody_or_everybody_has_the_outcome(permits, word):
    comparison = compared(people(almere=(20, permits), breda=(20, permits)))
    assert werkwijzen.sentence(comparison.value).startswith(f"{word} van de 40 jongeren")
    assert werkwijzen.analyst_note(comparison) == ""


def test_an_empty_selection_is_said():
    block = werkwijzen.types_block(compared(make_extract(20), steunpunt=("nergens",)), NAMES)
    assert block.sentence == "Er zijn geen jongeren die aan uw keuzes voldoen."
    assert block.picture is None


def test_an_unknown_type_is_a_type_of_its_own():
    block = werkwijzen.types_block(compared(people(almere=(20, 4), zwolle=(20, 9))), NAMES)
    row = next(
        row for row in block.table.rows if row[0] == "Type niet bekend" and row[1] != "alle samen"
    )
    assert (row[1].label, row[2], row[3]) == ("Zwolle", 9, 20)


def test_dots_stand_inside_the_band_of_their_own_type(shipped):
    extract, names = shipped
    result = compared(extract)
    figure = dots_chart.draw(result, names)
    bands = next(trace for trace in figure.data if trace.type == "bar")
    spans = [(y - w / 2, y + w / 2) for y, w in zip(bands.y, bands.width, strict=True)]
    rows = [y for t in figure.data if t.type == "scatter" and t.mode == "markers" for y in t.y]
    assert len(rows) == len(set(rows)) == sum(len(kind.points) for kind in result.value.types) == 20
    per_type = [sum(low < row < high for row in rows) for low, high in spans]
    assert per_type == [len(kind.points) for kind in result.value.types]
    bounds = [
        100 * end for kind in result.value.types for end in (kind.interval.low, kind.interval.high)
    ]
    drawn = [end for b, x in zip(bands.base, bands.x, strict=True) for end in (b, b + x)]
    assert drawn == pytest.approx(bounds)


def test_small_steunpunten_are_open_dots_and_have_no_percentage(shipped):
    extract, names = shipped
    figure = dots_chart.draw(compared(extract), names)
    small = next(trace for trace in figure.data if trace.name and "minder dan 10" in trace.name)
    assert small.marker.symbol == "circle-open"
    assert all("%" not in text for text in small.hovertext)
    assert not any("%" in text for text in figure.layout.yaxis.ticktext)


def test_the_table_adds_up_per_type(shipped):
    extract, names = shipped
    for typology in ("6", "4", "2"):
        *rows, whole = werkwijzen.types_block(compared(extract, typology), names).table.rows
        types = [row for row in rows if row[1] == "alle samen"]
        assert (sum(row[2] for row in types), sum(row[3] for row in types)) == whole[2:4]
        for kind in types:
            own = [row for row in rows if row[0] == kind[0] and row[1] != "alle samen"]
            assert (sum(row[2] for row in own), sum(row[3] for row in own)) == kind[2:4]
            labels = [row[1].label for row in own]
            assert labels == sorted(labels)


@pytest.mark.parametrize("typology", list(werkwijzen.TYPOLOGY.options))
@pytest.mark.parametrize("outcome", list(ANY_OUTCOME.options))
@pytest.mark.parametrize(
    "choices",
    [{}, {"steunpunt": ("almelo",)}, {"geslacht": ("vrouw",), "herkomst": ("irak",)}],
)
def test_every_choice_gives_a_whole_block(shipped, typology, outcome, choices):
    extract, names = shipped
    result = compared(extract, typology, outcome, **choices)
    block = werkwijzen.types_block(result, names)
    assert exports.to_csv(block, exports.MACHINE, "link").startswith(b"# LET OP")
    assert not re.search("nan|None", block.sentence + werkwijzen.analyst_note(result))


def test_every_steunpunt_stands_at_its_published_type():
    facts = published.type_facts()
    told = {code: fact.type for fact in facts for code in fact.steunpunten}
    assert told == records.steunpunten_table()["werkwijze"].to_dict()
    block = published.description_block(protecting.published_result(facts))
    assert len(block.table.rows) == 6
    assert block.provenance.kind == "published"
    assert "meer dan één type" in block.sentence


def test_the_reports_own_findings_are_told_as_printed():
    rows = protecting.published_result(published.findings())
    block = published.findings_block(rows)
    assert len(block.table.rows) == 14
    assert "keek 14 keer en vond 2 keer een samenhang" in block.sentence
    yes = [row for row in block.table.rows if row[3] == "ja"]
    assert [(row[0], row[2], row[4]) for row in yes] == [
        ("nog in begeleiding", "Vier typen", "0,04"),
        ("verblijfsvergunning", "Zacht of hard", None),
    ]


def test_chosen_steunpunten_stand_out_and_change_no_number(shipped):
    extract, names = shipped
    result = compared(extract)
    plain = werkwijzen.types_block(result, names)
    block = werkwijzen.types_block(result, names, ("utrecht",))
    assert [row[2:] for row in block.table.rows] == [row[2:] for row in plain.table.rows]
    assert block.sentence == plain.sentence
    ring = next(trace for trace in block.picture.content.data if trace.name == "uw keuze")
    point = next(p for kind in result.value.types for p in kind.points if p.steunpunt == "utrecht")
    assert ring.x == (100 * point.share.share,)
    assert any("Utrecht (uw keuze)" in tick for tick in block.picture.content.layout.yaxis.ticktext)
