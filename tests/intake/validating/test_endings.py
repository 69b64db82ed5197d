"""How guidance stood at the peildatum."""

import datetime as dt

from perspectief.intake.validating.endings import GUIDED, Ending, state_at
from tests.intake.records import day


def test_who_left_after_the_peildatum_was_still_guided_then():
    later = Ending("terugkeer", day("2011-04-01"))
    assert state_at(later, dt.date(2011, 4, 1)) == Ending(GUIDED, None)
    earlier = Ending("terugkeer", day("2011-03-31"))
    assert state_at(earlier, dt.date(2011, 4, 1)) == earlier
