"""Two who know more than the attacker: everybody but one, and why a view is hidden.

Neither decides whether an edition may be made. No rounding by a fixed rule holds against who knows
the attribute of all others; how many people that is about is counted here, so that it can be said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from perspectief_core.arrays import Ints, Masks
from perspectief_core.disclosure.attributes import Attributes, attributes_of, published
from perspectief_core.disclosure.closing import closed_lattice, shown_of
from perspectief_core.disclosure.exchanging import exchanged_people
from perspectief_core.disclosure.lattice import Lattice, lattice_of
from perspectief_core.disclosure.questions import fitting
from perspectief_core.disclosure.rounding import rounded_part
from perspectief_core.inference.bounds import Known, carried
from perspectief_core.inference.following import facts

MEANING = {
    "disclosed": "persons of whom something follows to who knows who is in which group, and no "
    "more: of an edition this must be 0",
    "told_to_who_knows_all_others": "persons of whom a value follows to who knows it of everybody "
    "else in a group that is shown, of 10 people or more: somebody who works at a small steunpunt, "
    "or has the register. Rounding does not stop that, and it is no reason to refuse. `publish "
    "--randomise 15 --key FILE` stops it: counts are then 1.6 off on average and not 1.2, and "
    "differences between groups 15 in 100 smaller (decision 0140)",
    "told_to_who_knows_leavers": "persons of whom something follows to who knows of everybody in "
    "the register whether they left: counted, and not prevented (decision 0118)",
    "randomised_percent": "of about so many of 100 people the results are those of others, by lot",
    "most_likely_percent": "how likely an outcome of somebody can become, to who knows those of "
    "everybody else and the rule, and who even reads whose result was counted as what",
}
"""What the numbers of an attack say, for whoever reads them without the documentation."""


@dataclass(frozen=True, slots=True)
class InsiderReport:
    """Of how many persons something follows to who reasons from what is hidden.

    Parameters
    ----------
    persons
        All of them.
    told_by_people
        Views that are hidden because of what became of people, and not of how many there are. That
        they are hidden says something.
    told_by_hiding
        Persons of whom something follows from that.
    """

    persons: int
    told_by_people: int
    told_by_hiding: int


def insider(people: pd.DataFrame) -> InsiderReport:
    """Return what follows about the people counted by the report's criteria."""
    return insider_of_published(exchanged_people(people))


def insider_of_published(people: pd.DataFrame) -> InsiderReport:
    """As `insider`, when these very people are published: nobody exchanges."""
    lattice, attributes = closed_lattice(people), attributes_of(people)
    hidden = told_by_people(people, lattice)
    told = told_by_hiding(lattice, attributes, hidden)
    return InsiderReport(
        len(people),
        len(hidden),
        int(told.sum()),
    )


def all_but_one(lattice: Lattice, attributes: Attributes) -> tuple[Masks, Masks]:
    """Return of whom it follows that they have some value, and of whom that they lack one.

    Both of shape (persons,). Who knows a view's count without this person sees whether what is
    published is that count, or that of one more.
    """
    shown = lattice.members[shown_of(lattice)]
    counts = shown.astype(np.int64) @ attributes.has.astype(np.int64)
    has = np.zeros(len(attributes.has), dtype=bool)
    lacks = has.copy()
    for members, row in zip(shown, counts, strict=True):
        for question in attributes.questions:
            total = int(row[question.whole])
            if total < question.fewest:
                continue
            of_whom = members & attributes.has[:, question.whole]
            for value in question.parts:
                count, own = int(row[value]), attributes.has[:, value]
                said = rounded_part(count, total)
                if count and rounded_part(count - 1, total) != said:
                    has |= of_whom & own
                if count < total and rounded_part(count + 1, total) != said:
                    lacks |= of_whom & ~own
    return has, lacks


def told_by_people(people: pd.DataFrame, lattice: Lattice) -> Ints:
    """Return the views that only what became of people hides: their sizes alone would not."""
    before = shown_of(lattice_of(people))
    return np.flatnonzero(before & ~shown_of(lattice))


def told_by_hiding(lattice: Lattice, attributes: Attributes, hidden: Ints) -> Masks:
    """Return the persons of whom something follows from which views are hidden, shape (persons,).

    Notes
    -----
    Who knows the rules, and who is in every view, asks of a hidden view: with which counts would
    something have followed, so that it had to be hidden? They try every count that the shown views
    leave possible, of every value, one view and value at a time. What follows in all those cases
    follows from the hiding.
    """
    shown = shown_of(lattice)
    start = carried(published(lattice, shown, attributes), shown)
    told = np.zeros(len(attributes.has), dtype=bool)
    for view in hidden.tolist():
        cases = list(_cases(lattice, shown, start, attributes, view))
        if cases:
            told |= np.logical_and.reduce(cases).any(axis=(1, 2))
    return told


def _cases(
    lattice: Lattice, shown: Masks, start: Known, attributes: Attributes, view: int
) -> Iterator[Masks]:
    """Yield, of every count for which a hidden view would tell something, what it would tell.

    Each of shape (persons, values, 2): that they have the value, and that they lack it.
    """
    with_it = shown.copy()
    with_it[view] = True
    base = published(lattice, shown, attributes)
    asked = [(question.whole, part) for question in attributes.questions for part in question.parts]
    for whole, value in asked:
        for ends in _ends(start, view, whole, value):
            low, high = base.low.copy(), base.high.copy()
            low[view, value], high[view, value] = ends
            known = carried(replace(base, low=low, high=high), with_it)
            told = np.zeros((*attributes.has.shape, 2), dtype=bool)
            for fact in facts(known, with_it):
                told[fact.group, fact.value, 0 if fact.everybody else 1] = True
            if told.any():
                yield told


def _ends(start: Known, view: int, whole: int, value: int) -> list[tuple[int, int]]:
    """Return the bounds on a count of a hidden view for all that could be published as."""
    totals = int(start.low[view, whole]), int(start.high[view, whole])
    possible = range(int(start.low[view, value]), int(start.high[view, value]) + 1)
    said = {
        int(rounded_part(count, total))
        for total in range(totals[0], totals[1] + 1)
        for count in possible
        if count <= total
    }
    return sorted(fitting(count, totals)[0] for count in said)
