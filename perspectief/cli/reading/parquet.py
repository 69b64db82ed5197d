"""The columns of a Parquet file, in batches that stay small when unpacked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from perspectief.cli.errors import DataError
from perspectief.cli.reading.header import Planner, check_unique
from perspectief.cli.reading.limits import (
    MOST_FOOTER,
    MOST_UNFOLDED,
    check_columns,
)
from perspectief.cli.reading.numbers import NumberBuilder
from perspectief.cli.reading.plan import Plan
from perspectief_core.splits import ColumnError, Fault

_EXACT = 2**53
_END = 8
_Is = Callable[[pa.DataType], bool]
_TEXT: tuple[_Is, ...] = (
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_string_view,
)
_PLAIN: tuple[_Is, ...] = (
    *_TEXT,
    pa.types.is_null,
    pa.types.is_boolean,
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_decimal,
    pa.types.is_date,
    pa.types.is_timestamp,
    pa.types.is_time,
)
_NUMBERS: tuple[_Is, ...] = (
    *_TEXT,
    pa.types.is_null,
    pa.types.is_boolean,
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_decimal,
)


def inspect(file: BinaryIO, planner: Planner) -> tuple[pq.ParquetFile, Plan]:
    """Return a file and what is wanted of it, after everything that can be known before reading.

    Raises
    ------
    DataError
        The description or what it announces is too large, or two columns have one name.
    ColumnError
        A column is unknown, or of a type that cannot be used as asked.
    """
    _check_footer(file)
    opened = pq.ParquetFile(file)
    check_columns(opened.metadata.num_columns)
    schema = opened.schema_arrow
    check_unique(schema.names)
    plan = planner(schema.names)
    _check_types(schema, plan)
    _check_unfolded(opened.metadata, plan.names)
    return with_dictionaries(file, schema, plan.names), plan


def with_dictionaries(
    file: BinaryIO, schema: pa.Schema, names: Sequence[str], *, ahead: bool = False
) -> pq.ParquetFile:
    """Return a file whose texts stay in their dictionary, read `ahead` or as it is asked for.

    One long text in a million rows is then kept once. To read ahead saves journeys to a store, and
    holds all columns of all row groups that are asked for as they stand in the file.
    """
    texts = [name for name in names if _is(schema.field(name).type, _TEXT)]
    return pq.ParquetFile(file, read_dictionary=texts, pre_buffer=ahead)


def batches(
    opened: pq.ParquetFile,
    names: Sequence[str],
    announced: int,
    groups: Sequence[int],
    rows: int,
) -> Iterator[Mapping[str, pa.Array]]:
    """Return the rows in batches of `rows`, by column, of some row groups.

    More rows than were `announced` are refused.
    """
    seen = 0
    for batch in opened.iter_batches(
        rows, row_groups=list(groups), columns=list(names), use_threads=False
    ):
        batch.validate(full=True)
        seen += batch.num_rows
        if seen > announced or set(batch.schema.names) != set(names):
            raise DataError("its description does not fit its contents")
        yield {name: batch.column(name) for name in names}


def add_numbers(
    builder: NumberBuilder, values: pa.Array, lines: Sequence[int], missing: Sequence[str]
) -> None:
    """Add a batch to a column of numbers."""
    if pa.types.is_dictionary(values.type):
        values = values.dictionary.take(values.indices)
    kind = values.type
    if (pa.types.is_integer(kind) and not _exact(values)) or pa.types.is_decimal(kind):
        values = pc.cast(values, pa.string())
    if _is(values.type, _TEXT):
        builder.add(without(pc.cast(values, pa.string()), missing), lines)
        return
    if pa.types.is_float16(kind) or pa.types.is_float32(kind):
        # Through its shortest text: 0.1 is 0.1, as a CSV of the same table says.
        values = pa.array([None if v is None else float(v) for v in texts(values)], pa.float64())
    numbers = pc.fill_null(pc.cast(values, pa.float64()), np.nan).to_numpy(zero_copy_only=False)
    for text in missing:
        try:
            numbers = np.where(numbers == float(text), np.nan, numbers)
        except ValueError:
            continue
    builder.add_floats(numbers)


def without(texts: pa.Array, missing: Sequence[str]) -> pa.Array:
    """Return texts with null for the empty text and those that mean missing."""
    gone = pc.is_in(texts, value_set=pa.array(["", *missing], pa.string()))
    return pc.if_else(gone, pa.scalar(None, pa.string()), texts)


def is_text(kind: pa.DataType) -> bool:
    """Return whether a column holds text, in a dictionary or not."""
    return _is(kind.value_type if pa.types.is_dictionary(kind) else kind, _TEXT)


def is_fraction(kind: pa.DataType) -> bool:
    """Return whether values are numbers that can be written in more than one way: 1 and 1.0."""
    return _is(kind, (pa.types.is_floating, pa.types.is_decimal))


def _is(kind: pa.DataType, kinds: Sequence[_Is]) -> bool:
    return any(is_kind(kind) for is_kind in kinds)


def _check_footer(file: BinaryIO) -> None:
    """Raise a DataError unless the end of a file can be that of Parquet."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(size - _END, 0))
    end = file.read(_END)
    file.seek(0)
    if size < 3 * 4 or not end.endswith(b"PAR1"):
        raise DataError("it starts as a Parquet file but does not end as one")
    if int.from_bytes(end[:4], "little") > min(MOST_FOOTER, size - _END):
        raise DataError("its description is larger than the file, or than can be taken in")


def _check_types(schema: pa.Schema, plan: Plan) -> None:
    for name in plan.names:
        kind = schema.field(name).type
        kind = kind.value_type if pa.types.is_dictionary(kind) else kind
        if name in plan.categories and not _is(kind, _PLAIN):
            message = f"`{name}` must hold text, numbers, dates or booleans"
            raise ColumnError(name, Fault.NOT_PLAIN, message)
        if name not in plan.categories and not _is(kind, _NUMBERS):
            what = str(kind)[:40]
            message = f"column `{name}` must be numeric, but holds {what}"
            raise ColumnError(name, Fault.NOT_NUMERIC, message)


def _check_unfolded(metadata: pq.FileMetaData, names: Sequence[str]) -> None:
    schema = metadata.schema
    wanted = [at for at in range(metadata.num_columns) if schema.column(at).path in names]
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        if sum(group.column(at).total_uncompressed_size for at in wanted) > MOST_UNFOLDED:
            raise DataError(
                f"row group {number + 1} unfolds to more than {MOST_UNFOLDED >> 20} MB; "
                "write it with smaller row groups"
            )


def _exact(values: pa.Array) -> bool:
    ends = pc.min_max(values).as_py()
    return ends["min"] is None or max(abs(ends["min"]), abs(ends["max"])) <= _EXACT


def encoded(values: pa.Array) -> pa.DictionaryArray:
    """Return values as codes into their different ones."""
    if pa.types.is_null(values.type):
        return pa.array([None] * len(values), pa.string()).dictionary_encode()
    if pa.types.is_float16(values.type):
        return pa.array(texts(values), pa.string()).dictionary_encode()
    return values.dictionary_encode()


def texts(values: pa.Array) -> list[str | None]:
    """Return values as they are written out; not a number is missing."""
    if _is(values.type, _TEXT) or pa.types.is_null(values.type):
        return list(values.to_pylist())
    if pa.types.is_floating(values.type):
        numbers = values.to_numpy(zero_copy_only=False)
        return [None if np.isnan(number) else str(number) for number in numbers]
    return [None if value is None else _text(value) for value in values.to_pylist()]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value.isoformat())  # type: ignore[attr-defined]
