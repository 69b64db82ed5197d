import pytest
from hypothesis import given, strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from perspectief_core.shares.contrasts import Difference, Ratio, newcombe_difference, risk_ratio

counts_of = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    # Newcombe 1998b, table II, method 10.
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_published_examples(first, second, low, high):
    difference = newcombe_difference(*first, *second)
    assert (round(difference.low, 4), round(difference.high, 4)) == pytest.approx(
        (low, high), abs=1.01e-4
    )
    assert difference.estimate == pytest.approx(first[0] / first[1] - second[0] / second[1])


@given(counts_of, counts_of)
def test_newcombe_equals_statsmodels_and_mirrors(first, second):
    difference = newcombe_difference(*first, *second)
    low, high = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert (difference.low, difference.high) == pytest.approx((low, high), abs=1e-12)
    swapped = newcombe_difference(*second, *first)
    assert (swapped.low, swapped.high) == pytest.approx(
        (-difference.high, -difference.low), abs=1e-12
    )


def test_newcombe_without_people():
    assert newcombe_difference(0, 0, 1, 2) == Difference(None, -1.0, 1.0)


def test_risk_ratio_equals_statsmodels_and_hand_calculation():
    ratio = risk_ratio(21, 733, 40, 1140)
    low, high = confint_proportions_2indep(21, 733, 40, 1140, method="log", compare="ratio")
    assert (ratio.low, ratio.high) == pytest.approx((low, high))
    assert ratio.estimate == pytest.approx((21 / 733) / (40 / 1140))
    # Physicians' Health Study: aspirin 104 of 11037, placebo 189 of 11034 (Agresti, table 2.3).
    placebo = risk_ratio(189, 11034, 104, 11037)
    assert round(placebo.estimate or 0, 2) == 1.82
    assert (round(placebo.low or 0, 2), round(placebo.high or 0, 2)) == (1.43, 2.31)


def test_risk_ratio_at_zero():
    assert risk_ratio(0, 10, 2, 10) == Ratio(0.0, None, None)
    assert risk_ratio(2, 10, 0, 10) == Ratio(None, None, None)
    assert risk_ratio(0, 0, 2, 10) == Ratio(None, None, None)


@pytest.mark.parametrize(("count", "total"), [(-1, 3), (4, 3)])
def test_impossible_counts_are_refused(count, total):
    for compare in (risk_ratio, newcombe_difference):
        with pytest.raises(ValueError, match="`counts`"):
            compare(count, total, 1, 3)
