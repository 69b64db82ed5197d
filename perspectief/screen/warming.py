"""Makes what is asked most before anybody asks: every page, for everyone and for one filter.

The scripts of the pages run as on paper, and ask a view of the screen: what it makes is remembered
for every session. What `PERSPECTIEF_WARM` seconds allow is made before the server lets anybody in,
the rest when nobody is there. Who comes meanwhile waits for one figure that is being made.
"""

from __future__ import annotations

import logging
import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from threading import Thread

from perspectief.report.words import shell
from perspectief.report.words.shell import PageEntry
from perspectief.screen import access, session, turns
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.reading import Asked
from perspectief_core.cohort.selection import FILTERS, Filter, Selection
from perspectief_core.data.extract import Extract

PAUSE_SECONDS = 0.5
"""Nobody came for so long: time for one page as it opens for everyone."""
REST_SECONDS = 15.0
"""Nobody came for so long: time for one page of a choice of one filter."""
FIRST_SECONDS = 3.0
"""Time for every page as it opens for everyone, on a machine like most."""
MOST_CHOICES = 34
"""So many choices of one filter; more would push each other out of what is remembered."""
logger = logging.getLogger(__name__)


def start() -> None:
    """Make the home page and what time allows of the rest now, and go on in a thread.

    The thread ends with the server.
    """
    waiting, until = Waiting(), time.monotonic() + first_seconds()
    going_on = waiting.make_one(lambda _: True)
    while going_on:
        going_on = waiting.make_one(lambda _: time.monotonic() < until)
    Thread(target=_warm_when_idle, args=(waiting,), name="warming", daemon=True).start()


def first_seconds() -> float:
    """Return how long the server may make figures before it lets anybody in: `PERSPECTIEF_WARM`.

    What is no number counts as not said.
    """
    try:
        return float(os.environ.get("PERSPECTIEF_WARM", FIRST_SECONDS))
    except ValueError:
        logger.warning("PERSPECTIEF_WARM is not a number of seconds")
        return FIRST_SECONDS


@dataclass(slots=True)
class Waiting:
    """What is not made yet of what is in use, what is asked most first.

    Only what is in use is looked at, never the folder: who comes loads what is new there, and would
    see older data while the server loads it.
    """

    stamp: str = ""
    left: deque[tuple[Selection, PageEntry]] = field(default_factory=deque)
    room: int = 0

    def make_one(self, may: Callable[[Selection], bool]) -> bool:
        """Make the next page, if that `may` be done now; return whether one was made.

        For a new extract everything is made anew.
        """
        view = session.in_use()
        if view is not None and view.stamp != self.stamp:
            self.stamp, self.room = view.stamp, session.driven_out()
            self.left = deque(usual(view))
        if session.driven_out() > self.room:
            # All room is taken: more would only drive out what is asked more, or was asked since.
            self.left.clear()
        if view is None or not self.left or not may(self.left[0][0]):
            return False
        selection, page = self.left.popleft()
        warm(replace(view, selection=selection), page)
        return True


def _warm_when_idle(waiting: Waiting) -> None:
    """Make one page after the other while nobody is served."""
    while True:
        if not waiting.make_one(lambda selection: turns.idle_seconds() >= _rest(selection)):
            time.sleep(PAUSE_SECONDS)


def _rest(selection: Selection) -> float:
    return REST_SECONDS if selection.active_filters else PAUSE_SECONDS


def usual(view: session.ScreenView) -> Iterator[tuple[Selection, PageEntry]]:
    """Yield what is asked most, first what most ask: every page for everyone, then for one filter.

    Of an edition what it offers. Of an extract each steunpunt first, then the filters with the
    fewest choices: each of those is asked more.
    """
    chosen = view.offers if view.edition is not None else _of_one_filter(view.extract)
    for selection in (Selection(), *islice(chosen, MOST_CHOICES)):
        for page in shell.PAGES:
            yield selection, page


def _of_one_filter(extract: Extract) -> Iterator[Selection]:
    places = tuple(extract.steunpunten["steunpunt"])
    there = (filter_ for filter_ in FILTERS if filter_.column in extract.deelnemers)
    in_order = sorted(
        there, key=lambda filter_: (filter_.code != "steunpunt", len(filter_.options))
    )
    for filter_ in in_order:
        for choice in _choices(filter_, places):
            yield Selection().only(**{filter_.code: choice})


def _choices(filter_: Filter, places: tuple[str, ...]) -> tuple[object, ...]:
    """Return every single choice of a filter; none of a range."""
    if filter_.kind == "flag":
        return (True,)
    return (
        tuple((option,) for option in filter_.options or places)
        if filter_.kind == "choices"
        else ()
    )


def warm(view: session.ScreenView, page: PageEntry) -> None:
    """Make the figures of a page as it opens."""
    try:
        with access.ahead(view.right):
            reading.opened(view, Asked(page.name, "", {}))
    except Exception as error:  # noqa: BLE001 - the first visitor meets it again, and is told
        logger.warning("making figures before anybody asked stopped: %s", type(error).__name__)
