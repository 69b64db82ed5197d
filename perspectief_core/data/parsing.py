"""From the bytes of a Parquet file to a plain table, without trusting a single one of them.

What a file says of itself is looked at before any of its data: columns, rows, row groups, size when
unfolded. What it holds is then read in small pieces, and reading stops when it becomes too much.

This file also runs as a program of its own, see `apart`. So that such a process starts fast, it
imports nothing but Arrow.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

PIECE_ROWS = 1 << 13
_CATEGORY = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file, and the process that parses it, may be at most.

    Parameters
    ----------
    rows, columns, row_groups
        Of one file.
    unfolded_bytes
        Size of one file when unfolded: as it says itself, and as it turns out.
    text_length
        Characters of one text.
    memory_bytes, seconds, patience
        Of the process, for all files of an extract together: memory, seconds of work, and seconds
        on the clock.
    """

    rows: int = 1_000_000
    columns: int = 100
    row_groups: int = 64
    unfolded_bytes: int = 160 * 1024 * 1024
    text_length: int = 200
    memory_bytes: int = 1024 * 1024 * 1024
    seconds: int = 10
    patience: float = 45.0

    @property
    def unfolded(self) -> str:
        """`unfolded_bytes` in words."""
        return f"{self.unfolded_bytes // 1024 // 1024} MB"


@dataclass(frozen=True, slots=True)
class Job:
    """A file to parse: its bytes, and the kind of each column that the contract knows."""

    contents: bytes
    kinds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file holds.

    Parameters
    ----------
    ipc
        The columns of the right kind, as an Arrow stream of plain types.
    rows
        Rows of the file.
    odd
        Columns of another kind than the contract says, with the rows that have a value there; 0
        where that is not counted, because a column of lists or maps is not read at all.
    unknown
        Names of the columns that the contract does not know.
    """

    ipc: bytes
    rows: int
    odd: dict[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file is not read: the code of a fault, what is allowed, and the column if it is one."""

    rule: str
    allowed: str = ""
    column: str = ""


class RefusedError(Exception):
    """Carries a `Refused` out of the reading."""

    def __init__(self, rule: str, allowed: str = "", column: str = "") -> None:
        super().__init__(rule)
        self.refused = Refused(rule, allowed, column)


def parse(job: Job, limits: Limits) -> Parsed | Refused:
    """Parse one file, in this process.

    Parameters
    ----------
    job : Job
        The file.
    limits : Limits
        What it may be at most; memory and time are for the caller to guard.

    Returns
    -------
    Parsed or Refused
        Refused when the file is no Parquet, damaged, or larger than allowed in any way.
    """
    try:
        return _parse(job, limits)
    except RefusedError as error:
        return error.refused
    except MemoryError:
        return Refused("vouwt_uit", limits.unfolded)
    except (pa.ArrowException, OSError, ValueError, KeyError, OverflowError):
        return Refused("onleesbaar")


def _parse(job: Job, limits: Limits) -> Parsed:
    footer = pq.read_metadata(pa.BufferReader(job.contents))
    _check_footer(footer, limits)
    columns = map(footer.schema.column, range(footer.num_columns))
    # Those of a category stay apart, each text once, instead of in every row.
    texts = [column.path for column in columns if column.logical_type.type == "STRING"]
    file = pq.ParquetFile(
        pa.BufferReader(job.contents),
        pre_buffer=False,
        thrift_string_size_limit=1_000_000,
        thrift_container_size_limit=100_000,
        page_checksum_verification=True,
        read_dictionary=[path for path in texts if job.kinds.get(path) == "category"],
    )
    return _Reading(file, job.kinds, limits).parsed()


