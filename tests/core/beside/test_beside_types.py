"""Types of working method beside each other, steunpunten as units: laws and naive second ways."""

import numpy as np
import pytest

from perspectief_core.beside.beside_types import beside_types
from perspectief_core.durations.curves import whole_month_ties
from perspectief_core.durations.timelines import timelines
from perspectief_core.results import refuse_rows
from perspectief_core.shares.clusters import cluster_interval
from perspectief_core.shares.flags import GroupCounts
from perspectief_core.steunpunten.werkwijzen import by_type
from perspectief_core.survival.logrank import logrank
from tests.core.builders2 import binary, cohort_of


def row(comparison, code):
    return next(line for line in comparison.rows if line.code == code)


def kinds_of(cohort, steunpunten):
    names = cohort.steunpunten.set_index("steunpunt")["werkwijze_2"].astype(str)
    return names.reindex(steunpunten).to_numpy()


def one_by_one(residual, weight, kinds, draws=3000):
    """Shuffle types one draw at a time."""
    rng = np.random.default_rng(9)

    def statistic(labels):
        return sum(
            residual[labels == kind].sum() ** 2 / weight[labels == kind].sum()
            for kind in np.unique(labels)
        )

    observed = statistic(kinds)
    return np.mean([statistic(rng.permutation(kinds)) >= observed - 1e-9 for _ in range(draws)])


def test_a_share_is_tested_as_on_the_page_of_types(everyone):
    for typology in ("2", "4", "6"):
        comparison = beside_types(everyone, "uitkomsten", typology)
        for code in ("mob", "verblijfsvergunning", "terugkeer"):
            expected = by_type(everyone, typology, code)
            assert row(comparison, code).p == expected.permutation_p
            for value, kind in zip(row(comparison, code).values, expected.types, strict=True):
                assert (value.count, value.total) == (kind.pooled.count, kind.pooled.total)
                assert (value.low, value.high) == (kind.interval.low, kind.interval.high)


def test_numbers_are_shuffled_by_steunpunt(everyone):
    line = row(beside_types(everyone, "getallen", "2"), "leeftijd_instroom")
    people = everyone.people
    by = people.groupby("steunpunt", observed=True)["leeftijd_instroom"]
    sums, n = by.sum().to_numpy(dtype=float), by.count().to_numpy(dtype=float)
    residual = sums - sums.sum() / n.sum() * n
    kinds = kinds_of(everyone, by.sum().index)
    assert line.p == pytest.approx(one_by_one(residual, n, kinds), abs=0.02)
    soft = people["steunpunt"].isin(by.sum().index[kinds == "zacht"])
    assert line.values[0].summary.mean == pytest.approx(people[soft]["leeftijd_instroom"].mean())
    assert line.values[0].interval.low < line.values[0].summary.mean


def test_speed_is_who_left_against_the_log_rank_expectation(everyone):
    line = row(beside_types(everyone, "getallen", "2"), "tempo")
    steunpunten = sorted(everyone.people["steunpunt"].unique())
    lines = timelines(everyone, corrected=True)
    own = [(everyone.people["steunpunt"] == code).to_numpy() for code in steunpunten]
    test = logrank(tuple(map(lines.of, own)), None, whole_month_ties(everyone))
    observed, expected = np.array(test.observed), np.array(test.expected)
    assert observed.sum() == pytest.approx(expected.sum())
    p = one_by_one(observed - expected, expected, kinds_of(everyone, steunpunten))
    assert line.p == pytest.approx(p, abs=0.03)


def made(seed, effect, spread, places=20):
    """Return a cohort of two types; `effect` of the second and `spread` of places, in logits."""
    rng = np.random.default_rng(seed)
    names = [f"p{at:02d}" for at in range(places)]
    logits = -0.5 + effect * (np.arange(places) % 2) + rng.normal(0, spread, places)
    hits = rng.binomial(40, 1 / (1 + np.exp(-logits)))
    kinds = {name: "lineair" if at % 2 else "maatwerk" for at, name in enumerate(names)}
    return cohort_of(binary({n: (int(k), 40) for n, k in zip(names, hits, strict=True)}), kinds)


def test_the_three_answers():
    assert row(beside_types(made(1, 1.5, 0.2), "uitkomsten", "4"), "mob").state == "verschilt"
    assert row(beside_types(made(4, 0.0, 0.1), "uitkomsten", "4"), "mob").state == "geen_verschil"
    # The same number of people, in steunpunten that differ much: nothing could have been seen.
    assert row(beside_types(made(5, 0.0, 2.0), "uitkomsten", "4"), "mob").state == "te_klein"


def test_steunpunten_that_differ_are_rarely_taken_for_types():
    differs = [
        row(beside_types(made(seed, 0.0, 1.0), "uitkomsten", "4"), "mob").p <= 0.05
        for seed in range(60)
    ]
    # 60 times 5 %: eight or more happens once in fifty.
    assert sum(differs) <= 7


def test_one_steunpunt_of_a_type_says_nothing_of_another():
    cohort = cohort_of(
        binary({"a": (10, 30), "b": (12, 30), "c": (25, 30)}),
        {"a": "maatwerk", "b": "maatwerk", "c": "lineair"},
    )
    several, alone = row(beside_types(cohort, "uitkomsten", "4"), "mob").values
    expected = cluster_interval(GroupCounts(("a", "b"), np.array([10, 12]), np.array([30, 30])))
    assert (several.low, several.high) == (expected.low, expected.high)
    assert (alone.low, alone.high) == (0, 1)


@pytest.mark.parametrize("counts", [{}, {"a": (0, 0)}, {"a": (1, 3)}, {"a": (0, 3), "b": (3, 3)}])
def test_few_or_nobody_give_a_valid_answer(counts):
    cohort = cohort_of(binary(counts), {"a": "lineair"})
    for topic in ("uitkomsten", "getallen", "jongeren"):
        comparison = beside_types(cohort, topic, "4")
        refuse_rows(comparison)
        assert not comparison.rows_with("verschilt")
        assert sum(group.n for group in comparison.groups) == sum(n for _, n in counts.values())


def test_unknown_topics_and_typologies_are_refused(everyone):
    with pytest.raises(ValueError, match="topic"):
        beside_types(everyone, "weer", "4")
    with pytest.raises(ValueError, match="typology"):
        beside_types(everyone, "getallen", "5")
