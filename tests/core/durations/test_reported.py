import pytest

from perspectief_core.durations.reported import reported_durations
from perspectief_core.results import refuse_rows
from perspectief_core.shares.intervals import share
from tests.core.builders import make_cohort, make_extract, stays

ROWS = (
    ("2009-06-01", "2009-11-01", "mob"),
    ("2009-06-01", "2011-02-01", "mob"),
    ("2009-10-01", "2009-12-01", "mob"),
    ("2010-01-01", "2011-01-01", "terugkeer"),
    ("2009-09-01", None, "in_begeleiding"),
    ("2009-10-01", None, "in_begeleiding"),
    ("2010-01-01", None, "overig"),
)


def test_before_and_since_the_start_apart():
    durations = reported_durations(stays(*ROWS))
    assert (durations.exits.before.n, durations.exits.before.mean) == (2, 12.5)
    assert (durations.exits.since.n, durations.exits.since.missing) == (2, 1)
    assert durations.exits.since.mean == 7
    assert (durations.guided.before.mean, durations.guided.since.mean) == (19, 18)


def test_parts_by_hand():
    durations = reported_durations(stays(*ROWS))
    assert durations.early_of_all == share(2, 6)
    assert durations.mob_early_since == share(1, 2)
    assert durations.mob_long_before == share(1, 1)
    # Who came in the month of the start has been there 18 months, and no longer.
    assert durations.guided_long_before == share(1, 1)
    assert durations.longest_since == 18


def test_nobody_who_came_since_the_start_stayed_longer_than_that():
    people = make_cohort(make_extract(500)).people
    since = people[people["instroom"] >= "2009-10-01"]
    assert (
        since["maanden"].max() <= reported_durations(make_cohort(make_extract(500))).longest_since
    )


def test_the_longest_follows_the_peildatum():
    assert reported_durations(make_cohort(peildatum="2010-10-01")).longest_since == 12


@pytest.mark.parametrize("n", [0, 1, 3])
def test_nobody_and_a_few(n):
    durations = reported_durations(make_cohort(make_extract(n)))
    refuse_rows(durations)
    assert "nan" not in repr(durations)
