"""Columns to codes: order of the categories, missing, weights, and what is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from perspectief_core.splits import ColumnError, ColumnSpec, Fault, Interval, TargetSpec, encode

FRAME = pd.DataFrame(
    {
        "y": ["ja", "nee", "ja", None, "nee", "ja"],
        "soort": ["b", "a", None, "a", "b", "c"],
        "rang": [10.0, 9.0, np.nan, 9.0, 2.0, 10.0],
        "maat": [1.5, 2.5, 3.5, 4.5, np.nan, 5.5],
        "w": [1, 2, 0, 4, 5, 6],
        "tekst": list("hlmhlm"),
    }
)


def encoded(*specs, target="y", **options):
    asked = target if isinstance(target, TargetSpec) else TargetSpec(target)
    return encode(FRAME, [ColumnSpec(*spec) for spec in specs], asked, **options)


def test_levels_are_ordered_and_missing_comes_last():
    coded = encoded(("soort", "nominal"), ("rang", "ordinal"))
    assert [predictor.levels for predictor in coded.predictors] == [("a", "b", "c"), (2, 9, 10)]
    assert [predictor.missing for predictor in coded.predictors] == [True, True]
    assert coded.codes.tolist() == [[1, 0, 3, 1, 2], [2, 1, 3, 0, 2]]
    assert coded.codes.dtype == np.uint8


def test_rows_without_outcome_or_weight_are_left_out():
    coded = encoded(("soort", "nominal"), weight="w")
    assert coded.rows.tolist() == [0, 1, 4, 5]
    assert coded.weights.tolist() == [1, 2, 5, 6]
    assert coded.total == 14
    assert encoded(("soort", "nominal")).rows.tolist() == [0, 1, 2, 4, 5]


def test_one_category_of_the_outcome_against_the_rest():
    assert encoded(("soort", "nominal"), target=TargetSpec("y", "ja")).target.labels == (
        "nee",
        "ja",
    )
    other = encoded(("y", "nominal"), target=TargetSpec("soort", "b"))
    assert other.target.labels == ("not b", "b")
    assert other.outcome.tolist() == [1, 0, 0, 1, 0]
    assert encoded(("soort", "nominal"), target=TargetSpec("rang", "10")).target.labels == (
        "not 10",
        "10",
    )


def test_scale_predictors_get_open_intervals():
    (predictor,) = encoded(("maat", "scale"), intervals=2).predictors
    assert predictor.levels == (Interval(None, 2.5), Interval(2.5, None))
    assert predictor.missing


def test_order_of_ordinals():
    listed = encoded(("tekst", "ordinal", ("l", "m", "x", "h")))
    assert listed.predictors[0].levels == ("l", "m", "h")
    ordered = FRAME.assign(
        tekst=pd.Categorical(FRAME["tekst"], categories=["l", "m", "h"], ordered=True)
    )
    by_type = encode(ordered, [ColumnSpec("tekst", "ordinal")], TargetSpec("y"))
    assert by_type.predictors[0].levels == ("l", "m", "h")
    dates = FRAME.assign(d=pd.to_datetime(["2010-03-01", "2009-10-01"] * 3))
    by_date = encode(dates, [ColumnSpec("d", "ordinal")], TargetSpec("y"))
    assert by_date.predictors[0].levels == ("2009-10-01T00:00:00", "2010-03-01T00:00:00")


def test_many_levels_take_two_bytes():
    n = 900
    frame = pd.DataFrame({"y": [0, 1] * (n // 2), "x": [f"{i:04}" for i in range(n)]})
    coded = encode(frame, [ColumnSpec("x", "nominal")], TargetSpec("y"))
    assert coded.codes.dtype == np.uint16
    assert coded.codes[0].tolist() == list(range(n))


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([True, False, True], (False, True)),
        ([1.0, 2.5, None], (1, 2.5)),
        ([Decimal("1"), Decimal("2.5"), None], (1, 2.5)),
        ([dt.date(2010, 1, 1), dt.date(2009, 1, 1), None], ("2009-01-01", "2010-01-01")),
    ],
)
def test_labels_are_what_json_can_hold(values, labels):
    frame = pd.DataFrame({"y": [0, 1, 1], "x": pd.Series(values, dtype=object)})
    coded = encode(frame, [ColumnSpec("x", "nominal")], TargetSpec("y"))
    assert coded.predictors[0].levels == labels


@pytest.mark.parametrize(
    ("specs", "options", "fault"),
    [
        ([("srt", "nominal")], {}, Fault.UNKNOWN),
        ([("soort", "nominal")], {"weight": "gewicht"}, Fault.UNKNOWN),
        ([("soort", "nominal")], {"target": "uitkomst"}, Fault.UNKNOWN),
        ([("soort", "nominal"), ("soort", "ordinal")], {}, Fault.REPEATED),
        ([("y", "nominal")], {}, Fault.REPEATED),
        ([("soort", "scale")], {}, Fault.NOT_NUMERIC),
        ([("tekst", "ordinal")], {}, Fault.NO_ORDER),
        ([("tekst", "ordinal", ("l", "m"))], {}, Fault.NOT_LISTED),
        ([("soort", "nominal")], {"target": TargetSpec("y", "misschien")}, Fault.NOT_LISTED),
        ([("soort", "nominal")], {"weight": "maat"}, Fault.WEIGHT),
        ([("soort", "nominal")], {"weight": "tekst"}, Fault.NOT_NUMERIC),
    ],
)
def test_what_cannot_be_used_is_named(specs, options, fault):
    with pytest.raises(ColumnError) as raised:
        encoded(*specs, **options)
    assert raised.value.fault == fault
    assert f"`{raised.value.column}`" in str(raised.value)


@pytest.mark.parametrize(
    ("frame", "spec", "fault"),
    [
        ({"y": [0, 1], "x": [1.0, np.inf]}, ("x", "scale"), Fault.NOT_FINITE),
        ({"y": [None, None], "x": [1, 2]}, ("x", "scale"), Fault.NO_ROWS),
        ({"y": [0, 1], "x": [[1], [2]]}, ("x", "nominal"), Fault.NOT_PLAIN),
        ({"y": [0, 1], "x": [1j, 2j]}, ("x", "nominal"), Fault.NOT_PLAIN),
        ({"y": [0, 1] * 600, "x": range(1200)}, ("x", "ordinal"), Fault.TOO_MANY),
        ({"y": range(60), "x": range(60)}, ("x", "ordinal"), Fault.TOO_MANY),
    ],
)
def test_values_that_cannot_be_coded(frame, spec, fault):
    with pytest.raises(ColumnError) as raised:
        encode(pd.DataFrame(frame), [ColumnSpec(*spec)], TargetSpec("y"))
    assert raised.value.fault == fault


def test_negative_and_fractional_weights_are_refused():
    for weights in ([-1, 2], [0.5, 2], [2.0**53, 1]):
        frame = pd.DataFrame({"y": [0, 1], "x": [1, 2], "w": weights})
        with pytest.raises(ColumnError, match="weight column `w`"):
            encode(frame, [ColumnSpec("x", "scale")], TargetSpec("y"), weight="w")


def test_the_nearest_names_are_offered():
    with pytest.raises(ColumnError, match="unknown column `sort`; there is `soort`"):
        encoded(("sort", "nominal"))


def test_intervals_have_a_range():
    with pytest.raises(ValueError, match="`intervals` must be in the range"):
        encoded(("maat", "scale"), intervals=65)
