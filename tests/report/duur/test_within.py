"""Who had left after half a year and a year, in words: exact and as an edition says it."""

from datetime import date

from perspectief.report.duur import within
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from perspectief_core.durations.left_within import LeftWithin, PeriodLeft, left_within
from perspectief_core.shares import intervals
from perspectief_core.shares.fives import Rounded
from tests.places import SHIPPED

EXTRACT = load(SHIPPED)
PEILDATUM = date(2011, 4, 1)


def test_every_period_is_told_as_far_as_it_was_followed():
    left = left_within(select(EXTRACT, Selection()), PEILDATUM)
    assert within.sentence(left) == (
        "Van wie in oktober 2009 – maart 2010 kwam, waren na een half jaar 34 van 240 (14\xa0%) "
        "vertrokken, en na een jaar 52 van 240 (22\xa0%). Van wie in april – september 2010 kwam, "
        "waren na een half jaar 38 van 258 (15\xa0%) vertrokken. De anderen waren toen nog in "
        "begeleiding."
    )


def test_a_few_are_not_told_apart_from_nobody():
    share = intervals.share(Rounded(0), Rounded(60))
    left = LeftWithin((PeriodLeft("apr_2010_sep_2010", (share,), (6, 12), share, None),))
    said = within.sentence(left)
    assert "0 tot 4 van 60" in said
    assert "%" not in said
