"""The linear programmes find what follows where something does, and nothing where nothing may."""

from dataclasses import replace

import numpy as np
import pytest

from perspectief_core.attack import linear
from perspectief_core.disclosure.lattice import lattice_of
from tests.core.builders import make_cohort, make_extract

PEOPLE = make_cohort(make_extract(90, seed=3)).people


def all_shown(people):
    """Return a lattice of which every view is shown, however small."""
    lattice = lattice_of(people)
    return replace(lattice, views=tuple(replace(view, reason=None) for view in lattice.views))


def test_of_exact_counts_of_every_view_something_follows_about_nearly_everybody(monkeypatch):
    monkeypatch.setattr(linear, "rounded_part", lambda count, _total: count)
    report = linear.check_lattice(PEOPLE, all_shown(PEOPLE), 12)
    assert report.groups == 12
    assert report.disclosed >= 10


def test_of_what_is_published_nothing_is_found():
    report = linear.check(PEOPLE, 12)
    assert report.groups == 12
    assert report.programmes > 100
    assert report.disclosed == 0


def test_the_same_groups_are_drawn_again():
    assert linear.check(PEOPLE, 2, seed=4) == linear.check(PEOPLE, 2, seed=4)


@pytest.mark.parametrize(
    ("total", "count", "ends"),
    [(23, 2, (0, 4)), (23, 7, (5, 7)), (23, 12, (8, 12)), (23, 19, (19, 23)), (733, 21, (18, 22))],
)
def test_a_published_count_stands_for_every_count_that_is_published_so(total, count, ends):
    assert linear._fitting(total, count) == ends


def test_a_programme_is_what_can_be_counted_by_hand():
    # Of a and b together 3 of 4 have it, of b and c 1 at most: then both in a, 1 in b, none in c.
    views = np.array([[True, True, False], [False, True, True]])
    told = linear._Told(views, np.array([3, 0]), np.array([3, 1]))
    size = np.array([2, 2, 2])
    assert linear._ends(told, size, 0) == (2.0, 2.0)
    assert linear._ends(told, size, 1) == (1.0, 1.0)
    assert linear._ends(told, size, 2) == (0.0, 0.0)
