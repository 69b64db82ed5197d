"""Results are exchanged where something would follow, and nowhere else."""

from dataclasses import replace

import pytest

from perspectief_core import Selection, select
from perspectief_core.attack.exposure import attack, attack_on, attack_published
from perspectief_core.attack.shuffled import shuffled
from perspectief_core.disclosure import exchanging
from perspectief_core.disclosure.attributes import attributes_of, published
from perspectief_core.disclosure.closing import closed_lattice, shown_of
from perspectief_core.disclosure.exchanging import (
    RESULTS,
    Followed,
    applied,
    exchanged,
    exchanges,
    exchanges_of,
    shown_under,
    still_followed,
)
from perspectief_core.disclosure.lattice import lattice_of
from perspectief_core.inference.bounds import carried
from perspectief_core.inference.following import facts
from tests.core.builders import make_extract


def followed(people):
    lattice = lattice_of(people)
    shown = shown_of(lattice)
    attributes = attributes_of(people)
    return attributes.has, list(facts(carried(published(lattice, shown, attributes), shown), shown))


def test_an_extract_of_which_nothing_follows_stays_as_it_is(shipped):
    assert exchanged(shipped) is shipped
    assert shown_under(shipped, "open") is shipped


@pytest.mark.parametrize("seed", [1, 6])
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
        # The months until somebody left count from when they came themselves.
        if column in other and column != "maanden":
            same = other[column].value_counts(dropna=False)
            assert now[column].value_counts(dropna=False).to_dict() == same.to_dict()
            assert now[column].dtype == other[column].dtype


def test_an_extract_is_published_as_the_people_after_the_exchange():
    """The months in guidance are computed again from the dates, and nothing follows from those."""
    changed = 0
    for n, seed in ((120, 2), (150, 5), (200, 3)):
        extract = make_extract(n, seed=seed)
        found = exchanged(extract)
        changed += found is not extract
        assert exchanged(found) is found
        assert followed(select(found, Selection()).people)[1] == []
        assert found.id == extract.id
        assert attack_published(select(found, Selection()).people).disclosed == 0
        assert attack(extract, "publicatie").exchanged == attack_exchanged(extract)
    assert changed


def attack_exchanged(extract):
    return len({one for pair in exchanges_of(extract) for one in pair})


def test_months_in_guidance_follow_the_dates_that_are_exchanged():
    extract = make_extract(120, seed=2)
    people = select(extract, Selection()).people
    pairs = exchanges_of(extract)
    moved = [one for pair in pairs for one in pair]
    counted = select(exchanged(extract), Selection()).people
    assert not counted.loc[moved, "maanden"].equals(people.loc[moved, "maanden"])
    assert applied(people, pairs)["maanden"].equals(counted["maanden"])


def test_nobody_has_nothing_to_exchange(shipped):
    nobody = replace(shipped, deelnemers=shipped.deelnemers.iloc[:0])
    assert exchanged(nobody) is nobody


def test_who_came_too_late_to_have_left_after_two_years_is_not_exchanged_with():
    """Once the same two people went to and fro, in each of forty rounds."""
    extract = make_extract(300, seed=2)
    assert exchanges_of(extract) == []
    assert exchanged(extract) is extract
    _, follows = followed(select(extract, Selection()).people)
    names = attributes_of(select(extract, Selection()).people).names
    assert {names[fact.value] for fact in follows} == {("duur_vertrek", "vanaf_24")}
    left = still_followed(extract)
    assert left.groups == len({fact.group.tobytes() for fact in follows}) > 0
    assert left.columns == ("uitstroom",)


def test_a_round_that_brings_back_what_was_there_is_the_last(monkeypatch):
    """Whatever follows, the same pair is exchanged: the second time that undoes the first."""
    extract, rounds = make_extract(120, seed=2), []
    people = select(extract, Selection()).people
    pair = tuple(people.index[:2])

    def same(*_):
        rounds.append(pair)
        return [pair]

    monkeypatch.setattr(exchanging, "_round", same)
    assert exchanges(people) == [pair]
    assert len(rounds) == 2


@pytest.mark.parametrize(("n", "seed"), [(120, 2), (150, 5)])
def test_after_exchanging_nothing_is_left_that_follows(n, seed):
    extract = make_extract(n, seed=seed)
    assert exchanges_of(extract)
    assert still_followed(extract).groups > 0
    assert still_followed(exchanged(extract)) == Followed(0, ())
