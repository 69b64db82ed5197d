"""Files, looked at but not yet counted, and the rows in them once they are surveyed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from perspectief.cli.errors import DataError
from perspectief.cli.reading.columns import Categories
from perspectief.cli.reading.header import Planner
from perspectief.cli.reading.numbers import NumberFormat
from perspectief.cli.reading.options import Options
from perspectief.cli.reading.plan import Table
from perspectief.cli.streaming.coding import Request, code
from perspectief.cli.streaming.counting import Streamed, find_cuts
from perspectief.cli.streaming.inspecting import inspect
from perspectief.cli.streaming.parts import Asked, Piece
from perspectief.cli.streaming.places import Place
from perspectief.cli.streaming.running import Runner
from perspectief.cli.streaming.settling import settle
from perspectief.cli.streaming.survey import Roles, Survey, survey
from perspectief_core.arrays import Ints
from perspectief_core.splits import ColumnSpec, TargetSpec

Pieces = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Opened:
    """Files that hold together, of which it is known how everything in them is written."""

    runner: Runner
    names: Sequence[str]
    asked: Asked
    formats: tuple[NumberFormat, ...]

    def survey(
        self,
        target: TargetSpec,
        specs: Sequence[ColumnSpec],
        weight: str | None,
    ) -> Surveyed:
        """Read everything once, to learn which values there are."""
        scales = tuple(spec.name for spec in specs if spec.kind == "scale")
        rest = tuple(spec.name for spec in specs if spec.kind != "scale")
        value = None if target.value is None else str(target.value)
        roles = Roles(target.column, rest, scales, weight, value)
        surveyed = self.runner.run(partial(survey, asked=self.asked, roles=roles), Survey.merge)
        if not surveyed.rows:
            raise DataError("there are no rows to read")
        return Surveyed(self, surveyed)


@dataclass(frozen=True, slots=True)
class Surveyed:
    """Files of which every value is known."""

    opened: Opened
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
        return Table(self.opened.names, self.found.rows, categories, {}, self.opened.formats)

    def rows(self, target: TargetSpec, specs: Sequence[ColumnSpec], intervals: int) -> Streamed:
        """Return the rows; target and specs hold labels of the files."""
        request = Request(target, tuple(specs), intervals, self.opened.formats)
        roles = (self.found.roles.target, self.found.roles.weight)
        search = partial(
            find_cuts,
            runner=self.opened.runner,
            asked=self.opened.asked,
            roles=roles,
            intervals=intervals,
        )
        coding, counts = code(self.found, request, search)
        return Streamed(self.opened.runner, self.opened.asked, coding, _root(counts))


def open_files(
    files: Sequence[Place], planner: Planner, options: Options, hire: Callable[[Pieces], Runner]
) -> Opened:
    """Look at every file, and settle how numbers that stand as text are written.

    Parameters
    ----------
    files, planner, options
        As in `inspect`.
    hire
        Makes the runner of all pieces.

    Raises
    ------
    DataError
        A file is damaged or too large, there are no rows, or files are written in different ways.
    ColumnError
        A column is not there, or cannot be used as asked.
    """
    inspected = [inspect(place, planner, options) for place in files]
    pieces = [piece for file in inspected for piece in file.pieces]
    if not any(piece.rows or piece.is_csv for piece in pieces):
        raise DataError(f"cannot read `{files[0]}`: it has no rows")
    first = inspected[0]
    apart = next((at for at, file in enumerate(inspected) if file.formats != first.formats), None)
    if apart is not None:
        raise DataError(
            f"`{files[0]}` and `{files[apart]}` have other signs between their fields, with which "
            "other decimal signs go; say --decimal"
        )
    runner = hire(pieces)
    texts = frozenset(name for file in inspected for name in file.texts)
    asked = settle(runner, Asked(first.plan, options), texts, first.formats)
    return Opened(runner, first.names, asked, first.formats)


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
