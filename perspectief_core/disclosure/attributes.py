"""What is counted of people, which counts are published together, and what these must add up to.

The results of plain counts are each a question (`questions`). An attacker knows from the rules
what the counts of a question say together: the six outcomes of a view are its people, whoever left
was ended by somebody and left in some half year, and of whom it is known whether a file is stuck
the answer is yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from perspectief_core.arrays import Ints, Masks, pd
from perspectief_core.cohort.grouping import UNKNOWN
from perspectief_core.data import contract
from perspectief_core.disclosure.lattice import Lattice
from perspectief_core.disclosure.policies import SMALLEST_SENSITIVE, SMALLEST_VIEW
from perspectief_core.disclosure.questions import Question, narrow, said_for
from perspectief_core.durations.half_years import HALF_YEARS, UNTIL_EXIT, until_exit
from perspectief_core.inference.bounds import Known, Sum, unknown

GUIDED, *ENDINGS = contract.OUTCOMES
ENDED_BY = contract.DEELNEMERS.column("beeindigd_door").levels
EVERYBODY = 0
"""The value that everybody has: how many there are in a group is known."""


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
            narrow(question, said_for(question, counts), low, high)
        return low, high


def published(lattice: Lattice, shown: Masks, attributes: Attributes) -> Known:
    """Return what the published counts alone say of each view, of hidden ones nothing."""
    members = lattice.members
    counts = members.astype(np.int64) @ attributes.has.astype(np.int64)
    sizes = members.sum(axis=1)
    low, high = unknown(sizes, counts.shape[1])
    for view in np.flatnonzero(shown):
        low[view], high[view] = attributes.said(int(sizes[view]), counts[view])
    return Known(
        members=members,
        low=low,
        high=high,
        families=lattice.families,
        sums=attributes.sums,
        tells=attributes.counts_as_told,
    )


def attributes_of(people: pd.DataFrame) -> Attributes:
    """Return what is counted of people, by the columns that are there."""
    making = _Making(n=len(people))
    outcome = people["uitkomst"].astype(object).to_numpy()
    outcomes = {code: outcome == code for code in contract.OUTCOMES}
    parts = making.values("uitkomst", outcomes)
    guided, endings = parts[0], parts[1:]
    making.sums.append((EVERYBODY, parts))
    making.questions.append(Question(whole=EVERYBODY, parts=parts, fewest=SMALLEST_VIEW))
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


@dataclass(slots=True, kw_only=True)
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
        self.questions.append(
            Question(whole=whole, parts=parts, fewest=SMALLEST_SENSITIVE, when_there=added)
        )

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
            Question(
                whole=asked,
                parts=parts[:1],
                fewest=SMALLEST_SENSITIVE,
                rest=parts[1],
                missing=missing,
            )
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
