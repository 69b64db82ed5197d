"""The pass that settles how numbers that stand as text are written: that shows from all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from perspectief.cli.reading import parquet
from perspectief.cli.reading.numbers import Evidence, NumberFormat, Writing
from perspectief.cli.reading.plan import Plan
from perspectief.cli.streaming.parts import Asked, Piece, raw_parts
from perspectief.cli.streaming.running import Runner

Found = dict[str, Evidence]


def settle(
    runner: Runner, asked: Asked, names: frozenset[str], formats: tuple[NumberFormat, ...]
) -> Asked:
    """Return what to read with the way in which each of these columns is written.

    Raises
    ------
    ColumnError
        A column can be read in two ways.
    DataError
        A column can be read in none.
    """
    if not names:
        return asked
    plan = Plan(
        numbers=tuple(name for name in asked.plan.numbers if name in names),
        whole=tuple(name for name in asked.plan.whole if name in names),
    )
    evidence = runner.run(partial(_look, asked=asked.only(plan), formats=formats), _merged)
    return replace(asked, ways={name: column.settle() for name, column in evidence.items()})


def _look(piece: Piece, asked: Asked, formats: tuple[NumberFormat, ...]) -> Found:
    place = "line" if piece.is_csv else "row"
    evidence = {
        name: Evidence(name, Writing(formats, place), whole=name in asked.plan.whole)
        for name in asked.plan.names
    }
    for raw in raw_parts(piece, asked):
        for name, values in raw.columns.items():
            if not parquet.is_text(values.type):
                continue
            if pa.types.is_dictionary(values.type):
                values = values.dictionary.take(values.indices)
            texts = parquet.without(pc.cast(values, pa.string()), asked.missing)
            evidence[name].add(texts, raw.lines, str(piece.place))
    return evidence


def _merged(one: Found, other: Mapping[str, Evidence]) -> Found:
    return {name: evidence.merge(other[name]) for name, evidence in one.items()}
