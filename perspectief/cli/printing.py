"""Printing results on standard output: aligned plain tables, or JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

Cell = str | int | float | None


def print_json(value: object) -> None:
    """Print a value as indented JSON, letters beyond ASCII as they are."""
    print(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))


def print_table(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print rows under a header: text to the left, numbers to the right.

    Parameters
    ----------
    header : sequence of str, shape (n_columns,)
    rows : sequence of sequences, shape (n_rows, n_columns)
        Floats are printed with one decimal, None as `.`; give text for other formats.
    """
    cells = [[_text(cell) for cell in row] for row in rows]
    right = [any(isinstance(row[c], int | float) for row in rows) for c in range(len(header))]
    widths = [max(len(line[c]) for line in [list(header), *cells]) for c in range(len(header))]
    for line in [list(header), *cells]:
        padded = (
            text.rjust(width) if to_right else text.ljust(width)
            for text, width, to_right in zip(line, widths, right, strict=True)
        )
        print("  ".join(padded).rstrip())


def _text(cell: Cell) -> str:
    if cell is None:
        return "."
    return f"{cell:.1f}" if isinstance(cell, float) else str(cell)
