"""Rows in units: trees and counts are those of the same rows with every code written out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from perspectief_core.splits import Settings, contingency, grow
from perspectief_core.splits.contingency import Coded, Predictor, Target, count
from perspectief_core.splits.nested import Nest, Nested, Written

LIMITS = Settings(min_parent=20, min_child=5, max_depth=5, alpha_split=0.5)
SIZES = (3, 4, 2, 6, 3)
OF_UNIT = np.array([False, True, True, False, True])


def coded(sizes, names, n, rng):
    kinds = ("nominal", "ordinal")
    return Coded(
        predictors=tuple(
            Predictor(name, kinds[at % 2], tuple(range(size - 1)), missing=True)
            for at, (name, size) in enumerate(zip(names, sizes, strict=True))
        ),
        codes=np.array([rng.integers(0, size, n) for size in sizes]).astype(np.uint8),
        target=Target("uit", ("nee", "ja")),
        outcome=np.zeros(n, dtype=np.uint8),
        weights=None,
        rows=np.arange(n),
    )


def nested(seed, n=400, units=12):
    """Rows in a nest, and the same rows written out."""
    rng = np.random.default_rng(seed)
    names = np.array([f"x{at}" for at in range(len(SIZES))])
    sizes = np.array(SIZES)
    own = coded(sizes[~OF_UNIT], names[~OF_UNIT], n, rng)
    of_units = coded(sizes[OF_UNIT], names[OF_UNIT], units, rng)
    unit = rng.integers(0, units, n).astype(np.uint8)
    predictors, codes, number = [], [], []
    for of_unit in OF_UNIT:
        part, at = (of_units if of_unit else own), OF_UNIT[: len(number)].tolist().count(of_unit)
        predictors.append(part.predictors[at])
        codes.append(part.codes[at][unit] if of_unit else part.codes[at])
        number.append(at)
    score = codes[0] * 0.8 + codes[1] * 0.7 - codes[3] * 0.3 + rng.normal(0, 1, n)
    outcome = (score > np.median(score)).astype(np.uint8)
    written = replace(own, predictors=tuple(predictors), codes=np.array(codes), outcome=outcome)
    nest = Nest(
        own=Written(own),
        units=of_units,
        unit=unit,
        predictors=tuple(predictors),
        of_unit=OF_UNIT,
        number=np.array(number),
    )
    return nest, written


def rows_of(nest, written):
    kept = [written.predictors.index(predictor) for predictor in nest.predictors]
    written = written.choose(np.array(kept, dtype=np.int64))
    return Nested(nest, written.target, written.outcome, count(written)[0]), written


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), missing=st.sampled_from(["category", "exclude"]))
def test_a_tree_is_that_of_the_rows_written_out(seed, missing):
    rows, written = rows_of(*nested(seed))
    asked = replace(LIMITS, missing=missing)
    assert grow(rows, asked) == grow(written, asked)


def test_such_a_tree_goes_deep_and_leaves_rows_behind():
    rows, _ = rows_of(*nested(3))
    grown = grow(rows, replace(LIMITS, missing="exclude"))
    assert max(node.depth for node in grown.nodes) >= 3
    inner = [node for node in grown.nodes if node.children]
    assert any(sum(grown.nodes[child].n for child in node.children) < node.n for node in inner)


@pytest.mark.parametrize("kept", [OF_UNIT, ~OF_UNIT, np.arange(5) > 2])
def test_some_predictors_are_enough(kept):
    nest, written = nested(5)
    rows, chosen = rows_of(nest.choose(kept), written)
    assert grow(rows, LIMITS) == grow(chosen, LIMITS)


@pytest.mark.parametrize("kernel", [True, False])
def test_counts_are_those_of_the_rows_written_out(kernel, monkeypatch):
    if not kernel:
        monkeypatch.setattr(contingency, "_kernel", None)
    nest, written = nested(8)
    column = np.random.default_rng(1).integers(0, 7, len(written.outcome))
    np.testing.assert_array_equal(nest.count(column, 7), contingency.count_by(written, column, 7))
    for at in range(len(SIZES)):
        np.testing.assert_array_equal(nest.codes_of(at), written.codes[at])


def test_a_limit_on_what_is_counted_at_once_changes_nothing(monkeypatch):
    rows, written = rows_of(*nested(11))
    whole = grow(written, LIMITS)
    monkeypatch.setattr("perspectief_core.splits.growing._TABLE_CELLS_AT_ONCE", 1)
    assert grow(rows, LIMITS) == whole
