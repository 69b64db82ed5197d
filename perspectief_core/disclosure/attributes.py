"""What is counted of people, which counts are published together, and what these must add up to.

The results of plain counts are each a *question*: of whom it is, which counts it publishes, and of
how few people it is withheld. An attacker knows from the rules what the counts of a question say
together: the six outcomes of a view are its people, whoever left was ended by somebody and left in
some half year, and of whom it is known whether a file is stuck the answer is yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pandas as pd

from perspectief_core.arrays import Ints, Masks
from perspectief_core.cohort.grouping import UNKNOWN
from perspectief_core.data import contract
from perspectief_core.disclosure.lattice import Lattice
from perspectief_core.disclosure.policies import SMALLEST_SENSITIVE, SMALLEST_VIEW
from perspectief_core.disclosure.rounding import rounded_part
from perspectief_core.durations.half_years import HALF_YEARS, UNTIL_EXIT, until_exit
from perspectief_core.inference.bounds import Known, Sum, unknown
from perspectief_core.shares.fives import BASE, rounded

GUIDED, *ENDINGS = contract.OUTCOMES
ENDED_BY = contract.DEELNEMERS.column("beeindigd_door").levels
EVERYBODY = 0
"""The value that everybody has: how many there are in a group is known."""
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """A result of plain counts: of whoever has the value `whole`, the counts of `parts`.

    It is withheld of fewer than `fewest` people. `rest`, if any, has whoever of `whole` has none of
    the parts; `missing` is published beside it, of other people. A part in `when_there` is left out
    where nobody has it, so that it says so.
    """

    whole: int
    parts: tuple[int, ...]
    fewest: int
    rest: int | None = None
    missing: int | None = None
    when_there: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Attributes:
    """Who has each value of what is counted; internal to the core: it holds persons.

    Parameters
    ----------
    has : bool array of shape (persons, values)
    names : tuple of (column, value)
    counts_as_told : bool array of shape (values,)
        Values that say something of who has them. That the answer to a question is known of
        somebody says nothing.
    questions : tuple of Question
        How they are published.
    sums : tuple of Sum
        What the counts of a group add up to.
    """

    has: Masks
    names: tuple[tuple[str, str], ...]
    counts_as_told: Masks
    questions: tuple[Question, ...]
    sums: tuple[Sum, ...]

    def said(self, size: int, counts: Ints) -> tuple[Ints, Ints]:
        """Return the fewest and the most people with each value that what is published allows.

        Parameters
        ----------
        size : int
            People in the view, which is shown.
        counts : int array of shape (values,)
            People in it with each value.
        """
        low, high = np.zeros_like(counts), np.full_like(counts, size)
        low[EVERYBODY] = size
        for question in self.questions:
            _say(question, counts, low, high)
        return low, high


def published(lattice: Lattice, shown: Masks, attributes: Attributes) -> Known:
    """Return what the published counts alone say of each view, of hidden ones nothing."""
    members = lattice.members
    counts = members.astype(np.int64) @ attributes.has.astype(np.int64)
    sizes = members.sum(axis=1)
    low, high = unknown(sizes, counts.shape[1])
    for view in np.flatnonzero(shown):
        low[view], high[view] = attributes.said(int(sizes[view]), counts[view])
    return Known(members, low, high, lattice.families, attributes.sums, attributes.counts_as_told)


def attributes_of(people: pd.DataFrame) -> Attributes:
    """Return what is counted of people, by the columns that are there."""
    making = _Making(len(people))
    outcome = people["uitkomst"].astype(object).to_numpy()
    outcomes = {code: outcome == code for code in contract.OUTCOMES}
    parts = making.values("uitkomst", outcomes)
    guided, endings = parts[0], parts[1:]
    making.sums.append((EVERYBODY, parts))
    making.questions.append(Question(EVERYBODY, parts, SMALLEST_VIEW))
    left = making.value("uitkomst", "left", ~outcomes[GUIDED])
    making.sums += [(EVERYBODY, (guided, left)), (left, endings)]
    if "beeindigd_door" in people:
        by = people["beeindigd_door"].astype(object).fillna(UNKNOWN).to_numpy()
        making.divide(left, "beeindigd_door", by, ENDED_BY)
    if "maanden" in people:
        halves = until_exit(people).astype(object).to_numpy()
        making.divide(left, UNTIL_EXIT, halves, HALF_YEARS)
    for column, whole in (("wacht_op_beslissing", guided), ("vastlopend_dossier", EVERYBODY)):
        if column in people:
            making.ask(whole, people[column])
    return making.done()


@dataclass(slots=True)
class _Making:
    """Values as they are added, of `n` people."""

    n: int
    has: list[Masks] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    silent: list[int] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.value("", "everybody", np.ones(self.n, dtype=bool), tells=False)

    def value(self, column: str, name: str, has: Masks, tells: bool = True) -> int:
        """Add a value and return its place."""
        place = len(self.has)
        self.has.append(has)
        self.names.append((column, name))
        if not tells:
            self.silent.append(place)
        return place

    def values(self, column: str, named: dict[str, Masks]) -> tuple[int, ...]:
        return tuple(self.value(column, name, has) for name, has in named.items())

    def divide(self, whole: int, column: str, codes: np.ndarray, levels: tuple[str, ...]) -> None:
        """Add how a column divides the people who have a value; who has no code is unknown."""
        of_whom = self.has[whole]
        parts = self.values(column, {level: of_whom & (codes == level) for level in levels})
        added = None
        if UNKNOWN not in levels:
            added = self.value(column, UNKNOWN, of_whom & (codes == UNKNOWN), tells=False)
            parts = (*parts, added)
        self.sums.append((whole, parts))
        self.questions.append(Question(whole, parts, SMALLEST_SENSITIVE, when_there=added))

    def ask(self, whole: int, answers: pd.Series) -> None:
        """Add a yes or no, of which only the yes is published, and of whom it is known."""
        column, of_whom = str(answers.name), self.has[whole]
        known = of_whom & answers.notna().to_numpy(dtype=bool)
        yes = known & answers.fillna(False).to_numpy(dtype=bool)
        asked = self.value(column, "known", known, tells=False)
        missing = self.value(column, "missing", of_whom & ~known, tells=False)
        parts = self.values(column, {"yes": yes, "no": known & ~yes})
        self.sums += [(whole, (asked, missing)), (asked, parts)]
        self.questions.append(
            Question(asked, parts[:1], SMALLEST_SENSITIVE, rest=parts[1], missing=missing)
        )

    def done(self) -> Attributes:
        tells = np.ones(len(self.has), dtype=bool)
        tells[self.silent] = False
        return Attributes(
            np.column_stack(self.has),
            tuple(self.names),
            tells,
            tuple(self.questions),
            tuple(self.sums),
        )


def _say(question: Question, counts: Ints, low: Ints, high: Ints) -> None:
    """Narrow the bounds on the counts of a view to what the answer to a question says."""
    total = int(counts[question.whole])
    if total < question.fewest:
        # That it is withheld says so.
        _narrow(low, high, question.whole, (0, question.fewest - 1))
        return
    if low[question.whole] < high[question.whole]:
        least, most = rounded(total).bounds
        _narrow(low, high, question.whole, (max(least, question.fewest), most))
    totals = int(low[question.whole]), int(high[question.whole])
    for part in question.parts:
        count = int(counts[part])
        has, has_not = fitting(int(rounded_part(count, total)), totals)
        _narrow(low, high, part, has)
        if question.rest is not None:
            _narrow(low, high, question.rest, has_not)
        if part == question.when_there:
            _narrow(low, high, part, (min(count, 1), has[1] if count else 0))
    if question.missing is not None:
        _narrow(low, high, question.missing, rounded(int(counts[question.missing])).bounds)


def _narrow(low: Ints, high: Ints, place: int, ends: Range) -> None:
    low[place], high[place] = max(low[place], ends[0]), min(high[place], ends[1])


@lru_cache(maxsize=100_000)
def fitting(said: int, totals: Range) -> tuple[Range, Range]:
    """Return how many of a total can have what is published as `said`, and how many have not.

    Parameters
    ----------
    said : int
        As `rounded_part` makes it.
    totals : pair of int
        Between which the total lies.

    Examples
    --------
    Of 33 to 37 people 35 are said: all but four at most. Of 23 people 10 are, or 20.

    >>> fitting(35, (33, 37))
    ((29, 37), (0, 4))
    >>> fitting(10, (23, 23)), fitting(20, (23, 23))
    (((8, 12), (11, 15)), ((18, 18), (5, 5)))
    """
    pairs = [
        (count, total - count)
        for total in range(totals[0], totals[1] + 1)
        for count in range(max(0, said - 2 * BASE), min(total, said + 2 * BASE) + 1)
        if rounded_part(count, total) == said
    ]
    has, has_not = zip(*pairs, strict=True)
    return (min(has), max(has)), (min(has_not), max(has_not))
