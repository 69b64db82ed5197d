"""From the columns of a frame to codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from perspectief_core.arrays import Ints, pd
from perspectief_core.splits.binning import bin_codes, quantile_cuts, to_intervals
from perspectief_core.splits.contingency import (
    Coded,
    Codes,
    Kind,
    Label,
    Level,
    Predictor,
    Target,
)
from perspectief_core.splits.faults import ColumnError, Fault, check_known, check_roles
from perspectief_core.splits.settings import INTERVALS, check_intervals
from perspectief_core.splits.values import (
    categories_of,
    factorize,
    numbers_of,
    ordered,
    placed,
    ranks,
    same_label,
)

MAX_CATEGORIES = 1000
MAX_CLASSES = 50
_MOST_OBSERVATIONS = 2**53


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A predictor as asked for: column, kind, and the order of its categories where not numeric."""

    name: str
    kind: Kind
    levels: tuple[Label, ...] | None = None


@dataclass(frozen=True, slots=True)
class TargetSpec:
    """The outcome as asked for: all categories of a column, or one of them against the rest."""

    column: str
    value: Label | None = None


def encode(
    frame: pd.DataFrame,
    specs: Sequence[ColumnSpec],
    target: TargetSpec,
    *,
    weight: str | None = None,
    intervals: int = INTERVALS,
) -> Coded:
    """Turn columns into codes.

    Parameters
    ----------
    frame
        The rows.
    specs
        Predictors, in the order in which exact ties between them are settled.
    target
        The outcome.
    weight
        Column with frequency weights: whole numbers, at least 0.
    intervals
        Most bins of a scale predictor, 2 to 64.

    Returns
    -------
    The coded rows. Rows without an outcome, without a weight or with weight 0 are left out, before
    bins are made.

    Raises
    ------
    ColumnError
        A column is unknown or cannot be used as asked.

    Examples
    --------
    >>> frame = pd.DataFrame({"groep": ["a", "b"] * 200, "uit": ["ja", "nee", "ja", "ja"] * 100})
    >>> coded = encode(frame, [ColumnSpec("groep", "nominal")], TargetSpec("uit", "ja"))
    >>> coded.predictors[0].levels, coded.target.labels
    (('a', 'b'), ('nee', 'ja'))
    """
    check_intervals(intervals)
    _check_names(frame, specs, target, weight)
    weights = None if weight is None else _weights(frame[weight])
    counted = frame[target.column].notna().to_numpy()
    if weights is not None:
        counted = counted & (weights > 0)
    rows = np.flatnonzero(counted)
    if not len(rows):
        raise ColumnError(target.column, Fault.NO_ROWS, f"no row has a value of `{target.column}`")
    kept = frame if len(rows) == len(frame) else frame.iloc[rows]
    weights = None if weights is None else weights[rows]
    coded_target, outcome = _code_target(kept[target.column], target)
    coded = [_code_predictor(kept[spec.name], spec, weights, intervals) for spec in specs]
    predictors = tuple(predictor for predictor, _ in coded)
    return Coded(
        predictors=predictors,
        codes=_stack([codes for _, codes in coded], predictors, len(rows)),
        target=coded_target,
        outcome=outcome.astype(np.uint8),
        weights=weights,
        rows=rows,
    )


def _check_names(
    frame: pd.DataFrame, specs: Sequence[ColumnSpec], target: TargetSpec, weight: str | None
) -> None:
    columns = [str(column) for column in frame.columns]
    names = [target.column, *(spec.name for spec in specs), *([] if weight is None else [weight])]
    for name in names:
        check_known(name, columns)
    check_roles(names, columns)


def _weights(values: pd.Series[Any]) -> Ints:
    name = str(values.name)
    numbers = np.nan_to_num(numbers_of(values, name), nan=0.0)
    if (numbers < 0).any() or (numbers != np.floor(numbers)).any():
        message = f"weight column `{name}` must hold whole numbers of at least 0"
        raise ColumnError(name, Fault.WEIGHT, message)
    if numbers.sum() >= _MOST_OBSERVATIONS:
        message = f"weight column `{name}` sums to 2**53 or more; counts would no longer be exact"
        raise ColumnError(name, Fault.WEIGHT, message)
    return numbers.astype(np.int64)


