"""Two who know more than the attacker: of whose results can be those of others nothing follows."""

import numpy as np

from perspectief_core.attack.editions import said_of, told_to_who_knows_leavers
from perspectief_core.attack.insider import all_but_one
from perspectief_core.attack.knowing_more import KnowingMore, knowing_more
from perspectief_core.disclosure.attributes import attributes_of
from perspectief_core.disclosure.closing import closed_lattice


def everybody(people):
    return np.ones(len(people), dtype=bool)


def test_they_are_counted(shipped, people):
    said = said_of(people)
    knows = knowing_more(shipped, said, everybody(people))
    has, lacks = all_but_one(closed_lattice(people), attributes_of(people))
    assert knows.all_others == (has | lacks).sum() >= knows.all_others_has == has.sum() > 0
    assert knows.leavers == told_to_who_knows_leavers(people, said).sum() > 0


def test_what_is_not_said_of_leavers_is_not_asked(shipped, people):
    assert knowing_more(shipped, None, everybody(people)).leavers == 0


def test_of_whom_can_deny_their_results_nothing_follows(shipped, people):
    said, sure = said_of(people), everybody(people)
    sure[::2] = False
    some, all_of_them = (knowing_more(shipped, said, who) for who in (sure, everybody(people)))
    assert 0 < some.all_others < all_of_them.all_others
    assert some.leavers <= all_of_them.leavers
    assert knowing_more(shipped, said, np.zeros_like(sure)) == KnowingMore()
