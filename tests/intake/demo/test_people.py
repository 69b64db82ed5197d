"""Invented particulars agree with every row they are made for, and are nobody's."""

import numpy as np
import pandas as pd
import pytest

from perspectief.intake.demo.people import DEMO_DIGITS, NoSuchBirthDateError, invent
from perspectief.intake.validating.registrations import age_at
from perspectief.intake.values.dates import PartialDate


def birth(person):
    return PartialDate(person.born.year, person.born.month, person.born.day)


def test_ages_and_months_are_those_of_the_row(people, shipped):
    assert len(people) == len(shipped.deelnemers)
    for person in people:
        assert age_at(birth(person), person.entry) == person.row["leeftijd_instroom"]
        entered = pd.Timestamp(str(person.row["instroom"]))
        assert (person.entry.year, person.entry.month) == (entered.year, entered.month)
        if person.exit is not None:
            assert person.exit >= person.entry
        if person.known is not None:
            assert age_at(birth(person), person.known) == person.row["leeftijd_bekend_nl"]


def test_numbers_are_unique_and_of_nobody(people):
    numbers = [person.number for person in people]
    assert len(set(numbers)) == len(numbers)
    assert all(len(number) == 10 and number[1:3] == DEMO_DIGITS for number in numbers)


def test_an_office_that_writes_months_has_everyone_enter_on_the_first(people):
    days = {
        office: {person.entry.day for person in people if person.row["steunpunt"] == office}
        for office in ("utrecht", "zwolle")
    }
    assert days["utrecht"] == {1}
    assert len(days["zwolle"]) > 1


def test_only_who_stands_in_the_register_is_known_there(people):
    assert all(bool(person.known) <= bool(person.row["dmb_koppeling"]) for person in people)


def test_ages_that_cannot_both_hold_are_refused(shipped):
    linked = shipped.deelnemers[shipped.deelnemers["dmb_koppeling"]].head(1)
    with pytest.raises(NoSuchBirthDateError):
        invent(linked.assign(leeftijd_bekend_nl=90), np.random.default_rng(1), frozenset())
