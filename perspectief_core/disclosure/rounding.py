"""Results of plain counts, made again from rounded counts."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from perspectief_core.cohort.selecting import FlowStep, InclusionFlow
from perspectief_core.disclosure.policies import (
    ATTRIBUTES,
    BY_VIEWS,
    COARSE,
    ROUNDED,
    SENSITIVE,
    SENSITIVE_COLUMNS,
    SMALLEST_SENSITIVE,
    SMALLEST_VIEW,
    Withheld,
)
from perspectief_core.people.outcomes import (
    Breakdown,
    GroupOutcomes,
    KnownShare,
    LevelShare,
    OutcomeDistribution,
    OutcomesBy,
    OutcomeShare,
)
from perspectief_core.results import DisclosureError, T
from perspectief_core.shares import intervals
from perspectief_core.shares.fives import BASE, Rounded, rounded
from perspectief_core.shares.intervals import Share


def from_rounded(result: T) -> T:
    """Return a result as `publicatie` shows it.

    Raises
    ------
    Withheld
        When it is about too few people, or counts a column that the attacker does not attack.
    DisclosureError
        When its type has no rule.
    """
    name = type(result).__name__
    if name in ROUNDED | BY_VIEWS:
        match result:
            case OutcomesBy(test=None):
                return cast(T, replace(result, groups=tuple(map(_group, result.groups))))
            case OutcomeDistribution() | Breakdown():
                _enough(result.n, getattr(result, "column", "uitkomst"))
                return cast(T, _distribution(result))
            case KnownShare():
                _enough(result.share.total, result.column)
                missing = rounded(result.missing)
                return cast(T, replace(result, share=_share(result.share), missing=missing))
            case InclusionFlow():
                return cast(T, _flow(result))
    raise DisclosureError(f"no disclosure rule for `{name}` under `publicatie`")


def rounded_part(count: int, total: int) -> Rounded:
    """Return the rounded count of some of `total` people.

    Notes
    -----
    All but 0 to 4 of them is one class, shown as the rounded total: otherwise a count that can only
    be everyone would say of each of them what they have in common.

    Examples
    --------
    >>> [int(rounded_part(count, 23)) for count in (2, 12, 18, 19, 23)]
    [0, 10, 20, 25, 25]
    """
    return rounded(total if total - count < BASE <= count else count)


def _enough(people: int, column: str) -> None:
    """Refuse another column, or few people: those counted may be a part of the view."""
    if column not in (*ATTRIBUTES, *COARSE):
        raise Withheld("not_published")
    sensitive = column in SENSITIVE_COLUMNS | SENSITIVE
    if people < (SMALLEST_SENSITIVE if sensitive else SMALLEST_VIEW):
        raise Withheld("too_few")


def _distribution(
    result: OutcomeDistribution | Breakdown,
) -> OutcomeDistribution | Breakdown:
    """Return the shares again; with the report's criteria no outcomes are merged."""
    n = rounded(result.n)
    counts = [rounded_part(part.share.count, result.n) for part in result.shares]
    together = intervals.goodman(counts)
    shares = [_from_counts(count, n) for count in counts]
    if isinstance(result, Breakdown):
        levels = zip((part.level for part in result.shares), shares, together, strict=True)
        return replace(result, n=n, shares=tuple(LevelShare(*row) for row in levels))
    codes = zip((part.outcome for part in result.shares), shares, together, strict=True)
    return replace(result, n=n, shares=tuple(OutcomeShare(*row) for row in codes))


def _group(group: GroupOutcomes) -> GroupOutcomes:
    """Return the outcomes of a group again."""
    again = _distribution(OutcomeDistribution(group.n, group.shares, merged=False))
    assert isinstance(again, OutcomeDistribution)
    return replace(group, n=again.n, shares=again.shares)


def _share(share: Share) -> Share:
    return _from_counts(rounded_part(share.count, share.total), rounded(share.total))


def _from_counts(count: Rounded, total: Rounded) -> Share:
    # The interval comes from the plain numbers; the counts keep their type, so that what is shown
    # of them can say 'about'.
    return replace(intervals.share(int(count), int(total)), count=count, total=total)


def _flow(flow: InclusionFlow) -> InclusionFlow:
    """Return what every step did, in rounded counts.

    Of those who are not counted nothing may follow either: that all of them fell out at one
    criterion. A criterion at which all but four at most did is in one class with one at which all
    did, and of few who are not counted nothing is said.
    """
    start, included = flow.start, flow.included
    if isinstance(start, Rounded):
        again = (
            replace(step, kept=rounded(step.kept), dropped=rounded(step.dropped))
            for step in flow.steps
        )
        return InclusionFlow(start, tuple(again))
    if 0 < start - included < SMALLEST_VIEW:
        raise Withheld("too_few")
    steps = tuple(_step(step, start, included) for step in flow.steps)
    return InclusionFlow(rounded(start), steps)


def _step(step: FlowStep, start: int, included: int) -> FlowStep:
    if step.is_filter:
        return replace(step, kept=rounded(step.kept), dropped=rounded(step.dropped))
    kept = rounded_kept(step.kept, start, included)
    return replace(step, kept=kept, dropped=rounded_part(step.dropped, start - included))


def rounded_kept(kept: int, start: int, included: int) -> Rounded:
    """Return the rounded count of who meets the criteria so far, of `start` people.

    Notes
    -----
    Fewer than five who fall out yet, or who fell out before, are in one class with nobody.

    Examples
    --------
    >>> [int(rounded_kept(kept, 762, 737)) for kept in (762, 758, 757, 742, 741, 737)]
    [760, 760, 755, 740, 735, 735]
    """
    if kept - included < BASE:
        return rounded(included)
    return rounded(start if start - kept < BASE else kept)
