"""Women and men beside each other: the bars, words and shares that several figures share.

An edition tells them apart of everybody only; under a filter these figures are of who is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perspectief.report.block.blocks import Picture, bars_picture
from perspectief.report.drawing import row_bars
from perspectief.report.words import formats
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.outcomes import LevelShare
from perspectief_core.people.participants import BreakdownBySex
from perspectief_core.shares import meaning
from perspectief_core.shares.fives import Rounded

COUNTED = "De aantallen zijn geteld in de gegevens die u bekijkt."
UNKNOWN = "onbekend"
SEXES = {"vrouw": "vrouwen", "man": "mannen"}
SEX_CATEGORY = {"vrouw": 2, "man": 1}
LEGEND = tuple(row_bars.Key(SEXES[code], SEX_CATEGORY[code]) for code in SEXES)
TOGETHER = (
    "Vrouwen en mannen staan hier samen: apart worden zij met uw andere filters niet gepubliceerd."
)


def by_sex_picture(
    what: str, breakdown: BreakdownBySex, names: Mapping[str, str], *, sort: bool = True
) -> Picture:
    """Return one bar per level, women and men as its parts where they are told apart, on one scale.

    Sorted bars start with the largest and leave out levels without people; the table has them.
    """
    everyone = breakdown.everyone
    known = [part for part in everyone.shares if part.share.count or part.level != UNKNOWN]
    longest = max((part.share.count for part in known), default=0) or 1
    rows = (
        _row(breakdown, part, names[part.level], longest)
        for part in (everyone.largest if sort else known)
    )
    largest = [
        f"{names[part.level]} {formats.count(part.share.count)}" for part in everyone.largest[:3]
    ]
    apart = breakdown.apart
    alt = (
        f"Liggende balken per {what}{', vrouwen en mannen apart' if apart else ''}. "
        f"Grootste: {formats.listing(largest) or 'geen'}."
    )
    return bars_picture("compact", rows, alt, legend=LEGEND if apart else (), full=longest)


def reading(breakdown: BreakdownBySex) -> str:
    """Return how a bar is to be read."""
    if not breakdown.apart:
        return "Het aantal jongeren staat achter de balk."
    return "Het eerste deel zijn vrouwen, het tweede deel mannen; de aantallen staan erachter."


def together(result: Protected[Any], breakdown: BreakdownBySex) -> str:
    """Return that women and men are not told apart, where nobody chose one of them."""
    return "" if breakdown.apart or result.provenance.selection.geslacht else TOGETHER


def differs(breakdown: BreakdownBySex, what: str) -> str:
    """Return whether women and men differ more than chance; nothing when too few are counted.

    Of rounded counts only when it holds for every count that is rounded so. Nothing where they are
    not told apart.
    """
    test = breakdown.test
    rounded = isinstance(breakdown.everyone.n, Rounded)
    if test is None and rounded:
        if not breakdown.apart:
            return ""
        return f"Of {what} tussen vrouwen en mannen verschilt, is door de afronding niet te zeggen."
    if test is None or not meaning.enough_to_conclude(test.n):
        return ""
    if rounded:
        return (
            f"Tussen vrouwen en mannen verschilt {what}; dat verschil is groter dan toeval, hoe er "
            "ook is afgerond."
        )
    if not test.more_than_chance:
        return f"Tussen vrouwen en mannen verschilt {what}, maar dat kan toeval zijn."
    rough = " (een ruwe schatting, door kleine aantallen)" if test.rough else ""
    return f"Tussen vrouwen en mannen verschilt {what}; dat verschil is groter dan toeval{rough}."


def _row(breakdown: BreakdownBySex, part: LevelShare, name: str, longest: int) -> row_bars.Row:
    if not breakdown.apart:
        count = formats.count(part.share.count)
        return row_bars.bar(name, part.share.count / longest, f"{name}: {count}", count)
    women, men = (breakdown.of(sex).share_of(part.level).count for sex in SEXES)
    segments = (
        row_bars.Segment(
            count / longest, SEX_CATEGORY[sex], f"{name}, {SEXES[sex]}: {formats.count(count)}"
        )
        for sex, count in (("vrouw", women), ("man", men))
    )
    told = f"{formats.count(women)} v · {formats.count(men)} m"
    return row_bars.Row(name, tuple(segments), told)
