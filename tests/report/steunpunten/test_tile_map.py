"""The steunpunten as tiles, and counted less expected by size."""

import re

import pytest

from perspectief.report.steunpunten import expected_chart, tile_map
from perspectief_core.expected.expecting import expect
from perspectief_core.published import records
from perspectief_core.steunpunten.funnel import funnel
from tests.report.asking import PERMIT, asked, named, people


def tiles_of(extract, *chosen, **choices):
    return tile_map.map_block(asked(extract, funnel, PERMIT, **choices), named(extract), chosen)


def test_every_steunpunt_has_a_place_of_its_own():
    assert set(tile_map.PLACE) == set(records.steunpunten_table().index)
    assert len(set(tile_map.PLACE.values())) == 20
    assert {column for _, column in tile_map.PLACE.values()} == set(range(1, tile_map.WIDTH + 1))
    # North of each other on the map of the country.
    for north, south in (("groningen", "zwolle"), ("zwolle", "arnhem"), ("utrecht", "maastricht")):
        assert tile_map.PLACE[north][0] < tile_map.PLACE[south][0]
    for west, east in (("den_haag", "utrecht"), ("haarlem", "zaandam"), ("zwolle", "almelo")):
        assert tile_map.PLACE[west][1] < tile_map.PLACE[east][1]


def test_tiles_are_links_with_size_and_state_and_no_colour(shipped):
    block = tiles_of(shipped, "utrecht", geslacht=("man",))
    drawn = str(block.picture.content)
    links = re.findall(r"href='([^']+)'", drawn)
    assert len(links) == 20
    assert "steunpunt?geslacht=man&amp;punt=utrecht" in links
    assert "Utrecht (uw keuze)" in drawn
    assert "pf-c4" not in drawn.split("pf-legend")[1]
    states = {"binnen de band": "●", "erbuiten: hoger": "▲", "erbuiten: lager": "▼"}
    for state, sign in states.items():
        assert drawn.count(f"aria-label='{state}'> {sign}") >= 1
    order = [re.search("punt=([a-z_]+)", link)[1] for link in links]
    assert order == sorted(order, key=tile_map.PLACE.get)


def test_what_is_said_of_many_one_and_nobody(shipped):
    assert tiles_of(shipped).sentence == (
        "In deze nagemaakte gegevens: 20 steunpunten, van Almelo met 3 jongeren tot Utrecht met 95 "
        "jongeren. Daarvan liggen er 5 bij 'vergunning' buiten wat toeval kan geven."
    )
    block = tiles_of(people(almere=(1, 0)))
    assert block.sentence.endswith("u ziet nu één steunpunt: Almere, met 1 jongere.")
    assert "1 tegel," in block.picture.alt
    same = tiles_of(people(almere=(9, 3), breda=(9, 3), delft=(9, 3), ede=(9, 3)))
    assert "Daarvan ligt er geen bij 'vergunning'" in same.sentence
    nobody = tiles_of(people(almere=(3, 0)), geslacht=("vrouw",))
    assert "geen jongeren" in nobody.sentence
    assert nobody.picture is None


def test_counted_less_expected_by_size(shipped):
    expectation = asked(shipped, expect, "mob")
    block = expected_chart.difference_block(expectation, named(shipped), ("utrecht",))
    assert block.sentence == (
        "In deze nagemaakte gegevens: hoe meer u mocht verwachten, hoe groter een verschil nog "
        "gewoon is: bij Almelo −0,4 tot 1,6 jongeren, en bij Utrecht −8,3 tot 8,7 jongeren. Lees "
        "dit voorzichtig: er zijn maar 87 uitkomsten, en het model schat 16 getallen."
    )
    for point, row in zip(
        sorted(expectation.value.points, key=lambda p: named(shipped)[p.steunpunt]),
        block.table.rows,
        strict=True,
    ):
        name, expected, difference, low, high, verdict = row
        assert name.startswith(named(shipped)[point.steunpunt])
        assert difference == pytest.approx(point.share.count - expected)
        assert ("erbuiten" in verdict) is not (low - 1e-9 <= difference <= high + 1e-9)
    assert any(trace.name == "uw keuze" for trace in block.picture.content.data)
    few = people(almere=(3, 1))
    nothing = expected_chart.difference_block(asked(few, expect, PERMIT), named(few))
    assert "valt niets te verwachten" in nothing.sentence
    assert nothing.picture is None
