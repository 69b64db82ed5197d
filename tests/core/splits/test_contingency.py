"""Counting: against a plain loop over rows, in one call, in blocks, compiled, weighted."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from perspectief_core.splits import contingency
from perspectief_core.splits.contingency import Coded, Predictor, Target, count


@pytest.fixture(params=["compiled", "on all cores", "at once", "in blocks"])
def way(request, monkeypatch):
    if request.param == "on all cores":
        monkeypatch.setattr(contingency, "_FOR_ONE_CORE", 0)
        monkeypatch.setattr(os, "cpu_count", lambda: 3)
    elif request.param != "compiled":
        monkeypatch.setattr(contingency, "_kernel", None)
    if request.param == "in blocks":
        monkeypatch.setattr(contingency, "_SMALL", 0)
        monkeypatch.setattr(contingency, "_BLOCK", 7)
    return request.param


def coded_rows(sizes, n, classes, seed, weighted):
    rng = np.random.default_rng(seed)
    predictors = tuple(
        Predictor(f"x{i}", "nominal", tuple(range(size - 1)), missing=True)
        for i, size in enumerate(sizes)
    )
    dtype = np.uint16 if max(sizes) > 256 else np.uint8
    codes = np.array([rng.integers(0, size, n) for size in sizes]).astype(dtype)
    target = Target("y", tuple(str(label) for label in range(classes)))
    outcome = rng.integers(0, classes, n).astype(np.uint8)
    weights = rng.integers(0, 10**9, n) if weighted else None
    return Coded(
        predictors=predictors,
        codes=codes,
        target=target,
        outcome=outcome,
        weights=weights,
        rows=np.arange(n),
    )


def plain_counts(coded, segment, segments):
    n_codes = max(predictor.size for predictor in coded.predictors)
    shape = (segments, len(coded.predictors), n_codes, len(coded.target.labels))
    total = np.zeros(shape, dtype=object)
    for p, row in np.ndindex(coded.codes.shape):
        weight = 1 if coded.weights is None else int(coded.weights[row])
        total[segment[row], p, coded.codes[p, row], coded.outcome[row]] += weight
    return total


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sizes=st.lists(st.sampled_from([1, 2, 3, 9, 20, 300]), min_size=1, max_size=5),
    n=st.integers(1, 40),
    classes=st.integers(1, 4),
    seed=st.integers(0, 10**6),
    weighted=st.booleans(),
    segments=st.integers(1, 3),
)
def test_counts_as_a_plain_loop(way, sizes, n, classes, seed, weighted, segments):
    coded = coded_rows(sizes, n, classes, seed, weighted)
    segment = np.random.default_rng(seed).integers(0, segments, n)
    counts = count(coded, segment, segments)
    assert counts.dtype == np.int64
    assert (counts == plain_counts(coded, segment, segments)).all()


def test_counts_of_batches_add_up(way):
    coded = coded_rows([4, 20, 7], 500, 3, seed=1, weighted=False)
    parts = [coded.take(np.arange(start, min(start + 90, 500))) for start in range(0, 500, 90)]
    assert (sum(count(part) for part in parts) == count(coded)).all()


def test_a_code_beyond_its_table_is_refused():
    coded = coded_rows([4], 20, 2, seed=1, weighted=False)
    beyond = replace(coded, codes=coded.codes + 3)
    with pytest.raises(ValueError, match="beyond the table"):
        count(beyond)


def test_total_is_the_sum_of_the_weights():
    assert coded_rows([4], 20, 2, seed=1, weighted=False).total == 20
    weighted = coded_rows([4], 20, 2, seed=1, weighted=True)
    assert weighted.total == int(weighted.weights.sum())
