"""How far doubt can move the difference of two shares: chance, rounding, open cases, confounding.

Chance has an interval. Rounding and open cases have corner cases, which are tried; no distribution
is assumed for them. That the groups were selected in different ways has no interval at all: the
E-value only says how strong it would have to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from perspectief_core.shares.contrasts import Ratio, newcombe_difference
from perspectief_core.shares.intervals import Interval, share
from perspectief_core.shares.rounded import Fraction, Side

Doubt = Literal["toeval", "afronding", "open_zaken", "geen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """How far the difference (first minus second, −1 to 1) could move.

    Parameters
    ----------
    chance
        Newcombe's 95 % interval.
    rounding, open_cases
        That doubt alone, without chance. `open_cases` is None where it does not apply.
    chance_rounding, combined
        Successive widths: chance and rounding together, then open cases as well.
    decides
        The first of these widths, in this order, in which no difference (0) is possible; `geen`
        when the sign stays whatever happens.
    """

    chance: Interval
    rounding: Interval
    open_cases: Interval | None
    chance_rounding: Interval
    combined: Interval
    decides: Doubt


def doubts(first: Side, second: Side) -> Doubts | None:
    """Return how far each doubt could move first minus second.

    Parameters
    ----------
    first, second : Side

    Returns
    -------
    Doubts or None
        None when a total can be 0.

    Notes
    -----
    Combined widths put Newcombe's interval around the published shares and around both corner
    cases, and take the outermost bounds. Rounding goes as far as whole numbers allow that all round
    to what was published, parts and total alike: a low count with a high total only where the other
    parts can fill it. Open cases all go one way on one side and the other way on the other.

    References
    ----------
    Manski, C. F. (1989). Anatomy of the selection problem. J. Human Resources 24, 343–360.

    Examples
    --------
    The letter's permits, 107 of 733 against 90 of 1,140 in tens: open cases decide.

    >>> from perspectief_core.shares.rounded import Whole
    >>> def exact(number: int) -> Whole:
    ...     return Whole(number, number, number)
    ...
    >>> own = Side(
    ...     count=exact(107),
    ...     total=exact(733),
    ...     rest=exact(626),
    ...     left_out=exact(0),
    ...     open=exact(473),
    ...     everyone=exact(733),
    ... )
    >>> total, rest = Whole(1140, 1135, 1145), Whole(1050, 1030, 1070)
    >>> other = Side(
    ...     count=Whole(90, 85, 95),
    ...     total=total,
    ...     rest=rest,
    ...     left_out=exact(0),
    ...     open=Whole(300, 295, 305),
    ...     everyone=total,
    ... )
    >>> doubts(own, other).decides
    'open_zaken'
    """
    sides = (first, second)
    if not all(side.total.low > 0 and side.everyone.low > 0 for side in sides):
        return None
    published = (first.published, second.published)
    rounding = _corners(first.by_rounding, second.by_rounding)
    chance = _with_chance(published)
    chance_rounding = _with_chance(published, *rounding)
    combined = _with_chance(published, *rounding, *_corners(first.by_both, second.by_both))
    ends = first.by_open_cases, second.by_open_cases
    open_cases = None if ends[0] is None or ends[1] is None else _span(_corners(ends[0], ends[1]))
    decides = _decides(chance, chance_rounding, combined)
    return Doubts(
        chance=chance,
        rounding=_span(rounding),
        open_cases=open_cases,
        chance_rounding=chance_rounding,
        combined=combined,
        decides=decides,
    )


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide one share lies (0–1): chance, then rounding too, then open cases as well."""

    chance: Interval
    chance_rounding: Interval
    combined: Interval


