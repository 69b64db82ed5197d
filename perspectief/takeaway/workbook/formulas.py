"""Live formulas: a share and its range, computed by the spreadsheet from the counts beside them.

A formula stands in a cell only when it gives the number that the dashboard gives; a range that was
computed otherwise, as of several shares at once, is written as a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose

from perspectief_core.shares import intervals

Z_NAME = "z_95"
"""Name of the cell with the normal quantile: in words what `1,96` is."""
Z_FORMULA = "=NORMSINV(0.975)"
Z = intervals.normal_quantile(0.95)
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Formula:
    """What a cell computes, and the outcome that a program reads without computing."""

    text: str
    value: float


def live(
    shown: tuple[str, float], counts: tuple[int, int], cells: tuple[str, str]
) -> Formula | None:
    """Return the formula of one part of a share; None when the formula gives another number.

    Parameters
    ----------
    shown : tuple
        The part ('aandeel', 'aandeel_laag' or 'aandeel_hoog'), and the share or bound (0–1) that
        the dashboard shows.
    counts : tuple
        The count and the total.
    cells : tuple
        Addresses of the cells where these two stand.

    Examples
    --------
    >>> live(("aandeel", 0.25), (5, 20), ("B4", "C4")).text
    '=B4/C4'
    >>> live(("aandeel", 0.26), (5, 20), ("B4", "C4")) is None
    True
    """
    (part, value), (count, total) = shown, counts
    if not total:
        return None
    again = intervals.share(count, total)
    expected = {
        "aandeel": again.share,
        "aandeel_laag": again.low,
        "aandeel_hoog": again.high,
    }[part]
    if expected is None or not isclose(expected, value, abs_tol=_TOLERANCE):
        return None
    return Formula(_text(part, *cells), value)


def _text(part: str, k: str, n: str) -> str:
    if part == "aandeel":
        return f"={k}/{n}"
    spread = f"{Z_NAME}*SQRT({Z_NAME}^2+4*{k}*(1-{k}/{n}))"
    ends = {
        # Exact at the ends, where rounding would leave 1e-17 of a person.
        "aandeel_laag": "=MAX(0,(2*{k}+{z}^2-{spread})/(2*({n}+{z}^2)))",
        "aandeel_hoog": "=MIN(1,(2*{k}+{z}^2+{spread})/(2*({n}+{z}^2)))",
    }
    return ends[part].format(k=k, n=n, z=Z_NAME, spread=spread)
