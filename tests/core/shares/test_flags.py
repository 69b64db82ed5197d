import numpy as np
import pytest
from scipy.stats import false_discovery_control

from perspectief_core.shares import flags


def test_false_discoveries_are_those_of_scipy():
    rng = np.random.default_rng(3)
    for number in (1, 2, 5, 20, 120):
        for power in (1, 4):
            # Also equal ones, and 0 and 1.
            ps = np.round(rng.random(number) ** power, 2)
            assert flags.adjusted(ps.tolist()) == pytest.approx(false_discovery_control(ps))


def test_without_people_there_is_no_p():
    assert flags.adjusted([]) == ()
    assert flags.adjusted([None, 0.04, None]) == (None, 0.04, None)
