"""Printing results on standard output: aligned plain tables, or JSON."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perspectief_core.shares.intervals import Interval

Cell = str | int | float | None

_LONGEST_CELL = 100_000
_LONGEST_LINE = 2000
_LOOKALIKES = str.maketrans("\u2248\u2013\u2014\u2212\u00d7\u2018\u2019\u2026", "~---x''.")


def print_json(value: object) -> None:
    """Print a value as indented JSON, letters beyond ASCII as they are where the output can."""
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2, allow_nan=False)
    print(text)


def note(text: str) -> None:
    """Say something about a result in one line on standard error."""
    if sys.stderr is None:
        return
    try:
        print(f"perspectief: {one_line(text)}", file=sys.stderr)
    except OSError:
        # Nobody can be told, and the result or the exit code still counts.
        return


def one_line(text: str, longest: int = _LONGEST_LINE) -> str:
    """Return a text in one line without control characters, cut where it is very long."""
    shown = "".join(sign if _is_shown(sign) else " " for sign in text[: longest + 1])
    shown = " ".join(shown.split(" "))
    return shown if len(text) <= longest else f"{shown[:longest]}…"


def without_signs(error: UnicodeError) -> tuple[str, int]:
    """Stand in for what an output cannot write: a look-alike, or else its number.

    For `codecs.register_error`.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wrong = error.object[error.start : error.end].translate(_LOOKALIKES)
    return wrong.encode("ascii", "backslashreplace").decode("ascii"), error.end


def _is_shown(sign: str) -> bool:
    return sign.isprintable() or unicodedata.category(sign) == "Zs"


def ends(interval: Interval) -> str:
    """Return both ends of an interval: `0.81 to 1.40`."""
    return f"{interval.low:.2f} to {interval.high:.2f}"


def percent_ends(interval: Interval) -> str:
    """Return both ends of an interval of shares (0–1) in per cent: `12.1 to 17.3`."""
    return f"{100 * interval.low:.1f} to {100 * interval.high:.1f}"


def percent(share: float | None) -> float | None:
    """Return a share (0–1) in per cent."""
    return None if share is None else 100 * share


def p_text(p: float | None) -> str | None:
    """Return a p value in two digits."""
    return None if p is None else f"{p:.2g}"


def print_missing(columns: Sequence[str]) -> None:
    """Say which columns of the extract an answer had to do without."""
    for column in columns:
        print(f"the extract has no column `{column}`")


def print_table(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print rows under a header: text to the left, numbers to the right.

    Parameters
    ----------
    header : sequence of str, shape (n_columns,)
    rows : sequence of sequences, shape (n_rows, n_columns)
        Floats are printed with one decimal, None as `.`; give text for other formats.
    """
    header = [_text(name) for name in header]
    cells = [[_text(cell) for cell in row] for row in rows]
    right = [any(isinstance(row[c], int | float) for row in rows) for c in range(len(header))]
    widths = [max(len(line[c]) for line in [header, *cells]) for c in range(len(header))]
    for line in [header, *cells]:
        padded = (
            text.rjust(width) if to_right else text.ljust(width)
            for text, width, to_right in zip(line, widths, right, strict=True)
        )
        print("  ".join(padded).rstrip())


def _text(cell: Cell) -> str:
    if cell is None:
        return "."
    return f"{cell:.1f}" if isinstance(cell, float) else one_line(str(cell), _LONGEST_CELL)


def print_report(
    what: str, report: Mapping[str, Cell | list[str]], meaning: Mapping[str, str], *, as_json: bool
) -> None:
    """Print numbers by name, and what each says of those that have words."""
    said = {name: words for name, words in meaning.items() if name in report}
    if as_json:
        print_json({**report, "meaning": said})
        return
    rows = [
        (name, ", ".join(cell) or "none" if isinstance(cell, list) else cell)
        for name, cell in report.items()
    ]
    print_table((what, ""), rows)
    print_meaning(said)


def print_meaning(meaning: Mapping[str, str]) -> None:
    """Print what each of some numbers says, a line for each."""
    for name, words in meaning.items():
        print(f"{name}: {words}")
