"""What an edition may not hold: looked for in all its answers, before it is finished.

Two questions, asked apart. What follows about persons from everything that the policy shows? That
is for the attackers of the core, who know the extract. And does the edition hold that and no more?
Each of its answers is about a view that is shown, and follows from rounded counts alone, and each
of its counts is the one that the people give: what the attackers did not see is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass

from perspectief.publishing import asks, succession
from perspectief.publishing.bundle import Bundle, Draft
from perspectief.publishing.encoding import Codec
from perspectief.publishing.stated import stated_in
from perspectief_core.attack.against import Beside, beside
from perspectief_core.attack.exposure import attack_published
from perspectief_core.attack.falling_out import told_of_uncounted
from perspectief_core.attack.insider import insider_of_published
from perspectief_core.attack.knowing_more import knowing_more, undeniable
from perspectief_core.attack.linear import check_lattice
from perspectief_core.attack.stated import Stated
from perspectief_core.cohort.selecting import ColumnMissingError, select
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure import closing
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.disclosure.rounding import from_rounded
from perspectief_core.people.outcomes import OutcomeDistribution, OutcomesBy, OutcomeShare
from perspectief_core.results import DisclosureError


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the audit of an edition found.

    `persons`, `views`, `views_shown` and `disclosed` are the attacker's. Of the answers, `shown`
    and `withheld` add up to all; `exact` hold a number that does not follow from rounded counts,
    and `beyond` are shown of a view that the attacker did not see; `wrong` counts are not what is
    published of these people, or of a kind that nothing reads. Of `uncounted` persons it follows
    from the inclusion flow where they fell out, and `linear` small groups are disclosed by linear
    programmes, of `linear_groups` that were asked about. Beside a previous edition
    `identifying` counts differ by so few people that it tells of them. Of `told_by_hiding` persons
    something follows from which views are hidden, of `told_by_both` from what both editions say.
    Of `told_to_who_knows_leavers` something follows to one who knows of everybody in the register
    whether they left: counted, and no reason to refuse (see `attack.editions`); and so of
    `told_to_who_knows_all_others`. `hidden_for_people` views are hidden because of what became of
    people: exchanging results was not enough.
    """

    persons: int
    views: int
    views_shown: int
    disclosed: int
    shown: int
    withheld: int
    exact: int
    beyond: int
    wrong: int = 0
    uncounted: int = 0
    linear_groups: int = 0
    linear: int = 0
    identifying: int = 0
    told_by_hiding: int = 0
    told_by_both: int = 0
    told_to_who_knows_leavers: int = 0
    told_to_who_knows_all_others: int = 0
    hidden_for_people: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found that may not be in an edition."""
        return not any(
            (
                self.disclosed,
                self.exact,
                self.beyond,
                self.wrong,
                self.uncounted,
                self.linear,
                self.identifying,
                self.told_by_hiding,
                self.told_by_both,
                self.hidden_for_people,
            )
        )


def audit(
    draft: Draft,
    extract: Extract,
    codec: Codec,
    previous: tuple[Bundle, ...] = (),
    before: Extract | None = None,
) -> Findings:
    """Return what is found in the answers of a draft, and about the persons of its extract.

    The extract is what the answers were made of, after `exchanged`, and is attacked as it is;
    `before` is the one before a lot, when results were drawn by lot. With previous editions also in
    what differs between them, the oldest first.
    """
    people = closing.counted(extract)
    attacked, reasons = attack_published(people), insider_of_published(people)
    linear = check_lattice(people, closing.lattice(extract))
    seen = {view.selection for view in closing.views(extract) if view.reason is None}
    said = {asks.FIRST.text(codec, selection): selection for selection in seen}
    rows = {
        (answer.n, answer.shares)
        for ask, answer in draft.answers()
        if ask in said and isinstance(answer, OutcomeDistribution)
    }
    shown = withheld = exact = beyond = 0
    for ask, answer in draft.answers():
        if isinstance(answer, (Withheld, ColumnMissingError)):
            withheld += 1
            continue
        shown += 1
        exact += not follows_from_rounded(answer)
        beyond += asks.selection_of(codec, ask) not in seen or not _of_views(answer, rows)
    # Of exact counts it is not asked what rounded ones would tell.
    of_leavers = None if exact else succession.said_of_leavers(draft, codec)
    knows = knowing_more(extract, of_leavers, undeniable(before or extract, extract))
    return Findings(
        persons=attacked.persons,
        views=attacked.views,
        views_shown=attacked.shown,
        disclosed=attacked.disclosed,
        shown=shown,
        withheld=withheld,
        exact=exact,
        beyond=beyond,
        wrong=_wrong(draft, extract, codec),
        uncounted=told_of_uncounted(extract),
        linear_groups=linear.groups,
        linear=linear.disclosed,
        identifying=succession.identifying(draft, previous),
        told_by_hiding=reasons.told_by_hiding,
        told_by_both=succession.told_by_both(draft, previous, extract, codec) if previous else 0,
        told_to_who_knows_leavers=knows.leavers,
        told_to_who_knows_all_others=knows.all_others,
        hidden_for_people=reasons.told_by_people,
    )


def _wrong(draft: Draft, extract: Extract, codec: Codec) -> int:
    """Return how many counts are not what is published of these people, or are not read."""
    stated = stated_in(draft, codec)
    return beside_people(extract, stated).wrong + len(stated.unread)


def beside_people(extract: Extract, stated: Stated) -> Beside:
    """Return how what an edition states is beside the people of the extract as it is published."""
    return beside(closing.counted(extract), lambda view: select(extract, view).flow, stated)


def _of_views(answer: object, rows: set[tuple[int, tuple[OutcomeShare, ...]]]) -> bool:
    """Tell whether every row of a table per group is what a shown view says by itself."""
    return not isinstance(answer, OutcomesBy) or all(
        (group.n, group.shares) in rows for group in answer.groups
    )


def as_counts(findings: Findings) -> dict[str, int]:
    """Return the findings by name, as whoever publishes is told them."""
    return asdict(findings)


def follows_from_rounded(answer: object) -> bool:
    """Tell whether every number of a result follows from rounded counts: made anew, it is the same.

    A whole number must itself say that it is rounded.
    """
    if any(type(part) is int for part in _parts(answer)):
        return False
    try:
        return from_rounded(answer) == answer
    except DisclosureError:
        return False


def _parts(value: object) -> Iterator[object]:
    """Yield everything that a value is made of, down to numbers and texts."""
    if is_dataclass(value):
        for field in fields(value):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, dict):
        for pair in value.items():
            yield from _parts(pair)
    elif isinstance(value, (tuple, set, frozenset)):
        for part in value:
            yield from _parts(part)
    else:
        yield value
