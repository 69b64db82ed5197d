"""A real Chromium, for the tests and for the screenshots.

One browser serves a whole run. Each colour scheme and width has one browser context,
so that Streamlit's files are fetched once per context and not once per page.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    TimeoutError,
    WebSocket,
)

from perspectief.report.words import shell
from perspectief.report.words.shell import PageEntry
from tests.browser.server import Server
from tests.places import ROOT

PAGES = tuple(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
PATHS = {name: "/" if name == shell.HOME.name else f"/{name}" for name in PAGES}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36"
)
PHONE_WIDTH = 480
"""At this width or less the context is a phone: touch, and the user agent of one."""
STEP_SECONDS = 15
READY = "[data-testid=stApp][data-test-script-state=notRunning]"
BACKGROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
COLOUR_RULES = ("color-contrast", "link-in-text-block")
"""What axe-core finds in colours; all else is the same in another scheme."""
DRAWN = """() =>
  [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
    .every(chart => chart.querySelector('.main-svg'))
  && !document.querySelector('[data-testid=stSkeleton]')
  // What slides open is not where it will be: a click on it would fall beside it.
  && ![...document.querySelectorAll('details')].some(panel => panel.style.height)
  && document.fonts.status === 'loaded'
"""


def chromium() -> str:
    """Return the path of the browser: `CHROMIUM`, or the first that the system has."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    program = next((path for name in names if name and (path := shutil.which(name))), None)
    if program is None:
        raise FileNotFoundError("no Chromium: run `make browser` or set CHROMIUM")
    return program


@dataclass
class Visit:
    """One opened page and everything that went over the line while it was open.

    Without slots: Playwright hangs its wrappers on the object whose methods it calls.
    """

    page: Page
    server: Server
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)

    def watch(self) -> None:
        """Write down requests, console errors and web socket messages."""
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("websocket", self._listen)

    def _hear(self, message: ConsoleMessage) -> None:
        # A deep link makes Streamlit look for its server one level too deep first: two known 404s.
        known = "/_stcore/" in message.location.get("url", "") and "404" in message.text
        if message.type == "error" and not known:
            self.complaints.append(f"{message.text} {message.location.get('url', '')}")

    def _listen(self, socket_: WebSocket) -> None:
        socket_.on(
            "framereceived",
            lambda frame: self.frames.append(frame.encode() if isinstance(frame, str) else frame),
        )

    def settle(self) -> None:
        """Wait until the script has run and everything is drawn."""
        self.page.wait_for_selector(READY)
        self.page.wait_for_selector("h1")
        self.page.wait_for_function(DRAWN)
        self.page.wait_for_selector(READY)

    def go(self, path: str) -> None:
        """Open a path of the dashboard; when it does not come, say what is there instead."""
        self.page.goto(self.server.url + path)
        with self.explaining(f"{path} is not ready"):
            self.settle()

    def wait_for_address(self, path: str) -> None:
        """Wait until the address bar shows exactly this path and query."""
        with self.explaining(f"the address does not become {path}"):
            self.page.wait_for_function(
                "path => location.pathname + location.search === path", arg=path
            )
            self.page.wait_for_selector(READY)

    @contextmanager
    def explaining(self, failure: str) -> Iterator[None]:
        """Say what is shown, and what the server wrote, when waiting was in vain."""
        try:
            yield
        except TimeoutError as error:
            shown = self.page.inner_text("body")[-600:]
            log = self.server.log.read_text(errors="replace")[-2000:]
            raise AssertionError(
                f"{failure}; at {self.page.url}\nshown:\n{shown}\nlog:\n{log}"
            ) from error

    def external_requests(self) -> list[str]:
        """Return the requests that left this machine."""
        own = (self.server.url, self.server.url.replace("http", "ws", 1), "data:", "blob:")
        return [url for url in self.requests if not url.startswith(own)]

    def choose(self, entry: PageEntry) -> None:
        """Choose a page in the menu, and wait until it is there."""
        menu = self.page.get_by_test_id("stSidebarNav")
        menu.get_by_role("link", name=entry.title, exact=True).click()
        title = shell.browser_title(entry.title)
        self.page.wait_for_function("title => document.title === title", arg=title)
        self.settle()

    def open_panel(self, title: str) -> Locator:
        """Open the panel or layer of this title, and wait until it is drawn and lies still."""
        panel = self.page.get_by_test_id("stExpander").filter(has_text=title)
        panel.locator("summary").click()
        panel.get_by_test_id("stElementContainer").first.wait_for()
        self.settle()
        return panel

    def change_colours(self, scheme: str) -> None:
        """Change between light and dark, as a system may at sunset, and wait until it is seen."""
        before = self.page.evaluate(BACKGROUND)
        self.page.emulate_media(color_scheme=scheme)
        self.page.wait_for_function(f"before => {BACKGROUND} !== before", arg=before)
        # Charts draw themselves anew some time after the colours have changed.
        self.page.wait_for_timeout(300)
        self.settle()

    def axe(self, rules: Sequence[str] = ()) -> list[str]:
        """Return the violations that axe-core finds, of any impact, one line each.

        Of these rules alone, when they are given.
        """
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        options = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
        violations = self.page.evaluate("options => axe.run(options)", options)["violations"]
        return [
            f"{v['impact']} {v['id']}: {node['target']} {node['failureSummary']}"
            for v in violations
            for node in v["nodes"]
        ]


class Contexts:
    """Browser contexts by width and colour scheme, made when first asked for."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.known: dict[tuple[int, str], BrowserContext] = {}

    def get(self, width: int, scheme: str) -> BrowserContext:
        """Return the context of this width and scheme."""
        if (width, scheme) not in self.known:
            phone = (
                {"is_mobile": True, "has_touch": True, "user_agent": PHONE}
                if width <= PHONE_WIDTH
                else {}
            )
            self.known[width, scheme] = self.browser.new_context(
                viewport={"width": width, "height": 844 if phone else 900},
                color_scheme=scheme,
                locale="nl-NL",
                **phone,
            )
            self.known[width, scheme].set_default_timeout(STEP_SECONDS * 1000)
        return self.known[width, scheme]

    @contextmanager
    def open(
        self, server: Server, path: str, width: int = 1440, scheme: str = "light"
    ) -> Iterator[Visit]:
        """Open a path in a new tab."""
        visit = Visit(self.get(width, scheme).new_page(), server)
        visit.watch()
        try:
            visit.go(path)
            yield visit
        finally:
            visit.page.close()
