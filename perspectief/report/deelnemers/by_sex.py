"""Women and men beside each other: the bars, words and shares that several figures share."""

from __future__ import annotations

from perspectief.report.drawing import row_bars
from perspectief.report.words import formats
from perspectief_core.people.outcomes import Breakdown, LevelShare
from perspectief_core.people.participants import BreakdownBySex
from perspectief_core.shares.chi_square import IndependenceTest
from perspectief_core.shares.intervals import Share

COUNTED = "De aantallen zijn geteld in de gegevens die u bekijkt."
UNKNOWN = "onbekend"
SEXES = {"vrouw": "vrouwen", "man": "mannen"}
SEX_CATEGORY = {"vrouw": 2, "man": 1}
LEGEND = tuple(row_bars.Key(SEXES[code], SEX_CATEGORY[code]) for code in SEXES)
ALPHA, ROUGH = 0.05, 0.2
SMALL_GROUP = 30
"""Below this many people nothing is concluded from a comparison."""


def by_sex_rows(
    found: BreakdownBySex, names: dict[str, str], *, sort: bool = True
) -> tuple[row_bars.Row, ...]:
    """Return one bar per level with women and men as its two parts, on the scale of the largest.

    Sorted bars start with the largest and leave out levels without people; the table has them.
    """
    largest = max((part.share.count for part in found.everyone.shares), default=0) or 1
    filled = [part for part in found.everyone.shares if part.share.count]
    known = [p for p in found.everyone.shares if p.share.count or p.level != UNKNOWN]
    ordered = sorted(filled, key=lambda part: -part.share.count) if sort else known
    return tuple(_by_sex_row(found, part, names[part.level], largest) for part in ordered)


def differs(test: IndependenceTest | None, what: str) -> str:
    """Return whether women and men differ more than chance; nothing when too few are counted."""
    if test is None or test.n < SMALL_GROUP:
        return ""
    if test.p > ALPHA:
        return f"Tussen vrouwen en mannen verschilt {what} niet meer dan toeval."
    rough = (
        "; door kleine aantallen is dat een ruwe schatting"
        if test.share_expected_below_5 > ROUGH
        else ""
    )
    return f"Tussen vrouwen en mannen verschilt {what} meer dan toeval{rough}."


def _by_sex_row(found: BreakdownBySex, part: LevelShare, name: str, largest: int) -> row_bars.Row:
    counts = {
        code: share_.count
        for code, share_ in zip(SEXES, sex_shares(found, part.level), strict=True)
    }
    return row_bars.Row(
        name,
        tuple(
            row_bars.Segment(count / largest, SEX_CATEGORY[code], f"{name}, {SEXES[code]}: {count}")
            for code, count in counts.items()
        ),
        f"{counts['vrouw']} v · {counts['man']} m",
    )


def of_sex(found: BreakdownBySex, sex: str) -> Breakdown:
    """Return the breakdown of one sex."""
    return {group.group: group.breakdown for group in found.by_sex}[sex]


def sex_shares(found: BreakdownBySex, level: str) -> tuple[Share, Share]:
    """Return the shares of one level among women and among men."""
    women, men = (
        {part.level: part.share for part in of_sex(found, sex).shares}[level] for sex in SEXES
    )
    return women, men


def percent_of(value: Share) -> str:
    """Return ` (26 %)` to stand behind a count; nothing under ten people."""
    if value.share is None or value.total < formats.SMALL_N:
        return ""
    return f" ({formats.percent(value.share)})"


def by_sex_alt(what: str, found: BreakdownBySex, names: dict[str, str]) -> str:
    """Return the text alternative of bars by sex: the largest levels."""
    filled = [part for part in found.everyone.shares if part.share.count]
    ordered = sorted(filled, key=lambda part: -part.share.count)[:3]
    parts = [f"{names.get(part.level, part.level)} {part.share.count}" for part in ordered]
    return (
        f"Liggende balken per {what}, vrouwen en mannen apart. "
        f"Grootste: {formats.listing(parts) or 'geen'}."
    )
