"""Headings of the columns of a workbook: each one says by itself what stands under it."""

from __future__ import annotations

from collections.abc import Sequence

from perspectief.report.block.flat import SHARE_PARTS, FlatColumn
from perspectief.report.words import formats

_SHARE = dict(
    zip(SHARE_PARTS, ("aantal", "van", "aandeel", "aandeel, laag", "aandeel, hoog"), strict=True)
)
_BARE = "Aandeel"
_ENDINGS = {
    "_laag": "laag",
    "_hoog": "hoog",
    "_teken": "teken",
    "_eenheid": "eenheid",
    "_aantal": "aantal",
    "_totaal": "van",
}
_BAND = "Bandbreedte"
"""Heading of a range that leaves to the column before it what it is a range of."""


def headings(columns: Sequence[FlatColumn]) -> tuple[str, ...]:
    """Return one heading a column, no two the same.

    On the screen a range and a number of people stand beside the column that they are about; in a
    file they may be sorted away from it, so they name it.
    """
    taken: list[str] = []
    about = ""
    for column in columns:
        heading = _heading(column, about)
        if heading in taken and about:
            heading = f"{heading} ({formats.small_letter(about)})"
        taken.append(_numbered(heading, taken))
        if column.column.kind != "interval":
            about = _BARE if column.column.key == "aandeel" else column.column.label
    return tuple(taken)


def _heading(column: FlatColumn, about: str) -> str:
    label = column.column.label
    if column.part in _SHARE:
        said = _SHARE[column.part]
        return said.capitalize() if column.column.key == "aandeel" else f"{label}: {said}"
    if not column.part:
        return label
    if label == _BAND and about:
        label = about
    return f"{label}: {_ENDINGS[column.part]}"


def _numbered(heading: str, taken: Sequence[str]) -> str:
    number, name = 1, heading
    while name in taken:
        number += 1
        name = f"{heading} {number}"
    return name
