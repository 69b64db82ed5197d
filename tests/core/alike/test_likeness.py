"""Who is like whom: against R's daisy and mrpp (golden/alike), and shuffles one by one."""

from itertools import combinations, pairwise, product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from perspectief_core.alike import chance
from perspectief_core.alike.answers import Answers, Question, published_answers
from perspectief_core.alike.chance import shuffled, within_types
from perspectief_core.alike.gower import compare
from perspectief_core.alike.likeness import likeness
from perspectief_core.alike.ordering import alike_together
from perspectief_core.published import records

GOLDEN = Path(__file__).parents[1] / "golden" / "alike"


def random_answers(seed, places=6, questions=8):
    rng = np.random.default_rng(seed)
    values = rng.integers(0, 4, (questions, places)).astype(float)
    values[rng.random(values.shape) < 0.15] = np.nan
    asked = tuple(Question(f"q{at}", bool(at % 2)) for at in range(questions))
    return Answers(tuple("abcdefghij"[:places]), asked, values)


def by_hand(answers, first, second):
    """Return the likeness of two, question by question."""
    likenesses = []
    for question, row in zip(answers.questions, answers.values, strict=True):
        one, other = row[first], row[second]
        if np.isnan([one, other]).any():
            continue
        known = row[~np.isnan(row)]
        reach = known.max() - known.min()
        if question.graded and reach:
            likenesses.append(1 - abs(one - other) / reach)
        else:
            likenesses.append(float(one == other))
    return np.mean(likenesses) if likenesses else np.nan


def test_r_gives_the_same_likeness():
    stored = pd.read_csv(GOLDEN / "answers.csv").set_index("place")
    answers = published_answers()
    assert tuple(stored.index) == answers.places
    np.testing.assert_allclose(stored.iloc[:, 1:].to_numpy(dtype=float).T, answers.values)
    matrix = compare(answers).likeness
    for row in pd.read_csv(GOLDEN / "likeness.csv").itertuples():
        at = answers.places.index(row.first), answers.places.index(row.second)
        assert matrix[at] == pytest.approx(row.likeness, abs=1e-12)


def test_r_gives_the_same_for_types():
    answers = published_answers()
    types = records.steunpunten_table()["werkwijze"].reindex(list(answers.places))
    comparison = within_types(compare(answers).likeness, types.to_numpy(dtype=np.str_), 1)
    expected = pd.read_csv(GOLDEN / "types.csv").iloc[0]
    assert comparison.within == pytest.approx(expected["within"], abs=1e-12)
    # 9,999 shuffles against R's 99,999: three standard errors.
    assert comparison.p == pytest.approx(expected["p"], abs=3 * (expected["p"] / 9999) ** 0.5)


@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_mean_over_the_questions_both_answered(seed):
    answers = random_answers(seed)
    matrix = compare(answers).likeness
    for first, second in combinations(range(6), 2):
        expected = by_hand(answers, first, second)
        assert matrix[first, second] == pytest.approx(expected, nan_ok=True)
        assert matrix[second, first] == pytest.approx(expected, nan_ok=True)


def test_names_and_order_change_nothing():
    answers = published_answers()
    turned = np.random.default_rng(2).permutation(20)
    again = Answers(answers.places, answers.questions, answers.values[:, turned])
    expected = compare(answers).likeness[np.ix_(turned, turned)]
    np.testing.assert_allclose(compare(again).likeness, expected)


@pytest.mark.parametrize("seed", range(5))
def test_no_turning_of_the_tree_brings_neighbours_nearer(seed):
    rng = np.random.default_rng(seed)
    points = rng.random((7, 3))
    apart = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    near = 1 - apart / apart.max()
    order = alike_together(near)
    assert sorted(order) == list(range(7))
    assert order[0] < order[-1]
    tree = linkage(squareform(1 - near, checks=False), "average")

    def length(leaves):
        return sum(1 - near[a, b] for a, b in pairwise(leaves))

    shortest = min(length(turned(tree, flips)) for flips in product((False, True), repeat=6))
    assert length(order) == pytest.approx(shortest)


def turned(tree, flips):
    """Return the leaves of a tree of 7 with some of its branches turned."""
    leaves = [[at] for at in range(7)]
    for (left, right, *_), flip in zip(tree.astype(int)[:, :2], flips, strict=True):
        pair = [leaves[left], leaves[right]][:: -1 if flip else 1]
        leaves.append(pair[0] + pair[1])
    return leaves[-1]


def test_shuffles_keep_the_mean_and_take_the_spread_away(monkeypatch):
    monkeypatch.setattr(chance, "DRAWS", 400)
    rng = np.random.default_rng(3)
    kinds = np.array([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    asked = tuple(Question(f"q{at}", False) for at in range(30))
    same = np.stack([np.where(rng.random(10) < 0.85, kinds, 1 - kinds) for _ in asked])
    alone = np.stack([rng.permutation(row) for row in same])
    p = {}
    for name, values in (("kinds", same), ("alone", alone)):
        compared = compare(Answers(tuple("abcdefghij"), asked, values.astype(float)))
        drawn = shuffled(compared, 1)
        pairs = compared.likeness[np.triu_indices(10, 1)]
        p[name] = chance.at_least(float(pairs.std()), drawn.spread)
    assert p["kinds"] < 0.01
    assert p["alone"] > 0.05


def test_chance_alone_is_rarely_called_more(monkeypatch):
    monkeypatch.setattr(chance, "DRAWS", 99)
    p_values = []
    for seed in range(60):
        compared = compare(random_answers(seed, 10, 12))
        pairs = compared.likeness[np.triu_indices(10, 1)]
        p_values.append(chance.at_least(float(pairs.std()), shuffled(compared, seed).spread))
    # 60 times 5 %: more than 8 happens once in two hundred.
    assert sum(p <= 0.05 for p in p_values) <= 8
    assert 0.3 < np.mean(p_values) < 0.7


def test_what_is_published():
    comparison = likeness()
    assert sorted(comparison.order) == sorted(records.steunpunten_table().index)
    assert (len(comparison.agreements), len(comparison.pairs), comparison.draws) == (46, 190, 999)
    assert [comparison.pairs[0].first, comparison.pairs[0].second] == ["enschede", "hengelo"]
    assert comparison.mean == pytest.approx(np.mean([pair.likeness for pair in comparison.pairs]))
    assert sum(pair.more_than_chance for pair in comparison.pairs) == 3
    assert len(comparison.of("utrecht")) == 19
    assert comparison.of("nergens") == ()
    assert comparison.pairs[0].other("hengelo") == "enschede"


def test_one_type_only_cannot_be_compared():
    assert within_types(np.ones((3, 3)), np.array(["a", "a", "a"]), 1).p is None
    assert within_types(np.ones((3, 3)), np.array(["a", "b", "c"]), 1).p is None
