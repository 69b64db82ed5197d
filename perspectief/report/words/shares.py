"""How a share is written: `107 van 733 · 15 % (12–17 %)`, in each form that the product uses.

The count always stands first. With too few people for a percentage (`Share.enough`) every form is
the count alone; who writes a share with these functions need not think of it. Also here: what is
said of too few people.

Of counts that were rounded for publication the percentage follows from those, in steps as coarse as
the rounding asks for, and there is none where it could say who is among a few. Of a count that lies
in a range it does too.
"""

from __future__ import annotations

from perspectief.report.words import formats
from perspectief_core.shares import meaning
from perspectief_core.shares.fives import BASE, Rounded, possible
from perspectief_core.shares.intervals import Interval, Share

NOBODY = "Er zijn geen jongeren die aan uw keuzes voldoen."
TOO_SMALL = "De groep is klein: trek hier geen conclusies uit."

WHOLE_PERCENTS_FROM = 100
PERCENTS_FROM = 30
STEPS = 20
"""Of rounded totals: whole percentages, twentieths below that, and none below `PERCENTS_FROM`."""
NEARLY_ALL = 0.9
"""A higher share of rounded counts is not said exactly: it would hold for nearly everyone."""
ROUGH_NOTE = (
    f"Aantallen zijn afgerond op vijftallen; nul tot vier staat er als {formats.SECRET}, of in een "
    f"bestand als 0–{BASE - 1}. Percentages volgen daaruit, onder {WHOLE_PERCENTS_FROM} jongeren "
    f"in stappen van {100 // STEPS} procent, en boven {100 * NEARLY_ALL:.0f} procent niet precies. "
    f"Een {formats.SECRET} op een andere plaats is niet gezegd: het zou iets over een enkele "
    f"jongere kunnen zeggen. {formats.ALL_NOTE} {formats.MADE_NOTE}"
)
"""What a file says of rounded counts and of the percentages beside them."""


def full(share: Share, band: Interval | None = None) -> str:
    """Return `107 van 733 · 15 % (12–17 %)`; `band` instead of the share's own interval."""
    said = f" · {_percent(share)}" + _range(share, f" ({formats.interval(band or share)})")
    return _count_first(share, formats.of(share), said)


def line(share: Share, decimals: int = 0) -> str:
    """Return `107 van 733 · 15 %`, for a bar, a dot or a legend."""
    return _count_first(share, formats.of(share), f" · {_percent(share, decimals)}")


def sentence(share: Share, noun: str = "", *, probably: bool = False) -> str:
    """Return `107 van 733 jongeren (15 %)`, to stand in a sentence; the noun may be absent.

    With `probably` the range stands behind it: `(15 %; waarschijnlijk tussen 12 en 17 %)`.
    """
    return f"{formats.of(share)} {noun}".strip() + bracket(share, probably=probably)


def bracket(share: Share, *, probably: bool = False) -> str:
    """Return ` (15 %)` to stand behind a count that is said in other words, or nothing."""
    range_ = _range(share, f"; {formats.probably(share)}") if probably else ""
    return _count_first(share, "", f" ({_percent(share)}{range_})")


def brief(share: Share) -> str:
    """Return `107 · 15 %` for rows that share one total."""
    return _count_first(share, formats.count(share.count), f" · {_percent(share)}")


def percent(share: Share) -> str:
    """Return `15 %` where there is room for one number only; `1 van 3` of too few people."""
    return _percent(share) if has_percent(share) else formats.of(share)


def range_of(share: Share) -> str:
    """Return `12–17 %`, or nothing where it would say what the percentage does not."""
    return _range(share, formats.interval(share)) if has_percent(share) else ""


