"""Of who is not counted nothing follows from the inclusion flow, and the attack sees what would."""

from dataclasses import replace
from itertools import product

import pytest

from perspectief_core import load
from perspectief_core.attack.falling_out import Rules, tells, told_of_uncounted
from perspectief_core.cohort.selecting import FlowStep, InclusionFlow
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.disclosure.rounding import from_rounded
from perspectief_core.results import DisclosureError
from perspectief_core.shares.fives import rounded
from tests.core.builders import make_extract
from tests.places import SHIPPED

CRITERIA = (
    ("peildatum", "2011-04-01"),
    ("instroom_tot", "2010-10-01"),
    ("voor_start", "meetellen"),
)
"""With the report's choices only these can drop anybody."""

PLAINLY = Rules(lambda dropped, _: rounded(dropped), lambda kept, *_: rounded(kept))


def flow_of(included, dropped):
    """Return the flow of a register of which each criterion drops so many."""
    steps, left = [], included + sum(dropped)
    start = left
    for (code, choice), count in zip(CRITERIA, dropped, strict=True):
        left -= count
        steps.append(
            FlowStep(code=code, choice=(choice,), kept=left, dropped=count, is_filter=False)
        )
    return InclusionFlow(start, tuple(steps))


def plainly_rounded(flow):
    """Return the flow with every number rounded by itself."""
    steps = [replace(s, kept=rounded(s.kept), dropped=rounded(s.dropped)) for s in flow.steps]
    return InclusionFlow(rounded(flow.start), tuple(steps))


@pytest.mark.parametrize("included", range(730, 740))
def test_nothing_follows_of_who_is_not_counted(included):
    plainly_told = 0
    for dropped in product((0, 1, 4, 5, 8, 13, 22), repeat=3):
        flow = flow_of(included, dropped)
        plainly_told += tells(plainly_rounded(flow), flow.start, included, PLAINLY)
        if 0 < sum(dropped) < 10:
            with pytest.raises(Withheld):
                from_rounded(flow)
            continue
        published = from_rounded(flow)
        assert not tells(published, flow.start, included)
        assert from_rounded(published) == published
    assert plainly_told


def test_by_hand_all_thirteen_fell_out_at_one_criterion():
    flow = flow_of(737, (0, 13, 0))
    assert tells(plainly_rounded(flow), 750, 737, PLAINLY)
    assert not tells(from_rounded(flow), 750, 737)
    with pytest.raises(DisclosureError):
        tells(from_rounded(flow), 800, 737)


@pytest.mark.parametrize("extract", [load(SHIPPED), make_extract(300, seed=1)], ids=["own", "made"])
def test_nothing_follows_of_an_extract(extract):
    assert told_of_uncounted(extract) == 0
