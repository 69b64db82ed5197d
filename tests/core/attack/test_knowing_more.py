"""Two who know more than the attacker; by a lot nothing follows to them, and nothing is asked."""

import pytest

from perspectief_core.attack.editions import said_of, told_to_who_knows_leavers
from perspectief_core.attack.insider import all_but_one
from perspectief_core.attack.knowing_more import KnowingMore, knowing_more
from perspectief_core.disclosure.attributes import attributes_of
from perspectief_core.disclosure.closing import closed_lattice


def test_they_are_counted(people):
    said = said_of(people)
    knows = knowing_more(people, lambda: said)
    has, lacks = all_but_one(closed_lattice(people), attributes_of(people))
    assert knows.all_others == (has | lacks).sum() >= knows.all_others_has == has.sum() > 0
    assert knows.leavers == told_to_who_knows_leavers(people, said).sum() > 0


def test_what_is_not_said_of_leavers_is_not_asked(people):
    assert knowing_more(people, lambda: None).leavers == 0


def test_of_what_was_drawn_by_lot_nothing_is_worked_out():
    def never():
        pytest.fail("what an edition says was asked for nothing")

    assert knowing_more(None, never, drawn=True) == KnowingMore()
