"""A second edition beside the one before: what the difference of the two would tell of a few.

Who has both knows what changed between them. A published count that moved from one class into the
next can have moved by a single person, and then says of that one what became of them. Such a count
is held: the new edition says what the one before said. A held count looks like one that did not
change, so that the holding tells nothing either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from perspectief.publishing import asks
from perspectief.publishing.bundle import Bundle, Draft
from perspectief.publishing.encoding import Codec
from perspectief_core.attack import editions
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure import closing
from perspectief_core.disclosure.policies import ATTRIBUTES, JOINT, SMALLEST_VIEW
from perspectief_core.disclosure.protecting import provenance_of, released
from perspectief_core.disclosure.rounding import from_rounded
from perspectief_core.durations.half_years import HALF_YEARS, UNTIL_EXIT
from perspectief_core.people.outcomes import (
    Breakdown,
    GroupOutcomes,
    KnownShare,
    OutcomeDistribution,
    OutcomesBy,
)
from perspectief_core.released import counts
from perspectief_core.shares.fives import BASE, Rounded
from perspectief_core.shares.intervals import Share

REACH = 2 * SMALLEST_VIEW
"""No count that differs by more is held."""
Counted = Breakdown | GroupOutcomes | KnownShare | OutcomeDistribution


def identifies(before: int, now: int) -> bool:
    """Tell whether two published counts differ by so little that a few people can be all of it.

    Examples
    --------
    10 can be 12 and 15 can be 13; from 10 to 25 it is at least eleven people.

    >>> [identifies(Rounded(10), Rounded(now)) for now in (10, 15, 20, 25)]
    [False, True, True, False]
    """
    (low, high), (now_low, now_high) = Rounded(before).bounds, Rounded(now).bounds
    return 0 < max(now_low - high, low - now_high) < SMALLEST_VIEW


def held(draft: Draft, previous: Bundle, extract: Extract, codec: Codec) -> int:
    """Hold every count of a draft that identifies beside the previous edition.

    Returns
    -------
    int
        How many counts are held. Tables per group are made again of the rows of their views.
    """
    before, now = dict(previous.answers()), dict(draft.answers())
    kept = {ask: _held(answer, before.get(ask)) for ask, answer in now.items()}
    number = sum(_differing(answer, now[ask]) for ask, answer in kept.items())
    rows = {
        asks.selection_of(codec, ask): answer
        for ask, answer in kept.items()
        if isinstance(answer, OutcomeDistribution)
    }
    for ask, answer in kept.items():
        whom = asks.selection_of(codec, ask)
        if isinstance(answer, OutcomesBy):
            answer = _of_rows(answer, whom, rows)
        if answer != now[ask]:
            draft.put(ask, released(answer, provenance_of(extract, whom, "publicatie")))
    return number


def identifying(draft: Draft, previous: Bundle) -> int:
    """Return how many counts of a draft still identify beside the previous edition."""
    before = dict(previous.answers())
    return sum(
        identifies(old, new)
        for ask, answer in draft.answers()
        for one, other in _pairs(answer, before.get(ask))
        for new, old in zip(_counts(one), _counts(other), strict=True)
    )


def told_by_both(draft: Draft, previous: Bundle, extract: Extract, codec: Codec) -> int:
    """Return of how many persons something follows from a draft and the previous edition together.

    A count that is the same in both may be held: it can stand for all that would be.
    """
    before, now = (_facts(answers, codec) for answers in (previous, draft))
    unsaid: Facts = (None,) * len(editions.FACTS)
    ends = {
        whom: tuple(map(_ends, shares, before.get(whom, unsaid))) for whom, shares in now.items()
    }
    since = date.fromisoformat(previous.edition.peildatum)
    people = closing.counted(extract)
    return int(editions.told_by_both(people, since, _said(before), ends).sum())


def told_to_who_knows_leavers(edition: Draft | Bundle, extract: Extract, codec: Codec) -> int:
    """Return of how many persons something follows from an edition to who knows who left."""
    said = _said(_facts(edition, codec))
    return int(editions.told_to_who_knows_leavers(closing.counted(extract), said).sum())


Facts = tuple[Share | None, ...]
"""The share of each of `editions.FACTS`; None of what is not published."""


def _said(facts: Mapping[Selection, Facts]) -> dict[Selection, tuple[editions.Ends, ...]]:
    return {whom: tuple(_ends(share, None) for share in shares) for whom, shares in facts.items()}


def _facts(edition: Draft | Bundle, codec: Codec) -> dict[Selection, Facts]:
    """Return what an edition says of who left, by view that is shown."""
    answers = {
        (type(answer), getattr(answer, "column", ""), asks.selection_of(codec, ask)): answer
        for ask, answer in edition.answers()
        if isinstance(answer, OutcomeDistribution | Breakdown)
    }
    return {
        whom: (
            *(answer.share_of(code) for code in editions.ENDINGS),
            *_levels(answers.get((Breakdown, "beeindigd_door", whom)), editions.ENDED_BY),
            *_levels(answers.get((Breakdown, UNTIL_EXIT, whom)), HALF_YEARS),
        )
        for (_, _, whom), answer in answers.items()
        if isinstance(answer, OutcomeDistribution)
    }


def _levels(answer: object, levels: tuple[str, ...]) -> Facts:
    if not isinstance(answer, Breakdown):
        return (None,) * len(levels)
    each = {part.level: part.share for part in answer.shares}
    return tuple(each.get(level) for level in levels)


def _ends(share: Share | None, before: Share | None) -> editions.Ends:
    """Return the fewest and the most people that a count can stand for, in a second edition where
    it is the same in the one before.
    """
    if share is None:
        return editions.UNSAID
    low, high = counts.ends(share)
    if before is None or before.count != share.count:
        return low, high
    near = [Rounded(max(share.count + step, 0)) for step in range(-REACH, REACH + 1, BASE)]
    held = [rounded.bounds for rounded in near if identifies(share.count, rounded)]
    return min([low, *(least for least, _ in held)]), max([high, *(most for _, most in held)])


def _differing(one: object, other: object) -> int:
    """Return in how many counts two answers to the same ask differ."""
    return sum(
        new != old
        for first, second in _pairs(one, other)
        for new, old in zip(_counts(first), _counts(second), strict=True)
    )


def _held(answer: object, before: object) -> object:
    """Return an answer with the counts of before where these identify."""
    for one, other in () if isinstance(answer, OutcomesBy) else _pairs(answer, before):
        pairs = zip(_counts(one), _counts(other), strict=True)
        kept = [old if identifies(old, new) else new for new, old in pairs]
        return _with_counts(one, kept)
    return answer


def _pairs(answer: object, before: object) -> Iterator[tuple[Counted, Counted]]:
    """Yield what can be compared of two answers to the same ask.

    How many people there are in a group says nothing of any: who reads is taken to know.
    """
    if isinstance(answer, OutcomesBy) and isinstance(before, OutcomesBy):
        groups = {group.group: group for group in before.groups}
        yield from (
            (group, groups[group.group]) for group in answer.groups if group.group in groups
        )
    elif type(answer) is type(before) and _is_counted(answer):
        yield cast(Counted, answer), cast(Counted, before)


def _is_counted(answer: object) -> bool:
    if isinstance(answer, Breakdown):
        return answer.column in ATTRIBUTES
    return isinstance(answer, KnownShare | OutcomeDistribution)


def _counts(answer: Counted) -> list[int]:
    if isinstance(answer, KnownShare):
        return [answer.share.count]
    return [part.share.count for part in answer.shares]


def _with_counts(answer: Counted, counts: list[int]) -> Counted:
    """Return a result with other counts, of which the rest is made again."""
    if isinstance(answer, KnownShare):
        return from_rounded(replace(answer, share=_share(answer.share, counts[0])))
    parts: list[Any] = [
        replace(part, share=_share(part.share, count))
        for part, count in zip(cast(tuple[Any, ...], answer.shares), counts, strict=True)
    ]
    changed: Counted = replace(cast(Any, answer), shares=tuple(parts))
    return from_rounded(changed)


def _share(share: Share, count: int) -> Share:
    return replace(share, count=Rounded(min(int(count), int(share.total))))


def _of_rows(
    table: OutcomesBy, whom: Selection, rows: Mapping[Selection, OutcomeDistribution]
) -> OutcomesBy:
    """Return a table of which every row is what the view of its group says."""
    groups = []
    for group in table.groups:
        view = rows[whom.only(**{table.column: tuple(group.group.split(JOINT))})]
        groups.append(replace(group, n=view.n, shares=view.shares))
    return replace(table, groups=tuple(groups))
