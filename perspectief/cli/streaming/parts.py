"""Parts of Parquet files: what is read at once, with texts as codes into a small dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from perspectief.cli.reading import parquet
from perspectief.cli.reading.header import Planner
from perspectief.cli.reading.limits import check_length
from perspectief.cli.reading.numbers import EXACT, NumberBuilder, Writing
from perspectief.cli.reading.plan import Plan
from perspectief.cli.reading.source import reporting
from perspectief_core.arrays import Floats
from perspectief_core.splits.contingency import Codes

_PART_ROWS = 1 << 17
_PIECE_ROWS = 1 << 20
_NARROW_RANGE = 1 << 12
"""Whole numbers in a range of at most this are their own code, without a search for each."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Row groups of a file that one worker reads, one after the other."""

    path: Path
    groups: tuple[int, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What to read of every file, and the texts that mean missing."""

    plan: Plan
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """A column of categories: the place in `texts` of each row; None there is missing."""

    codes: Codes
    texts: Sequence[str | None]
    order: tuple[str, ...] | None
    typed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some rows."""

    rows: int
    categories: Mapping[str, Texts]
    numbers: Mapping[str, Floats]


def inspect(path: Path, planner: Planner) -> tuple[list[Piece], Sequence[str], Plan, bool]:
    """Return the pieces of a file, its names, what is wanted, and whether parts can be read apart.

    They cannot where numbers stand as text: how those are written shows from the whole column.
    """
    with path.open("rb") as file:
        opened, plan = parquet.inspect(file, planner)
        metadata, schema = opened.metadata, opened.schema_arrow
        apart = not any(
            parquet.is_text(schema.field(name).type) for name in {*plan.numbers, *plan.whole}
        )
        pieces: list[Piece] = []
        groups: list[int] = []
        rows = 0
        for number in range(metadata.num_row_groups):
            groups.append(number)
            rows += metadata.row_group(number).num_rows
            if rows >= _PIECE_ROWS or number == metadata.num_row_groups - 1:
                pieces.append(Piece(path, tuple(groups), rows))
                groups, rows = [], 0
        return pieces, schema.names, plan, apart


def parts(piece: Piece, asked: Asked) -> Iterator[Part]:
    """Return the rows of a piece in parts."""
    names = asked.plan.names
    with reporting(piece.path), piece.path.open("rb") as file:
        opened = parquet.with_dictionaries(file, pq.read_schema(file), names)
        for columns in parquet.batches(opened, names, piece.rows, piece.groups, _PART_ROWS):
            yield Part(
                len(columns[names[0]]),
                {name: _texts(name, columns[name], asked) for name in asked.plan.categories},
                {
                    name: _numbers(name, columns[name], asked)
                    for name in names
                    if name not in asked.plan.categories
                },
            )


def _numbers(name: str, values: pa.Array, asked: Asked) -> Floats:
    builder = NumberBuilder(name, Writing((EXACT,), "row"), whole=name in asked.plan.whole)
    parquet.add_numbers(builder, values, range(1, len(values) + 1), asked.missing)
    return builder.finish()


def _texts(name: str, values: pa.Array, asked: Asked) -> Texts:
    whole = _whole(values)
    if whole is not None:
        codes, texts, typed, order = *whole, False, None
    else:
        encoded = values if pa.types.is_dictionary(values.type) else parquet.encoded(values)
        typed = parquet.is_fraction(encoded.dictionary.type)
        texts = parquet.texts(encoded.dictionary)
        order = tuple(text for text in texts if text is not None) if encoded.type.ordered else None
        known = pc.fill_null(pc.cast(encoded.indices, pa.int64()), len(texts))
        codes = known.to_numpy(zero_copy_only=False)
    check_length(texts, name)
    gone = {"", *asked.missing}
    plain = [None if text in gone else text for text in texts]
    return Texts(_narrow(codes, len(plain) + 1), [*plain, None], order, typed)


def _whole(values: pa.Array) -> tuple[npt.NDArray[np.int64], list[str | None]] | None:
    """Return whole numbers in a narrow range as codes and their texts; None for anything else."""
    if not pa.types.is_integer(values.type) or len(values) == values.null_count:
        return None
    ends = pc.min_max(values).as_py()
    span = ends["max"] - ends["min"] + 1
    if span > _NARROW_RANGE or max(abs(ends["max"]), abs(ends["min"])) >= 2**62:
        return None
    known = pc.fill_null(pc.cast(values, pa.int64()), ends["min"] + span)
    codes = known.to_numpy(zero_copy_only=False) - ends["min"]
    return codes, [str(number) for number in range(ends["min"], ends["max"] + 1)]


def _narrow(codes: npt.NDArray[Any], size: int) -> Codes:
    kind: npt.DTypeLike = (
        np.uint8 if size <= 1 << 8 else np.uint16 if size <= 1 << 16 else np.uint32
    )
    return codes.astype(kind)
