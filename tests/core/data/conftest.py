"""Here reading is what is tested."""

import pytest

from tests import loading


@pytest.fixture(scope="module", autouse=True)
def anew():
    """Read and check files every time."""
    with loading.loaded_anew():
        yield
