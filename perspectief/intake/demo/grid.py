"""A list as an office lays it out: titles, headings, rows, totals; and where each answer stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from perspectief.intake.demo.answers import Answers
from perspectief.intake.demo.styles import GROUPS, OFFICIAL, Style, written
from perspectief.intake.values.value import Cell

FORMULA_ERROR = "=1/0"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to be written: the answers, and cells that are to be wrong, by question."""

    answers: Answers
    wrong: Mapping[str, Cell] = field(default_factory=dict)
    truth: tuple[int, ...] = ()


@dataclass(slots=True, kw_only=True)
class Grid:
    """One sheet: cells, merged ranges, and the row (from one) and columns of each entry."""

    name: str
    rows: list[list[Cell]]
    header: tuple[int, int] = (1, 1)
    columns: dict[str, int] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False


def lay_out(
    name: str, title: str, entries: Sequence[Entry], style: Style, rng: np.random.Generator
) -> Grid:
    """Return the sheet of an office; `places` gives the row per entry."""
    codes = _order(style, rng)
    width = len(codes) + (1 if style.blank_column else 0)
    grid = Grid(name=name, rows=[])
    for number in range(style.title_rows):
        text = (title, "Registratie Perspectief", "Vertrouwelijk", "Stand per 1 april 2011")[number]
        grid.rows.append([text, *[None] * (width - 1)])
    _add_header(grid, codes, style)
    for index, entry in enumerate(entries):
        if style.blank_rows and index % 7 == 3:
            grid.rows.append([None] * width)
        grid.rows.append(_row(entry, codes, style))
        grid.places[index] = len(grid.rows)
    if style.totals:
        grid.rows.append([None] * width)
        grid.rows.append(["Totaal", float(len(entries)), *[None] * (width - 2)])
        grid.rows.append(["* ingevuld door de begeleiders", *[None] * (width - 1)])
    return grid


def _order(style: Style, rng: np.random.Generator) -> list[str]:
    codes = list(OFFICIAL)
    if style.one_name:
        codes[1:3] = ["C23"]
    if style.shuffled:
        codes = [str(code) for code in rng.permutation(codes)]
    return codes


def _add_header(grid: Grid, codes: Sequence[str], style: Style) -> None:
    shift = 1 if style.blank_column else 0
    grid.columns.update({code: shift + i for i, code in enumerate(codes)})
    names = [_heading(code, style) for code in codes]
    first = len(grid.rows) + 1
    if style.two_headers:
        above: list[Cell] = [None] * (shift + len(codes))
        for group, members in GROUPS.items():
            columns = [grid.columns[code] for code in members]
            above[columns[0]] = group
            grid.merged.append((first - 1, columns[0], first - 1, columns[-1]))
        grid.rows.append(above)
    grid.rows.append([*[None] * shift, *names])
    grid.header = (first, len(grid.rows))


def _heading(code: str, style: Style) -> str:
    name = "Naam cliënt" if code == "C23" else style.headings[code]
    return f"{code} {name}" if style.codes else name


def _row(entry: Entry, codes: Sequence[str], style: Style) -> list[Cell]:
    cells: list[Cell] = [None] if style.blank_column else []
    for code in codes:
        if code in entry.wrong:
            cells.append(entry.wrong[code])
        elif code == "C23":
            cells.append(f"{entry.answers['C3']}, {entry.answers['C2']}")
        else:
            cells.append(written(entry.answers[code], code, style))
    return cells
