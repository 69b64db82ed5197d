"""The shell on the server: what it answers, what it passes on, what every answer carries."""

import base64
import hashlib
import re

import pytest
from streamlit import config

from perspectief.report.words import door, shell
from perspectief.screen import plain_page, script, serve, style
from tests.screen.asgi import ask, run, streamlit

SUB_PATH = "/perspectief"


def answer(path, query=b"", method="GET", kind="http"):
    return ask(serve.SecurityHeaders(serve.Paths(streamlit)), path, query, method, kind=kind)


@pytest.fixture(params=["", SUB_PATH], ids=["root", "sub-path"])
def base(request):
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", request.param)
    yield request.param
    config.set_option("server.baseUrlPath", before)


@pytest.mark.parametrize("page", shell.PAGES[1:], ids=lambda page: page.name)
def test_every_page_of_the_menu_gets_the_dutch_shell(base, page):
    status, _, body = answer(f"{base}/{page.name}")
    assert status == 200
    assert '<html lang="nl">' in body
    assert f'href=".{style.PATH}?{style.VERSION}"' in body
    assert f'src=".{script.PATH}?{script.VERSION}"' in body
    assert shell.NO_SCRIPT in body


def test_the_home_page_has_one_address(base):
    assert answer(f"{base}/")[0] == 200
    for name in (shell.HOME.name, f"{shell.HOME.name}/"):
        status, headers, _ = answer(f"{base}/{name}", b"geslacht=vrouw")
        assert (status, headers["location"]) == (307, f"{base}/?geslacht=vrouw")
    assert answer(f"{base}/{shell.HOME.name}")[1]["location"] == f"{base}/"


def test_a_page_has_no_slash_behind_it(base):
    status, headers, _ = answer(f"{base}/duur/", b"geslacht=vrouw")
    assert (status, headers["location"]) == (307, f"{base}/duur?geslacht=vrouw")


@pytest.mark.parametrize("base", [SUB_PATH], indirect=True)
def test_the_sub_path_without_slash_leads_to_the_home_page(base):
    status, headers, _ = answer(base, b"geslacht=vrouw")
    assert (status, headers["location"]) == (307, f"{base}/?geslacht=vrouw")


@pytest.mark.parametrize("base", [SUB_PATH], indirect=True)
@pytest.mark.parametrize(
    "path", ["/", "/duur", style.PATH, "/_stcore/health", f"{SUB_PATH}x", f"{SUB_PATH}x/duur"]
)
def test_nothing_is_outside_the_sub_path(base, path):
    status, _, body = answer(path)
    assert status == 404
    assert f'href="{base}/"' in body


@pytest.mark.parametrize(
    "path",
    [
        "/onbekend",
        "/duur/onbekend",
        "/duur//",
        "/.git/config",
        "//duur//x",
        "//",
        "/index.html",
        "/static/x",
        "/static/",
        "/static/../index.html",
        "/_stcore/iets",
        "/_stcore/metrics",
        "/_stcore/stream",
        "/_stcore/script-health-check",
        "/_stcore/upload_file/a/b",
        "/_stcore/agent/openapi.json",
        "/_stcore/bidi-components/x",
        "/component/x",
        "/app/static/x",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_address_is_a_dutch_404(base, path, method):
    status, _, body = answer(base + path, method=method)
    assert status == 404
    assert door.NOT_FOUND.title in body


def test_streamlits_own_addresses_are_passed_on(base):
    file = re.search(r'src="\.(/static/js/[^"]+)"', serve.SHELL_PAGE).group(1)
    for path in ("/_stcore/health", "/_stcore/host-config", "/media/x.csv", file):
        assert answer(base + path)[0] == 299


@pytest.mark.parametrize("path", ["/", "/duur", style.PATH, "/_stcore/health", "/media/x.csv"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_is_taken(base, path, method):
    status, _, body = answer(base + path, method=method)
    assert status == 405
    assert door.NOTHING_TAKEN.title in body


def test_own_files_are_there_under_any_path(base):
    status, headers, body = answer(f"{base}{style.PATH}")
    assert (status, headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert ".pf-badge" in body
    status, headers, body = answer(f"{base}{script.PATH}")
    assert (status, headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert door.DISCONNECTED.title in body
    assert answer(f"{base}/favicon.png")[1]["content-type"] == "image/svg+xml"


@pytest.mark.parametrize("path", ["/", "/onbekend", style.PATH, "/_stcore/health"])
def test_every_answer_is_closed(path):
    headers = answer(path)[1]
    assert headers.items() >= serve.HEADERS.items()
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    # Answers are made once and used again: a second one carries nothing twice.
    assert answer(path)[1] == headers


def test_only_the_stream_is_a_web_socket(base):
    assert answer(f"{base}/_stcore/stream", kind="websocket") == "passed on"
    for path in ("/", "/duur", "/_stcore/health", "/_stcore/iets"):
        assert answer(base + path, kind="websocket") == "refused"


def test_what_streamlit_has_lost_and_what_breaks_is_told_in_dutch():
    for handler, status, notice in (
        (serve.EXCEPTION_HANDLERS[404], 404, door.NOT_FOUND),
        (serve.EXCEPTION_HANDLERS[500], 500, door.BROKEN),
    ):
        given = run(handler(None, ValueError("Almelo")))
        assert given.status_code == status
        assert given.body.decode() == plain_page.document(notice, "/")
    assert dict(given.headers).items() >= serve.HEADERS.items()


def test_the_inline_script_is_allowed_by_its_hash_and_nothing_else():
    text = re.search(r"<script>(.*?)</script>", serve.SHELL_PAGE, flags=re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    policy = serve.HEADERS["content-security-policy"]
    assert f"script-src 'self' 'sha256-{digest}';" in policy


def test_a_new_shell_page_of_streamlit_is_noticed():
    with pytest.raises(ValueError, match="expected `<html lang"):
        serve.dutch_page("<html><head></head></html>")