def widths(side: Side) -> Widths:
    """Return the successive widths of the share of one side.

    Notes
    -----
    Wilson's interval around the published share, around the corner cases of rounding as well, and
    around those of rounding with open cases; each time the outermost bounds.

    Examples
    --------
    >>> from perspectief_core.shares.rounded import Whole
    >>> total, rest, none = Whole(1140, 1135, 1145), Whole(1050, 1030, 1070), Whole(0, 0, 0)
    >>> side = Side(
    ...     count=Whole(90, 85, 95),
    ...     total=total,
    ...     rest=rest,
    ...     left_out=none,
    ...     open=Whole(300, 295, 305),
    ...     everyone=total,
    ... )
    >>> both = widths(side)
    >>> [round(width.high, 3) for width in (both.chance, both.chance_rounding, both.combined)]
    [0.096, 0.101, 0.381]
    """
    published = (side.published,)
    rounding = (*published, *side.by_rounding)
    return Widths(_wilson(published), _wilson(rounding), _wilson((*rounding, *side.by_both)))


def _wilson(fractions: tuple[Fraction, ...]) -> Interval:
    intervals = [share(*fraction) for fraction in fractions]
    return Interval(
        min(interval.low for interval in intervals), max(interval.high for interval in intervals)
    )


def span(fractions: tuple[Fraction, Fraction]) -> Interval:
    """Return two fractions, lowest first, as an interval of shares; 0–1 when a total is 0.

    Examples
    --------
    >>> span(((1, 10), (3, 10))), span(((0, 0), (1, 1)))
    (Interval(low=0.1, high=0.3), Interval(low=0.0, high=1.0))
    """
    (low, low_total), (high, high_total) = fractions
    return Interval(low / low_total if low_total else 0.0, high / high_total if high_total else 1.0)


def e_value(ratio: float | None) -> float | None:
    """Return the E-value of a risk ratio.

    Parameters
    ----------
    ratio : float > 0, or None
        A ratio below 1 is inverted first.

    Returns
    -------
    float ≥ 1 or None
        How strongly an unmeasured difference between the groups would have to be tied to both group
        and outcome, as a risk ratio, to explain the ratio away. None for None and 0.

    References
    ----------
    VanderWeele, T. J. & Ding, P. (2017). Sensitivity analysis in observational research:
    introducing the E-value. Annals of Internal Medicine 167, 268–274.

    Examples
    --------
    Their own: a risk ratio of 3.9.

    >>> round(e_value(3.9), 2)
    7.26
    """
    if ratio is None or ratio <= 0:
        return None
    away = max(ratio, 1 / ratio)
    return float(away + np.sqrt(away * (away - 1)))


def e_value_limit(ratio: Ratio) -> float | None:
    """Return the E-value of the limit nearest to 1: 1 when the interval holds 1, None without.

    Examples
    --------
    A risk ratio of 3.9 (1.8 to 8.7): VanderWeele and Ding (2017) give 3.0 for its limit.

    >>> round(e_value_limit(Ratio(3.9, 1.8, 8.7)), 2)
    3.0
    """
    if ratio.low is None or ratio.high is None:
        return None
    if ratio.low <= 1 <= ratio.high:
        return 1.0
    return e_value(ratio.low if ratio.low > 1 else ratio.high)


Pair = tuple[Fraction, Fraction]


def _corners(first: Pair, second: Pair) -> tuple[Pair, Pair]:
    """Return both sides where their difference is lowest and where it is highest."""
    return (first[0], second[1]), (first[1], second[0])


def _span(corners: tuple[Pair, Pair]) -> Interval:
    low, high = (a[0] / a[1] - b[0] / b[1] for a, b in corners)
    return Interval(low, high)


def _with_chance(*pairs: Pair) -> Interval:
    intervals = [newcombe_difference(*first, *second) for first, second in pairs]
    return Interval(
        min(interval.low for interval in intervals), max(interval.high for interval in intervals)
    )


def _decides(chance: Interval, chance_rounding: Interval, combined: Interval) -> Doubt:
    widths: tuple[tuple[Doubt, Interval], ...] = (
        ("toeval", chance),
        ("afronding", chance_rounding),
        ("open_zaken", combined),
    )
    return next((name for name, width in widths if width.low <= 0 <= width.high), "geen")
