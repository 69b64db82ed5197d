"""What can be known of a file before its rows are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow.parquet as pq

from perspectief.cli.errors import DataError
from perspectief.cli.reading import parquet
from perspectief.cli.reading.header import Planner
from perspectief.cli.reading.numbers import DUTCH, ENGLISH, NumberFormat
from perspectief.cli.reading.opening import is_parquet
from perspectief.cli.reading.options import Options
from perspectief.cli.reading.plan import Plan
from perspectief.cli.reading.source import csv_rows, formats_of, reporting
from perspectief.cli.streaming.parts import Piece
from perspectief.cli.streaming.places import Place

_PIECE_ROWS = 1 << 20


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that can be read.

    Parameters
    ----------
    pieces
        Its rows.
    names, plan
        Its columns, those that its folders give included, and what is wanted of them.
    texts
        The numbers wanted that stand in it as text.
    formats
        How those may be written, the expected way first.
    """

    pieces: tuple[Piece, ...]
    names: Sequence[str]
    plan: Plan
    texts: frozenset[str]
    formats: tuple[NumberFormat, ...]


def inspect(place: Place, planner: Planner, options: Options) -> Inspected:
    """Look at a file.

    Raises
    ------
    DataError
        It is damaged or too large.
    ColumnError
        A column is not there, or cannot be used as asked.
    """
    folders = place.folders

    def inside(names: Sequence[str]) -> Plan:
        plan = planner([*names, *(name for name in folders if name not in names)])
        for name in set(plan.names) & set(names) & folders.keys():
            raise DataError(f"`{name}` is a column and is given by a folder too; rename one")
        return plan.without(folders)

    with reporting(str(place)), place.open() as file:
        size = file.seek(0, 2)
        file.seek(0)
        if is_parquet(file):
            opened, plan = parquet.inspect(file, inside)
            schema = opened.schema_arrow
            numbers = {*plan.numbers, *plan.whole}
            texts = {name for name in numbers if parquet.is_text(schema.field(name).type)}
            names, pieces, expected = schema.names, _row_groups(place, opened), ENGLISH
        else:
            with csv_rows(file, inside, options) as (header, _):
                names, plan = header.names, header.plan
                texts = {*plan.numbers, *plan.whole}
                expected = DUTCH if header.separator == ";" else ENGLISH
            pieces = [Piece(place, (), 0, size)]
    every = [*names, *(name for name in folders if name not in names)]
    plan = planner(every)
    texts |= folders.keys() & {*plan.numbers, *plan.whole}
    formats = formats_of(options.numbers, expected)
    return Inspected(tuple(pieces), every, plan, frozenset(texts), formats)


def _row_groups(place: Place, opened: pq.ParquetFile) -> list[Piece]:
    """Return row groups together up to `_PIECE_ROWS` rows, and each larger one by itself."""
    pieces: list[Piece] = []
    groups: list[int] = []
    total = 0
    for number in range(opened.metadata.num_row_groups):
        rows = opened.metadata.row_group(number).num_rows
        if groups and total + rows > _PIECE_ROWS:
            pieces.append(Piece(place, tuple(groups), total, 0))
            groups, total = [], 0
        groups.append(number)
        total += rows
    return [*pieces, Piece(place, tuple(groups), total, 0)] if groups else pieces
