"""Two editions together: what exact counts would tell, and rounded ones do not."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from perspectief_core import Selection, select
from perspectief_core.attack.editions import (
    ENDINGS,
    FACTS,
    UNSAID,
    Earlier,
    said_of,
    told_by_all,
    told_by_both,
    told_to_who_knows_leavers,
)
from perspectief_core.disclosure.closing import closed_lattice, shown_of
from perspectief_core.disclosure.questions import fitting
from perspectief_core.disclosure.rounding import rounded_part
from perspectief_core.durations.half_years import HALF_YEARS, until_exit
from tests.core.builders import make_extract


def said_bounds(size, count):
    """Return which counts of a group of known size are published as this one is."""
    return fitting(int(rounded_part(count, size)), (size, size))[0]


SINCE = date(2010, 12, 1)


def said(people, counted, ends):
    """Return what an edition says of the people counted in it, in every view that is shown."""
    lattice = closed_lattice(people)
    outcome = people["uitkomst"].astype(str).to_numpy()
    told = {}
    for place in np.flatnonzero(shown_of(lattice)):
        inside = lattice.members[place]
        left = outcome[inside & counted]
        told[lattice.views[place].selection] = tuple(
            ends(int(inside.sum()), int((left == code).sum())) for code in ENDINGS
        )
    return told


def test_exact_counts_tell_of_who_left_between_two_editions(people):
    had_left = (people["uitstroom"] < pd.Timestamp(SINCE)).to_numpy()
    everybody = np.ones(len(people), dtype=bool)

    def exact(_size, count):
        return count, count

    before, now = said(people, had_left, exact), said(people, everybody, exact)
    told = told_by_both(people, SINCE, before, now)
    since = people["uitstroom"].ge(pd.Timestamp(SINCE)).to_numpy()
    # The second edition by itself tells of fewer: the two together are what is asked about.
    alone = told_by_both(people, SINCE, {}, now)
    assert (told & since).sum() > (alone & since).sum() > 20


def test_rounding_alone_does_not_hold_and_the_first_edition_once_more_does(people):
    had_left = (people["uitstroom"] < pd.Timestamp(SINCE)).to_numpy()
    everybody = np.ones(len(people), dtype=bool)
    before, now = (said(people, counted, said_bounds) for counted in (had_left, everybody))
    assert told_by_both(people, SINCE, before, now).sum() > 20
    # A count that is held can stand for all that would be.
    wide = {
        view: tuple((max(low - 10, 0), high + 10) for low, high in ends)
        for view, ends in before.items()
    }
    assert not told_by_both(people, SINCE, before, wide).any()


def test_editions_that_contradict_each_other_tell_nothing(people):
    def exact(_size, count):
        return count, count

    nobody = np.zeros(len(people), dtype=bool)
    now = said(people, nobody, exact)
    before = said(people, ~nobody, exact)
    assert not told_by_both(people, SINCE, before, now).any()


def test_who_knows_who_left_is_told_of_a_few_by_one_edition(people):
    everybody = np.ones(len(people), dtype=bool)
    exact = said(people, everybody, lambda _size, count: (count, count))
    rounded = said(people, everybody, said_bounds)
    few = told_to_who_knows_leavers(people, rounded).sum()
    assert 0 < few < 40 < told_to_who_knows_leavers(people, exact).sum()
    # What is not published bounds nothing.
    more = {view: (*ends, *[UNSAID] * (len(FACTS) - len(ends))) for view, ends in rounded.items()}
    assert told_to_who_knows_leavers(people, more).sum() == few


def test_all_that_is_published_of_who_left_is_taken_together(people):
    """An edition that says nothing of endings and exactly after how long people left."""
    halves = until_exit(people).astype(object)
    left = halves.notna().to_numpy()
    nothing = [UNSAID] * (len(FACTS) - len(HALF_YEARS))
    lattice = closed_lattice(people)
    told = {}
    for place in np.flatnonzero(shown_of(lattice)):
        inside = halves[lattice.members[place] & left]
        exact = [(int((inside == code).sum()),) * 2 for code in HALF_YEARS]
        told[lattice.views[place].selection] = (*nothing, *exact)
    assert told_to_who_knows_leavers(people, told).sum() > 40


def test_what_an_edition_says_is_what_its_counts_allow(people):
    said_now = said_of(people)
    lattice = closed_lattice(people)
    columns = (people["uitkomst"], people["beeindigd_door"], until_exit(people))
    for place in np.flatnonzero(shown_of(lattice)):
        ends = said_now[lattice.views[place].selection]
        inside = lattice.members[place]
        for name, (low, high) in zip(FACTS, ends, strict=True):
            counts = [int(column[inside].eq(name).sum()) for column in columns]
            assert any(low <= count <= high for count in counts)
    assert told_to_who_knows_leavers(people, said_now).any()


EARLIER = date(2010, 7, 1)


@pytest.fixture(scope="module")
def few():
    return select(make_extract(120, seed=4), Selection()).people


def exactly(few, since):
    """Return the edition of who had left by a day, with exact counts."""
    had_left = (few["uitstroom"] < pd.Timestamp(since)).to_numpy()
    return Earlier(since, said(few, had_left, lambda _size, count: (count, count)))


def test_three_editions_tell_what_any_two_of_them_do(few):
    everybody = np.ones(len(few), dtype=bool)
    now = said(few, everybody, lambda _size, count: (count, count))
    first, second = exactly(few, EARLIER), exactly(few, SINCE)
    together = told_by_all(few, (first, second), now)
    # What the two earlier ones say without the last is not counted to it.
    before = told_by_all(few, (first,), now) | told_by_all(few, (second,), now)
    lately = few["uitstroom"].ge(pd.Timestamp(SINCE)).to_numpy()
    assert (together & lately).sum() >= (told_by_both(few, SINCE, second.said, now) & lately).sum()
    assert (before & lately & ~together).sum() == 0
    assert together.any()


def test_of_three_that_contradict_each_other_two_that_do_not_still_tell(few):
    everybody = np.ones(len(few), dtype=bool)
    now = said(few, everybody, lambda _size, count: (count, count))
    second = exactly(few, SINCE)
    # More of each ending than there were people who had left by then.
    wrong = Earlier(EARLIER, now)
    expected = told_by_all(few, (second,), now)
    assert expected.any()
    assert (told_by_all(few, (wrong, second), now) >= expected).all()
