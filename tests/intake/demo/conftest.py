"""Invented persons, made once."""

import numpy as np
import pytest

from perspectief.intake.demo.people import invent


@pytest.fixture(scope="session")
def people(shipped):
    return invent(shipped.deelnemers, np.random.default_rng(1), frozenset({"utrecht"}))
