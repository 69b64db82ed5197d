"""What may leave, and as what."""

from __future__ import annotations

import pytest

from perspectief.report.overzicht import outcomes
from perspectief.takeaway.forms import FORMS, make, may_leave
from perspectief.takeaway.occasion import Occasion
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.protecting import protect
from perspectief_core.people.outcomes import distribution
from perspectief_core.results import DisclosureError
from tests.takeaway.conftest import DAY, SITE


def block_under(policy, extract):
    found = distribution(select(extract, Selection()))
    return outcomes.outcome_block(protect(found, extract, Selection(), policy))


@pytest.mark.parametrize("code", FORMS)
def test_what_an_analyst_sees_stays_on_the_screen(code, extract):
    seen, opened = (block_under(policy, extract) for policy in ("analist", "open"))
    assert (may_leave(seen), may_leave(opened)) == (False, True)
    with pytest.raises(DisclosureError, match="analist"):
        make(code, seen, Occasion(SITE, DAY))
    assert make(code, opened, Occasion(SITE, DAY))
