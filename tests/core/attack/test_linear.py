"""The linear programmes find what follows where something does, and nothing where nothing may."""

from dataclasses import replace

import numpy as np
import pytest
import scipy

from perspectief_core.attack import linear
from perspectief_core.disclosure.attributes import published
from perspectief_core.disclosure.lattice import lattice_of
from tests.core.builders import make_cohort, make_extract
from tests.core.disclosure.saying import Exact, said_as

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
    assert report.programmes > 30
    assert report.disclosed == 0
    every = linear.check(PEOPLE)
    assert every.groups > 50
    assert every.disclosed == 0


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
    size, every = np.array([2, 2, 2]), np.arange(3)
    assert [
        linear._forced(told, size, every, everybody)[0].tolist() for everybody in (True, False)
    ] == [
        [0],
        [2],
    ]


def test_what_is_asked_of_many_groups_at_once_is_what_is_asked_of_each():
    """Beside a programme for every group: the most and the fewest people with a value."""
    rng = np.random.default_rng(5)
    for _ in range(20):
        views, size = rng.random((5, 8)) < 0.4, rng.integers(1, 4, 8)
        has = rng.integers(0, size + 1)
        counts = views @ has
        told = linear._Told(views, counts - rng.integers(0, 2, 5), counts + rng.integers(0, 2, 5))
        for everybody in (True, False):
            forced, _ = linear._forced(told, size, np.arange(8), everybody)
            assert forced.tolist() == [
                group for group in range(8) if _none_otherwise(told, size, group, everybody)
            ]


def _none_otherwise(told, size, group, everybody):
    wanted = np.zeros(len(size))
    wanted[group] = 1 if everybody else -1
    optimum = scipy.optimize.linprog(
        wanted,
        A_ub=np.concatenate([told.views, -told.views.astype(int)]),
        b_ub=np.concatenate([told.high, -told.low]),
        bounds=np.column_stack([np.zeros(len(size)), size]),
    )
    return abs(optimum.fun - (size[group] if everybody else 0)) < 1e-6


def test_what_is_said_of_views_tells_of_the_same_groups_and_of_whom():
    lattice, attributes = all_shown(PEOPLE), said_as(Exact, PEOPLE)
    shown = np.ones(len(lattice.views), dtype=bool)
    report, whom = linear.check_known(published(lattice, shown, attributes), shown)
    assert report.disclosed > 0.8 * report.groups
    assert whom.sum() >= report.disclosed
