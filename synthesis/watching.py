"""How far the tests of characteristics of persons are from the published ones, at every moment."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthesis.annealing import Predictor, Problem, problem_arrays
from synthesis.coding import levels_of
from synthesis.moves import CLASSES, anneal_chunk
from synthesis.search import Ints


class Watch:
    """Tests of some characteristics on the outcomes, each person being a unit.

    Parameters
    ----------
    classes : shape (n_people,)
        Class of each person: `annealing.CLASS_OF_OUTCOME`.
    characteristics : tuple of (kenmerk, kind)
    """

    def __init__(self, classes: Ints, characteristics: tuple[tuple[str, str], ...]) -> None:
        n_people = len(classes)
        self._units = np.arange(n_people)
        own = np.arange(n_people)
        problem = Problem(
            classes=classes,
            predictors=tuple(Predictor(code, kind, own) for code, kind in characteristics),
            low=np.zeros(n_people, dtype=np.int64),
            high=np.ones(n_people, dtype=np.int64),
            allowed=np.ones((n_people, CLASSES), dtype=np.int64),
        )
        self._arrays = problem_arrays(problem)

    def cost(self, *values: pd.Series) -> float:
        """Return the cost of these values, one series per characteristic; missing is left out."""
        self._arrays["level"] = np.array([levels_of(each) for each in values])
        nothing = np.zeros((0, 4), dtype=np.int64)
        cost = anneal_chunk(self._units.copy(), self._arrays, nothing, nothing[:, 0].copy())
        return cost / 1000
