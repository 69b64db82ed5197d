"""How a share is written: `107 van 733 · 15 % (12–17 %)`, in each form that the product uses.

The count always stands first. With too few people for a percentage (`Share.enough`) every form is
the count alone; who writes a share with these functions need not think of it. Also here: what is
said of too few people.
"""

from __future__ import annotations

from perspectief.report.words import formats
from perspectief_core.shares.intervals import Interval, Share

NOBODY = "Er zijn geen jongeren die aan uw keuzes voldoen."
TOO_SMALL = "De groep is klein: trek hier geen conclusies uit."


def full(share: Share, band: Interval | None = None) -> str:
    """Return `107 van 733 · 15 % (12–17 %)`; `band` instead of the share's own interval."""
    said = f" · {formats.percent(share.share)} ({formats.interval(band or share)})"
    return _count_first(share, formats.of(share), said)


def line(share: Share) -> str:
    """Return `107 van 733 · 15 %`, for a bar, a dot or a legend."""
    return _count_first(share, formats.of(share), f" · {formats.percent(share.share)}")


def sentence(share: Share, noun: str = "", *, probably: bool = False) -> str:
    """Return `107 van 733 jongeren (15 %)`, to stand in a sentence; the noun may be absent.

    With `probably` the range stands behind it: `(15 %; waarschijnlijk tussen 12 en 17 %)`.
    """
    return f"{formats.of(share)} {noun}".strip() + bracket(share, probably=probably)


def bracket(share: Share, *, probably: bool = False) -> str:
    """Return ` (15 %)` to stand behind a count that is said in other words, or nothing."""
    range_ = f"; {formats.probably(share)}" if probably else ""
    return _count_first(share, "", f" ({formats.percent(share.share)}{range_})")


def brief(share: Share) -> str:
    """Return `107 · 15 %` for rows that share one total."""
    return _count_first(share, formats.count(share.count), f" · {formats.percent(share.share)}")


def percent(share: Share) -> str:
    """Return `15 %` where there is room for one number only; `1 van 3` of too few people."""
    return formats.percent(share.share) if share.enough else formats.of(share)


def _count_first(share: Share, count: str, said: str) -> str:
    return f"{count}{said}" if share.enough else count
