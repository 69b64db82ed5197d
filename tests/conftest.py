"""Settings for all tests."""

import gc
import os

from hypothesis import settings

# No deadline: a busy machine is not a wrong answer. In CI the same examples every time, so that a
# change fails for what it changes.
settings.register_profile("perspectief", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("perspectief")


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every later collection of garbage."""
    gc.collect()
    gc.freeze()
