"""Makes what everybody opens before anybody does: the figures of every page behind a bare link.

The scripts of the pages run as on paper, and ask a view of the screen: what it makes is remembered
for every session. A visitor who comes meanwhile waits for one figure that is being made.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from threading import Thread
from typing import cast

from perspectief.report.words import shell
from perspectief.report.words.shell import PageEntry
from perspectief.screen import editions, session, signing_in
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.reading import Asked
from perspectief.takeaway.paper.view import View
from perspectief_core.data.extract import ExtractFaultsError

PAUSE_SECONDS = 0.5
"""Between pages: who comes just then is not slowed down by what nobody asked for yet."""
logger = logging.getLogger(__name__)


def start() -> None:
    """Make the figures of the home page now, and begin with the rest in a thread.

    The thread ends with the server. Nothing is made of an edition, where nothing is computed, nor
    where people sign in: before they do there is no policy to make anything under.
    """
    if editions.path() is None and not signing_in.is_on():
        warm(shell.PAGES[:1])
        Thread(target=_warm_when_idle, name="warming", daemon=True).start()


def _warm_when_idle() -> None:
    """Make the figures of the other pages, each when nobody is being served."""
    for page in shell.PAGES[1:]:
        time.sleep(PAUSE_SECONDS)
        while session.is_serving():
            time.sleep(PAUSE_SECONDS)
        warm([page])


def warm(pages: Sequence[PageEntry] = shell.PAGES) -> None:
    """Make the figures of pages, one after the other."""
    try:
        # The face of a view on the screen is that of one on paper.
        view = cast(View, session.open_to_all())
        for page in pages:
            reading.opened(view, Asked(page.name, "", {}))
    except ExtractFaultsError:
        # Said when the extract was loaded, and to whoever comes.
        return
    except Exception as error:  # noqa: BLE001 - the first visitor meets it again, and is told
        logger.warning("making figures before anybody asked stopped: %s", type(error).__name__)
