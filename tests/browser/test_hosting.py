"""Behind nginx, under a sub-path and another name: whole, marked as synthetic, and closed."""

import re
import socket
import subprocess
from datetime import date
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from perspectief.publishing.publish import Making, publish
from perspectief.report.words import door, shell
from perspectief.screen import style
from tests.browser import nginx
from tests.browser.harness import READY
from tests.browser.server import Server, free_port, serve
from tests.core.builders import make_extract
from tests.places import ROOT

NAME = "dashboard.localhost"
"""A name that every browser finds on its own machine."""
SUB_PATH = "/perspectief"
MARK = "mark => getComputedStyle(mark, '::before').backgroundImage"


@pytest.fixture(scope="module")
def direct(tmp_path_factory):
    with serve(
        tmp_path_factory.mktemp("sub_path") / "log",
        STREAMLIT_SERVER_BASE_URL_PATH=SUB_PATH.strip("/"),
        STREAMLIT_SERVER_ALLOWED_HOSTS=f"127.0.0.1 {NAME}",
    ) as running:
        yield running


@pytest.fixture(scope="module")
def hosted(direct, tmp_path_factory):
    with nginx.before(direct, folder=tmp_path_factory.mktemp("nginx"), host=NAME) as running:
        yield running


def get(server, path, method="GET", host=NAME, **headers):
    """Ask for a path outside or inside the sub-path."""
    port = urlsplit(server.url).port
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers={"Host": f"{host}:{port}", **headers})
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", errors="replace")
    connection.close()
    return answer, body


@pytest.mark.parametrize("path", ["/", "/duur"])
def test_every_mark_of_synthetic_data_stays_under_a_sub_path(contexts, hosted, path):
    with contexts.open(hosted, path) as visit:
        page = visit.page
        assert page.url.startswith(hosted.url)
        badge = page.locator(".pf-badge").first
        assert badge.inner_text() == f"{shell.NOTICE['synthetic']} · {shell.SEARCH_LABEL}"
        marks = page.locator(".pf-badge, .pf-made-up").all()
        hatched = [mark.evaluate(MARK) for mark in marks]
        assert all("repeating-linear-gradient" in how for how in hatched)
        fonts = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
        assert any("Source Sans" in family for family in page.evaluate(fonts))
        assert f"{hosted.url}{style.PATH}?{style.VERSION}" in visit.requests
        assert visit.complaints == []
        assert visit.external_requests() == []
        # Nor is anyone told where the program stands on the disk.
        assert b"router.py" in b"".join(visit.frames)
        assert str(ROOT).encode() not in b"".join(visit.frames)


def test_the_sub_path_without_slash_and_the_menu_stay_under_it(contexts, hosted):
    with contexts.open(hosted, "?geslacht=vrouw") as visit:
        page = visit.page
        assert page.url == f"{hosted.url}/?geslacht=vrouw"
        page.get_by_role("link", name="Duur", exact=True).click()
        page.wait_for_function("() => location.pathname === '/perspectief/duur'")
        visit.settle()
        assert "geslacht=vrouw" in page.url
        page.reload()
        visit.settle()
        assert page.locator(".pf-badge").first.is_visible()


@pytest.mark.parametrize("path", ["/duur/x", "/static/x", "/_stcore/metrics", "/_stcore/x"])
def test_an_unknown_address_is_not_found_behind_nginx(hosted, path):
    answer, body = get(hosted, SUB_PATH + path)
    assert answer.status == 404
    assert door.NOT_FOUND.title in body


@pytest.mark.parametrize("path", ["/", "/duur", "/static/x", f"{SUB_PATH}x", "/_stcore/health"])
def test_nothing_is_outside_the_sub_path(direct, path):
    answer, body = get(direct, path)
    assert answer.status == 404
    assert f'href="{SUB_PATH}/"' in body


def test_the_page_that_is_not_there_reads_well(contexts, hosted):
    with contexts.open(hosted, "/") as visit:
        page = visit.page
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{hosted.url}/bestaat-niet")
            assert page.get_by_role("heading", level=1).inner_text() == door.NOT_FOUND.title
            assert visit.axe() == []
        page.emulate_media(color_scheme=None)
        page.get_by_role("link", name=door.HOME_LINK).click()
        visit.settle()
        assert page.url == f"{hosted.url}/"


def test_uploads_and_foreign_websites_are_refused(hosted):
    answer, body = get(hosted, f"{SUB_PATH}/_stcore/upload_file/a/b", "PUT")
    assert (answer.status, door.NOT_FOUND.title in body) == (404, True)
    answer, body = get(hosted, f"{SUB_PATH}/", Origin="https://evil.example")
    assert (answer.status, door.FOREIGN_ORIGIN.title in body) == (403, True)
    answer, body = get(hosted, f"{SUB_PATH}/", Host="evil.example")
    assert (answer.status, door.UNKNOWN_HOST.title in body) == (403, True)


