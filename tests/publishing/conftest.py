"""One edition of a small extract, for what only reads it."""

import pytest

from perspectief.publishing.publish import Making, publish
from tests.publishing.editions import MADE, SMALL


@pytest.fixture(scope="session")
def small_edition(tmp_path_factory):
    """Return the file of the edition of `SMALL`."""
    out = tmp_path_factory.mktemp("editions") / "uitgave.bundel"
    publish(SMALL, out, Making(MADE, lambda *_: None, workers=1))
    return out
