"""How long a new reader waits: from the address to text and numbers, with an empty browser cache.

`python -m benchmarks.coldload` opens the home page in a fresh browser profile each time. Wall time:
a busy machine shows in it.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.harness import FLAGS, chromium
from tests.browser.server import serve

TIMES = 7
GOAL_SECONDS = 2.5
NUMBERS = ".pf-keys dd"


def load(browser: Browser, url: str) -> tuple[float, int]:
    """Return seconds until heading and key numbers are visible, and bytes fetched."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector("h1")
    page.wait_for_selector(NUMBERS)
    seconds = time.perf_counter() - start
    context.close()
    return seconds, sum(sizes)


def main() -> None:
    """Print the median and the slowest load."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder) / "log") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        loads = [load(browser, server.url) for _ in range(TIMES)]
        browser.close()
    seconds = [taken for taken, _ in loads]
    print(f"home page, empty cache, until text and numbers; goal: {GOAL_SECONDS} s")
    print(f"first {seconds[0]:.2f} s, median {statistics.median(seconds):.2f} s, ", end="")
    print(f"slowest {max(seconds):.2f} s, {loads[-1][1] / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
