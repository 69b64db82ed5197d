from dataclasses import replace

import numpy as np
import pytest

from perspectief_core.attack import exposure
from perspectief_core.attack.exposure import singled_out
from perspectief_core.attack.shuffled import shuffled
from perspectief_core.disclosure import lattice as lattices
from perspectief_core.disclosure.attributes import attributes_of, published
from perspectief_core.disclosure.closing import shown_of
from perspectief_core.disclosure.lattice import lattice_of
from perspectief_core.disclosure.policies import SMALLEST_VIEW
from perspectief_core.inference.bounds import carried
from perspectief_core.inference.following import FEW, facts, forced, told
from tests.core.disclosure.saying import Exact, HiddenUnderFive, said_as


def test_who_is_alone_in_a_combination(people):
    """Counted apart with pandas: the persons alone in three, four and all filters."""
    columns = ["steunpunt", "geslacht", "herkomst"]
    alone = people.groupby(columns, observed=True).size().eq(1).sum()
    assert singled_out(people, tuple(columns)).sum() == alone == 170
    with_age = people.groupby([*columns, "leeftijd_instroom"], observed=True).size().eq(1).sum()
    assert singled_out(people, (*columns, "leeftijd")).sum() == with_age == 535


def test_the_attacker_names_nearly_everyone_where_nothing_is_protected(people):
    attack = exposure.attack_on(people, "open")
    assert attack.disclosed >= 0.9 * attack.persons


def test_a_group_that_may_not_be_published_is_small_enough_to_be_told_of():
    assert FEW == SMALLEST_VIEW - 1


def test_nothing_follows_of_what_is_published(people):
    attack = exposure.attack_on(people, "publicatie")
    assert (attack.singled_out, attack.bounds, attack.differences, attack.disclosed) == (0, 0, 0, 0)
    assert attack.shown >= 0.6 * attack.views


def in_forced(lattice, attributes):
    """Return who is in a group of which something follows, when every view is shown."""
    shown = np.ones(len(lattice.views), dtype=bool)
    known = carried(published(lattice, shown, attributes), shown)
    return known.members[forced(known)].any(axis=0)


def test_the_same_machinery_names_nearly_everybody_by_exact_counts(people, monkeypatch):
    """Every option of every filter by itself, of one and two filters: nothing merged or hidden."""
    monkeypatch.setattr(lattices, "SMALLEST_CATEGORY", 0)
    monkeypatch.setattr(lattices, "REGIONS", tuple((o,) for r in lattices.REGIONS for o in r))
    monkeypatch.setattr(lattices, "AGES", tuple((age, age) for age in range(12, 61)))
    monkeypatch.setattr(lattices, "SENSITIVE", frozenset())
    monkeypatch.setattr(lattices, "GEOGRAPHIES", frozenset())
    lattice = lattice_of(people)
    named = in_forced(lattice, said_as(Exact, people))
    assert named.sum() >= 0.9 * len(people)
    # What it says of them is true, also where it does not know the counts under five.
    assert in_forced(lattice, said_as(HiddenUnderFive, people)).sum() > 0.5 * len(people)


@pytest.mark.parametrize("kind", [Exact, HiddenUnderFive])
def test_it_names_people_in_the_published_views_if_counts_were_exact(people, kind):
    lattice, attributes = lattice_of(people), said_as(kind, people)
    shown = shown_of(lattice)
    known = carried(published(lattice, shown, attributes), shown)
    assert told(known, shown).sum() >= 100
    for fact in facts(known, shown):
        has = attributes.has[fact.group, fact.value]
        assert has.all() if fact.everybody else not has.any()


SEEDS = (1, 4, 6, 8)
"""Of these, exchanging is needed for 1, 4 and 6; `perspectief attack --shuffled 20` does twenty."""


def follows(people, sums=True):
    """Return of how many something follows when they are published without an exchange."""
    lattice, attributes = lattice_of(people), attributes_of(people)
    shown = shown_of(lattice)
    if not sums:
        attributes = replace(attributes, sums=())
    return told(carried(published(lattice, shown, attributes), shown), shown).sum()


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_follows_on_other_registers(people, seed):
    other = shuffled(people, seed)
    found = exposure.attack_on(other, "publicatie")
    assert found.disclosed == 0
    assert found.shown >= 0.6 * found.views
    assert (follows(other) > 0) == (found.exchanged > 0)


def test_what_counts_of_a_view_add_up_to_tells_more_than_each_by_itself(people):
    with_sums = [follows(shuffled(people, seed)) for seed in SEEDS]
    alone = [follows(shuffled(people, seed), sums=False) for seed in SEEDS]
    assert all(more >= fewer for more, fewer in zip(with_sums, alone, strict=True))
    assert sum(with_sums) > sum(alone)


def test_who_is_attacked_is_who_is_published(people):
    """The people that the audit attacks exchange nothing once more."""
    other = shuffled(people, 4)
    assert follows(other)
    as_it_is = exposure.attack_published(other)
    assert as_it_is.shown < exposure.attack_on(other, "publicatie").shown
    assert as_it_is.exchanged == 0
