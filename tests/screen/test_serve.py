"""The shell on the server: what it answers, what it passes on, what every answer carries."""

import base64
import hashlib
import re

import pytest

from perspectief.report.words import shell
from perspectief.screen import serve, style


async def streamlit(scope, receive, send):
    await send({"type": "http.response.start", "status": 299, "headers": [(b"a", b"b")]})
    await send({"type": "http.response.body", "body": b"passed on"})


def run(coroutine):
    """Run a coroutine that waits for nothing; an event loop of the browser tests may be running."""
    with pytest.raises(StopIteration):
        coroutine.send(None)


def ask(path, query=b"", app=None):
    """Return status, headers and body that the shell gives for a path."""
    app = app or serve.SecurityHeaders(serve.DutchShell(streamlit))
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []}
    run(app(scope, None, send))
    headers = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return sent[0]["status"], headers, sent[1].get("body", b"").decode()


@pytest.mark.parametrize("page", shell.PAGES[1:], ids=lambda page: page.name)
def test_every_page_of_the_menu_gets_the_dutch_shell(page):
    status, _, body = ask(f"/{page.name}")
    assert status == 200
    assert '<html lang="nl">' in body
    assert f'href=".{style.PATH}?{style.VERSION}"' in body
    assert shell.NO_SCRIPT in body


def test_the_home_page_has_one_address():
    assert ask("/")[0] == 200
    status, headers, _ = ask(f"/{shell.HOME.name}", b"geslacht=vrouw")
    assert (status, headers["location"]) == (307, "/?geslacht=vrouw")
    assert ask(f"/{shell.HOME.name}")[1]["location"] == "/"


@pytest.mark.parametrize("path", ["/onbekend", "/duur/onbekend", "/.git/config", "//duur//x"])
def test_an_unknown_address_is_a_dutch_404(path):
    status, _, body = ask(path)
    assert status == 404
    assert "Deze pagina bestaat niet" in body


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/static/js/x.js", "/media/x.csv", style.PATH, "/duur/"]
)
def test_streamlits_own_addresses_are_passed_on(path):
    assert ask(path)[0] == 299


@pytest.mark.parametrize("path", ["/", "/onbekend", "/_stcore/health"])
def test_every_answer_is_closed(path):
    headers = ask(path)[1]
    assert headers.items() >= serve.HEADERS.items()
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_web_sockets_pass_untouched():
    seen = []

    async def inner(scope, receive, send):
        seen.append((scope["type"], send))

    async def send(message):
        raise AssertionError(message)

    app = serve.SecurityHeaders(serve.DutchShell(inner))
    run(app({"type": "websocket", "path": "/_stcore/stream"}, None, send))
    assert seen == [("websocket", send)]


def test_the_inline_script_is_allowed_by_its_hash_and_nothing_else():
    script = re.search(r"<script>(.*?)</script>", serve.SHELL_PAGE, flags=re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = serve.HEADERS["content-security-policy"]
    assert f"script-src 'self' 'sha256-{digest}';" in policy


def test_a_new_shell_page_of_streamlit_is_noticed():
    with pytest.raises(ValueError, match="expected `<html lang"):
        serve.dutch_page("<html><head></head></html>")
