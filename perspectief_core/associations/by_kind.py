"""The characteristics of people coded and counted by kind: of many, faster than one by one.

Who are alike in the columns that a characteristic is made of have the same code. So it is coded
once per kind, and a screening counts kinds: it never looks at the people. Only a tree does, at one
characteristic after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from perspectief_core import splits
from perspectief_core.arrays import Ints, Masks, pd
from perspectief_core.associations.predictors import column_spec, made_of, values_of
from perspectief_core.cohort.columns import Places
from perspectief_core.cohort.kinds import Kinds, kinds_by
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.published.records import Kenmerk
from perspectief_core.splits import Coded, TargetSpec
from perspectief_core.splits.contingency import Codes, Predictor, Target, count_by, tally

OUTCOME = "uitkomst"
_JOINT = 1 << 10
"""Combinations of values that are counted in one go."""
ANY, PEOPLE = "_uitkomst", "_jongeren"
"""Names of columns that no characteristic has."""


@dataclass(frozen=True, slots=True, eq=False)
class Characteristic:
    """One characteristic of people by kind; stays in the core.

    Parameters
    ----------
    predictor
        What its codes mean.
    code : shape (kinds,)
        The code of each kind; of a kind without people who count it means nothing.
    alike
        The kinds.
    counts : shape (n_codes, n_outcomes)
        People who count per code and outcome.
    """

    predictor: Predictor
    code: Codes
    alike: Kinds
    counts: Ints


class OfKinds:
    """What the people who count have of their own, by kind; see `nested.Own`.

    Parameters
    ----------
    characteristics : sequence of Characteristic
    counted : bool array of shape (n_people,)
        Who of the cohort count.
    """

    def __init__(self, characteristics: Sequence[Characteristic], counted: Masks) -> None:
        self._characteristics = characteristics
        self._counted = None if counted.all() else counted
        self._looked_up: dict[int, tuple[Places, Codes]] = {}
        self._joint: dict[tuple[int, ...], Places] = {}

    def count(self, chosen: Ints, column: Ints, width: int) -> Ints:
        """Count the characteristics of these numbers by a column."""
        numbers = chosen.tolist()
        most = max(self._characteristics[number].predictor.size for number in numbers)
        tables = {number: np.zeros((most, width), dtype=np.int64) for number in numbers}
        for together in _together(
            [(number, len(self._of_people(number)[1])) for number in numbers]
        ):
            sizes = [len(self._of_people(number)[1]) for number in together]
            joint = tally(self._jointly(together), column, (prod(sizes), width))
            joint = joint.reshape(*sizes, width)
            for axis, number in enumerate(together):
                others = tuple(at for at in range(len(sizes)) if at != axis)
                np.add.at(tables[number], self._of_people(number)[1], joint.sum(axis=others))
        return np.stack([tables[number] for number in numbers])

    def _jointly(self, together: tuple[int, ...]) -> Places:
        """Return one number of each person for what they are in some characteristics."""
        if together not in self._joint:
            first, *others = (self._of_people(number) for number in together)
            joint = first[0]
            if others:
                joint = joint.astype(np.uint16)
            for given, code in others:
                joint *= np.uint16(len(code))
                joint += given
            self._joint[together] = joint
        return self._joint[together]

    def codes_of(self, number: int) -> Codes:
        """Return the code of every person on the characteristic of this number."""
        given, code = self._of_people(number)
        return np.take(code, given)

    def _of_people(self, number: int) -> tuple[Places, Codes]:
        """Return a small number of each person, and the code of that number."""
        if number not in self._looked_up:
            characteristic = self._characteristics[number]
            given, code = characteristic.alike.short(characteristic.code)
            given = given if self._counted is None else given[self._counted]
            self._looked_up[number] = given, code
        return self._looked_up[number]


def _together(sizes: list[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Return characteristics, of so many values each, in groups that are counted in one go.

    A table of a few values is small, and to look at everyone takes the time: the fewer looks the
    better, as long as the tables of what is counted together stay where a processor finds them.
    """
    groups: list[tuple[int, list[int]]] = []
    for number, size in sorted(sizes, key=lambda pair: -pair[1]):
        for at, (cells, members) in enumerate(groups):
            if cells * size <= _JOINT:
                groups[at] = (cells * size, [*members, number])
                break
        else:
            groups.append((size, [number]))
    return [tuple(members) for _, members in groups]


class Outcomes:
    """What became of the people of a cohort, of whom those with some outcomes do not count.

    Parameters
    ----------
    cohort : Cohort
        Somebody counts.
    left_out : set of str
        Outcomes that do not count.
    """

    def __init__(self, cohort: Cohort, left_out: frozenset[str]) -> None:
        placed = cohort.placed(OUTCOME)
        self.place = placed.place.astype(np.int64)
        self.many = len(placed.values)
        people = np.bincount(self.place, minlength=self.many)
        label = placed.values.tolist()
        place = {label[at]: at for at in np.flatnonzero(people).tolist()}
        labels = sorted(place.keys() - left_out)
        self.target = Target(OUTCOME, tuple(labels))
        self.counted = np.array([place[label] for label in labels])
        """The places of the outcomes that count, in the order of their codes."""

    def codes(self) -> Codes:
        """Return the code of everyone's outcome; of who does not count it means nothing."""
        code = np.zeros(self.many, dtype=np.uint8)
        code[self.counted] = np.arange(len(self.counted))
        return np.take(code, self.place)


def code_kind(cohort: Cohort, outcomes: Outcomes, member: Kenmerk) -> Characteristic:
    """Code one characteristic by kind; internal to the core: it holds persons.

    The bins of kinds with so many people are those of the people.
    """
    people, alike = kinds_by(cohort, OUTCOME, outcomes.place, outcomes.many, *made_of(member))
    people = people[outcomes.counted]
    values = values_of(alike.people, member)
    frame = pd.DataFrame({member.kenmerk: values, PEOPLE: people.sum(axis=0), ANY: "x"})
    coded = splits.encode(frame, [column_spec(member)], TargetSpec(ANY), weight=PEOPLE)
    code = np.zeros(len(alike.times), dtype=coded.codes.dtype)
    code[coded.rows] = coded.codes[0]
    return Characteristic(coded.predictors[0], code, alike, count_kinds(coded, people)[0])


def count_kinds(coded: Coded, people: Ints) -> Ints:
    """Count predictors of kinds, or of steunpunten, by the outcomes of their people.

    Parameters
    ----------
    coded : Coded
        A row per kind with people.
    people : shape (n_outcomes, kinds)
        How many people of each kind, in the order of the frame that was coded, have each outcome.
    """
    outcome, row = np.nonzero(people[:, coded.rows])
    every = coded.take(row)
    weighted = replace(every, weights=people[outcome, every.rows])
    return count_by(weighted, outcome, len(people))
