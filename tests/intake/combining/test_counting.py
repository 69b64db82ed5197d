"""Who does not count, and why."""

import pytest

from perspectief.intake.combining.counting import who_counts
from perspectief.intake.settings import Settings
from perspectief.intake.validating.endings import Ending
from tests.intake.records import day, registration


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"birth": day("2000-01-01")}, "children"),
        ({"ending": Ending("mob", day("2009-09-30"))}, "left_before"),
        ({"entry": day("2011-05-01")}, "entered_after"),
        ({"sex": None}, "incomplete"),
        ({"entry": None}, "incomplete"),
        ({"ending": Ending(None, None)}, "incomplete"),
        ({"ending": Ending("mob", day("2009-10-01"))}, None),
        ({"birth": day("1998-03-01")}, None),
        ({"birth": None}, None),
        ({"origin": None}, None),
    ],
)
def test_who_does_not_count_and_why(changes, reason):
    counted = who_counts([registration(**changes)], Settings())
    counts = {
        name: getattr(counted, name)
        for name in ("children", "left_before", "entered_after", "incomplete")
    }
    assert counts == {name: int(name == reason) for name in counts}
    assert len(counted.people) == (0 if reason else 1)
