"""The increments of an estimate and its standard errors, where they are known in closed form."""

import numpy as np
import pytest

from perspectief_core.survival.histories import histories
from perspectief_core.survival.increments import increments, standard_errors


@pytest.mark.parametrize("hits", [1, 7, 19])
def test_of_people_all_followed_the_error_is_that_of_a_binomial_share(hits):
    people = histories(np.where(np.arange(20) < hits, 1.0, 2.0), (np.arange(20) < hits).astype(int))
    estimate = increments(people, 1, "outcomes_first")
    errors = standard_errors(people, estimate, np.array([0, 1]), "outcomes_first")
    share = hits / 20
    assert errors[0].tolist() == [0, 0]
    assert errors[1] == pytest.approx(np.sqrt(share * (1 - share) / 20))


def test_shares_are_those_of_a_count_and_add_up():
    people = histories([1.0, 1.0, 2.0, 3.0], [1, 2, 1, 0])
    estimate = increments(people, 2, "outcomes_first")
    assert estimate.times.tolist() == [1.0, 2.0]
    assert estimate.states.tolist() == [[1, 0, 0], [0.5, 0.25, 0.25], [0.25, 0.5, 0.25]]
