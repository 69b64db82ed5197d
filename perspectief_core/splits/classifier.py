"""The tree behind the surface that scikit-learn users know: fit, predict, predict_proba."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from perspectief_core.arrays import Floats, Ints
from perspectief_core.splits.contingency import Kind
from perspectief_core.splits.encoding import ColumnSpec, TargetSpec, encode
from perspectief_core.splits.growing import grow
from perspectief_core.splits.settings import Settings
from perspectief_core.splits.tree import Tree

_TARGET, _WEIGHT = "(target)", "(weight)"


class ChaidClassifier:
    """A tree of chi-square splits that predicts a class; needs no scikit-learn.

    Parameters
    ----------
    kinds
        Kind of each column; a column that is not named is a scale when numeric, ordinal when an
        ordered categorical, and nominal otherwise.
    settings
        Rules of the tree; default those of SPSS.
    intervals
        Most bins of a scale predictor, 2 to 64.

    Attributes
    ----------
    tree_
        The tree, after `fit`.
    classes_ : shape (n_classes,)
        The classes, in the order of the columns of `predict_proba`.
    """

    tree_: Tree
    classes_: npt.NDArray[Any]

    def __init__(
        self,
        kinds: Mapping[str, Kind] | None = None,
        settings: Settings | None = None,
        intervals: int = 10,
    ) -> None:
        self.kinds = kinds
        self.settings = settings
        self.intervals = intervals

    def get_params(self, deep: bool = True) -> dict[str, object]:
        """Return the parameters, as scikit-learn asks for them."""
        return {"kinds": self.kinds, "settings": self.settings, "intervals": self.intervals}

    def set_params(self, **params: Any) -> ChaidClassifier:  # noqa: ANN401
        """Change parameters by name."""
        for name, value in params.items():
            if name not in self.get_params():
                raise ValueError(f"`{name}` must be one of {', '.join(self.get_params())}")
            setattr(self, name, value)
        return self

    def fit(
        self,
        X: pd.DataFrame,  # noqa: N803
        y: npt.ArrayLike,
        sample_weight: npt.ArrayLike | None = None,
    ) -> ChaidClassifier:
        """Grow the tree.

        Parameters
        ----------
        X : shape (n_rows, n_columns)
            Predictors.
        y : shape (n_rows,)
            Class of each row.
        sample_weight : shape (n_rows,), optional
            Frequency weights: whole numbers, at least 0.
        """
        self.classes_, codes = np.unique(np.asarray(y), return_inverse=True)
        frame = X.assign(**{_TARGET: codes})
        if sample_weight is not None:
            frame[_WEIGHT] = np.asarray(sample_weight)
        coded = encode(
            frame,
            [ColumnSpec(str(name), self._kind(X[name])) for name in X.columns],
            TargetSpec(_TARGET),
            weight=None if sample_weight is None else _WEIGHT,
            intervals=self.intervals,
        )
        self.tree_ = grow(coded, self.settings)
        # Classes without weight are not in the tree.
        self.classes_ = self.classes_[[int(label) for label in self.tree_.target.labels]]
        return self

    def _kind(self, values: pd.Series[Any]) -> Kind:
        named = (self.kinds or {}).get(str(values.name))
        if named is not None:
            return named
        if isinstance(values.dtype, pd.CategoricalDtype):
            return "ordinal" if values.dtype.ordered else "nominal"
        is_bool = pd.api.types.is_bool_dtype(values.dtype)
        is_number = pd.api.types.is_numeric_dtype(values.dtype)
        return "scale" if is_number and not is_bool else "nominal"

    def apply(self, X: pd.DataFrame) -> Ints:  # noqa: N803
        """Return the number of the node in which each row ends; shape (n_rows,)."""
        return self.tree_.apply(X)

    def predict_proba(self, X: pd.DataFrame) -> Floats:  # noqa: N803
        """Return the class shares of the node of each row; shape (n_rows, n_classes)."""
        return self.tree_.shares(X)

    def predict(self, X: pd.DataFrame) -> npt.NDArray[Any]:  # noqa: N803
        """Return the most frequent class of the node of each row; shape (n_rows,)."""
        labels = list(self.tree_.target.labels)
        found = [labels.index(label) for label in self.tree_.predict(X)]
        return np.asarray(self.classes_[found])
