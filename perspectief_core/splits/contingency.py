"""Counting: the only step of the split engine that touches rows.

Columns become small-integer codes (`Coded`), codes become counts. All after `count` works on counts
alone, and those of batches of rows may be added: counting can be done in parts or elsewhere.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Ints

try:
    from perspectief_core.splits import _kernel
except ImportError:
    _kernel = None  # type: ignore[assignment]

Kind: TypeAlias = Literal["nominal", "ordinal", "scale"]
Label: TypeAlias = str | int | float | bool
Codes: TypeAlias = npt.NDArray[np.unsignedinteger[Any]]

_BLOCK = 1 << 16
"""Indices held at once while counting: 512 kB, which fits a core's second-level cache."""
_SMALL = 1 << 18
"""Up to this many codes all predictors are counted by one call."""
_FOR_ONE_CORE = 1 << 23
"""Up to this many codes one core counts all predictors."""
_PAIR_CELLS = 1 << 13
"""Two predictors are counted as one joint table when that table has at most this many cells."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers above `above`, up to and including `up_to`; None is no bound on that side."""

    above: float | None
    up_to: float | None


Level: TypeAlias = Label | Interval


@dataclass(frozen=True, slots=True)
class Predictor:
    """What a predictor is; its codes are a row of `Coded.codes`.

    Parameters
    ----------
    name
        Column name.
    kind
        `nominal` (any two categories may merge), `ordinal` or `scale` (neighbours only).
    levels
        Category of each code, in order; intervals for a scale.
    missing
        Whether code `len(levels)` stands for missing.
    """

    name: str
    kind: Kind
    levels: tuple[Level, ...]
    missing: bool = False

    @property
    def size(self) -> int:
        """Number of codes in use, missing included."""
        return len(self.levels) + self.missing


@dataclass(frozen=True, slots=True)
class Target:
    """The outcome: its column and its categories, in the order of their codes."""

    name: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Coded:
    """Rows as small integers, ready to be counted.

    Parameters
    ----------
    predictors
        One per row of `codes`.
    codes : shape (n_predictors, n_rows), uint8 or uint16
        Category of each row on each predictor.
    target
        The outcome.
    outcome : shape (n_rows,), uint8
        Code of each row's outcome.
    weights : shape (n_rows,), int64, or None
        Frequency weights: how many observations each row stands for. None: one each.
    rows : shape (n_rows,), int64
        Position of each coded row in the frame it came from; rows without an outcome or with
        weight 0 are not coded.
    """

    predictors: tuple[Predictor, ...]
    codes: Codes
    target: Target
    outcome: Codes
    weights: Ints | None
    rows: Ints

    @property
    def total(self) -> int:
        """Number of observations: rows, or the sum of their weights."""
        return len(self.outcome) if self.weights is None else int(self.weights.sum())

    @property
    def most_codes(self) -> int:
        """Number of codes of the predictor with most."""
        return max(
            [len(predictor.levels) + predictor.missing for predictor in self.predictors], default=0
        )

    def take(self, positions: npt.NDArray[Any]) -> Coded:
        """Return the coded rows at `positions` (indices, or a mask); bins stay as they are."""
        weights = None if self.weights is None else self.weights[positions]
        places = np.flatnonzero(positions) if positions.dtype == bool else positions
        return Coded(
            predictors=self.predictors,
            codes=np.take(self.codes, places, axis=1),
            target=self.target,
            outcome=self.outcome[positions],
            weights=weights,
            rows=self.rows[positions],
        )

    def choose(self, numbers: Ints) -> Coded:
        """Return the coded rows with only the predictors of these numbers, in that order."""
        if numbers.tolist() == list(range(len(self.predictors))):
            return self
        predictors = tuple(self.predictors[number] for number in numbers.tolist())
        return replace(self, predictors=predictors, codes=self.codes[numbers])


def count(coded: Coded, segment: Ints | None = None, segments: int = 1) -> Ints:
    """Count every predictor against the outcome, within each segment of the rows.

    Parameters
    ----------
    coded
        The rows.
    segment : shape (n_rows,), optional
        Segment (for example a tree node) of each row, from 0 up to `segments`; default one segment.
    segments
        Number of segments.

    Returns
    -------
    shape (segments, n_predictors, n_codes, n_classes), int64
        `n_codes` is that of the predictor with most; codes a predictor does not have count 0.

    Notes
    -----
    Working memory is bounded by a block of rows, not by the number of rows.

    Examples
    --------
    >>> import pandas as pd
    >>> from perspectief_core.splits import ColumnSpec, TargetSpec, encode
    >>> frame = pd.DataFrame({"groep": ["a", "b"] * 20, "uit": ["ja", "nee", "ja", "ja"] * 10})
    >>> count(encode(frame, [ColumnSpec("groep", "nominal")], TargetSpec("uit", "ja"))).tolist()
    [[[[0, 20], [10, 10]]]]
    """
    classes = len(coded.target.labels)
    column = coded.outcome.astype(np.int64)
    if segment is not None:
        column += segment * classes
    counts = count_by(coded, column, segments * classes)
    return counts.reshape(*counts.shape[:2], segments, classes).transpose(2, 0, 1, 3)


