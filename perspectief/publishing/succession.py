"""A second edition beside the one before: what the difference of the two would tell of a few.

Who has both knows what changed between them. A published count that moved from one class into the
next can have moved by a single person, and then says of that one what became of them. Such a count
is held: the new edition says what the one before said. A held count looks like one that did not
change, so that the holding tells nothing either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
from perspectief_core.disclosure.holding import holding, identifies, stands_for
from perspectief_core.disclosure.policies import ATTRIBUTES, JOINT
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
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Share

Counted = Breakdown | GroupOutcomes | KnownShare | OutcomeDistribution
Answers = dict[str, object]


def in_order(previous: Iterable[Bundle]) -> tuple[Bundle, ...]:
    """Return editions, those of the oldest data first."""
    return tuple(sorted(previous, key=lambda bundle: (bundle.edition.peildatum, bundle.made)))


def held(draft: Draft, previous: tuple[Bundle, ...], extract: Extract, codec: Codec) -> int:
    """Hold every count of a draft that identifies beside a previous edition.

    Parameters
    ----------
    draft : Draft
    previous : tuple of Bundle
        The oldest first.
    extract : Extract
        What the draft was made of.
    codec : Codec

    Returns
    -------
    int
        How many counts are held. Tables per group are made again of the rows of their views.
    """
    before, now = [dict(bundle.answers()) for bundle in previous], dict(draft.answers())
    kept = {ask: _held(answer, _earlier(ask, before)) for ask, answer in now.items()}
    number = sum(_differing(answer, now[ask]) for ask, answer in kept.items())
    rows = {
        asks.selection_of(codec, ask): answer
        for ask, answer in kept.items()
        if isinstance(answer, OutcomeDistribution)
    }
    for ask, answer in kept.items():
        if isinstance(answer, OutcomesBy):
            answer = _of_rows(answer, asks.selection_of(codec, ask), rows)
        if answer != now[ask]:
            whom = asks.selection_of(codec, ask)
            draft.put(ask, released(answer, provenance_of(extract, whom, "publicatie")))
    return number


def identifying(draft: Draft, previous: tuple[Bundle, ...]) -> int:
    """Return how many counts of a draft still identify beside a previous edition.

    What the newest of them says too tells nothing that was not told then.
    """
    before = [dict(bundle.answers()) for bundle in previous]
    return sum(
        any(identifies(old, share.count) for old in olds) and share.count != olds[-1]
        for ask, answer in draft.answers()
        for part, earlier in _each(answer, _earlier(ask, before))
        for name, share in _shares(part).items()
        for olds in [_said_before(name, earlier)]
    )


def told_by_both(draft: Draft, previous: tuple[Bundle, ...], extract: Extract, codec: Codec) -> int:
    """Return of how many persons something follows from a draft and the previous ones together.

    A count that can be held can stand for all that would be.
    """
    now, before = _facts(draft, codec), [_facts(bundle, codec) for bundle in previous]
    ends = {whom: _ends(shares, whom, before) for whom, shares in now.items()}
    earlier = tuple(
        editions.Earlier(date.fromisoformat(bundle.edition.peildatum), _said(facts))
        for bundle, facts in zip(previous, before, strict=True)
    )
    return int(editions.told_by_all(closing.counted(extract), earlier, ends).sum())


def said_of_leavers(edition: Draft | Bundle, codec: Codec) -> editions.Said:
    """Return what an edition says of who left, by view that is shown."""
    return _said(_facts(edition, codec))


Facts = tuple[Share | None, ...]
"""The share of each of `editions.FACTS`; None of what is not published."""


def _said(facts: Mapping[Selection, Facts]) -> dict[Selection, tuple[editions.Ends, ...]]:
    return {whom: _ends(shares, whom, []) for whom, shares in facts.items()}


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


def _ends(
    shares: Facts, whom: Selection, before: list[dict[Selection, Facts]]
) -> tuple[editions.Ends, ...]:
    """Return the fewest and the most people that each count of a view can stand for."""
    earlier = [facts[whom] for facts in before if whom in facts]
    return tuple(_end(*counts) for counts in zip(shares, *earlier, strict=True))


def _end(share: Share | None, *before: Share | None) -> editions.Ends:
    if share is None:
        return editions.UNSAID
    said = tuple(int(earlier.count) for earlier in before if earlier is not None)
    return stands_for(int(share.count), said, int(share.total))


def _differing(one: object, other: object) -> int:
    """Return in how many counts two answers to the same ask differ."""
    return sum(
        share.count != _shares(same)[name].count
        for part, (same,) in _each(one, [other])
        for name, share in _shares(part).items()
    )


def _held(answer: object, before: list[object]) -> object:
    """Return an answer with its counts held beside what was answered before."""
    for part, earlier in () if isinstance(answer, OutcomesBy) else _each(answer, before):
        kept = [
            holding(int(share.count), _said_before(name, earlier), int(share.total))
            for name, share in _shares(part).items()
        ]
        return _with_counts(part, kept)
    return answer


def _said_before(name: str, earlier: list[Counted]) -> tuple[int, ...]:
    """Return the counts of a value in the editions that have it, the oldest first."""
    return tuple(int(_shares(part)[name].count) for part in earlier if name in _shares(part))


def _earlier(ask: str, before: list[Answers]) -> list[object]:
    """Return what was answered to an ask before, by every edition that has it."""
    return [answers[ask] for answers in before if ask in answers]


def _each(answer: object, before: list[object]) -> Iterator[tuple[Counted, list[Counted]]]:
    """Yield each part of an answer, with the same part of the answers that can be compared.

    How many people there are in a group says nothing of any: who reads is taken to know.
    """
    earlier: list[list[tuple[Counted, Counted]]] = [list(_pairs(answer, old)) for old in before]
    for part, _ in _pairs(answer, answer):
        same = [old for pairs in earlier for own, old in pairs if own is part]
        if same:
            yield part, same


def _pairs(answer: object, before: object) -> Iterator[tuple[Counted, Counted]]:
    """Yield what can be compared of two answers to the same ask."""
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


def _shares(answer: Counted) -> dict[str, Share]:
    """Return the share of each value, in order."""
    match answer:
        case KnownShare():
            return {"yes": answer.share}
        case Breakdown():
            return {part.level: part.share for part in answer.shares}
        case _:
            return {part.outcome: part.share for part in answer.shares}


def _with_counts(answer: Counted, counts: list[Rounded]) -> Counted:
    """Return a result with other counts, of which the rest is made again."""
    if isinstance(answer, KnownShare):
        return from_rounded(replace(answer, share=_share(answer.share, counts[0])))
    parts: list[Any] = [
        replace(part, share=_share(part.share, count))
        for part, count in zip(cast(tuple[Any, ...], answer.shares), counts, strict=True)
    ]
    changed: Counted = replace(cast(Any, answer), shares=tuple(parts))
    return from_rounded(changed)


def _share(share: Share, count: Rounded) -> Share:
    return replace(share, count=count)


def _of_rows(
    table: OutcomesBy, whom: Selection, rows: Mapping[Selection, OutcomeDistribution]
) -> OutcomesBy:
    """Return a table of which every row is what the view of its group says."""
    groups = []
    for group in table.groups:
        view = rows[whom.only(**{table.column: tuple(group.group.split(JOINT))})]
        groups.append(replace(group, n=view.n, shares=view.shares))
    return replace(table, groups=tuple(groups))
