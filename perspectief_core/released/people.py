"""Who people were, from the published number of people of each view."""

from __future__ import annotations

from collections.abc import Callable

from perspectief_core.data import contract
from perspectief_core.disclosure.lattice import AGES
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.people.outcomes import Breakdown, KnownShare, LevelShare
from perspectief_core.people.participants import (
    AgeSummary,
    BreakdownBySex,
    ChildrenBySex,
    GroupBreakdown,
    GroupShare,
    Health,
)
from perspectief_core.people.summaries import GroupSummary, Summary, SummaryBy
from perspectief_core.released.counts import Released, added, counted
from perspectief_core.released.testing import sizes_differ
from perspectief_core.shares import intervals
from perspectief_core.shares.fives import Rounded, made_of

SEXES = contract.DEELNEMERS.column("geslacht").levels
SOME = ("een", "meer")
"""The levels of children that are not none."""


def origin_by_sex(released: Released) -> BreakdownBySex:
    """Return the regions of origin, for everyone, and women and men; raises as `by_sex`."""
    return by_sex(released, "herkomst")


def children_by_sex(released: Released) -> ChildrenBySex:
    """Return who has children in the Netherlands, for everyone, and women and men.

    Raises
    ------
    Withheld
        As `by_sex`, or when one of the answers is not shown.
    """
    children = by_sex(released, "kinderen")
    levels = {part.level for part in children.everyone.shares}
    if not levels.issuperset(("geen", *SOME)):
        raise Withheld("too_few")
    return ChildrenBySex(
        children,
        _some(children.everyone),
        tuple(
            GroupShare(group.group, _some(group.breakdown))
            for group in (children.by_sex if children.apart else ())
        ),
    )


def age_summary(released: Released) -> AgeSummary:
    """Return how many people were of each published range of ages; there is no mean.

    Raises
    ------
    Withheld
        As `by_sex`, or when no range is shown.
    """
    ages = by_sex(released, "leeftijd_instroom", _ages)
    groups = tuple(
        GroupSummary(group.group, _without_mean(group.breakdown.n)) for group in ages.by_sex
    )
    years = SummaryBy("geslacht", _without_mean(ages.everyone.n), groups)
    return AgeSummary(years, ages)


def health(released: Released) -> Health:
    """Return of how many people there was a diagnosis; of complaints nothing is published.

    Of everyone together: a diagnosis is published apart from other filters only.

    Raises
    ------
    Withheld
        With any filter, or when one of the answers is not shown.
    """
    sizes = {
        answer: released.only(diagnose=(answer,)).distribution().n
        for answer in contract.YES_NO_UNKNOWN
    }
    everyone = _breakdown(released, "psychiatrische_diagnose", sizes)
    unsaid = Breakdown("lichamelijke_klachten", everyone.n, ())
    return Health(
        BreakdownBySex("psychiatrische_diagnose", everyone, (), None),
        BreakdownBySex("lichamelijke_klachten", unsaid, (), None),
    )


def _ages(released: Released, _column: str) -> dict[str, int]:
    """Return how many people were of each range of ages that is shown.

    Raises
    ------
    Withheld
        When one of them is chosen, or none is shown, with the reason of the last.
    """
    if "leeftijd" in released.selection.active_filters:
        raise Withheld("filters")
    sizes, why = {}, Withheld("too_few")
    for low, high in AGES:
        try:
            sizes[f"{low}_{high}"] = released.only(leeftijd=(low, high)).distribution().n
        except Withheld as held:
            why = held
    if not sizes:
        raise why
    return sizes


def _without_mean(n: int) -> Summary:
    return Summary(n, Rounded(), None, None, None)


def _groups(released: Released, column: str) -> dict[str, int]:
    """Return how many people were in each shown group of a filter."""
    return {group.group: group.n for group in released.by(column).groups}


def by_sex(
    released: Released,
    column: str,
    sizes_of: Callable[[Released, str], dict[str, int]] = _groups,
) -> BreakdownBySex:
    """Return how everyone divides over the groups of a filter, and women and men where that is so.

    Of everyone, women and men there are the groups that are shown of all three, with the test of
    `released.testing`. Where there are none of women and men, it is said how many they are, if that
    is shown and nobody chose one of them.

    Raises
    ------
    Withheld
        When no group is shown, or the filter is chosen already.
    """
    everyone = sizes_of(released, column)
    if not everyone:
        raise Withheld("too_few")
    sexes = _sexes(released)
    sizes = {sex: _shown(part, column, sizes_of) for sex, part in sexes.items()}
    levels = [code for code in everyone if all(code in own for own in sizes.values())]
    if not sexes or not levels:
        return BreakdownBySex(
            column,
            _breakdown(released, column, everyone),
            tuple(
                GroupBreakdown(sex, Breakdown(column, part.distribution().n, ()))
                for sex, part in sexes.items()
            ),
            None,
        )
    return BreakdownBySex(
        column,
        _breakdown(released, column, {code: everyone[code] for code in levels}),
        tuple(
            GroupBreakdown(
                sex, _breakdown(part, column, {code: sizes[sex][code] for code in levels})
            )
            for sex, part in sexes.items()
        ),
        sizes_differ([[own[code] for own in sizes.values()] for code in levels]),
    )


def _sexes(released: Released) -> dict[str, Released]:
    """Return what is published of women and of men; nothing unless both are shown."""
    if released.selection.geslacht:
        return {}
    each = {sex: released.only(geslacht=(sex,)) for sex in SEXES}
    try:
        for part in each.values():
            part.distribution()
    except Withheld:
        return {}
    return each


def _shown(
    part: Released, column: str, sizes_of: Callable[[Released, str], dict[str, int]]
) -> dict[str, int]:
    """Return the sizes of the groups that are shown; none where that is withheld."""
    try:
        return sizes_of(part, column)
    except Withheld:
        return {}


def _breakdown(released: Released, column: str, sizes: dict[str, int]) -> Breakdown:
    n = released.distribution().n
    # Each is rounded by itself: together they can be more than everybody.
    counts = [Rounded(min(int(size), int(n))) for size in sizes.values()]
    shares = [intervals.share(count, n) for count in counts]
    rows = zip(sizes, shares, intervals.goodman(counts), strict=True)
    return Breakdown(column, n, tuple(LevelShare(*row) for row in rows))


def _some(breakdown: Breakdown) -> KnownShare:
    """Return who has any children, of those of whom it is known."""
    counts = {part.level: counted(part.share) for part in breakdown.shares}
    everyone, unknown = Rounded(breakdown.n), counts.pop("onbekend", Rounded())
    left = everyone.without(unknown)
    # Of whom it is not known can be withheld: then they are whom the answers leave.
    answered = added(counts.values()).at_most(everyone)
    known = made_of(int(left), answered.bounds[0], min(answered.bounds[1], left.bounds[1]))
    some = added(counts[level] for level in SOME).at_most(known)
    return KnownShare("kinderen_nl", intervals.share(some, known), unknown)
