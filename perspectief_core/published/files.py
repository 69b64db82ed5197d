"""Reads a file of published figures into records, each cell as its field is annotated."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

R = TypeVar("R")


class PublishedFiguresError(ValueError):
    """A file, column or value of the published figures is missing or cannot be read."""


def read_records(record: type[R], path: Path) -> tuple[R, ...]:
    """Return the rows of a file as records whose fields carry the names of its columns.

    Raises
    ------
    PublishedFiguresError
        When a column or a cell is missing, or a cell is not of its field's kind.
    """
    return cast("tuple[R, ...]", _read(cast("Any", record), path))


@cache
def _read(record: type[Any], path: Path) -> tuple[object, ...]:
    types = get_type_hints(record)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = reader.fieldnames or []
        required = [f.name for f in fields(record) if f.default is MISSING]
        if missing := [column for column in required if column not in columns]:
            raise PublishedFiguresError(f"`{path.name}`: no column {', '.join(missing)}")
        wanted = [column for column in columns if column in types]
        make = cast("Callable[..., object]", record)
        return tuple(
            make(**{c: _cell(row[c], types[c], f"`{path.name}`, column `{c}`") for c in wanted})
            for row in reader
        )


def _cell(text: str | None, kind: object, where: str) -> object:
    arguments = get_args(kind)
    if text is None:
        raise PublishedFiguresError(f"{where}: cell missing")
    if get_origin(kind) is Literal:
        if text not in arguments:
            raise PublishedFiguresError(f"{where}: expected one of {arguments}, found {text!r}")
        return text
    if get_origin(kind) is tuple:
        return tuple(text.split(";")) if text else ()
    if NoneType in arguments:
        return _cell(text, arguments[0], where) if text else None
    try:
        return cast("type[int | float | str]", kind)(text)
    except ValueError as error:
        raise PublishedFiguresError(f"{where}: expected {kind}, found {text!r}") from error
