"""Observed beside expected: how many had an outcome, and how many could be expected of who came.

What is expected of a steunpunt comes from a model of all others, so that a large one is not
compared with itself. Only what is recorded can be corrected for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import scipy

from perspectief_core.arrays import Floats
from perspectief_core.cohort.criteria import is_one_of
from perspectief_core.cohort.grouping import grouping, members
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.expected.describing import describe
from perspectief_core.expected.fitting import Model, effective_parameters, fit
from perspectief_core.expected.predicting import predict
from perspectief_core.expected.trusting import (
    CalibrationPart,
    Discrimination,
    calibration,
    discrimination,
)
from perspectief_core.results import aggregate
from perspectief_core.shares import flags, intervals
from perspectief_core.shares.flags import State
from perspectief_core.shares.intervals import Share
from perspectief_core.steunpunten.counts import place_counts
from perspectief_core.steunpunten.funnel import funnel

Carries = Literal["ruim", "krap", "niet"]

ENOUGH, SCARCE = 10.0, 3.0
"""Outcomes per parameter from which the data carry the model well, and from which at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedPoint:
    """One steunpunt: counted, and expected of who came.

    Parameters
    ----------
    share
        Counted.
    expected
        Number of people; None when the others have too few outcomes for a model, or nobody came.
    least, most
        Smallest and largest number that would be ordinary: chance, and what is not known of the
        expected number, together.
    p, p_adjusted
        Two-sided, and after Benjamini–Hochberg.
    state, plain
        Against that range, and against the band of the funnel, which looks at nothing but size.
    """

    steunpunt: str
    share: Share
    expected: float | None
    least: int
    most: int
    p: float | None
    p_adjusted: float | None
    state: State
    plain: State

    @property
    def outside(self) -> bool:
        """Whether the number counted is outside what would be ordinary."""
        return self.state in ("hoger", "lager")


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedExpected:
    """The steunpunten on one outcome, corrected for who came; see `expect`.

    Parameters
    ----------
    points
        Alphabetical, also those without people.
    n, events
        People, and the fewer of those with and without the outcome.
    parameters, effective
        Of the model: columns, and how many remain once it is held back; None without a model.
    used, missing
        Characteristics corrected for, and columns that the extract lacks.
    total_expected
        Sum over the steunpunten that have an expected number.
    """

    outcome: str
    points: tuple[ExpectedPoint, ...]
    n: int
    events: int
    parameters: int
    effective: float | None
    used: tuple[str, ...]
    missing: tuple[str, ...]
    total_expected: float
    discrimination: Discrimination | None
    calibration: tuple[CalibrationPart, ...]

    @property
    def per_parameter(self) -> float | None:
        """Outcomes per parameter; None without parameters."""
        return self.events / self.parameters if self.parameters else None

    @property
    def carries(self) -> Carries:
        """Whether there are outcomes enough to correct for so much."""
        return carries(self.per_parameter, self.effective is not None)


def carries(per_parameter: float | None, fitted: bool) -> Carries:
    """Return whether there were outcomes enough for a model, which was fitted or could not be."""
    if not fitted or per_parameter is None or per_parameter < SCARCE:
        return "niet"
    return "ruim" if per_parameter >= ENOUGH else "krap"


def expect(cohort: Cohort, outcome: str) -> ObservedExpected:
    """Return counted and expected numbers per steunpunt.

    Parameters
    ----------
    cohort : Cohort
    outcome : str
        As in `steunpunten.funnel`.

    Raises
    ------
    ValueError
        When the outcome is unknown.

    Notes
    -----
    For each steunpunt a ridge logistic model (`fitting`) of all others gives everyone's chance;
    their sum is the expected number. The range of ordinary numbers (`predicting`) counts chance and
    the covariance of the effects. Discrimination and calibration are of the same chances, so of
    people whom the model had not seen. The expected numbers need not add up to the counted one,
    since every steunpunt has a model of its own; those of one model of everyone do.

    References
    ----------
    Spiegelhalter, D. J. (2005). Handling over-dispersion of performance indicators. Quality and
    Safety in Health Care 14, 347–351.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> both = expect(everyone, "mob")
    >>> both.events, both.carries, abs(both.total_expected - 87) < 5
    (87, 'krap', True)
    """
    plain = {point.steunpunt: point.state for point in funnel(cohort, outcome).points}
    counts, places = place_counts(cohort, outcome), grouping(cohort, "steunpunt")
    has = is_one_of(cohort.people["uitkomst"], members(outcome))
    described = describe(cohort)
    whole = fit(described.columns, has)
    chances = np.full(cohort.n, np.nan)
    points = []
    for at, code in enumerate(places.codes):
        own = places.index == at
        model = fit(described.columns[~own], has[~own], whole) if own.any() else None
        if model is not None:
            chances[own] = scipy.special.expit(model.logits(described.columns[own]))
        share = intervals.share(int(counts.hits[at]), int(counts.totals[at]))
        points.append(_point(code, share, plain[code], model, described.columns[own]))
    known = np.isfinite(chances)
    return ObservedExpected(
        outcome=outcome,
        points=_adjusted(points),
        n=cohort.n,
        events=int(min(has.sum(), (~has).sum())),
        parameters=described.columns.shape[1],
        effective=None if whole is None else effective_parameters(described.columns, whole),
        used=described.used,
        missing=described.missing,
        total_expected=float(chances[known].sum()),
        discrimination=discrimination(chances[known], has[known], places.index[known]),
        calibration=calibration(chances[known], has[known]),
    )


def _point(
    code: str, share: Share, plain: State, model: Model | None, columns: Floats
) -> ExpectedPoint:
    if model is None:
        return ExpectedPoint(
            steunpunt=code,
            share=share,
            expected=None,
            least=0,
            most=share.total,
            p=None,
            p_adjusted=None,
            state="te_klein",
            plain=plain,
        )
    logits = model.logits(columns)
    predicted = predict(logits, model.spread(columns))
    least, most = predicted.least, predicted.most
    return ExpectedPoint(
        steunpunt=code,
        share=share,
        expected=float(scipy.special.expit(logits).sum()),
        least=least,
        most=most,
        p=predicted.two_sided_p(share.count),
        p_adjusted=None,
        state=_state(share, least, most),
        plain=plain,
    )


def _state(share: Share, least: int, most: int) -> State:
    if share.count < least:
        return "lager"
    if share.count > most:
        return "hoger"
    return "te_klein" if least == 0 or most == share.total else "binnen"


def _adjusted(points: list[ExpectedPoint]) -> tuple[ExpectedPoint, ...]:
    adjusted = flags.adjusted([point.p for point in points])
    return tuple(replace(point, p_adjusted=p) for point, p in zip(points, adjusted, strict=True))
