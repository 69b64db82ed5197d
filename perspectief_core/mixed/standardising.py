"""How many would have the outcome at steunpunten of one type, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy

from perspectief_core.arrays import Floats
from perspectief_core.mixed.fitting import Mixed
from perspectief_core.shares.intervals import Interval, by_student

_NODES = 21


@dataclass(frozen=True, slots=True, eq=False)
class Standard:
    """A model whose first effects are of types and whose others are of `columns`; core only.

    Parameters
    ----------
    model
    columns : float array of shape (n, k)
        Who all those counted are.
    types : int
        Number of types.
    """

    model: Mixed
    columns: Floats
    types: int

    def share(self, type_: int) -> float:
        """Return the mean chance (0–1) of everyone at a steunpunt of one type.

        Notes
        -----
        The effect of the steunpunt is integrated out: the chance at a usual steunpunt would be
        nearer to 0 or 1 than the share among all.
        """
        return float(self._over_nodes(type_, lambda chances: chances).mean())

    def interval(self, type_: int, freedom: float) -> Interval:
        """Return the 95 % interval of `share`: delta method on the logit scale, Student's t."""
        share = self.share(type_)
        steep = self._over_nodes(type_, lambda chances: chances * (1 - chances))
        slope = np.zeros(len(self.model.effects))
        slope[type_] = steep.mean()
        slope[self.types :] = steep @ self.columns / len(steep)
        slope /= share * (1 - share)
        error = float(np.sqrt(slope @ self.model.covariance @ slope))
        ends = by_student(float(scipy.special.logit(share)), error, freedom)
        return Interval(*(float(scipy.special.expit(end)) for end in (ends.low, ends.high)))

    def _over_nodes(self, type_: int, of: Callable[[Floats], Floats]) -> Floats:
        """Return the mean of something of everyone's chance over the effects of steunpunten."""
        nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
        fixed = self.model.effects[type_] + self.columns @ self.model.effects[self.types :]
        chances: Floats = scipy.special.expit(fixed[:, None] + self.model.spread * nodes)
        return np.asarray(of(chances) @ (weights / weights.sum()), dtype=np.float64)

    def difference(self) -> float:
        """Return Wald's statistic of 'types do not differ', with types − 1 degrees of freedom."""
        contrast = np.eye(len(self.model.effects))[1 : self.types] * 1.0
        contrast[:, 0] = -1.0
        apart = contrast @ self.model.effects
        spread = contrast @ self.model.covariance @ contrast.T
        return float(apart @ np.linalg.solve(spread, apart))
