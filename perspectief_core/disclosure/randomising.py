"""Results of some people replaced by lot before anything is published (post-randomisation, PRAM).

No rounding holds against who knows what became of everybody but one: what is published is then that
one's result, or it is not. Here of a part of the people each result is drawn anew from those of
others, one column apart from the next, and only what two others have. Who has what fewer than two
others have takes part always. So whatever is said of somebody can have been given by others:
nothing follows of anybody for sure, to whoever knows everything else and this rule (`deniable`).
How likely it can become is `most_likely`.

The lot is a keyed hash (HMAC, SHA-256) of each person's code. With the same key the same people
have the same results of others in a next edition, also when people are added in between, so that no
two editions together say more about the lot.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks, pd
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import Extract
from perspectief_core.data.remembered import remembered
from perspectief_core.disclosure.attributes import GUIDED
from perspectief_core.durations.half_years import HALF_YEARS

SMALLEST, LARGEST = 1, 50
"""Of how many of 100 people the results can be drawn."""
SHORTEST_KEY = 16
"""Bytes of a key: of a shorter one all can be tried."""
GIVERS = 2
"""How many others must have a value before it is given to somebody: of one it would point there."""
OF_OUTCOME = (
    "uitstroom",
    "beeindigd_door",
    "wacht_op_beslissing",
    "vastlopend_dossier",
    "uitstroomdatum_onbekend",
)
"""What is drawn of who has an outcome, besides that outcome."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Of how many of 100 people the results are drawn, and by which key.

    Raises
    ------
    ValueError
        When `percent` is not from 1 to 50, or the key has fewer than 16 bytes.
    """

    percent: int
    key: bytes

    def __post_init__(self) -> None:
        if not SMALLEST <= self.percent <= LARGEST:
            raise ValueError(f"the percentage must be from {SMALLEST} to {LARGEST}")
        if len(self.key) < SHORTEST_KEY:
            raise ValueError(f"the key must have {SHORTEST_KEY} bytes or more")

    def __repr__(self) -> str:
        return f"Lot({self.percent})"

    @property
    def mark(self) -> int:
        """A number that says which key it was, and nothing of the key: 32 bits of its hash."""
        return int.from_bytes(hmac.digest(self.key, b"mark", "sha256")[:4])

    def numbers(self, what: str, codes: list[str]) -> Floats:
        """Return a number from 0 to 1 of each person, shape (n,), drawn for `what`."""
        said = (hmac.digest(self.key, f"{what}\0{code}".encode(), "sha256") for code in codes)
        return np.array([int.from_bytes(digest[:6]) for digest in said], dtype=np.float64) / 2**48


@remembered(4)
def randomised(extract: Extract, lot: Lot | None) -> Extract:
    """Return the extract in which the results of some people are drawn from those of others.

    Parameters
    ----------
    extract : Extract
    lot : Lot or None
        Each person takes part with a chance of `lot.percent` in 100; with None nobody does. Who has
        a result that fewer than two others have takes part in that always.

    Returns
    -------
    Extract
        Its manifest says of how many of 100 people (`randomised`), and not of whom.

    Notes
    -----
    Who takes part gets the outcome of somebody else, of all; and then each of `OF_OUTCOME` from
    somebody else who is in guidance, or has left, as that outcome says. A date of leaving is drawn
    from those after the person came. Only what at least two others can give is drawn, as it is
    published: where there is no such value, the outcome stays and the rest is missing. The donor
    is the next person on a ring on which everybody has a place by lot, so that somebody who is
    added changes the donor of few others.
    """
    if lot is None:
        return extract
    people = extract.deelnemers
    manifest = replace(extract.manifest, randomised=lot.percent)
    if len(people) < 2:
        return replace(extract, manifest=manifest)
    codes = people["persoon"].astype(str).tolist()
    ring = _Ring(lot, codes, lot.numbers("place", codes))
    drawn = lot.numbers("drawn", codes) < lot.percent / 100
    now, before = people.copy(), _guided(people)
    outcome, everybody = _Column(people, "uitkomst"), np.ones(len(people), dtype=bool)
    whose = np.flatnonzero(drawn | ~outcome.shared(everybody, everybody))
    donors = ring.donors(outcome, whose, everybody)
    _put(now, "uitkomst", whose, np.where(donors < 0, whose, donors), people)
    after = _guided(now)
    drawn[whose] = True
    for name in (name for name in OF_OUTCOME if name in people):
        column = _Column(people, name)
        taking = drawn | ~column.shared(after, before)
        for guided in (True, False):
            whose = np.flatnonzero(taking & (after == guided))
            _put(now, name, whose, ring.donors(column, whose, before == guided), people)
    return replace(extract, deelnemers=now, manifest=manifest)


class _Column:
    """What a column says of people, as far as that is published: a date as a half year."""

    def __init__(self, people: pd.DataFrame, name: str) -> None:
        self.name = name
        self._codes = pd.factorize(people[name])[0].tolist()
        if name == "uitstroom":
            self._came, self._left = _days(people["instroom"]), _days(people["uitstroom"])

    def of(self, donor: int, person: int) -> int | None:
        """Return what a person has who gets the value of a donor; None when that cannot be."""
        if self.name != "uitstroom":
            return self._codes[donor]
        came, left = self._came[person], self._left[donor]
        if left is None or came is None:
            return -1
        if left < came:
            return None
        months = 12 * (left.year - came.year) + left.month - came.month
        return min(months // 6, len(HALF_YEARS) - 1)

    def shared(self, now: Masks, before: Masks, start: int = 0) -> Masks:
        """Return whose value two others can give, shape (n,).

        `now` and `before` say who is in guidance, as published and as they are: who gives a value
        is what the other is. The value is that of the row `start` further on.
        """
        could = np.zeros(len(now), dtype=bool)
        among = {guided: np.flatnonzero(before == guided).tolist() for guided in (True, False)}
        for person, guided in enumerate(now.tolist()):
            value = self.of(start + person, start + person)
            others = (other for other in among[guided] if other != person)
            givers = (other for other in others if self.of(other, person) == value)
            could[person] = value is not None and len(list(islice(givers, GIVERS))) == GIVERS
        return could


@dataclass(frozen=True, slots=True)
class _Ring:
    """Everybody on a ring, each at a place by lot; `codes` are those of the people."""

    lot: Lot
    codes: list[str]
    places: Floats

    def donors(self, column: _Column, whose: Ints, among: Masks) -> Ints:
        """Return whose value each of some people gets, as places in the table; -1 for nobody's."""
        some = np.flatnonzero(among)
        ring = some[np.argsort(self.places[some], kind="stable")]
        own = self.lot.numbers(column.name, [self.codes[person] for person in whose.tolist()])
        starts = np.searchsorted(self.places[ring], own)
        others = ring.tolist()

        def around(start: int) -> Iterator[int]:
            return (others[start + step - len(others)] for step in range(len(others)))

        donors = [
            _donor(column, person, around(start))
            for person, start in zip(whose.tolist(), starts.tolist(), strict=True)
        ]
        return np.array(donors, dtype=np.int64)


