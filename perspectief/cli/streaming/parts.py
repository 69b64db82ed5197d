"""Parts of files: what is read at once, with texts as codes into a small dictionary."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock, local
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from perspectief.cli.reading import parquet
from perspectief.cli.reading.limits import check_length
from perspectief.cli.reading.numbers import EXACT, NumberBuilder, NumberFormat, Way, Writing
from perspectief.cli.reading.options import Options
from perspectief.cli.reading.plan import Plan
from perspectief.cli.reading.source import csv_rows, reporting
from perspectief.cli.streaming.places import Place
from perspectief_core.arrays import Floats
from perspectief_core.splits.contingency import Codes

_PART_ROWS = 1 << 17
_NARROW_RANGE = 1 << 12
"""Whole numbers in a range of at most this are their own code, without a search for each."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one worker reads, one part after the other: row groups of a file, or a CSV.

    Of a CSV, where `groups` is empty, the rows are not known before it is read.
    """

    place: Place
    groups: tuple[int, ...]
    rows: int
    size: int
    shared: Shared | None = field(default=None, compare=False)

    @property
    def is_csv(self) -> bool:
        """Whether this is a CSV."""
        return not self.groups


@dataclass(frozen=True, slots=True)
class Asked:
    """What to read of every file.

    Parameters
    ----------
    plan, options
        The columns, and what the caller says about how files were written.
    ways
        How numbers that stand as text are written, per column, once that is settled.
    """

    plan: Plan
    options: Options
    ways: Mapping[str, Way] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """The texts that mean missing, beside the empty one."""
        return self.options.missing

    def only(self, plan: Plan) -> Asked:
        """Return this for other columns."""
        return replace(self, plan=plan)


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


@dataclass(frozen=True, slots=True, eq=False)
class Raw:
    """Some rows as they come out of a file, and on which line or row each stands."""

    columns: Mapping[str, pa.Array]
    lines: Sequence[int]


def parts(piece: Piece, asked: Asked) -> Iterator[Part]:
    """Return the rows of a piece in parts."""
    for raw in raw_parts(piece, asked):
        yield Part(
            len(raw.lines),
            {name: _texts(name, raw.columns[name], asked) for name in asked.plan.categories},
            {
                name: _numbers(name, raw, asked)
                for name in asked.plan.names
                if name not in asked.plan.categories
            },
        )


def raw_parts(piece: Piece, asked: Asked) -> Iterator[Raw]:
    """Return the rows of a piece in parts, the values of the folders above it included.

    Of a piece that is shared, those that no other worker has taken.
    """
    if piece.shared is None:
        return _read(piece, asked)
    return piece.shared.parts(lambda: _read(piece, asked))


class Shared:
    """The parts of a piece for several threads at once: whoever is free reads the next one.

    One reads while the others count what they have read, each adding up its own. When one fails,
    nothing more is read.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._source: Generator[Raw] | None = None
        self._taken = 0
        self._own = local()
        self._failures: list[tuple[int, BaseException]] = []
        self.over = False

    def parts(self, read: Callable[[], Generator[Raw]]) -> Iterator[Raw]:
        """Return the parts that are for this thread; the first that asks begins to read."""
        while (part := self._next(read)) is not None:
            yield part

    def _next(self, read: Callable[[], Generator[Raw]]) -> Raw | None:
        with self._lock:
            if self.over:
                return None
            self._source = self._source or read()
            self._taken += 1
            self._own.part = self._taken
            part = next(self._source, None)
            self.over = part is None
            return part

    def fail(self, error: BaseException) -> None:
        """Read nothing more, since this thread failed at the part that it has."""
        with self._lock:
            self.over = True
            self._failures.append((getattr(self._own, "part", 0), error))
            if self._source is not None:
                self._source.close()

    @property
    def failure(self) -> BaseException:
        """What went wrong, of more than one at the first part."""
        return min(self._failures, key=lambda failed: failed[0])[1]


def _read(piece: Piece, asked: Asked) -> Generator[Raw]:
    folders = piece.place.folders
    inside = asked.plan.without(folders)
    with reporting(str(piece.place)), piece.place.open() as file:
        read = csv_parts if piece.is_csv else _parquet_parts
        for columns, lines in read(file, piece, asked.only(inside)):
            given = {
                name: pa.DictionaryArray.from_arrays(
                    pa.array(np.zeros(len(lines), dtype=np.int32)), pa.array([value], pa.string())
                )
                for name, value in folders.items()
                if name in asked.plan.names
            }
            yield Raw({**columns, **given}, lines)


def _parquet_parts(
    file: BinaryIO, piece: Piece, asked: Asked
) -> Iterator[tuple[Mapping[str, pa.Array], Sequence[int]]]:
    names, seen = asked.plan.names, 0
    if not names:
        # Folders give all that is asked for; the file says of how many rows.
        for start in range(0, piece.rows, _PART_ROWS):
            yield {}, range(start + 1, min(start + _PART_ROWS, piece.rows) + 1)
        return
    ahead = piece.place.is_stored
    opened = parquet.with_dictionaries(file, pq.read_schema(file), names, ahead=ahead)
    for columns in parquet.batches(opened, names, piece.rows, piece.groups, _PART_ROWS):
        rows = len(columns[names[0]])
        yield columns, range(seen + 1, seen + rows + 1)
        seen += rows


def csv_parts(
    file: BinaryIO, piece: Piece, asked: Asked
) -> Iterator[tuple[Mapping[str, pa.Array], Sequence[int]]]:
    """Return the rows of a CSV in batches; see `source.csv_rows`."""
    with csv_rows(file, asked.plan.among, asked.options) as (header, rows):
        places = {name: header.names.index(name) for name in header.plan.names}
        for batch in rows:
            yield (
                {
                    name: pa.array([row[at] for row in batch.rows], pa.string())
                    for name, at in places.items()
                },
                batch.lines,
            )


def _numbers(name: str, raw: Raw, asked: Asked) -> Floats:
    values = raw.columns[name]
    whole = name in asked.plan.whole
    formats: tuple[NumberFormat, ...] = (EXACT,)
    if parquet.is_text(values.type):
        way = asked.ways[name]
        formats = () if way is None else (way,)
    builder = NumberBuilder(name, Writing(formats, "row"), whole=whole)
    parquet.add_numbers(builder, values, raw.lines, asked.missing)
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
