import pytest

from perspectief_core import Selection, load, select
from perspectief_core.disclosure import attack as attacks
from perspectief_core.disclosure.attack import singled_out
from perspectief_core.disclosure.bounds import (
    attributes_of,
    carried,
    forced,
    forced_differences,
    published,
)
from perspectief_core.disclosure.closing import shown_of
from perspectief_core.disclosure.lattice import lattice_of
from perspectief_core.disclosure.shuffled import shuffled
from tests.places import SHIPPED


@pytest.fixture(scope="module")
def people():
    return select(load(SHIPPED), Selection()).people


def test_who_is_alone_in_a_combination(people):
    """Counted apart with pandas: the persons alone in three, four and all filters."""
    columns = ["steunpunt", "geslacht", "herkomst"]
    alone = people.groupby(columns, observed=True).size().eq(1).sum()
    assert singled_out(people, tuple(columns)).sum() == alone == 170
    with_age = people.groupby([*columns, "leeftijd_instroom"], observed=True).size().eq(1).sum()
    assert singled_out(people, (*columns, "leeftijd")).sum() == with_age == 535


def test_the_attacker_names_nearly_everyone_where_nothing_is_protected(people):
    attack = attacks.attack_on(people, "open")
    assert attack.disclosed >= 0.9 * attack.persons


def test_nothing_follows_of_what_is_published(people):
    attack = attacks.attack_on(people, "publicatie")
    assert (attack.singled_out, attack.bounds, attack.differences, attack.disclosed) == (0, 0, 0, 0)
    assert attack.shown >= 0.6 * attack.views


@pytest.mark.parametrize("seed", [4, 6])
def test_closing_is_needed_and_enough_on_other_registers(people, seed):
    other = shuffled(people, seed)
    lattice = lattice_of(other)
    shown = shown_of(lattice)
    known = carried(lattice, shown, published(lattice, shown, attributes_of(other)))
    assert len(forced(known)) + len(forced_differences(known, shown))
    attack = attacks.attack_on(other, "publicatie")
    assert attack.disclosed == 0
    assert attack.shown >= 0.6 * attack.views


def test_the_bounds_hold_the_truth(people):
    other = shuffled(people, 2)
    lattice, attributes = lattice_of(other), attributes_of(other)
    shown = shown_of(lattice)
    known = carried(lattice, shown, published(lattice, shown, attributes))
    truth = known.members.astype(int) @ attributes.astype(int)
    assert (known.low <= truth).all()
    assert (truth <= known.high).all()
