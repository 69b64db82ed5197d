"""What the script of a page asks its numbers of when there is no server: the same questions.

Nothing is remembered but the people counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from perspectief.report.block.view import View, said
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure.exchanging import shown_under
from perspectief_core.disclosure.policies import Policy, Withheld
from perspectief_core.sensitivity.combinations import Combinations, combine

T = TypeVar("T")
_KEPT = 32


@dataclass(frozen=True, slots=True)
class People:
    """Those counted under a selection, and under all choices of criteria; found once."""

    counted: Callable[[Selection], Cohort]
    combined: Callable[[Selection], Combinations]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PaperView(View):
    """A view whose people are found in an extract that nobody replaces meanwhile."""

    people: People

    @property
    def _cohort(self) -> Cohort:
        return self.people.counted(self.selection)

    @property
    def _choices(self) -> Combinations:
        return self.people.combined(self.selection)


def view_of(extract: Extract, selection: Selection, policy: Policy) -> View:
    """Return the view of a selection of an extract."""
    extract = shown_under(extract, policy)

    def counted(chosen: Selection) -> Cohort:
        return select(extract, chosen)

    def combined(chosen: Selection) -> Combinations:
        return combine(extract, chosen)

    kept = lru_cache(_KEPT)
    people = People(kept(counted), kept(combined))
    return PaperView(extract=extract, selection=selection, policy=policy, people=people)


@dataclass(slots=True)
class Session:
    """What a page calls `session`: the view of this reading, which the page may change."""

    current: View
    ColumnMissingError: Any = ColumnMissingError
    Withheld: Any = Withheld

    def view(self) -> View:
        """Return the view of this reading."""
        return self.current

    def whole(self) -> View:
        """Return the report's own view of the extract: its choices, everyone."""
        return replace(self.current, selection=Selection(), chosen=())

    def said(self, say: Callable[[], str]) -> str:
        """Return a text about results; nothing when one of them is withheld."""
        return said(say)

    def among_all(self) -> View:
        """Make and return the view with all steunpunten; those in the filter stand out."""
        self.current = self.current.among_all()
        return self.current

    def made(self, build: Callable[..., T], *parts: object, **options: object) -> T:
        """Return what `build` makes of its parts."""
        return build(*parts, **options)
