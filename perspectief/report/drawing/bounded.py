"""How many steunpunten a figure shows: all of them up to a number that can still be read.

One rule for every list of steunpunten, on screen and on paper. Of more than `MOST` the most telling
are shown, in the order that they have: those the reader chose, those that stand out, the largest.
Files to download always have them all, and the figure says how many are only there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from perspectief.report.words import formats

T = TypeVar("T")
Weight = tuple[float, ...]

MOST = 60
"""Steunpunten in one figure."""
NAMED = 20
"""Steunpunten that one sentence names, and dots that have a name or a number beside them."""
WHICH = "uw keuze, wat het meest opvalt en de grootste"
IN_FILE = "in het bestand (CSV of Excel)"


@dataclass(frozen=True, slots=True)
class Bounded(Generic[T]):
    """The part of a list that is shown: the things, their places in the list, its length."""

    shown: tuple[T, ...]
    places: tuple[int, ...]
    total: int

    @property
    def left(self) -> int:
        """How many are not shown."""
        return self.total - len(self.shown)

    @property
    def said(self) -> str:
        """What a sentence adds about those that are not shown; empty when all are."""
        if not self.left:
            return ""
        here, all_ = formats.count(len(self.shown)), formats.count(self.total)
        return (
            f" U ziet hier {here} van de {all_} steunpunten: {WHICH}. "
            f"Nog {formats.plural(self.left, 'steunpunt', 'steunpunten')}: {IN_FILE}."
        )

    def rows(self, *, total: bool = False) -> tuple[int, ...]:
        """Return the places as a table keeps them: none when all are shown.

        With `total` the table has one row more, which is always shown.
        """
        if not self.left:
            return ()
        return (*self.places, self.total) if total else self.places


def most_telling(things: Sequence[T], weigh: Callable[[T], Weight], most: int = MOST) -> Bounded[T]:
    """Return the `most` things of the highest weight, in the order of the list.

    Parameters
    ----------
    things : sequence
    weigh : callable
        Gives what decides, the most important first; of equal things the first is kept.
    most : int
        Positive.

    Examples
    --------
    >>> most_telling([3, 9, 4, 8], lambda size: (size,), 2).shown
    (9, 8)
    """
    if len(things) <= most:
        return Bounded(tuple(things), tuple(range(len(things))), len(things))
    ordered = sorted(range(len(things)), key=lambda at: weigh(things[at]), reverse=True)
    places = tuple(sorted(ordered[:most]))
    return Bounded(tuple(things[at] for at in places), places, len(things))


def rows_left(left: int) -> str:
    """Return what stands under a table of which so many rows are not shown."""
    return (
        f"U ziet hier niet elk steunpunt: wel {WHICH}. "
        f"Nog {formats.plural(left, 'rij', 'rijen')}: {IN_FILE}."
    )


def naming(names: Sequence[str]) -> str:
    """Return names as a listing: of more than `NAMED` the first, and how many others there are.

    Examples
    --------
    >>> naming(["Almelo", "Zwolle"])
    'Almelo en Zwolle'
    """
    named = list(names[:NAMED])
    more = len(names) - NAMED
    return formats.listing([*named, f"{formats.count(more)} andere"] if more > 0 else named)


def named(names: Sequence[str]) -> str:
    """Return what a sentence says of which they are, before its end: names, or where they are.

    Examples
    --------
    >>> named(["Almelo", "Zwolle"])
    ': Almelo en Zwolle'
    """
    return (
        f": {formats.listing(list(names))}" if len(names) <= NAMED else f"; welke, staat {IN_FILE}"
    )
