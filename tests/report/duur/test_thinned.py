"""The line per half year and the outcomes by inflow: what is drawn is what may be told."""

from dataclasses import replace

import pytest

from perspectief.report.duur import thinned
from perspectief.takeaway.paper.view import view_of
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from perspectief_core.disclosure.protecting import released
from perspectief_core.durations.left_within import left_within
from perspectief_core.people import outcomes
from perspectief_core.shares import intervals
from perspectief_core.shares.fives import Rounded
from tests.places import SHIPPED


@pytest.fixture(scope="module")
def left():
    view = view_of(load(SHIPPED), Selection(), "publicatie")
    return view.ask(left_within, view.peildatum), view.ask(outcomes.by, "instroomperiode")


def test_a_line_has_a_point_per_half_year_and_one_at_the_peildatum(left):
    block = thinned.line_block(left[0])
    lines = block.picture.content.data
    assert [list(line.x) for line in lines] == [[0, 6, 12, 15], [0, 6, 9]]
    expected = [0, *(100 * n / 240 for n in (35, 55, 70))]
    assert list(lines[0].y) == pytest.approx(expected)
    assert "de helft was dat binnen 18 maanden na de start" in block.sentence
    assert "de helft was dat 12 maanden na hun komst nog niet" in block.sentence
    assert [row[-1] for row in block.table.rows] == [
        "hooguit 18 maanden",
        "meer dan 12 maanden",
        "meer dan 6 maanden",
    ]
    assert len(block.picture.alt) <= 220


def test_a_few_have_no_point_on_a_line_and_no_half(left):
    few = intervals.share(Rounded(0), Rounded(60))
    periods = [
        replace(period, within=(few,) * len(period.within), half=None)
        for period in left[0].value.periods
    ]
    answer = released(replace(left[0].value, periods=tuple(periods)), left[0].provenance)
    block = thinned.line_block(answer)
    assert [list(line.x) for line in block.picture.content.data] == [[0, 15], [0, 9]]
    assert {row[-1] for row in block.table.rows} == {thinned.UNSAID}


def test_the_outcomes_of_every_period_fill_its_bar(left):
    block = thinned.outcomes_block(left[1])
    bars = block.picture.bars[0]
    assert len(bars.rows) == 3
    for row in bars.rows:
        assert sum(part.length or 0.0 for part in row.segments) == pytest.approx(1)
    assert block.sentence.startswith("Op de peildatum was nog in begeleiding: van wie vóór 1 okt")
    assert "in oktober 2009" in block.sentence
    assert len(block.picture.alt) <= 220
