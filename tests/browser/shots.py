"""`make shots`: a screenshot of every page in `shots/`, and the picture of the README.

Wide and phone, light and dark, the whole page each; look at them all after a change to the look.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from perspectief.report.words import shell
from tests.browser.harness import FLAGS, PAGES, PATHS, Contexts, Visit, chromium
from tests.browser.server import serve
from tests.places import ROOT

VIEWS = ((1440, "light"), (1440, "dark"), (390, "light"), (390, "dark"))
README_PICTURE = ROOT / "docs" / "overzicht.png"


def shoot(visit: Visit, width: int, target: Path) -> None:
    """Write the whole page as a picture: the window grows to the height of its content."""
    height = visit.page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    visit.page.set_viewport_size({"width": width, "height": height + 40})
    visit.settle()
    # Charts draw themselves anew after the window has grown.
    visit.page.wait_for_timeout(400)
    visit.page.screenshot(path=target)


def main() -> None:
    """Write every picture."""
    folder = ROOT / "shots"
    folder.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        serve(Path(scratch) / "log") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        contexts = Contexts(browser)
        for name in PAGES:
            for width, scheme in VIEWS:
                with contexts.open(server, PATHS[name], width, scheme) as visit:
                    shoot(visit, width, folder / f"{name}_{width}_{scheme}.png")
        with contexts.open(server, PATHS[shell.HOME.name]) as visit:
            visit.page.screenshot(path=README_PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
