"""A few steunpunten beside each other: the three answers, the correction, the laws."""

from itertools import permutations

import numpy as np
import pytest
from scipy.stats import fisher_exact, kruskal
from statsmodels.stats.multitest import multipletests

from perspectief_core.beside.beside import OTHERS, beside
from perspectief_core.beside.beside_rows import TOPICS, Mean
from perspectief_core.durations.groups import groups_over_time
from perspectief_core.results import refuse_rows
from perspectief_core.shares.intervals import share
from tests.core.builders2 import binary, cohort_of

PLACES = binary({"a": (25, 100), "b": (70, 100), "c": (30, 100), "d": (1, 3), "e": (0, 0)})
LARGE = ("amsterdam", "utrecht", "den_haag")


def row(cohort, code, *groups, topic="uitkomsten"):
    return next(line for line in beside(cohort, topic, groups).rows if line.code == code)


def test_the_three_answers():
    cohort = cohort_of(PLACES)
    assert row(cohort, "mob", "a", "b").state == "verschilt"
    assert row(cohort, "mob", "a", "c").state == "geen_verschil"
    assert row(cohort, "mob", "c", "d").state == "te_klein"
    beside_three = row(cohort, "mob", "a", "c", "d")
    assert (beside_three.state, beside_three.too_small) == ("geen_verschil", ("d",))


def test_what_nobody_has_is_no_comparison_and_never_the_same():
    cohort = cohort_of(PLACES)
    comparison = beside(cohort, "uitkomsten", ("a", "c"))
    # Only mob and its complement occur.
    assert comparison.comparisons == 2
    none = row(cohort, "terugkeer", "a", "c")
    assert (none.state, none.p, none.p_adjusted, none.large) == ("te_klein", None, None, None)


def test_shares_are_fishers_and_corrected_by_holm(everyone):
    comparison = beside(everyone, "uitkomsten", ("utrecht", "zwolle"))
    for line in comparison.rows:
        if line.p is not None:
            table = [(v.count, v.total - v.count) for v in line.values]
            assert line.p == pytest.approx(fisher_exact(table).pvalue, rel=1e-6)
    known = [line for line in comparison.rows if line.p is not None]
    expected = multipletests([line.p for line in known], method="holm")[1]
    np.testing.assert_allclose([line.p_adjusted for line in known], expected)
    assert comparison.comparisons == len(known) == 5


def test_numbers_are_means_and_ranks(everyone):
    ages = [
        everyone.people.loc[everyone.people["steunpunt"] == code, "leeftijd_instroom"]
        for code in LARGE
    ]
    line = row(everyone, "leeftijd_instroom", *LARGE, topic="getallen")
    assert [value.summary.mean for value in line.values] == pytest.approx(
        [float(part.mean()) for part in ages]
    )
    assert line.p == pytest.approx(kruskal(*(part.to_numpy(float) for part in ages)).pvalue)
    within = sum(float(((part - part.mean()) ** 2).sum()) for part in ages)
    pooled = (within / (sum(map(len, ages)) - 3)) ** 0.5
    assert line.step == pytest.approx(0.764 * pooled, rel=1e-3)
    mean = line.values[0]
    reach = 1.989 * mean.summary.sd / mean.summary.n**0.5
    assert mean.interval.high - mean.summary.mean == pytest.approx(reach, rel=1e-3)


def test_tempo_is_what_the_page_about_durations_says(everyone):
    line = row(everyone, "tempo", "amsterdam", "utrecht", topic="getallen")
    groups = {group.group: group for group in groups_over_time(everyone, "steunpunt").groups}
    for value, code in zip(line.values, ("amsterdam", "utrecht"), strict=True):
        assert value in groups[code].moments
        assert value.month == 12
    assert row(everyone, "tempo", "utrecht", "zwolle", topic="getallen").p is None


def test_all_others_are_everyone_else(everyone):
    comparison = beside(everyone, "uitkomsten", ("utrecht", OTHERS))
    assert sum(group.n for group in comparison.groups) == everyone.n
    mob = next(line for line in comparison.rows if line.code == "mob")
    assert mob.values == (share(8, 95), share(79, 638))


def test_unknown_is_left_out_and_not_no(everyone):
    own = everyone.people[everyone.people["steunpunt"] == "zwolle"]["psychiatrische_diagnose"]
    value = row(everyone, "diagnose", "zwolle", "utrecht", topic="jongeren").values[0]
    assert value.total == int(own.isin(["ja", "nee"]).sum()) < len(own)
    assert value.count == int((own == "ja").sum())


def test_a_missing_column_leaves_out_its_row_only(everyone):
    people = everyone.people.drop(columns=["kinderen_nl", "contactmomenten"])
    parts = everyone.steunpunten, everyone.flow, everyone.selection, everyone.peildatum
    cohort = type(everyone)(people, *parts)
    assert beside(cohort, "jongeren", LARGE).missing == ("kinderen_nl",)
    comparison = beside(cohort, "getallen", LARGE)
    assert comparison.missing == ("contactmomenten",)
    assert [line.code for line in comparison.rows] == [
        "tempo",
        "leeftijd_instroom",
        "verblijf_nl_maanden",
    ]


@pytest.mark.parametrize("topic", TOPICS)
def test_the_order_of_steunpunten_changes_nothing_but_the_order(everyone, topic):
    first = {line.code: line for line in beside(everyone, topic, ("zwolle", *LARGE)).rows}
    for groups in list(permutations(("zwolle", *LARGE)))[5::9]:
        for line in beside(everyone, topic, groups).rows:
            before = first[line.code]
            assert line.p == (None if before.p is None else pytest.approx(before.p, abs=1e-12))
            assert (line.state, set(line.too_small)) == (before.state, set(before.too_small))
            assert sorted(map(str, line.values)) == sorted(map(str, before.values))


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("groups", [("d", "e"), ("e", OTHERS), ("a", "d")])
def test_few_or_nobody_give_a_valid_answer(topic, groups):
    comparison = beside(cohort_of(PLACES), topic, groups)
    refuse_rows(comparison)
    assert all(line.state != "verschilt" for line in comparison.rows)
    empty = [value for line in comparison.rows for value in line.values if isinstance(value, Mean)]
    assert all(value.interval is None or value.summary.n > 1 for value in empty)


@pytest.mark.parametrize(
    ("topic", "groups", "said"),
    [
        ("alles", ("a", "b"), "`topic` must be one of uitkomsten"),
        ("uitkomsten", ("a", "x"), "found `x`"),
        ("uitkomsten", ("a",), "expected 2 to 5"),
        ("uitkomsten", ("a", "a"), "expected 2 to 5"),
    ],
)
def test_other_questions_are_refused(topic, groups, said):
    with pytest.raises(ValueError, match=said):
        beside(cohort_of(PLACES), topic, groups)
