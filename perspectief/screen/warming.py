"""Makes what everybody opens before anybody does: the figures of every page behind a bare link.

The scripts of the pages run as on paper, and ask a view of the screen: what it makes is remembered
for every session. A visitor who comes meanwhile waits for one figure that is being made.
"""

from __future__ import annotations

import logging
from threading import Thread
from typing import cast

from perspectief.report.words import shell
from perspectief.screen import editions, session, signing_in
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.reading import Asked
from perspectief.takeaway.paper.view import View
from perspectief_core.data.extract import ExtractFaultsError

logger = logging.getLogger(__name__)


def start() -> None:
    """Begin to make the figures, in a thread that ends with the server.

    Not of an edition, where nothing is made, and not where people sign in: before they do there is
    no policy to make anything under.
    """
    if editions.path() is None and not signing_in.is_on():
        Thread(target=warm, name="warming", daemon=True).start()


def warm() -> None:
    """Make the figures of all pages, in the order of the menu."""
    try:
        # The face of a view on the screen is that of one on paper.
        view = cast(View, session.open_to_all())
        for page in shell.PAGES:
            reading.opened(view, Asked(page.name, "", {}))
    except ExtractFaultsError:
        # Said when the extract was loaded, and to whoever comes.
        return
    except Exception as error:  # noqa: BLE001 - the first visitor meets it again, and is told
        logger.warning("making figures before anybody asked stopped: %s", type(error).__name__)
