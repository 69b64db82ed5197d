"""Who came before the start beside who came since, on the shipped extract and on few people."""

import numpy as np
import pytest

from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from perspectief_core.durations.curves import curves
from perspectief_core.durations.late_entry import late_entry
from perspectief_core.results import refuse_rows
from tests.core.builders2 import binary, cohort_of
from tests.places import SHIPPED


def test_the_two_countings_are_those_of_the_curves(everyone):
    comparison = late_entry(everyone)
    assert (comparison.n_before, comparison.n_since) == (235, 498)
    corrected = curves(everyone, corrected=True).event_free.complement
    only = curves(select(load(SHIPPED), Selection(voor_start="weglaten")), corrected=False)
    for moments, curve in (
        (comparison.corrected, corrected),
        (comparison.since, only.event_free.complement),
    ):
        for moment in moments:
            assert moment.share == pytest.approx(curve.cif[moment.month - 1])


def test_coxph_gives_the_same_ratio(everyone):
    # R: coxph(Surv(entry, exit, event) ~ early + cluster(steunpunt), ties = "breslow"), censorings
    # a quarter of a month earlier.
    ratio = late_entry(everyone).ratio
    assert ratio.ratio == pytest.approx(1.50284532, rel=1e-7)
    assert ratio.naive == pytest.approx(0.1991946, rel=1e-6)
    assert ratio.naive_p < 0.05 < ratio.p


def test_calendar_months_count_everyone_once(everyone):
    months = late_entry(everyone).months
    people = everyone.people
    assert len(months) == 18
    assert sum(month.left.count for month in months) == people["uitstroom"].notna().sum()
    guided = (people["uitkomst"] == "in_begeleiding").sum()
    assert months[-1].left.total - months[-1].left.count == guided
    january = months[3]
    there = (people["instroom"] <= "2010-01-31") & ~(people["uitstroom"] < "2010-01-01")
    assert january.left.total == there.sum()


@pytest.mark.parametrize("counts", [{}, {"a": (0, 0)}, {"a": (0, 1)}, {"a": (2, 3), "b": (1, 2)}])
def test_few_or_nobody_give_a_valid_answer(counts):
    comparison = late_entry(cohort_of(binary(counts)))
    refuse_rows(comparison)
    assert comparison.ratio is None
    assert comparison.test is None
    assert comparison.n_since == sum(n for _, n in counts.values())
    assert (
        np.isfinite(comparison.even_p) if comparison.even_p is not None else not comparison.n_before
    )