def _check_footer(footer: pq.FileMetaData, limits: Limits) -> None:
    for rule, number, most in (
        ("te_veel_kolommen", footer.num_columns, limits.columns),
        ("te_veel_rijen", footer.num_rows, limits.rows),
        ("te_veel_groepen", footer.num_row_groups, limits.row_groups),
    ):
        if number > most:
            raise RefusedError(rule, str(most))
    groups = [footer.row_group(at) for at in range(footer.num_row_groups)]
    if sum(max(group.total_byte_size, 0) for group in groups) > limits.unfolded_bytes:
        raise RefusedError("vouwt_uit", limits.unfolded)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads the columns that the contract knows, and stops as soon as it becomes too much."""

    file: pq.ParquetFile
    kinds: Mapping[str, str]
    limits: Limits

    def parsed(self) -> Parsed:
        schema = self.file.schema_arrow
        if double := [name for name, times in Counter(schema.names).items() if times > 1]:
            raise RefusedError("kolom_dubbel", column=double[0])
        types = {column.name: column.type for column in schema if column.name in self.kinds}
        nested = {name: 0 for name, type_ in types.items() if not _is_flat(type_)}
        flat = {name: type_ for name, type_ in types.items() if name not in nested}
        right = {name: _plain_type(type_, self.kinds[name]) for name, type_ in flat.items()}
        table, odd = self._table(right)
        unknown = tuple(name for name in schema.names if name not in self.kinds)
        return Parsed(_stream(table), self.file.metadata.num_rows, nested | odd, unknown)

    def _table(self, types: Mapping[str, pa.DataType | None]) -> tuple[pa.Table, dict[str, int]]:
        """Return what is of the right kind, and per other column how many rows have a value."""
        schema = pa.schema([(name, type_ or pa.null()) for name, type_ in types.items()])
        odd: Counter[str] = Counter()
        kept, size = [], 0
        for piece in self.file.iter_batches(PIECE_ROWS, columns=list(types), use_threads=False):
            piece.validate(full=True)
            wrong = [name for name, type_ in types.items() if type_ is None]
            odd.update({name: len(piece) - piece[name].null_count for name in wrong})
            kept.append(self._plain(piece, schema))
            size += kept[-1].nbytes
            if size > self.limits.unfolded_bytes:
                raise RefusedError("vouwt_uit", self.limits.unfolded)
        odd_columns = {name: count for name, count in odd.items() if count}
        table = pa.Table.from_batches(kept, schema).drop_columns(list(odd_columns))
        return table.unify_dictionaries().combine_chunks(), odd_columns

    def _plain(self, piece: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
        columns = []
        for column in schema:
            values = piece[column.name]
            if column.type == pa.null():
                columns.append(pa.nulls(len(values)))
                continue
            self._check_length(values, column)
            if column.type == _CATEGORY and not pa.types.is_dictionary(values.type):
                values = values.cast(pa.string())
            columns.append(values.cast(column.type))
        return pa.record_batch(columns, schema=schema)

    def _check_length(self, values: pa.Array, column: pa.Field) -> None:
        if column.type not in (pa.string(), _CATEGORY):
            return
        # Before the values of a dictionary are repeated in every row that has them.
        texts = values.dictionary if pa.types.is_dictionary(values.type) else values
        longest = pc.max(pc.utf8_length(texts.cast(pa.large_string()))).as_py()
        if (longest or 0) > self.limits.text_length:
            raise RefusedError("tekst_te_lang", str(self.limits.text_length), column.name)


def _is_flat(type_: pa.DataType) -> bool:
    if pa.types.is_dictionary(type_):
        return _is_flat(type_.value_type)
    tests = (
        pa.types.is_primitive,
        pa.types.is_null,
        pa.types.is_decimal,
        pa.types.is_binary,
        pa.types.is_large_binary,
    )
    return _is_text(type_) or any(test(type_) for test in tests)


def _is_text(type_: pa.DataType) -> bool:
    if pa.types.is_dictionary(type_):
        return _is_text(type_.value_type)
    tests = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return any(test(type_) for test in tests)


def _plain_type(type_: pa.DataType, kind: str) -> pa.DataType | None:
    """Return the type in which values of `kind` are handed over; None when these are not of it."""
    if pa.types.is_null(type_):
        return type_
    if kind in ("text", "category"):
        wanted = _CATEGORY if kind == "category" else pa.string()
        return wanted if _is_text(type_) else None
    if kind == "number" and (pa.types.is_floating(type_) or pa.types.is_decimal(type_)):
        return pa.float64()
    fits = {
        "integer": pa.types.is_integer(type_),
        "number": pa.types.is_integer(type_),
        "boolean": pa.types.is_boolean(type_),
        # Without time zone: dates with one cannot be compared with the peildatum.
        "date": pa.types.is_date(type_) or (pa.types.is_timestamp(type_) and type_.tz is None),
    }
    return type_ if fits[kind] else None


def _stream(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def main() -> None:
    """Answer jobs from standard input, one after the other, under the limits that come with them.

    The request is a line of JSON (`limits`, and per file its `size` and `kinds`) and then the bytes
    of the files; the answer to each file a line of JSON and then its Arrow stream.
    """
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    _limit_this_process(limits)
    for asked in request["files"]:
        job = Job(sys.stdin.buffer.read(asked["size"]), asked["kinds"])
        _answer(parse(job, limits), sys.stdout.buffer)


def _limit_this_process(limits: Limits) -> None:
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        # A dump of memory would leave rows of persons on the disk.
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits.memory_bytes),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


def _answer(answer: Parsed | Refused, out: BinaryIO) -> None:
    contents = answer.ipc if isinstance(answer, Parsed) else b""
    about = {key: value for key, value in asdict(answer).items() if key != "ipc"}
    line = {"read": isinstance(answer, Parsed), "size": len(contents), "about": about}
    out.write(json.dumps(line).encode() + b"\n")
    out.write(contents)
    out.flush()


if __name__ == "__main__":
    main()
