import pytest
from hypothesis import given, strategies as st

from perspectief_core.shares.contrasts import Ratio, newcombe_difference
from perspectief_core.shares.doubts import doubts, e_value, e_value_limit
from perspectief_core.shares.rounded import Side, Whole


def exact(number):
    return Whole(number, number, number)


def about(number, margin=5):
    return Whole(number, max(number - margin, 0), number + margin)


def side(count, total, still_open, margin=0):
    def whole(number):
        return about(number, margin)

    # The rest is several numbers, each rounded by itself: it does not narrow the others.
    rest = about(total - count, 2 * margin)
    return Side(
        count=whole(count),
        total=whole(total),
        rest=rest,
        left_out=exact(0),
        open=whole(still_open),
        everyone=whole(total),
    )


@pytest.mark.parametrize(
    ("ratio", "value"), [(3.9, 7.26), (1.3, 1.92), (1.5, 2.37), (2.0, 3.41), (1.0, 1.0)]
)
def test_e_values_of_vanderweele_and_ding(ratio, value):
    assert e_value(ratio) == pytest.approx(value, abs=0.005)
    assert e_value(1 / ratio) == pytest.approx(e_value(ratio))


def test_the_e_value_of_a_limit_is_that_of_the_limit_nearest_to_one():
    # Their example: 3.9 (1.8 to 8.7) gives 7.2 and 3.0.
    assert e_value_limit(Ratio(3.9, 1.8, 8.7)) == pytest.approx(3.0, abs=0.01)
    assert e_value_limit(Ratio(0.5, 0.3, 0.8)) == pytest.approx(e_value(0.8))
    assert e_value_limit(Ratio(1.2, 0.9, 1.5)) == 1.0
    assert e_value_limit(Ratio(0.0, None, None)) is None
    assert e_value(None) is None
    assert e_value(0.0) is None


def test_rounding_takes_the_outermost_of_every_possible_count_and_total():
    first, second = side(107, 733, 0), side(90, 1140, 0, margin=5)
    widths = doubts(first, second)
    differences, lows, highs = [], [], []
    for count in range(85, 96):
        for total in range(1135, 1146):
            differences.append(107 / 733 - count / total)
            interval = newcombe_difference(107, 733, count, total)
            lows.append(interval.low)
            highs.append(interval.high)
    assert widths.rounding.low == pytest.approx(min(differences))
    assert widths.rounding.high == pytest.approx(max(differences))
    assert widths.chance_rounding.low == pytest.approx(min(lows))
    assert widths.chance_rounding.high == pytest.approx(max(highs))


def test_open_cases_run_from_none_to_all_on_either_side():
    widths = doubts(side(20, 100, 30), side(10, 50, 5))
    assert widths.open_cases.low == pytest.approx(20 / 100 - 15 / 50)
    assert widths.open_cases.high == pytest.approx(50 / 100 - 10 / 50)


def test_open_cases_left_out_of_the_total_come_back_in_the_bounds():
    kept = Side(
        count=exact(20),
        total=exact(70),
        rest=exact(50),
        left_out=exact(30),
        open=exact(30),
        everyone=exact(100),
    )
    assert kept.published == (20, 70)
    assert kept.by_open_cases == ((20, 100), (50, 100))


@pytest.mark.parametrize(
    ("first", "second", "decides"),
    [
        (side(10, 100, 0), side(12, 100, 0), "toeval"),
        (side(40, 400, 0), side(20, 400, 0, 9), "afronding"),
        (side(300, 400, 10), side(20, 400, 5, 5), "geen"),
        (side(100, 400, 5), side(20, 400, 250), "open_zaken"),
    ],
)
def test_the_first_doubt_that_makes_no_difference_possible_decides(first, second, decides):
    assert doubts(first, second).decides == decides


def test_a_side_without_people_leaves_nothing_to_compare():
    assert doubts(side(0, 0, 0), side(1, 4, 0)) is None
    assert doubts(side(1, 4, 0), side(0, 10, 0, margin=10)) is None


@given(
    st.tuples(st.integers(0, 50), st.integers(0, 60), st.integers(0, 60)),
    st.tuples(st.integers(0, 50), st.integers(0, 60), st.integers(1, 60)),
    st.integers(0, 5),
)
def test_every_further_doubt_only_widens(first, second, margin):
    one, two = (
        side(count, count + still_open + rest + 6, still_open, extra)
        for (count, still_open, rest), extra in ((first, 0), (second, margin))
    )
    widths = doubts(one, two)
    published = one.count.value / one.total.value - two.count.value / two.total.value
    for width in (widths.chance, widths.rounding, widths.open_cases):
        assert width.low - 1e-12 <= published <= width.high + 1e-12
        assert widths.combined.low <= width.low + 1e-12
        assert widths.combined.high >= width.high - 1e-12
    assert widths.combined.low <= widths.chance_rounding.low <= widths.chance.low
    assert widths.combined.high >= widths.chance_rounding.high >= widths.chance.high
