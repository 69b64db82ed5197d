"""Parts of one bar: those of rounded counts stay within it."""

import pytest

from perspectief.report.drawing import stacked_bar
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import share


def lengths(counts, total):
    parts = [stacked_bar.Part(str(at), share(n, total), 1) for at, n in enumerate(counts)]
    (row,) = stacked_bar.described(parts).rows
    return [segment.length for segment in row.segments]


def test_rounded_parts_that_are_more_than_all_fill_the_bar():
    drawn = lengths([Rounded(n) for n in (75, 55, 50, 25, 60)], Rounded(260))
    assert sum(drawn) == pytest.approx(1.0)
    assert drawn[0] / drawn[1] == pytest.approx(75 / 55)


def test_parts_that_are_not_are_drawn_as_they_are():
    assert lengths([Rounded(20), Rounded(0)], Rounded(40)) == [0.5, None]
    assert lengths([30, 10], 40) == [0.75, 0.25]


def test_a_bar_says_what_its_x_means_where_it_has_one():
    def drawn(*counts):
        named = (stacked_bar.Part(str(n), share(n, Rounded(40)), 1) for n in counts)
        return stacked_bar.stacked(tuple(named))

    assert "x = 0 tot 4 jongeren; die staan niet in de balk." in drawn(Rounded(40), Rounded(0))
    assert "x =" not in drawn(Rounded(20), Rounded(20))
