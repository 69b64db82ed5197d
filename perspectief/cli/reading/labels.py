"""From the texts of a column to labels in an order, and from what was asked to what is there."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from perspectief.cli.reading.columns import Categories
from perspectief.cli.reading.numbers import NumberFormat, readings
from perspectief_core.splits import ColumnError, Fault
from perspectief_core.splits.contingency import Kind, Label

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,15}")
_MOST_EXACT = 2**53
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]00:00)?)?")
_WORDS = ["false", "true"]
_INVISIBLE = dict.fromkeys([0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0x00AD])


def to_labels(texts: Sequence[str]) -> list[Label]:
    """Return texts as JSON holds them: as numbers when that writes every one as it stands."""
    numbers = [_number(text) for text in texts]
    if None in numbers or len(set(numbers)) < len(numbers):
        return list(texts)
    return [number for number in numbers if number is not None]


def to_categorical(
    column: Categories, name: str, kind: Kind, formats: Sequence[NumberFormat], *, listed: bool
) -> pd.Categorical:
    """Return a column with its labels.

    An ordinal without listed levels gets the order of its type, or that of numbers or dates; when
    its texts have none it is left without.

    Raises
    ------
    ColumnError
        The order of an ordinal can be read in two ways.
    """
    labels = to_labels(column.texts)
    order = None
    if kind == "ordinal" and not listed:
        order = _order(column, name, formats)
    places = list(range(len(labels))) if order is None else order
    rank = np.full(len(labels) + 1, -1, dtype=np.int64)
    rank[places] = np.arange(len(places))
    categories = pd.Index([labels[at] for at in places], dtype=object)
    return pd.Categorical.from_codes(
        rank[column.codes], categories=categories, ordered=order is not None
    )


def find_label(asked: str, column: Categories) -> Label | None:
    """Return the label that is asked for as text: exactly, or the only one that reads the same."""
    labels = to_labels(column.texts)
    exact = [label for label, text in zip(labels, column.texts, strict=True) if text == asked]
    if exact:
        return exact[0]
    near = [
        label
        for label, text in zip(labels, column.texts, strict=True)
        if _same(text, asked, typed=column.typed)
    ]
    return near[0] if len(near) == 1 else None


def find_name(asked: str, names: Sequence[str]) -> str:
    """Return the column asked for: exactly, or the only one that differs in spaces and the like.

    A name with a line break in it can hardly be typed otherwise.
    """
    if asked in names:
        return asked
    near = [name for name in names if folded(name) == folded(asked)]
    return near[0] if len(near) == 1 else asked


def lookalikes(texts: Iterable[str]) -> int:
    """Return how many texts cannot be told from another one by eye."""
    shapes = Counter(folded(text) for text in texts)
    return sum(n for n in shapes.values() if n > 1)


def folded(text: str) -> str:
    """Return a text without what cannot be seen: its spaces and how its accents are written."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


def reads_as(text: str, asked: str) -> bool:
    """Return whether a text of some column may be what is asked for."""
    return text == asked or _same(text, asked, typed=True)


def _same(text: str, asked: str, *, typed: bool) -> bool:
    if unicodedata.normalize("NFC", text) == unicodedata.normalize("NFC", asked):
        return True
    if text.lower() in _WORDS:
        return text.lower() == asked.lower()
    return typed and _float(text) == _float(asked)


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _number(text: str) -> int | float | None:
    if _WHOLE.fullmatch(text):
        return int(text) if abs(int(text)) < _MOST_EXACT else None
    number = _float(text)
    return number if math.isfinite(number) and repr(number) == text else None


def _order(column: Categories, name: str, formats: Sequence[NumberFormat]) -> list[int] | None:
    """Return the places of the texts in order, or None when nothing gives one."""
    texts = column.texts
    if column.order is not None and set(texts) <= set(column.order):
        return sorted(range(len(texts)), key=lambda at: (column.order or ()).index(texts[at]))
    if all(text.lower() in _WORDS for text in texts):
        return _by_size([_WORDS.index(text.lower()) for text in texts], name)
    if all(_DATE.fullmatch(text) for text in texts):
        return _by_size([text.replace("T", " ") for text in texts], name)
    orders = [_by_size(values.tolist(), name) for values in readings(texts, formats)]
    if len(orders) > 1 and any(order != orders[0] for order in orders):
        message = (
            f"the order of ordinal `{name}` depends on how its numbers are read (1.025 is 1025 or "
            "1,025); say which with --decimal or --levels"
        )
        raise ColumnError(name, Fault.NO_ORDER, message)
    return orders[0] if orders else None


def _by_size(values: Sequence[float] | Sequence[str], name: str) -> list[int]:
    if len(set(values)) < len(values):
        message = (
            f"ordinal `{name}` writes one value in two ways (such as 01 and 1): give the order "
            f"with --levels {name}=first,second,... or take it as nominal"
        )
        raise ColumnError(name, Fault.NO_ORDER, message)
    return sorted(range(len(values)), key=values.__getitem__)
