"""Trees: against the literal implementation, against shuffled input, and on new rows."""

from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from perspectief_core.splits import (
    ColumnSpec,
    Condition,
    Interval,
    Settings,
    Stop,
    TargetSpec,
    encode,
    grow,
    screen,
)
from tests.core.splits.naive_chaid import Rules, naive_tree

LIMITS = Settings(min_parent=20, min_child=5, max_depth=3, alpha_split=0.2)


def sample(seed, n=300, missing=0.1):
    """Rows in which the outcome depends on some predictors; two predictors are the same."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "soort": rng.choice(["a", "b", "c", "d", "e"], n).astype(object),
            "rang": rng.integers(0, 5, n).astype(float),
            "maat": np.round(rng.gamma(2, 10, n), 1),
            "vast": ["x"] * n,
            "gewicht": rng.integers(0, 4, n),
        }
    )
    score = frame["soort"].isin(["a", "c"]) * 1.2 + frame["rang"] * 0.5 - frame["maat"] * 0.05
    chance = 1 / (1 + np.exp(-(score - score.mean())))
    frame["uitkomst"] = np.where(rng.random(n) < chance, "ja", rng.choice(["nee", "nog"], n))
    for column in ("soort", "rang", "maat"):
        frame.loc[rng.random(n) < missing, column] = np.nan
    frame["soort2"] = frame["soort"]
    return frame


SPECS = (
    ColumnSpec("soort", "nominal"),
    ColumnSpec("rang", "ordinal"),
    ColumnSpec("maat", "scale"),
    ColumnSpec("vast", "nominal"),
    ColumnSpec("soort2", "nominal"),
)


def naive_nodes(coded, chosen):
    columns = {}
    for predictor, codes in zip(coded.predictors, coded.codes, strict=True):
        last = len(predictor.levels)
        columns[predictor.name] = [None if code == last else int(code) for code in codes]
    kinds = {
        predictor.name: "nominal" if predictor.kind == "nominal" else "ordinal"
        for predictor in coded.predictors
    }
    weights = [1] * len(coded.outcome) if coded.weights is None else coded.weights.tolist()
    shared = {name: getattr(chosen, name) for name in Rules.__dataclass_fields__}
    limits = {"max_depth": chosen.max_depth, "min_parent": chosen.min_parent}
    outcome = coded.outcome.tolist()
    return naive_tree(columns, kinds, outcome, weights, Rules(**shared), limits)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    target=st.sampled_from([TargetSpec("uitkomst"), TargetSpec("uitkomst", "ja")]),
    weight=st.sampled_from([None, "gewicht"]),
    missing=st.sampled_from(["category", "exclude"]),
    exhaustive=st.booleans(),
)
def test_agrees_with_the_literal_implementation(seed, target, weight, missing, exhaustive):
    chosen = replace(LIMITS, missing=missing, exhaustive=exhaustive)
    coded = encode(sample(seed), SPECS, target, weight=weight)
    tree = grow(coded, chosen)
    expected = naive_nodes(coded, chosen)
    assert len(tree.nodes) == len(expected)
    for node, naive in zip(tree.nodes, expected, strict=True):
        assert (node.parent, node.depth) == (naive.parent, naive.depth)
        assert list(node.counts) == naive.counts
        assert (node.split and node.split.predictor) == naive.predictor
        assert (node.split is None) == (node.stop is not None)
        if node.split is not None:
            assert node.split.log_p_adjusted == pytest.approx(naive.result.log_p_adjusted)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), shuffle=st.integers(0, 10**6))
def test_row_order_and_names_do_not_matter(seed, shuffle):
    frame = sample(seed)
    rng = np.random.default_rng(shuffle)
    names = dict(zip("abcde", rng.permutation(list("vwxyz")), strict=True))
    other = frame.sample(frac=1, random_state=shuffle).reset_index(drop=True)
    for column in ("soort", "soort2"):
        other[column] = other[column].map(names)
    tree = grow(encode(frame, SPECS, TargetSpec("uitkomst", "ja")), LIMITS)
    shuffled = grow(encode(other, SPECS, TargetSpec("uitkomst", "ja")), LIMITS)
    assert _shape(tree, 0, names) == _shape(shuffled, 0, {name: name for name in names.values()})


def _shape(tree, number, names):
    """A node and all under it, without numbers; names of categories translated."""
    node = tree.nodes[number]
    if node.split is None:
        return (node.counts, node.stop)
    split = node.split
    branches = {
        tuple(sorted(str(names.get(level, level)) for level in group)): _shape(tree, child, names)
        for group, child in zip(split.groups, node.children, strict=True)
    }
    return (node.counts, split.predictor, round(split.log_p_adjusted, 9), branches)


@pytest.mark.parametrize("missing", ["category", "exclude"])
def test_rules_select_the_rows_of_their_node(missing):
    frame = sample(11)
    rules = replace(LIMITS, missing=missing)
    tree = grow(encode(frame, SPECS, TargetSpec("uitkomst")), rules)
    assert max(node.depth for node in tree.nodes) >= 2
    for node in tree.nodes:
        chosen = np.ones(len(frame), dtype=bool)
        for condition in node.rule:
            chosen &= _meets(frame[condition.predictor], condition)
        counts = frame.loc[chosen, "uitkomst"].value_counts()
        assert [int(counts.get(label, 0)) for label in tree.target.labels] == list(node.counts)


def _meets(values, condition: Condition):
    met = np.zeros(len(values), dtype=bool)
    for level in condition.group:
        if level is None:
            met |= values.isna().to_numpy()
        elif isinstance(level, Interval):
            above = -np.inf if level.above is None else level.above
            up_to = np.inf if level.up_to is None else level.up_to
            met |= ((values > above) & (values <= up_to)).to_numpy()
        else:
            met |= (values == level).to_numpy()
    return met


def test_weights_count_as_repeated_rows():
    frame = sample(3, missing=0.05)
    repeated = frame.loc[frame.index.repeat(frame["gewicht"])].reset_index(drop=True)
    target = TargetSpec("uitkomst", "ja")
    weighted = grow(encode(frame, SPECS, target, weight="gewicht"), LIMITS)
    plain = grow(encode(repeated, SPECS, target), LIMITS)
    assert [asdict(node) for node in weighted.nodes] == [asdict(node) for node in plain.nodes]


def test_the_split_is_that_of_the_smallest_adjusted_p_and_ties_go_to_the_first():
    coded = encode(sample(5), SPECS, TargetSpec("uitkomst", "ja"))
    tests = screen(coded, LIMITS)
    root = grow(coded, LIMITS).nodes[0]
    best = min(test.log_p_adjusted for test in tests)
    assert root.split == next(test for test in tests if test.log_p_adjusted == best)
    swapped = encode(sample(5), SPECS[::-1], TargetSpec("uitkomst", "ja"))
    if root.split.predictor == "soort":
        assert grow(swapped, LIMITS).nodes[0].split.predictor == "soort2"


def test_a_forced_predictor_splits_the_root_and_still_merges():
    coded = encode(sample(5), SPECS, TargetSpec("uitkomst", "ja"))
    tree = grow(coded, replace(LIMITS, force="maat", alpha_split=0.0))
    assert tree.nodes[0].split.predictor == "maat"
    assert len(tree.nodes[0].split.groups) < 10
    assert {node.stop for node in tree.nodes[1:]} <= set(Stop)
    stuck = grow(coded, replace(LIMITS, force="vast"))
    assert (len(stuck.nodes), stuck.nodes[0].stop) == (1, Stop.NO_PREDICTOR_VARIES)
    with pytest.raises(ValueError, match="`force` must be one of the predictors"):
        grow(coded, replace(LIMITS, force="onbekend"))


@pytest.mark.parametrize(
    ("change", "stop"),
    [
        ({"max_depth": 0}, Stop.MAX_DEPTH),
        ({"min_parent": 1000}, Stop.MIN_PARENT),
        ({"min_child": 290}, Stop.MIN_CHILD),
        ({"alpha_split": 0.0}, Stop.NOT_SIGNIFICANT),
    ],
)
def test_every_stop_has_its_reason(change, stop):
    coded = encode(sample(5), SPECS, TargetSpec("uitkomst", "ja"))
    tree = grow(coded, replace(LIMITS, **change))
    assert [node.stop for node in tree.nodes] == [stop]


def test_a_constant_outcome_is_a_pure_root():
    frame = sample(5).assign(uitkomst="ja")
    coded = encode(frame, SPECS, TargetSpec("uitkomst"))
    tree = grow(coded, LIMITS)
    assert [node.stop for node in tree.nodes] == [Stop.PURE]
    assert not any(test.significant for test in screen(coded, LIMITS))