def in_file(share: Share) -> tuple[float | str | None, ...]:
    """Return percentage and range (0–1) as a file has them: no finer than they are written.

    Of too few people there is none. Of rounded counts what is not said is `x`, and a percentage
    that holds for nearly everyone, or lies in a range, is in words.

    Examples
    --------
    >>> from perspectief_core.shares.fives import Rounded
    >>> in_file(Share(Rounded(15), Rounded(40), 0.2422, 0.5297))
    (0.4, 0.24, 0.53)
    >>> in_file(Share(Rounded(10), Rounded(25), 0.2340, 0.5926))
    ('x', 'x', 'x')
    """
    if not isinstance(share.total, Rounded):
        return (share.share, share.low, share.high) if share.enough else (None, None, None)
    if not has_percent(share):
        return (formats.SECRET,) * 3
    if _is_nearly_all(share) or _is_range(share):
        return _percent(share).replace(formats.NBSP, " "), formats.SECRET, formats.SECRET
    return _stepped(share), *(formats.whole_percents(end) for end in (share.low, share.high))


def has_percent(share: Share) -> bool:
    """Tell whether a percentage may stand beside the count."""
    if not isinstance(share.total, Rounded):
        return share.enough
    return share.total >= PERCENTS_FROM and share.count >= BASE


def length(share: Share) -> float | None:
    """Return a share (0–1) as a bar has it: None of a count that stands for 0 to 4 people.

    Examples
    --------
    >>> length(Share(Rounded(0), Rounded(40), 0.0, 0.1)), length(Share(0, 40, 0.0, 0.1))
    (None, 0.0)
    """
    if isinstance(share.count, Rounded) and share.count.small:
        return None
    return share.share or 0.0


def without_percent(total: int) -> str:
    """Return beside which counts there is no percentage, of groups of which `total` is one.

    Examples
    --------
    >>> without_percent(733), without_percent(Rounded(735))
    ('Onder de 10 jongeren', 'Onder de 30 jongeren, en bij 0 tot 4,')
    """
    if isinstance(total, Rounded):
        return f"Onder de {PERCENTS_FROM} jongeren, en bij {formats.FEW},"
    return f"Onder de {meaning.FEWEST} jongeren"


def is_kept_back(share: Share) -> bool:
    """Tell whether the range of rounded counts is not said: `x` where it would stand alone."""
    return isinstance(share.total, Rounded) and not (has_percent(share) and range_of(share))


def _percent(share: Share, decimals: int = 0) -> str:
    if share.share is None or not isinstance(share.total, Rounded):
        return formats.percent(share.share, decimals)
    if _is_range(share):
        return _between(share)
    if _is_nearly_all(share):
        return f"ongeveer {formats.percent(NEARLY_ALL)} of meer"
    return formats.percent(_stepped(share))


def _is_range(share: Share) -> bool:
    """Tell whether its count or its total is said as a range, so that its percentage is one too."""
    return formats.is_range(share.count) or formats.is_range(share.total)


def _between(share: Share) -> str:
    """Return between which percentages it lies, in the steps of its total, rounded outwards."""
    steps = STEPS if share.total < WHOLE_PERCENTS_FROM else 100
    (least, most), (fewest, all_) = map(possible, (share.count, share.total))
    low, high = least * steps // all_, -(-most * steps // max(fewest, 1))
    if high > NEARLY_ALL * steps:
        return f"{formats.percent(min(low / steps, NEARLY_ALL))} of meer"
    return f"{formats.number(100 * low / steps, 0)} tot {formats.percent(high / steps)}"


def _stepped(share: Share) -> float:
    """Return a share of rounded counts in the steps in which it is said."""
    count, total = int(share.count), int(share.total)
    if total >= WHOLE_PERCENTS_FROM:
        return formats.whole_percents(count / total)
    # In whole numbers, so that a half goes up here as well.
    return (2 * STEPS * count + total) // (2 * total) / STEPS


def _range(share: Share, text: str) -> str:
    """Return the text of a range, or nothing where it would say what the percentage does not."""
    unsaid = isinstance(share.total, Rounded) and (_is_nearly_all(share) or _is_range(share))
    return "" if unsaid else text


def _is_nearly_all(share: Share) -> bool:
    return share.count > NEARLY_ALL * share.total or share.total - share.count < BASE


def _count_first(share: Share, count: str, said: str) -> str:
    return f"{count}{said}" if has_percent(share) else count