def test_a_foreign_web_socket_is_refused_and_an_own_one_let_in(hosted):
    stream = f"{hosted.url.replace('http', 'ws', 1)}/_stcore/stream"
    own, port = hosted.url.removesuffix(SUB_PATH), urlsplit(hosted.url).port

    def knock(origin):
        line = socket.create_connection(("127.0.0.1", port), timeout=10)
        return connect(stream, sock=line, origin=origin, subprotocols=["streamlit"])

    for origin in ("https://evil.example", "null", f"http://localhost:{port}"):
        with pytest.raises(InvalidStatus, match="403"):
            knock(origin)
    with knock(own) as accepted:
        assert accepted.response.status_code == 101


def test_while_the_dashboard_is_away_nginx_says_so_in_dutch(tmp_path):
    nobody = Server(f"http://127.0.0.1:{free_port()}{SUB_PATH}", tmp_path / "log", 0)
    with nginx.before(nobody, folder=tmp_path, host=NAME) as alone:
        answer, body = get(alone, f"{SUB_PATH}/duur")
    assert answer.status == 503
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Het dashboard is even niet bereikbaar" in body
    assert "nginx" not in body


EDITION_NAME, EDITION_PATH = "uitgave.localhost", "/uitgave"


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """An edition behind the site that ships for it, as its unit starts it."""
    folder = tmp_path_factory.mktemp("edition")
    bundle = folder / "uitgave.bundel"
    register = make_extract(60, seed=2, kind="register")
    publish(register, bundle, Making(date(2026, 11, 26), lambda *_: None, workers=1))
    with (
        serve(
            folder / "log",
            PERSPECTIEF_BUNDLE=str(bundle),
            STREAMLIT_SERVER_BASE_URL_PATH=EDITION_PATH.strip("/"),
            STREAMLIT_SERVER_ALLOWED_HOSTS=f"127.0.0.1 {EDITION_NAME}",
        ) as copy,
        nginx.before(copy, folder=folder, host=EDITION_NAME, site=nginx.OF_AN_EDITION) as running,
    ):
        yield running


def test_an_edition_is_read_by_anybody_under_its_own_name(contexts, edition):
    with contexts.open(edition, "/duur") as visit:
        page = visit.page
        assert page.get_by_text("Uitgave van 26 november 2026").is_visible()
        assert page.get_by_text("Aanmelden").count() == 0
        cookies = {made["name"]: made for made in page.context.cookies(edition.url)}
        assert cookies["edition_copy"]["path"] == EDITION_PATH
        assert cookies["edition_copy"]["httpOnly"]
        assert visit.complaints == []
        assert visit.external_requests() == []
        page.get_by_role("link", name="Deelnemers", exact=True).click()
        page.wait_for_function("() => location.pathname === '/uitgave/deelnemers'")


def test_the_bare_name_of_an_edition_leads_to_it_and_the_rest_is_closed(edition):
    answer, _ = get(edition, "/", host=EDITION_NAME)
    assert (answer.status, answer.headers["location"]) == (302, f"{EDITION_PATH}/")
    answer, body = get(edition, f"{EDITION_PATH}/static/x", host=EDITION_NAME)
    assert (answer.status, door.NOT_FOUND.title in body) == (404, True)
    answer, body = get(edition, f"{EDITION_PATH}/", host="evil.example")
    assert (answer.status, door.UNKNOWN_HOST.title in body) == (403, True)
    for path in (f"{SUB_PATH}/", "/auth/login"):
        answer, _ = get(edition, path, host=EDITION_NAME)
        assert answer.status == 404


def test_both_sites_fit_in_one_nginx(tmp_path):
    sites = [nginx.here(site, 8080, ["127.0.0.1:1"]) for site in (nginx.SITE, nginx.OF_AN_EDITION)]
    (tmp_path / "nginx.conf").write_text(nginx.configuration(tmp_path, *sites), encoding="utf-8")
    command = [nginx.program(), "-t", "-e", tmp_path / "errors", "-c", tmp_path / "nginx.conf"]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr


@pytest.mark.parametrize("unit", ["", "-uitgave"])
def test_a_unit_answers_under_the_name_and_path_of_its_site(unit):
    said = (ROOT / "deploy" / f"perspectief{unit}@.service").read_text(encoding="utf-8")
    site = (ROOT / "deploy" / f"nginx{unit}.conf").read_text(encoding="utf-8")
    name = re.search(r"server_name (\S+);", site).group(1)
    path = re.search(r"location (/[a-z]+) \{", site).group(1)
    assert f"ALLOWED_HOSTS={name} 127.0.0.1" in said
    assert f"BASE_URL_PATH={path.strip('/')}" in said


def test_letter_keys_of_developers_do_nothing(contexts, server):
    with contexts.open(server, "/") as visit:
        page = visit.page
        page.evaluate(
            """() => {
              window.sent = 0;
              const send = WebSocket.prototype.send;
              WebSocket.prototype.send = function (data) {
                window.sent += 1;
                send.call(this, data);
              };
            }"""
        )
        page.get_by_text("Filters ·").focus()
        for key in ("r", "R", "c", "C"):
            page.keyboard.press(key)
            page.locator("body").press(key)
        assert page.evaluate("window.sent") == 0
        assert page.get_by_role("dialog").count() == 0
        # The same key past our script does rerun the page: what is counted can be counted.
        page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'r' }))")
        page.wait_for_function("() => window.sent > 0")
        page.wait_for_selector(READY)
