"""Columns as they come out of a file: categories as text, or numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from perspectief.cli.reading.limits import MOST_VALUES, check_length
from perspectief_core.arrays import Floats
from perspectief_core.splits import ColumnError, Fault

Codes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Categories:
    """A column of texts.

    Parameters
    ----------
    codes : shape (n,)
        Place in `texts` of each row; -1 when missing.
    texts
        The different texts, as they stand in the file.
    order
        The order that the file's own type gives them, or None.
    typed
        Whether the file says that these are numbers, of which the text is only our writing.
    """

    codes: Codes
    texts: tuple[str, ...]
    order: tuple[str, ...] | None = None
    typed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """A column of numbers, shape (n,); nan when missing."""

    values: Floats


class CategoryBuilder:
    """A column of texts that comes in parts, each with its own dictionary."""

    __slots__ = ("_codes", "_missing", "_name", "_texts")

    def __init__(self, name: str, missing: Sequence[str] = ()) -> None:
        self._name = name
        self._missing = frozenset(["", *missing])
        self._texts: dict[str, int] = {}
        self._codes: list[Codes] = []

    def add(self, texts: pa.Array) -> None:
        """Add texts; null is missing."""
        encoded = texts.dictionary_encode()
        self._add(encoded.indices, encoded.dictionary.to_pylist())

    def _add(self, indices: pa.Array, texts: Sequence[str | None]) -> None:
        check_length(texts, self._name)
        used = np.unique(pc.drop_null(indices).to_numpy())
        lookup = np.full(len(texts) + 1, -1, dtype=np.int32)
        for at in used.tolist():
            text = texts[at]
            if text is not None and text not in self._missing:
                lookup[at] = self._texts.setdefault(text, len(self._texts))
        if len(self._texts) > MOST_VALUES:
            message = f"`{self._name}` has more than {MOST_VALUES:,} different values"
            raise ColumnError(self._name, Fault.TOO_MANY, message)
        known = pc.fill_null(pc.cast(indices, pa.int64()), -1)
        self._codes.append(lookup[known.to_numpy(zero_copy_only=False)])

    def finish(self) -> Categories:
        """Return the column."""
        codes = np.concatenate(self._codes) if self._codes else np.zeros(0, dtype=np.int32)
        return Categories(codes, tuple(self._texts))
