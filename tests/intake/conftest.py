"""Invented lists and runs on them, made once."""

import pytest

from perspectief.intake.demo.lists import make_demo
from tests.intake.damage import sound_workbooks
from tests.intake.runs import SOURCE, run_on


@pytest.fixture(scope="session")
def clean(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schoon")
    make_demo(SOURCE, folder / "lijsten", seed=1, faults=False)
    return run_on(folder / "lijsten", folder)


@pytest.fixture(scope="session")
def faulty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fouten")
    make_demo(SOURCE, folder / "lijsten", seed=2, faults=True, rounds=False)
    return run_on(folder / "lijsten", folder)


@pytest.fixture(scope="session")
def sound(tmp_path_factory):
    return sound_workbooks(tmp_path_factory.mktemp("goed"))
