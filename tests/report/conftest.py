"""The extract that ships, read once."""

import pytest

from perspectief_core.data.extract import load
from tests.places import SHIPPED


@pytest.fixture(scope="session")
def shipped():
    return load(SHIPPED)
