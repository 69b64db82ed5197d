import numpy as np
import pytest

from perspectief_core.durations.curves import curves
from perspectief_core.durations.restricted_mean import restricted_mean, time_in_guidance
from perspectief_core.results import refuse_rows
from perspectief_core.survival.histories import histories
from tests.core.builders import make_cohort, make_extract
from tests.core.durations_golden import cases, golden, rows


@pytest.mark.parametrize("row", rows(golden("restricted")), ids=str)
def test_restricted_mean_equals_r(row):
    estimate = restricted_mean(cases(row.from_ == "entry"), row.until)
    assert estimate.mean == pytest.approx(row.mean, rel=1e-12)
    assert estimate.se == pytest.approx(row.se, rel=1e-12)
    assert 0 <= estimate.low <= estimate.mean <= estimate.high <= row.until


def test_with_everyone_followed_it_is_the_mean_of_what_was_cut_off():
    leave = np.array([2, 5, 5, 9, 20])
    estimate = restricted_mean(histories(leave, np.ones(5)), 8)
    assert estimate.mean == pytest.approx(np.minimum(leave, 8).mean())


def test_nobody_and_everyone_gone():
    assert restricted_mean(histories([], []), 6).mean == 6
    gone = restricted_mean(histories([2, 2], [1, 1]), 6)
    assert (gone.mean, gone.se, gone.low, gone.high) == (2, 0, 2, 2)
    with pytest.raises(ValueError, match="above 0"):
        restricted_mean(histories([2], [1]), 0)


@pytest.mark.parametrize("n", [0, 1, 3, 400])
def test_only_horizons_that_were_seen(n):
    cohort = make_cohort(make_extract(n))
    guidance = time_in_guidance(cohort, corrected=True)
    refuse_rows(guidance)
    assert "nan" not in repr(guidance)
    until = curves(cohort, corrected=True).reliable_until or -1
    assert [estimate.until for estimate in guidance.estimates] == [
        t for t in (12, 24, 36) if t <= until
    ]
    assert bool(guidance.estimates) == (n > 3)


def test_counting_from_the_start_shortens_the_stay():
    cohort = make_cohort(make_extract(400))
    naive, corrected = (time_in_guidance(cohort, flag).estimates[0] for flag in (False, True))
    assert corrected.mean < naive.mean
