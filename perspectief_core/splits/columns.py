"""What must be known of the predictor of each table, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Ints, Masks
from perspectief_core.splits.contingency import Predictor


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Kinds and missing codes of the predictors of many tables.

    Parameters
    ----------
    nominal : shape (n_tables,)
        Whether any two categories may merge, or only neighbours.
    missing : shape (n_tables,)
        Code that stands for missing; -1 where nothing is missing.
    """

    nominal: Masks
    missing: Ints

    def part(self, tables: slice) -> Columns:
        """Return a range of tables."""
        return Columns(self.nominal[tables], self.missing[tables])


def to_columns(predictors: Sequence[Predictor], times: int) -> Columns:
    """Describe `times` runs of tables, each with one table per predictor."""
    nominal = np.array([predictor.kind == "nominal" for predictor in predictors], dtype=np.bool_)
    missing = [len(predictor.levels) if predictor.missing else -1 for predictor in predictors]
    return Columns(np.tile(nominal, times), np.tile(np.array(missing, dtype=np.int64), times))
