"""Every count that an edition holds, and of whom it is: what attackers and audits read.

An edition is read field by field. A kind of result that is not known here is not passed over:
`Stated.unread` names it, and an audit refuses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from perspectief.publishing.bundle import Bundle, Draft
from perspectief.publishing.encoding import Codec, name_of
from perspectief_core.attack.stated import Stated, Statement, group_of
from perspectief_core.cohort.selecting import ColumnMissingError, InclusionFlow
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.attributes import attributes_of
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.durations import half_years
from perspectief_core.people import outcomes
from perspectief_core.people.outcomes import (
    Breakdown,
    KnownShare,
    OutcomeDistribution,
    OutcomesBy,
)
from perspectief_core.shares.intervals import Share

COLUMNS = {
    name_of(outcomes.distribution): "uitkomst",
    name_of(outcomes.ended_by): "beeindigd_door",
    name_of(half_years.exits_by_half_year): half_years.UNTIL_EXIT,
    name_of(outcomes.awaiting_decision): "wacht_op_beslissing",
    name_of(outcomes.stuck_files): "vastlopend_dossier",
}
"""What the analyses count of which it says something that they are withheld: too few people."""


ATTRIBUTES = attributes_of(
    pd.DataFrame(
        {
            "uitkomst": pd.Series(dtype=object),
            "beeindigd_door": pd.Series(dtype=object),
            "maanden": pd.Series(dtype="Int64"),
            "wacht_op_beslissing": pd.Series(dtype="boolean"),
            "vastlopend_dossier": pd.Series(dtype="boolean"),
        }
    )
)
"""All that can be asked of people, of nobody."""


def stated_in(edition: Bundle | Draft, codec: Codec) -> Stated:
    """Return all that an edition states."""
    answers = {asked_in(codec, ask): answer for ask, answer in edition.answers()}
    views = sorted({whom for _, _, whom in answers}, key=lambda view: len(view.active_filters))
    shown = frozenset(
        whom for (_, _, whom), answer in answers.items() if isinstance(answer, OutcomeDistribution)
    )
    return Stated(
        views=tuple(views),
        shown=shown,
        statements=tuple(_every_statement(answers, shown)),
        flows={
            whom: answer
            for (_, _, whom), answer in answers.items()
            if isinstance(answer, InclusionFlow)
        },
        unread=tuple(sorted({kind for answer in answers.values() for kind in _unread(answer)})),
        held=bool(edition.edition.previous),
    )


Asked = tuple[str, object, Selection]
"""The name of an analysis, its arguments, and whom it is about."""


def asked_in(codec: Codec, ask: str) -> Asked:
    """Return what the text of an ask says."""
    parts = codec.read(ask)
    assert isinstance(parts, tuple)
    _, analysis, arguments, _, whom = parts
    return analysis, arguments, whom


def _every_statement(
    answers: Mapping[Asked, object], shown: frozenset[Selection]
) -> Iterator[Statement]:
    for (analysis, _, whom), answer in answers.items():
        if not isinstance(answer, Withheld):
            yield from statements(whom, answer)
        elif whom in shown and answer.reason == "too_few" and analysis in COLUMNS:
            yield Statement(whom=whom, column=COLUMNS[analysis], total=None)


def statements(whom: Selection, answer: object) -> Iterator[Statement]:
    """Yield what a result states; nothing of a kind that is not read, or of a flow."""
    match answer:
        case OutcomeDistribution():
            yield from _of_outcomes(whom, answer.n, answer.shares)
        case OutcomesBy():
            for row in answer.groups:
                group = group_of(whom, answer.column, row.group)
                if group is not None:
                    yield from _of_outcomes(group, row.n, row.shares)
        case Breakdown():
            shares = [(part.level, part.share) for part in answer.shares]
            yield from _of_shares(whom, answer.column, answer.n, shares)
        case KnownShare():
            share = answer.share
            yield Statement(
                whom=whom,
                column=answer.column,
                total=share.total,
                parts=(("yes", share.count),),
                missing=answer.missing,
            )


def _of_outcomes(
    whom: Selection, n: int, shares: Iterable[outcomes.OutcomeShare]
) -> Iterator[Statement]:
    yield from _of_shares(whom, "uitkomst", n, [(part.outcome, part.share) for part in shares])


def _of_shares(
    whom: Selection, column: str, n: int, shares: list[tuple[str, Share]]
) -> Iterator[Statement]:
    """Yield all counts under the number that they are of; shares of another number apart."""
    for total in {n, *(share.total for _, share in shares)}:
        parts = tuple((name, share.count) for name, share in shares if share.total == total)
        yield Statement(whom=whom, column=column, total=total, parts=parts)


def _unread(answer: object) -> Iterator[str]:
    """Yield the kinds of result in an answer of which the numbers are not read."""
    read = (OutcomeDistribution, OutcomesBy, Breakdown, KnownShare, InclusionFlow)
    if not isinstance(answer, (*read, Withheld, ColumnMissingError)):
        yield type(answer).__name__
    if isinstance(answer, OutcomesBy):
        if answer.test is not None:
            yield type(answer.test).__name__
        if any(group_of(Selection(), answer.column, row.group) is None for row in answer.groups):
            yield type(answer).__name__
