"""From an extract to a published edition: every answer of every view, audited, in one file.

The views are made on all cores. What was answered before a run was stopped is not made again. An
edition in which the audit finds anything is not finished, and stays away from where it would stand.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path

from perspectief.publishing import asks
from perspectief.publishing.asks import Ask
from perspectief.publishing.audit import Findings, as_counts, audit
from perspectief.publishing.bundle import LOT, RANDOMISED, Answer, Bundle, Draft, Edition
from perspectief.publishing.succession import held, in_order
from perspectief_core.cohort.selecting import ColumnMissingError, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure import closing, policies
from perspectief_core.disclosure.exchanging import Followed, exchanged, still_followed
from perspectief_core.disclosure.lattice import View
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.disclosure.protecting import protect
from perspectief_core.disclosure.randomising import Lot, randomised
from perspectief_core.shares.fives import BASE

Answered = tuple[tuple[str, Answer], ...]
Told = Callable[[int, int], None]
"""Is told how many views are done, and of how many."""

VIEWS_AT_ONCE = 8

OF_ANSWERS = ("views", "views_shown", "shown", "withheld")
OF_FAULTS = (
    "disclosed",
    "exact",
    "wrong",
    "beyond",
    "uncounted",
    "linear",
    "identifying",
    "told_by_hiding",
    "told_by_both",
)
"""What an edition says of its audit: how many views and answers there are, which anyone can count
in it, and faults, of which one that is finished has none. How many persons there are, or of how
many something follows to somebody, is exact: who publishes is told, and the log of the desk."""


class DisclosedError(Exception):
    """The audit found something that may not be published; `findings` says how much of what."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        super().__init__("the audit found what may not be published")


class NotExchangedError(Exception):
    """Of so many groups something would follow, and exchanging results does not help.

    `columns` says what of: those of `deelnemers` that it is about.
    """

    def __init__(self, followed: Followed) -> None:
        self.groups, self.columns = followed.groups, followed.columns
        super().__init__("something would follow of people, and no exchange of results helps")


class NothingShownError(Exception):
    """Too few people are counted to show anything: `counted` of the `persons` in the extract.

    `least` is how many people it takes.
    """

    def __init__(self, counted: int, persons: int) -> None:
        self.counted, self.persons, self.least = counted, persons, policies.SMALLEST_VIEW
        super().__init__("too few people are counted to show anything of them")


class OtherLotError(Exception):
    """A previous edition was made with another lot, or with none: both together tell of it."""


def edition_of(
    extract: Extract, previous: tuple[Bundle, ...] = (), lot: Lot | None = None
) -> Edition:
    """Return what an edition of this extract by this program is, after previous ones.

    With `lot` the extract is the one before anything was drawn, or the one after.
    """
    manifest, places = extract.manifest, extract.steunpunten
    drawn = {RANDOMISED: lot.percent, LOT: lot.mark} if lot is not None else {}
    return Edition(
        extract_id=extract.id,
        kind=manifest.kind,
        peildatum=manifest.peildatum.isoformat(),
        origin=manifest.origin,
        policy="publicatie",
        parameters={
            "base": BASE,
            "most_filters": policies.MOST_FILTERS,
            "smallest_category": policies.SMALLEST_CATEGORY,
            "smallest_sensitive": policies.SMALLEST_SENSITIVE,
            "smallest_view": policies.SMALLEST_VIEW,
            **drawn,
        },
        places=dict(sorted(zip(places["steunpunt"], places["naam"], strict=True))),
        program=version("perspectief"),
        previous=" ".join(bundle.checksum for bundle in previous),
    )


@dataclass(frozen=True, slots=True)
class Making:
    """How an edition is made.

    Parameters
    ----------
    made : date
        Printed on every page of the edition.
    told : function
        Called after every few views.
    previous : tuple of Bundle, optional
        The editions before: counts that differ from one of them by a few people are held.
    workers : int, optional
        Processes; by default as many as there are cores.
    lot : Lot, optional
        By which the results of a part of the people are drawn from those of others first.
    """

    made: date
    told: Told
    previous: tuple[Bundle, ...] = ()
    workers: int | None = None
    lot: Lot | None = None


def publish(extract: Extract, out: Path, making: Making) -> tuple[str, Findings]:
    """Write the edition of an extract, and return its checksum with what the audit found.

    `out` is where the edition will stand; beside it stands the draft until it is finished. What is
    published is counted of the people after `randomised`, when there is a lot, and `exchanged`.

    Raises
    ------
    OtherLotError
        When a previous edition was made by another lot, or of all as they are.
    NothingShownError
        When so few people are counted that the edition would be empty.
    NotExchangedError
        When something follows of people after exchanging: before anything is answered.
    DisclosedError
        When the audit finds anything. The draft then stays, to be looked into.
    BundleError
        When an unfinished draft of another edition stands in the way.
    """
    codec, previous, lot = asks.codec(), in_order(making.previous), making.lot
    edition = edition_of(extract, previous, lot)
    if any(bundle.edition.lot != edition.lot for bundle in previous):
        raise OtherLotError
    before, extract = extract, exchanged(randomised(extract, lot))
    followed = still_followed(extract)
    if followed.groups:
        raise NotExchangedError(followed)
    views = _views_to_show(extract)
    draft = Draft(out, edition, codec)
    try:
        left = [
            view.selection
            for view in views
            if not all(text in draft for text, _ in asks.texts(codec, view.selection))
        ]
        done = len(views) - len(left)
        for answers in _answered(extract, left, making.workers or os.cpu_count() or 1):
            draft.put_all(answers)
            done += 1
            making.told(done, len(views))
        if previous:
            held(draft, previous, extract, codec)
        findings = audit(draft, extract, codec, previous, before)
        if not findings.is_sound:
            raise DisclosedError(findings)
        return draft.finish(said_of_audit(findings), making.made), findings
    finally:
        draft.close()


def _views_to_show(extract: Extract) -> tuple[View, ...]:
    """Return all views of an extract; raises NothingShownError when none is shown."""
    views = closing.views(extract)
    if all(view.reason is not None for view in views):
        flow = select(extract, Selection()).flow
        raise NothingShownError(flow.counted, flow.start)
    return views


def said_of_audit(findings: Findings) -> dict[str, int]:
    """Return what an edition says of its audit: no number of persons."""
    counts = as_counts(findings)
    return {name: counts[name] for name in (*OF_ANSWERS, *OF_FAULTS)}


def _answered(extract: Extract, selections: list[Selection], workers: int) -> Iterator[Answered]:
    """Yield the answers of each view, in order."""
    if workers == 1 or len(selections) <= VIEWS_AT_ONCE:
        yield from map(partial(answers, extract), selections)
        return
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(extract,)) as pool:
        yield from pool.map(_answers_of_own, selections, chunksize=VIEWS_AT_ONCE)


_OWN: list[Extract] = []
"""The extract of a process that answers: sent once, and not with every view."""


def _begin(extract: Extract) -> None:
    _OWN.append(extract)


def _answers_of_own(selection: Selection) -> Answered:
    return answers(_OWN[0], selection)


def answers(extract: Extract, selection: Selection) -> Answered:
    """Return every ask about one view, with its answer."""
    codec, cohort = asks.codec(), select(extract, selection)

    def answer(ask: Ask) -> Answer:
        try:
            return protect(ask.result(cohort), extract, selection, "publicatie")
        except (Withheld, ColumnMissingError) as why:
            # Without the frames of the computation, which hold persons.
            return why.with_traceback(None)

    return tuple((text, answer(ask)) for text, ask in asks.texts(codec, selection))
