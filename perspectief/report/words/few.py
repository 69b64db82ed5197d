"""How none and one are said in a sentence, where a count of 0 or 1 would read badly."""

from __future__ import annotations

from perspectief.report.words import formats, shares
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Share


def number(n: int) -> str:
    """Return a count to stand before `van elke 100`: `geen` of nobody.

    Examples
    --------
    >>> number(0), number(12)
    ('geen', '12')
    """
    return formats.about(n) if n or isinstance(n, Rounded) else "geen"


def people(n: int) -> str:
    """Return a count that stands for people by itself: `niemand` of nobody."""
    return formats.about(n) if n or isinstance(n, Rounded) else "niemand"


def people_of(share: Share) -> str:
    """Return a count of people whose total was said, or that they are nearly all.

    Examples
    --------
    >>> people_of(Share(Rounded(10), Rounded(10), 0, 1)), people_of(Share(7, 10, 0, 1))
    ('op 0 tot 4 na allemaal', '7')
    """
    if formats.is_nearly_all(share):
        return f"op {formats.FEW} na allemaal"
    return people(share.count)


def who(share: Share) -> str:
    """Return who it was in a sentence: `3 van 26 (12 %)`, or `niemand`."""
    some = share.count or isinstance(share.count, Rounded)
    return shares.sentence(share) if some else "niemand"


def of_group(share: Share, noun: str = "", *, probably: bool = False) -> str:
    """Return a share of people in a sentence: of a handful `geen van de 3` and `alle 3`.

    With more people the count stands first as everywhere: `0 van 26 jongeren (0 %)`.
    """
    exact = not isinstance(share.total, Rounded)
    if exact and not share.enough and share.total > 1 and share.count in (0, share.total):
        start = "alle" if share.count else "geen van de"
        return f"{start} {share.total} {noun}".strip()
    return shares.sentence(share, noun, probably=probably)


def who_of(share: Share, whose: str, singular: str) -> str:
    """Return who it was of a group: `van de vrouwen 3 van 26 (12 %)`, or `de ene vrouw`."""
    return singular if share.count == share.total == 1 else f"{whose}{who(share)}"


def times(n: int) -> str:
    """Return how often: `nergens`, `1 keer`, `2 keer`."""
    return f"{n} keer" if n else "nergens"
