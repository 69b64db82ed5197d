"""Planted faults: each is found by its rule, and its number is nobody's."""

import datetime as dt

import numpy as np
import pytest

from perspectief.intake.demo.answers import guidance_answers
from perspectief.intake.demo.faults import (
    CELL_FAULTS,
    MISTYPED,
    SWAPPED,
    as_written,
    earlier_stay,
    fits,
    stranger,
)
from perspectief.intake.demo.styles import STYLES, Style
from perspectief.intake.validating.words import RULES


def test_every_fault_has_words_or_is_a_question():
    assert {fault.rule for fault in CELL_FAULTS} - RULES.keys() == {"koppeling"}


@pytest.mark.parametrize("kind", [MISTYPED, SWAPPED])
def test_a_mistyped_number_is_near_its_own_and_not_somebody_elses(people, kind):
    fault = next(fault for fault in CELL_FAULTS if fault.cell == kind)
    own = people[0].number
    first = as_written(fault, people[0], Style(), frozenset())
    other = as_written(fault, people[0], Style(), frozenset({first}))
    assert len({own, first, other}) == 3
    apart = sum(one != two for one, two in zip(own, first, strict=True))
    assert apart == (1 if kind == MISTYPED else 2)
    assert (sorted(own) == sorted(first)) == (kind == SWAPPED)


def test_a_fault_of_who_left_fits_nobody_else(people):
    fault = next(fault for fault in CELL_FAULTS if fault.only == "uitgestroomd")
    for person in people[:200]:
        assert fits(fault, person, Style()) == (
            person.exit is not None and person.row["uitkomst"] != "in_begeleiding"
        )


def test_a_failed_formula_fits_a_workbook_alone(people):
    fault = next(fault for fault in CELL_FAULTS if fault.only == "xlsx")
    assert {style.form for style in STYLES if fits(fault, people[0], style)} == {"xlsx"}


def test_strangers_do_not_count_each_for_their_reason(people):
    like = guidance_answers(people[0], False, np.random.default_rng(1))
    first = dt.date(2009, 10, 1)
    child, early, late = (
        stranger(kind, 1, like, first) for kind in ("kind", "te vroeg", "te laat")
    )
    assert child["C4"].year == 2006
    assert early["C14"] < first
    assert late["C10"] > dt.date(2011, 4, 1)


def test_an_earlier_stay_ends_where_the_next_begins(people):
    like = guidance_answers(people[0], False, np.random.default_rng(1))
    stay = earlier_stay(like, dt.date(2010, 5, 1))
    assert stay["C10"] < stay["C14"] == dt.date(2010, 5, 1)
    assert stay["C1"] == like["C1"]
