"""Two copies of the dashboard behind nginx: a meeting goes on when one is killed or restarted."""

import os
import signal
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser import nginx
from tests.browser.harness import STEP_SECONDS
from tests.browser.server import serve
from tests.browser.test_replacing import put

expect.set_options(timeout=2 * STEP_SECONDS * 1000)
COOKIE = "perspectief_copy"
MOST_SECONDS_AWAY = 10
"""Of a reader whose copy stops; on a quiet machine it is a second or two."""


@contextmanager
def copy(log, extract, port=None):
    with serve(
        log,
        port=port,
        PERSPECTIEF_EXTRACT=str(extract),
        STREAMLIT_SERVER_BASE_URL_PATH="perspectief",
        STREAMLIT_SERVER_ALLOWED_HOSTS="127.0.0.1",
    ) as running:
        yield running


def sockets(server):
    """How many connections a process holds: nginx keeps none open but those of readers."""
    held = Path(f"/proc/{server.process}/fd").iterdir()
    return sum(str(descriptor.readlink()).startswith("socket:") for descriptor in held)


def test_a_reader_stays_with_a_copy_and_goes_on_when_it_is_gone(contexts, tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    first, second = put(old, 61), put(new, 90)
    with (
        copy(tmp_path / "a", old) as one,
        copy(tmp_path / "b", old) as other,
        nginx.before(one, other, folder=tmp_path) as site,
        contexts.open(site, "/?geslacht=vrouw.man") as visit,
    ):
        main = visit.page.get_by_test_id("stMain")
        expect(main).to_contain_text(first)
        cookies = {made["name"]: made for made in visit.page.context.cookies(site.url)}
        assert cookies[COOKIE]["httpOnly"]
        assert cookies[COOKIE]["path"] == "/perspectief"
        opened = visit.page.url

        used, left = sorted((one, other), key=sockets, reverse=True)
        assert sockets(used) > sockets(left)
        with visit.page.expect_websocket():
            os.kill(used.process, signal.SIGKILL)
        # The other copy makes the same view again, and answers the next step of the reader.
        visit.page.wait_for_selector("[data-test-connection-state=CONNECTED]")
        visit.settle()
        main.get_by_role("radio", name="Definitie en bron").first.click()
        expect(main.get_by_text("Teller").first).to_be_visible()
        expect(main).to_contain_text(first)
        assert visit.page.url == opened

        # The copy comes back with other data, and the last of the old ones goes.
        with copy(tmp_path / "c", new, urlsplit(used.url).port):
            os.kill(left.process, signal.SIGKILL)
            expect(main).to_contain_text(second)
            expect(main).not_to_contain_text(first)
            assert visit.page.url == opened


def test_a_copy_that_is_told_to_stop_ends_quietly_and_its_readers_go_on(contexts, tmp_path):
    """As systemd stops it: `systemctl restart perspectief@8501`."""
    extract = tmp_path / "extract"
    shown = put(extract, 61)
    with (
        copy(tmp_path / "a", extract) as one,
        copy(tmp_path / "b", extract) as other,
        nginx.before(one, other, folder=tmp_path) as site,
        contexts.open(site, "/?geslacht=vrouw.man") as visit,
    ):
        main = visit.page.get_by_test_id("stMain")
        expect(main).to_contain_text(shown)
        opened = visit.page.url
        used = max((one, other), key=sockets)
        with visit.page.expect_websocket():
            began = time.monotonic()
            os.kill(used.process, signal.SIGTERM)
        visit.page.wait_for_selector("[data-test-connection-state=CONNECTED]")
        assert time.monotonic() - began < MOST_SECONDS_AWAY
        visit.settle()
        expect(main).to_contain_text(shown)
        assert visit.page.url == opened
        said = ended(used, began + MOST_SECONDS_AWAY)
    for word in ("Traceback", "Error", "Exception"):
        assert word not in said


def ended(server, until):
    """Return what the log of a process says once it is gone."""
    while time.monotonic() < until:
        stat = Path(f"/proc/{server.process}/stat").read_text(encoding="utf-8")
        # Gone, but for the parent that has not asked how it ended.
        if stat.rpartition(")")[2].split()[0] == "Z":
            return server.log.read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError("the copy did not stop")