def _code_target(values: pd.Series[Any], target: TargetSpec) -> tuple[Target, Ints]:
    codes, labels = factorize(values, target.column)
    order = ordered(labels)
    if target.value is None:
        if len(labels) > MAX_CLASSES:
            message = (
                f"target `{target.column}` has {len(labels)} categories; at most {MAX_CLASSES}"
            )
            raise ColumnError(target.column, Fault.TOO_MANY, message)
        rank = ranks(labels, order)
        return Target(target.column, tuple(str(label) for label in order)), rank[codes]
    wanted = next((label for label in labels if same_label(label, target.value)), None)
    if wanted is None:
        message = f"no row has the value `{target.value}` of target `{target.column}`"
        raise ColumnError(target.column, Fault.NOT_LISTED, message)
    others = [label for label in order if label is not wanted]
    other = str(others[0]) if len(others) == 1 else f"not {wanted}"
    outcome = (codes == labels.index(wanted)).astype(np.int64)
    return Target(target.column, (other, str(wanted))), outcome


def _code_predictor(
    values: pd.Series[Any], spec: ColumnSpec, weights: Ints | None, intervals: int
) -> tuple[Predictor, Codes]:
    """Code a predictor: the code of each different value is looked up by the place of the value."""
    if spec.kind == "scale":
        place, levels, codes = _code_scale(values, spec, weights, intervals)
    else:
        place, labels = factorize(values, spec.name)
        order = _level_order(values, labels, spec)
        levels, codes = tuple(order), ranks(labels, order)
    # Behind the last of the different values, and so behind the last of the levels, is missing.
    codes[-1] = len(levels)
    narrow: Codes = codes.astype(np.uint8 if len(levels) < 256 else np.uint16)
    of_rows = narrow[place]
    missing = bool((of_rows == len(levels)).any())
    return Predictor(spec.name, spec.kind, levels, missing=missing), of_rows


def _code_scale(
    values: pd.Series[Any], spec: ColumnSpec, weights: Ints | None, intervals: int
) -> tuple[Ints, tuple[Level, ...], Ints]:
    """Return the place of each value among the different ones, the bins, and the bin of each."""
    numbers = numbers_of(values, spec.name)
    if np.isinf(numbers).any():
        message = f"scale predictor `{spec.name}` must be finite"
        raise ColumnError(spec.name, Fault.NOT_FINITE, message)
    place, row = placed(numbers)
    times = np.bincount(place, weights, minlength=len(row) + 1)[:-1].astype(np.int64)
    present = times > 0
    bins = to_intervals(quantile_cuts(row[present], times[present], intervals))
    return place, bins, np.append(bin_codes(row, bins), 0)


def _level_order(values: pd.Series[Any], labels: list[Label], spec: ColumnSpec) -> list[Label]:
    if len(labels) > MAX_CATEGORIES:
        message = (
            f"`{spec.name}` has {len(labels)} categories; at most {MAX_CATEGORIES} "
            "(use `scale` for numbers)"
        )
        raise ColumnError(spec.name, Fault.TOO_MANY, message)
    if spec.levels is not None:
        return _as_listed(labels, spec)
    if isinstance(values.dtype, pd.CategoricalDtype) and values.dtype.ordered:
        known = categories_of(values.dtype.categories, spec.name)
        return [label for label in known if label in labels]
    is_text = any(isinstance(label, str) for label in labels)
    if spec.kind == "ordinal" and is_text and not _holds_dates(values):
        message = (
            f"ordinal predictor `{spec.name}` is text; give the order of its categories "
            f"(--levels {spec.name}=first,second,...)"
        )
        raise ColumnError(spec.name, Fault.NO_ORDER, message)
    return ordered(labels)


def _holds_dates(values: pd.Series[Any]) -> bool:
    return pd.api.types.infer_dtype(values, skipna=True).startswith("date")


def _as_listed(labels: list[Label], spec: ColumnSpec) -> list[Label]:
    listed = spec.levels or ()
    order: list[Label] = []
    for asked in listed:
        order += [label for label in labels if same_label(label, asked) and label not in order]
    if len(order) < len(labels):
        message = (
            f"`{spec.name}` has {len(labels) - len(order)} categories that are not among "
            f"the levels given ({', '.join(str(level) for level in listed)})"
        )
        raise ColumnError(spec.name, Fault.NOT_LISTED, message)
    return order


def _stack(columns: list[Codes], predictors: tuple[Predictor, ...], n: int) -> Codes:
    most = max((predictor.size for predictor in predictors), default=0)
    codes: Codes = np.zeros((len(columns), n), dtype=np.uint8 if most <= 256 else np.uint16)
    for row, column in enumerate(columns):
        codes[row] = column
    return codes
