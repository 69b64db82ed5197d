"""Lines counted by their number are the histories of people one by one."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

from perspectief_core.cohort.grouping import Grouping
from perspectief_core.durations.timelines import Timelines
from perspectief_core.survival.histories import histories

PEOPLE = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 40), st.none()),
        st.integers(0, 5),
        st.integers(0, 30),
        st.integers(0, 3),
        st.booleans(),
    ),
    max_size=60,
)


def drawn(people):
    exits, events, entries, groups, chosen = map(
        np.array, zip(*people, strict=True) if people else [[]] * 5
    )
    lines = Timelines.of_people(
        np.array([np.nan if exit_ is None else exit_ for exit_ in exits], dtype=np.float64),
        events.astype(np.int64),
        np.where(entries > 0, entries - 0.5, 0.0),
    )
    return lines, Grouping(("a", "b", "c", "d"), groups.astype(np.int64)), chosen.astype(bool)


def one_by_one(lines, chosen):
    return histories(lines.exit[chosen], lines.event[chosen], lines.entry[chosen])


def assert_same(counted, expected):
    for name in ("entry", "exit", "event", "weight"):
        assert getattr(counted, name).tolist() == getattr(expected, name).tolist()
    assert counted.excluded == expected.excluded


@given(PEOPLE)
def test_counted_lines_are_the_histories_of_people_one_by_one(people):
    lines, groups, chosen = drawn(people)
    everyone = np.ones(len(people), dtype=bool)
    assert_same(lines.of(), one_by_one(lines, everyone))
    assert_same(lines.of(chosen), one_by_one(lines, chosen))
    for number, counted in enumerate(lines.by(groups)):
        assert_same(counted, one_by_one(lines, groups.index == number))
    for number, counted in enumerate(lines.by(groups, chosen)):
        assert_same(counted, one_by_one(lines, chosen & (groups.index == number)))


@given(PEOPLE)
def test_different_lines_are_each_there_once(people):
    timelines, _, _ = drawn(people)
    lines = timelines.lines
    for name in ("exit", "event", "entry"):
        own, every = getattr(timelines, name), getattr(lines, name)
        assert np.array_equal(every[timelines.place], own, equal_nan=True)
    rows = zip(lines.exit.tolist(), lines.event, lines.entry, strict=True)
    assert len({str(row) for row in rows}) == len(lines.exit)


@given(PEOPLE)
def test_many_groups_are_counted_by_what_is_there(people):
    timelines, groups, chosen = drawn(people)
    few = timelines.by(groups, chosen)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("perspectief_core.durations.timelines._MOST_CELLS", 0)
        for counted, expected in zip(timelines.by(groups, chosen), few, strict=True):
            assert_same(counted, expected)
