"""Who knows everybody but one, and who knows why a view is hidden."""

import numpy as np
import pandas as pd
import pytest

from perspectief_core import Selection, load, select
from perspectief_core.disclosure import insider as insiders
from perspectief_core.disclosure.bounds import attributes_of
from perspectief_core.disclosure.closing import closed_lattice, shown_of
from perspectief_core.disclosure.insider import all_but_one, insider
from perspectief_core.disclosure.rounding import rounded_part
from perspectief_core.disclosure.shuffled import MIXED, shuffled
from tests.places import SHIPPED


@pytest.fixture(scope="module")
def people():
    return select(load(SHIPPED), Selection()).people


@pytest.fixture(scope="module")
def lattice(people):
    return closed_lattice(people)


def test_who_knows_all_others_sees_a_count_at_an_edge(people, lattice):
    """Told apart by publishing again without the one, and with the one having the other value."""
    attributes = attributes_of(people)
    has, lacks = all_but_one(lattice, attributes)
    views = lattice.members[shown_of(lattice)]

    def told(person):
        for members in views[views[:, person]]:
            size = int(members.sum())
            for value in range(attributes.shape[1]):
                others = int((attributes[members, value]).sum()) - int(attributes[person, value])
                if rounded_part(others, size) != rounded_part(others + 1, size):
                    yield bool(attributes[person, value])

    for person in np.random.default_rng(1).choice(len(people), 25, replace=False):
        answers = set(told(person))
        assert (bool(has[person]), bool(lacks[person])) == (True in answers, False in answers)


def test_the_report_counts_them(people):
    report = insider(people)
    assert report.persons == len(people)
    assert 0 < report.knows_all_others_has <= report.knows_all_others <= report.persons
    # Of the shipped extract every view is hidden for the number of people in it alone.
    assert (report.told_by_people, report.told_by_hiding) == (0, 0)


def test_what_only_an_extreme_count_can_hide_is_told(people, lattice):
    """A view is taken away of which every possible count would tell of everybody in it."""
    attributes = np.zeros((len(people), 1), dtype=bool)
    shown = shown_of(lattice)
    views = np.flatnonzero(shown)
    sizes = lattice.members.sum(axis=1)
    view = int(views[np.argmin(sizes[views])])
    attributes[lattice.members[view], 0] = True
    told = insiders.told_by_hiding(lattice, attributes, np.array([view]))
    assert told.shape == (len(people),)
    nobody = insiders.told_by_hiding(lattice, attributes, np.array([], dtype=np.int64))
    assert not nobody.any()


def test_a_shuffled_register_has_the_same_values(people):
    for seed in (0, 2):
        other = shuffled(people, seed)
        assert other.shape == people.shape
        for column in MIXED:
            same = other[column].value_counts(dropna=False)
            pd.testing.assert_series_equal(
                same.sort_index(), people[column].value_counts(dropna=False).sort_index()
            )
        assert not other[list(MIXED)].equals(people[list(MIXED)])
