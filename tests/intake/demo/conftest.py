"""Invented persons, made once."""

import numpy as np
import pytest

from perspectief.intake.demo.people import invent
from perspectief_core.data import extract
from tests.intake.runs import SOURCE


@pytest.fixture(scope="session")
def shipped():
    return extract.load(SOURCE)


@pytest.fixture(scope="session")
def people(shipped):
    return invent(shipped.deelnemers, np.random.default_rng(1), frozenset({"utrecht"}))