def _donor(column: _Column, person: int, others: Iterable[int]) -> int:
    """Return the first of others whose value one more of them can give, or -1.

    A value that only one of them can give would say that it is theirs.
    """
    firsts: dict[int, int] = {}
    given_twice = set()
    for donor in others:
        value = column.of(donor, person) if donor != person else None
        if value is None:
            continue
        if value not in firsts:
            firsts[value] = donor
            continue
        given_twice.add(value)
        if value == next(iter(firsts)):
            break
    return next((donor for value, donor in firsts.items() if value in given_twice), -1)


def _days(days: pd.Series) -> list[date | None]:
    """Return each day; None of one that is not known."""
    return [None if pd.isna(day) else day.date() for day in days]


def _guided(people: pd.DataFrame) -> Masks:
    guided: Masks = people["uitkomst"].eq(GUIDED).to_numpy(dtype=bool)
    return guided


def _put(now: pd.DataFrame, name: str, whose: Ints, donors: Ints, people: pd.DataFrame) -> None:
    """Give some people what the people's column says of their donors, and none without a donor."""
    values = now[name].copy()
    values.iloc[whose] = people[name].take(np.maximum(donors, 0)).where(donors >= 0).array
    now[name] = values


def deniable(before: Extract, drawn: Extract) -> Masks:
    """Return whose published results can all be those of others, shape (people of the extract,).

    Parameters
    ----------
    before, drawn : Extract
        Before and after `randomised`, with the same people in the same order.

    Notes
    -----
    Who knows the results of everybody else, and even reads what was counted of each person, can be
    sure of somebody only when the lot could not have given those results: when fewer than two
    others had one of them. Nothing else about the lot is assumed than that its key is not known.
    """
    n = len(before.deelnemers)
    if not drawn.manifest.randomised:
        return np.zeros(n, dtype=bool)
    both = pd.concat([before.deelnemers, drawn.deelnemers], ignore_index=True)
    guided, everybody = _guided(both), np.ones(n, dtype=bool)
    could = _Column(both, "uitkomst").shared(everybody, everybody, start=n)
    for name in (name for name in OF_OUTCOME if name in both):
        could &= _Column(both, name).shared(guided[n:], guided[:n], start=n)
    return could


def most_likely(extract: Extract) -> float:
    """Return how likely somebody's outcome can become to who knows that of everybody else, 0 to 1.

    Parameters
    ----------
    extract : Extract
        After `randomised`.

    Notes
    -----
    At most, for whoever even reads the results by person as they were counted: with share p of an
    outcome and a chance s that somebody takes part, who seems to have it has it with a probability
    of 1 - s (1 - p).

    References
    ----------
    .. [1] Gouweleeuw, Kooiman, Willenborg and De Wolf, "Post randomisation for statistical
       disclosure control: theory and implementation", Journal of Official Statistics 14, 1998.
    """
    people = select(extract, Selection()).people
    if people.empty:
        return 0.0
    share = float(people["uitkomst"].value_counts(normalize=True).max())
    return 1 - extract.manifest.randomised / 100 * (1 - share)
