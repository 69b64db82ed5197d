"""Parquet files, looked at but not yet read, and the rows in them once they are surveyed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from perspectief.cli.errors import DataError
from perspectief.cli.reading.columns import Categories
from perspectief.cli.reading.header import Planner
from perspectief.cli.reading.numbers import ENGLISH
from perspectief.cli.reading.options import Options
from perspectief.cli.reading.plan import Table
from perspectief.cli.reading.source import formats_of, reporting
from perspectief.cli.streaming.coding import Request, code
from perspectief.cli.streaming.counting import Streamed, find_cuts
from perspectief.cli.streaming.parts import Asked, Piece, inspect
from perspectief.cli.streaming.running import Runner
from perspectief.cli.streaming.survey import Roles, Survey, survey
from perspectief_core.arrays import Ints
from perspectief_core.splits import ColumnSpec, TargetSpec


@dataclass(frozen=True, slots=True)
class Opened:
    """Parquet files of which the descriptions hold together.

    `apart` says whether parts can be read apart from each other; see `parts.inspect`.
    """

    pieces: tuple[Piece, ...]
    names: Sequence[str]
    asked: Asked
    options: Options
    apart: bool

    def survey(
        self,
        target: TargetSpec,
        specs: Sequence[ColumnSpec],
        weight: str | None,
        runner: Runner,
    ) -> Surveyed:
        """Read everything once, to learn which values there are."""
        scales = tuple(spec.name for spec in specs if spec.kind == "scale")
        rest = tuple(spec.name for spec in specs if spec.kind != "scale")
        value = None if target.value is None else str(target.value)
        roles = Roles(target.column, rest, scales, weight, value)
        found = runner.run(partial(survey, asked=self.asked, roles=roles), Survey.merge)
        return Surveyed(self, runner, found)


@dataclass(frozen=True, slots=True)
class Surveyed:
    """Files of which every value is known."""

    opened: Opened
    runner: Runner
    found: Survey

    @property
    def left_out(self) -> tuple[int, int]:
        """Rows without the target, and rows without a weight."""
        return self.found.no_target, self.found.no_weight

    def table(self) -> Table:
        """Return the columns without their rows: which texts there are."""
        joints = {self.found.roles.target: self.found.target}
        joints |= {name: self.found.columns[name] for name in self.found.roles.categories}
        categories = {
            name: Categories(
                np.zeros(0, dtype=np.int32),
                tuple(key for key in joint.keys if isinstance(key, str)),
                joint.order or None,
                joint.typed,
            )
            for name, joint in joints.items()
        }
        formats = formats_of(self.opened.options.numbers, ENGLISH)
        return Table(self.opened.names, self.found.rows, categories, {}, formats)

    def rows(self, target: TargetSpec, specs: Sequence[ColumnSpec], intervals: int) -> Streamed:
        """Return the rows; target and specs hold labels of the files."""
        formats = formats_of(self.opened.options.numbers, ENGLISH)
        request = Request(target, tuple(specs), intervals, formats)
        roles = (self.found.roles.target, self.found.roles.weight)
        search = partial(
            find_cuts,
            runner=self.runner,
            asked=self.opened.asked,
            roles=roles,
            intervals=intervals,
        )
        coding, counts = code(self.found, request, search)
        return Streamed(self.runner, self.opened.asked, coding, _root(counts))


def open_files(files: Sequence[Path], planner: Planner, options: Options) -> Opened:
    """Look at every file, without reading its rows.

    Raises
    ------
    DataError
        A file is damaged or too large, or there are no rows.
    ColumnError
        A column is not there, or cannot be used as asked.
    """
    pieces: list[Piece] = []
    apart = True
    for path in files:
        with reporting(path):
            more, names, plan, free = inspect(path, planner)
        pieces += more
        apart = apart and free
    if not any(piece.rows for piece in pieces):
        raise DataError(f"cannot read `{files[0]}`: it has no rows")
    return Opened(tuple(pieces), names, Asked(plan, options.missing), options, apart)


def _root(counts: Sequence[Ints | None]) -> Ints | None:
    """Return the counts of all rows when those of every predictor are known."""
    known = [table for table in counts if table is not None]
    if len(known) < len(counts):
        return None
    most = max((len(table) for table in known), default=0)
    root = np.zeros((1, len(known), most, known[0].shape[1]), dtype=np.int64)
    for at, table in enumerate(known):
        root[0, at, : len(table)] = table
    return root
