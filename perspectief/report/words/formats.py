"""Numbers, shares, dates and signs as Dutch text.

Point for thousands, comma for decimals, a no-break space before the percent sign; a half is rounded
up, as in a spreadsheet. Signs as CBS uses them: `.` unknown, `x` secret.

A count that was rounded for publication (`Rounded`) is written as one: `ongeveer 85` in a sentence,
`85` in a table that carries `ROUNDED_NOTE`, and never as if nobody were there. One that was made of
several such counts is written as what it can be, `5 tot 11`, unless that is nearly one number.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from perspectief_core.shares.contrasts import Difference
from perspectief_core.shares.fives import BASE, Between, Rounded
from perspectief_core.shares.intervals import Share


class Range(Protocol):
    """What has two ends, low ≤ high: an interval, a share, a difference."""

    @property
    def low(self) -> float:
        """Its lower end."""

    @property
    def high(self) -> float:
        """Its upper end."""


UNKNOWN = "."
SECRET = "x"
FEW = f"0 tot {BASE - 1}"
ROUNDED_NOTE = f"Aantallen zijn afgerond op vijftallen; {SECRET} = {FEW}."
ALL_NOTE = f"Een aantal dat gelijk is aan het totaal, betekent: allemaal, op {FEW} na."
MADE_NOTE = (
    "Wat uit afgeronde aantallen is berekend, staat er zo nodig met de uitersten, zoals 5–11: het "
    "echte aantal ligt daartussen."
)
NEARLY = 0.05
"""A count made of several rounded ones is `ongeveer` this number when it is no further off."""
NBSP = "\u00a0"
MINUS = "\u2212"

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


def count(value: int | None) -> str:
    """Return a whole number as 1.140; unknown as `.`, rounded from under five as `x`.

    One made of several rounded counts is written as from where to where it lies, `5–11`.
    """
    if isinstance(value, Rounded) and is_range(value):
        return _from_to(value, "–")
    if isinstance(value, Rounded) and value.small:
        return SECRET
    return UNKNOWN if value is None else _whole(value)


def about(value: int) -> str:
    """Return a count to stand in a sentence: `1.140`; a rounded one `ongeveer 85` or `0 tot 4`."""
    if not isinstance(value, Rounded):
        return count(value)
    if value.small or is_range(value):
        return _from_to(value, " tot ")
    return f"ongeveer {count(value)}"


def is_range(value: int) -> bool:
    """Tell whether a count was made of several rounded ones that leave too much to say `ongeveer`.

    Examples
    --------
    >>> from perspectief_core.shares.fives import made_of
    >>> is_range(made_of(125, 121, 129)), is_range(made_of(65, 61, 69)), is_range(Rounded(5))
    (False, True, False)
    """
    if not isinstance(value, Between):
        return False
    low, high = value.bounds
    return max(value - low, high - value) > NEARLY * value


def _from_to(value: Rounded, join: str) -> str:
    return join.join(map(_whole, value.bounds))


def _whole(value: int) -> str:
    return f"{int(value):,}".replace(",", ".").replace("-", MINUS)


def number(value: float | None, decimals: int = 1) -> str:
    """Return a number as 12.345,6 with a fixed number of decimals; unknown as `.`."""
    if value is None:
        return UNKNOWN
    text = f"{_rounded(value, decimals):,.{decimals}f}"
    return text.translate(str.maketrans(",.-", ".," + MINUS))


def _rounded(value: float, decimals: int) -> Decimal:
    # Ten significant decimals first, so that 100 * 0.145 is 14.5 and not just under it.
    exact = Decimal(repr(round(value, 10)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(rounded) if rounded.is_zero() else rounded


def percent(share: float | None, decimals: int = 0) -> str:
    """Return a share of 0–1 as `33 %`; unknown as `.`."""
    return UNKNOWN if share is None else f"{number(100 * share, decimals)}{NBSP}%"


def from_to(parts: Sequence[float]) -> str:
    """Return how far shares (0–1) lie apart: `van 12 tot 17 %`."""
    return f"van {number(100 * min(parts), 0)} tot {percent(max(parts))}"


def decimal(value: float, decimals: int) -> float:
    """Return a number as `number` writes it, as a number: 0,145 with two decimals is 0.15."""
    return float(_rounded(value, decimals))


def whole_percents(share: float) -> float:
    """Return a share of 0–1 as `percent` writes it, as a number: 0,145 is 0.15."""
    return decimal(100 * share, 0) / 100


def difference(value: Difference) -> str | None:
    """Return a difference of shares in per cents with its range: `7 (−3 tot 12)`, where known."""
    if value.estimate is None:
        return None
    return f"{number(100 * value.estimate, 0)} ({percent_ends(value, ' tot ')})"


def points(difference: float | None) -> str:
    """Return a difference of shares (−1–1) as signed percentage points, `+7 procentpunt`."""
    if difference is None:
        return UNKNOWN
    sign = "+" if round(100 * difference) > 0 else ""
    return f"{sign}{number(100 * difference, 0)}{NBSP}procentpunt"


def of(share: Share) -> str:
    """Return `107 van 733`, the count that always stands first; rounded `ongeveer 105 van 735`.

    A rounded count that is its total stands for all but 0 to 4 of them, and is said so.
    """
    total = share.total
    if is_nearly_all(share):
        return f"op {FEW} na alle {count(total)}"
    said = isinstance(total, Rounded) and (total.small or is_range(total))
    return f"{about(share.count)} van {about(total) if said else count(total)}"


def is_nearly_all(share: Share) -> bool:
    """Tell whether a rounded count stands for all but 0 to 4 people of its total.

    Examples
    --------
    >>> is_nearly_all(Share(Rounded(15), Rounded(15), 0, 1)), is_nearly_all(Share(15, 15, 0, 1))
    (True, False)
    """
    plain = not isinstance(share.count, Between) and isinstance(share.total, Rounded)
    return plain and share.count >= share.total > 0


def ends(value: Range, decimals: int = 1, join: str = "–", scale: float = 1) -> str:
    """Return both ends of a range: `1,9–2,4`, or with other words between them `1,9 en 2,4`."""
    return join.join(number(scale * end, decimals) for end in (value.low, value.high))


def percent_ends(value: Range, join: str = "–") -> str:
    """Return both ends of a range of shares (0–1) in whole per cents without the sign: `12–17`."""
    return ends(value, 0, join, 100)


def interval(value: Range) -> str:
    """Return an interval of shares as `12–17 %`."""
    return f"{percent_ends(value)}{NBSP}%"


def between(value: Range) -> str:
    """Return an interval of shares in words: `tussen 12 en 17 %`."""
    return f"tussen {percent_ends(value, ' en ')}{NBSP}%"


def probably(value: Range) -> str:
    """Return an interval in words: `waarschijnlijk tussen 12 en 17 %`."""
    return f"waarschijnlijk {between(value)}"


def day(value: date) -> str:
    """Return a date as `1 oktober 2010`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """Return a month as `oktober 2010`."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def p_value(p: float | None) -> str:
    """Return a p value as `0,02`, `0,002` or `< 0,001`; unknown as `.`."""
    if p is None:
        return UNKNOWN
    if p < 0.001:
        return f"<{NBSP}0,001"
    return number(p, 3 if p < 0.1 else 2)


def p_is(p: float) -> str:
    """Return what a p value is, to stand after 'p': `= 0,02` or `< 0,001`."""
    return p_value(p) if p < 0.001 else f"= {p_value(p)}"


def listing(parts: list[str] | tuple[str, ...]) -> str:
    """Return parts as a Dutch listing: `a, b en c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} en {parts[-1]}"


def counted(n: int, whose: str = "") -> str:
    """Return a denominator in words: `alle 733 jongeren die nu meetellen`.

    `whose` stands behind the people, as `van Alkmaar`.
    """
    behind = f" {whose}" if whose else ""
    if n == 1:
        return f"de ene jongere{behind} die nu meetelt"
    all_ = "de" if isinstance(n, Rounded) else "alle"
    return f"{all_} {about(n)} jongeren{behind} die nu meetellen"


def those(n: int, singular: str, many: str) -> str:
    """Return people as a group: `de 26 jongeren die vertrokken`, `de ene jongere die vertrok`.

    Of nobody, or of fewer than may be said, it says `de jongeren die vertrokken`.
    """
    if n == 1:
        return f"de ene {singular}"
    return f"de {about(n)} {many}" if n else f"de {many}"


def was(n: int) -> str:
    """Return the verb that fits `n` people: `was` for one, else `waren`."""
    return "was" if n == 1 else "waren"


def small_letter(text: str) -> str:
    """Return a text without its capital, to stand inside a sentence; `Eén` becomes `één`."""
    return f"é{text[1:]}" if text.startswith("Eén") else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """Return a text with a capital, to begin a sentence; `één` becomes `Eén`."""
    return f"E{text[1:]}" if text.startswith("één") else text[:1].upper() + text[1:]


def plural(n: int, singular: str, many: str) -> str:
    """Return `1 jongere`, `2 jongeren`; rounded `ongeveer 85 jongeren`."""
    return f"{about(n)} {singular if n == 1 else many}"


def people(n: int) -> str:
    """Return `1 jongere`, `2 jongeren`; rounded `ongeveer 85 jongeren`."""
    return plural(n, "jongere", "jongeren")
