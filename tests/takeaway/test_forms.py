"""What may leave, and as what."""

from __future__ import annotations

import pytest

from perspectief.report.overzicht import outcomes
from perspectief.takeaway.forms import FORMS, forms_of, make
from perspectief.takeaway.occasion import Occasion
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.protecting import protect
from perspectief_core.people.outcomes import distribution
from perspectief_core.results import DisclosureError
from tests.takeaway.conftest import DAY, SITE


def block_under(policy, shipped):
    counted = distribution(select(shipped, Selection()))
    return outcomes.outcome_block(protect(counted, shipped, Selection(), policy))


@pytest.mark.parametrize("code", FORMS)
def test_what_an_analyst_sees_stays_on_the_screen(code, shipped):
    seen = block_under("analist", shipped)
    assert forms_of(seen) == {}
    with pytest.raises(DisclosureError, match="does not leave"):
        make(code, seen, Occasion(SITE, DAY))


def test_a_figure_leaves_as_what_it_can_be(shipped, figure_of):
    table = figure_of("werkwijzen", "typen").block
    assert set(forms_of(table)) == {"xlsx", "pptx", "pdf", "csv", "csv-nl"}
    chart = figure_of("werkwijzen", "werkwijzen").block
    assert set(forms_of(chart)) == set(FORMS)
    opened = block_under("open", shipped)
    assert all(make(code, opened, Occasion(SITE, DAY)) for code in forms_of(opened))
    with pytest.raises(DisclosureError, match="`typen` does not leave as `svg`"):
        make("svg", table, Occasion(SITE, DAY))
