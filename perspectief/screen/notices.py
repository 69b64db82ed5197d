"""What must be said wherever data are seen: above a page, on slides, and in what is taken along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perspectief.report.words import labels, shell, signing_in
from perspectief.report.words.withheld import DEMONSTRATION, PREVIEW
from perspectief.screen import access

if TYPE_CHECKING:
    from perspectief.screen.session import ScreenView


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence about the data; `leaves` says whether there is a way back to data without it."""

    text: str
    leaves: bool = False


def about_reader(view: ScreenView) -> Iterator[Notice]:
    """Yield that exact data about persons are for who signed in."""
    login = access.login()
    if not shell.NOTICE[view.extract.manifest.kind] and view.origin.stays and login is not None:
        yield Notice(signing_in.confidential(login.name))


def about_results(view: ScreenView) -> Iterator[Notice]:
    """Yield that results were partly drawn by lot, and that one sees what would be published."""
    if drawn := view.extract.manifest.randomised:
        yield Notice(labels.randomised_long(drawn))
    seen = {access.DEMONSTRATION: DEMONSTRATION, access.PREVIEW: PREVIEW}.get(view.right)
    if seen is not None:
        yield Notice(seen, leaves=True)


def in_one_line(view: ScreenView) -> str:
    """Return all of them."""
    return " ".join(notice.text for notice in (*about_reader(view), *about_results(view)))
