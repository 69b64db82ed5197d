"""fit and predict give what the tree gives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from perspectief_core.splits import Settings, TargetSpec, encode, grow
from perspectief_core.splits.classifier import ChaidClassifier
from tests.core.splits.test_growing import LIMITS, SPECS, sample

KINDS = {spec.name: spec.kind for spec in SPECS}


def test_same_tree_as_grow():
    frame = sample(3)
    columns = [spec.name for spec in SPECS]
    fitted = ChaidClassifier(KINDS, LIMITS).fit(frame[columns], frame["uitkomst"])
    tree = grow(encode(frame, SPECS, TargetSpec("uitkomst")), LIMITS)
    assert fitted.tree_.nodes == tree.nodes
    assert fitted.classes_.tolist() == list(tree.target.labels)
    assert fitted.predict(frame).tolist() == tree.predict(frame).tolist()
    assert fitted.apply(frame).tolist() == tree.apply(frame).tolist()
    shares = fitted.predict_proba(frame)
    assert shares.shape == (len(frame), 3)
    assert shares.sum(axis=1) == pytest.approx(1)


def test_kinds_follow_from_the_types():
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(
        {
            "getal": rng.normal(size=400),
            "tekst": rng.choice(["a", "b"], 400),
            "orde": pd.Categorical(rng.choice(["l", "h"], 400), ["l", "h"], ordered=True),
            "vlag": rng.random(400) < 0.5,
        }
    )
    y = np.where(frame["getal"] > 0, 7, 3)
    fitted = ChaidClassifier(settings=Settings(max_depth=1)).fit(frame, y)
    kinds = {predictor.name: predictor.kind for predictor in fitted.tree_.predictors}
    assert kinds == {"getal": "scale", "tekst": "nominal", "orde": "ordinal", "vlag": "nominal"}
    assert fitted.predict(frame).dtype == y.dtype
    assert (fitted.predict(frame) == y).mean() > 0.9


def test_weights_and_parameters():
    frame = sample(3, missing=0.0)
    columns = ["soort", "maat"]
    model = ChaidClassifier().set_params(settings=LIMITS, intervals=4)
    model.fit(frame[columns], frame["uitkomst"], sample_weight=frame["gewicht"])
    assert model.tree_.nodes[0].n == frame["gewicht"].sum()
    assert model.get_params()["intervals"] == 4
    with pytest.raises(ValueError, match="`diepte` must be one of kinds, settings, intervals"):
        model.set_params(diepte=3)