def count_by(coded: Coded, column: Ints, width: int) -> Ints:
    """Count every predictor against a column of whole numbers, whatever the outcome is.

    Parameters
    ----------
    coded
        The rows.
    column : shape (n_rows,), int64
        Below `width`; else ValueError.
    width
        Width of each table.

    Returns
    -------
    shape (n_predictors, n_codes, width), int64
        As in `count`.
    """
    n_codes, column = coded.most_codes, np.ascontiguousarray(column)
    if _kernel is not None:
        return _count_compiled(coded, column, n_codes, width)
    if coded.codes.size <= _SMALL:
        flat = _count_at_once(coded, column, n_codes, width)
        return flat.reshape(len(coded.predictors), n_codes, width)
    return _count_in_blocks(coded, column, n_codes, width)


def tally(
    codes: npt.NDArray[np.integer[Any]],
    column: Ints,
    shape: tuple[int, int],
    weights: Ints | None = None,
) -> Ints:
    """Count one column of codes by another.

    Parameters
    ----------
    codes, column : shape (n_rows,)
        Below `shape[0]` and `shape[1]`; else ValueError.
    shape
        Of the table that is returned.
    weights : shape (n_rows,), int64, optional
        Frequency weights.
    """
    if _kernel is not None and codes.dtype.itemsize <= 2:
        total = np.zeros(shape, dtype=np.int64)
        _kernel.tally(codes, column, total, weights, 1, len(codes), *shape)
        return total
    return _tally(codes * np.int64(shape[1]) + column, weights, shape[0] * shape[1]).reshape(shape)


def _count_compiled(coded: Coded, column: Ints, n_codes: int, width: int) -> Ints:
    n_predictors, n_rows = coded.codes.shape
    total = np.zeros((n_predictors, n_codes, width), dtype=np.int64)
    codes = np.ascontiguousarray(coded.codes)

    def tally_some(first: int) -> None:
        own = slice(first, first + step)
        shape = (len(codes[own]), n_rows, n_codes, width)
        _kernel.tally(codes[own], column, total[own], coded.weights, *shape)

    cores = (os.cpu_count() or 1) if codes.size > _FOR_ONE_CORE else 1
    step = max(-(-n_predictors // cores), 1)
    if step >= n_predictors:
        tally_some(0)
        return total
    # The kernel leaves the interpreter free; each counts predictors of its own.
    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(tally_some, range(0, n_predictors, step)))
    return total


def _count_at_once(coded: Coded, column: Ints, n_codes: int, width: int) -> Ints:
    n_predictors = len(coded.predictors)
    index = coded.codes.astype(np.int64)
    index *= width
    index += column
    index += (np.arange(n_predictors) * (n_codes * width))[:, None]
    weights = coded.weights
    if weights is not None:
        weights = np.broadcast_to(weights, index.shape).ravel()
    return _tally(index.ravel(), weights, n_predictors * n_codes * width)


def _count_in_blocks(coded: Coded, column: Ints, n_codes: int, width: int) -> Ints:
    counts = np.zeros((len(coded.predictors), n_codes, width), dtype=np.int64)
    for first, second in _pairs([predictor.size for predictor in coded.predictors], width):
        if second is None:
            size = coded.predictors[first].size
            counts[first, :size] = _blockwise(coded, (first, None), column, (size, 1, width))[:, 0]
            continue
        sizes = (coded.predictors[first].size, coded.predictors[second].size, width)
        joint = _blockwise(coded, (first, second), column, sizes)
        counts[first, : sizes[0]] = joint.sum(axis=1)
        counts[second, : sizes[1]] = joint.sum(axis=0)
    return counts


def _pairs(sizes: list[int], width: int) -> list[tuple[int, int | None]]:
    """Pair predictors whose joint table is small: one pass over the rows then counts two."""
    order = sorted(range(len(sizes)), key=sizes.__getitem__)
    pairs: list[tuple[int, int | None]] = []
    while order:
        large = order.pop()
        fits = order and sizes[large] * sizes[order[0]] * width <= _PAIR_CELLS
        pairs.append((large, order.pop(0) if fits else None))
    return pairs


def _blockwise(
    coded: Coded, pair: tuple[int, int | None], column: Ints, sizes: tuple[int, int, int]
) -> Ints:
    first, second = pair
    cells = sizes[0] * sizes[1] * sizes[2]
    # Index arithmetic in two bytes is four times as fast as in eight; bincount widens by itself.
    narrow: npt.DTypeLike = np.uint16 if cells < 1 << 16 else np.int64
    column = column.astype(narrow, copy=False)
    total = np.zeros(cells, dtype=np.int64)
    for start in range(0, len(column), _BLOCK):
        rows = slice(start, start + _BLOCK)
        index = coded.codes[first, rows].astype(narrow)
        if second is not None:
            index *= sizes[1]
            index += coded.codes[second, rows]
        index *= sizes[2]
        index += column[rows]
        total += _tally(index, None if coded.weights is None else coded.weights[rows], cells)
    return total.reshape(sizes)


def _tally(index: npt.NDArray[Any], weights: Ints | None, cells: int) -> Ints:
    if weights is None:
        return np.bincount(index, minlength=cells).astype(np.int64, copy=False)
    # Sums of whole weights are exact in floating point as long as they stay below 2**53.
    return np.bincount(index, weights=weights, minlength=cells).astype(np.int64)
