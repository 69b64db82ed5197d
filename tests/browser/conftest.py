from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.harness import FLAGS, Contexts, chromium
from tests.browser.server import serve

SPREAD = frozenset({"test_pages", "test_readers", "test_shell"})
"""Modules of many visits to the shared dashboard. The others start something of their own, which
should happen once: side by side, their tests stay together."""


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if item.path.stem not in SPREAD:
                item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    with serve(tmp_path_factory.mktemp("server") / "log") as running:
        yield running


@pytest.fixture(scope="session")
def contexts():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield Contexts(browser)
        browser.close()
