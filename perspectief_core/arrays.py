"""The kinds of array that analyses pass on, named once; and what is loaded by who first uses it.

Pandas takes a third of a second and 40 MB. Who shows an edition loads every analysis by its name
and runs none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd
    import scipy

__all__ = ["Floats", "Ints", "Masks", "pd", "scipy"]

Ints: TypeAlias = npt.NDArray[np.int64]
"""Counts, codes and positions."""
Floats: TypeAlias = npt.NDArray[np.float64]
Masks: TypeAlias = npt.NDArray[np.bool_]
"""Who or what is meant: one yes or no per element."""


class _Later:
    """Stands for a library until something of it is used."""

    def __init__(self, library: str) -> None:
        self._library = library

    def __getattr__(self, name: str) -> object:
        """Return what the library has under a name, and keep it: it is asked for once."""
        had: object = getattr(import_module(self._library), name)
        setattr(self, name, had)
        return had


if not TYPE_CHECKING:
    pd, scipy = _Later("pandas"), _Later("scipy")
