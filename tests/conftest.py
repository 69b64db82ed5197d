"""Settings for all tests."""

import gc
import os
import sys

# Before numpy is loaded: with a worker on every core, threads of its own only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A server of a test makes the home page and lets the test in: the rest is made when it is asked.
os.environ.setdefault("PERSPECTIEF_WARM", "0")

import pytest
from hypothesis import settings

from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from tests import loading, scheduling
from tests.places import SHIPPED

# No deadline: a busy machine is not a wrong answer. In CI the same examples every time, so that a
# change fails for what it changes.
settings.register_profile("perspectief", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("perspectief")

PROGRAM = sys.modules["__main__"]


def pytest_configure() -> None:
    """Check the same files of an extract once, but where that is what is tested."""
    loading.load_once()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long."""
    items.sort(key=lambda item: scheduling.place(item.nodeid))


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every later collection of garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shipped():
    """The extract that ships."""
    return load(SHIPPED)


@pytest.fixture(scope="session")
def everyone(shipped):
    """Everybody whom the report counts."""
    return select(shipped, Selection())


@pytest.fixture(scope="session")
def people(everyone):
    """The rows of everybody whom the report counts."""
    return everyone.people


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Put the program back where Streamlit left a page: processes that are spawned begin so."""
    sys.modules["__main__"] = PROGRAM


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call() -> None:
    """Do so again after what a test made first."""
    sys.modules["__main__"] = PROGRAM


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> scheduling.Together:
    """Keep tests that share what takes long to make on one worker."""
    return scheduling.Together(config, log)
