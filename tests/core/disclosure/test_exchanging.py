"""Results are exchanged where something would follow, and nowhere else."""

from dataclasses import replace

import pytest

from perspectief_core import Selection, load, select
from perspectief_core.disclosure.attack import attack_on
from perspectief_core.disclosure.bounds import attributes_of, carried, facts, published
from perspectief_core.disclosure.closing import closed_lattice, shown_of
from perspectief_core.disclosure.exchanging import (
    RESULTS,
    applied,
    exchanged,
    exchanges,
    shown_under,
)
from perspectief_core.disclosure.lattice import lattice_of
from perspectief_core.disclosure.shuffled import shuffled
from tests.core.builders import make_extract
from tests.places import SHIPPED


@pytest.fixture(scope="module")
def extract():
    return load(SHIPPED)


@pytest.fixture(scope="module")
def people(extract):
    return select(extract, Selection()).people


def followed(people):
    lattice = lattice_of(people)
    shown = shown_of(lattice)
    attributes = attributes_of(people)
    return attributes, list(
        facts(carried(lattice, shown, published(lattice, shown, attributes)), shown)
    )


def test_an_extract_of_which_nothing_follows_stays_as_it_is(extract):
    assert exchanged(extract) is extract
    assert shown_under(extract, "open") is extract


@pytest.mark.parametrize("seed", [4, 6])
def test_afterwards_nothing_follows_and_no_view_is_hidden_for_its_people(people, seed):
    other = shuffled(people, seed)
    attributes, before = followed(other)
    assert before
    # What follows is true: the attacker is not mistaken, and this is what is prevented.
    for fact in before:
        has = attributes[fact.group, fact.value]
        assert has.all() if fact.everybody else not has.any()
    pairs = exchanges(other)
    now = applied(other, pairs)
    assert followed(now)[1] == []
    by_size, closed = lattice_of(other), closed_lattice(now)
    assert [view.reason for view in closed.views] == [view.reason for view in by_size.views]
    assert attack_on(other, "publicatie").disclosed == 0
    assert attack_on(other, "publicatie").exchanged == len(
        {person for pair in pairs for person in pair}
    )


def test_only_results_move_and_only_between_those_named(people):
    other = shuffled(people, 6)
    pairs = exchanges(other)
    now = applied(other, pairs)
    kept = [column for column in other if column not in RESULTS]
    assert now[kept].equals(other[kept])
    moved = {person for pair in pairs for person in pair}
    still = [label for label in other.index if label not in moved]
    assert now.loc[still].equals(other.loc[still])
    for column in RESULTS:
        if column in other:
            same = other[column].value_counts(dropna=False)
            assert now[column].value_counts(dropna=False).to_dict() == same.to_dict()
            assert now[column].dtype == other[column].dtype


def test_an_extract_is_published_as_the_people_after_the_exchange():
    """The months in guidance are computed again from the dates, and nothing follows from those."""
    changed = 0
    for seed in (2, 3):
        extract = make_extract(200, seed=seed)
        swapped = exchanged(extract)
        changed += swapped is not extract
        assert exchanged(swapped) is swapped
        assert followed(select(swapped, Selection()).people)[1] == []
        assert swapped.id == extract.id
    assert changed


def test_nobody_has_nothing_to_exchange(extract):
    nobody = replace(extract, deelnemers=extract.deelnemers.iloc[:0])
    assert exchanged(nobody) is nobody
