"""When a computed figure agrees with a printed one: whenever it could have been printed so."""

from __future__ import annotations

from math import floor, log10

TOLERANCES: dict[str, float] = {
    "exact": 0.0,
    "heel": 0.5,
    "een_decimaal": 0.05,
    "twee_decimalen": 0.005,
    "drie_decimalen": 0.0005,
    "tientallen": 5.0,
    # A quarter, a third, half: as near as halfway to the nearest other fraction in use, a fifth.
    "breuk": 2.5,
}
_FLOAT_ERROR = 1e-9


def agrees(printed: float | str, computed: float | str, rounding: str) -> bool:
    """Return whether a computed value could have been printed as it was.

    Parameters
    ----------
    printed, computed : float or str
        In the same unit. Text agrees when it is the same, except for p.
    rounding : str
        A key of `TOLERANCES`, or `ongeveer`, `bijna`, `p`.

    Raises
    ------
    KeyError
        When the rounding is unknown.

    Notes
    -----
    Both ends of a rounding range count: half a unit may have been rounded either way. `ongeveer`
    (about) allows one unit of the last printed digit; `bijna` (almost) allows values at most half a
    unit of the first digit lower, and none higher. For `p` the printed text is a number or `<`
    and a number, and a printed digit stands for everything that rounds to it.

    Examples
    --------
    >>> agrees(7, 6.754, "bijna"), agrees(7, 7.1, "bijna"), agrees("<0.005", 0.001, "p")
    (True, False, True)
    """
    if rounding == "p":
        low, high = p_range(str(printed))
        return low - _FLOAT_ERROR <= float(computed) <= high + _FLOAT_ERROR
    if isinstance(printed, str) or isinstance(computed, str):
        return printed == computed
    above = computed - printed
    slack = _FLOAT_ERROR * max(1.0, abs(printed))
    if rounding == "bijna":
        return -(_first_digit(printed) / 2) - slack <= above <= slack
    if rounding == "ongeveer":
        return abs(above) <= _last_digit(printed) + slack
    return abs(above) <= TOLERANCES[rounding] + slack


def p_range(printed: str) -> tuple[float, float]:
    """Return the lowest and highest p that print like this text: a number, or `<` and one."""
    if printed.startswith("<"):
        return 0.0, float(printed[1:])
    half_a_digit = 0.5 * 10 ** -len(printed.partition(".")[2])
    return float(printed) - half_a_digit, float(printed) + half_a_digit


def _first_digit(value: float) -> float:
    size: float = 10.0 ** floor(log10(abs(value))) if value else 1.0
    return size


def _last_digit(value: float) -> float:
    return 1.0 if float(value).is_integer() else 0.1
