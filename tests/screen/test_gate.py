"""The way in: who has no login gets a plain page, and comes back to what was asked for."""

from urllib.parse import quote

import pytest

from perspectief.report.words.signing_in import ASKED, NO_ROLE
from perspectief.screen import gate, serve, signing_in
from perspectief.screen.logins import Logins, login_of, needed
from tests.screen.asgi import ask, run, streamlit
from tests.screen.test_logins import SETTINGS, claims


@pytest.fixture
def reader(monkeypatch):
    """Claims in the cookie of who asks, which a test may change; empty for no cookie."""
    said = claims(exp=4_000_000_000)
    monkeypatch.setattr(signing_in, "settings", lambda: SETTINGS)
    monkeypatch.setattr(gate, "LOGINS", Logins())
    monkeypatch.setattr(gate, "claims_of", lambda cookies: said)
    return said


def knock(path, query=b"", kind="http"):
    return ask(gate.Gate(streamlit), path, query, kind=kind)


@pytest.mark.parametrize("path", ["/", "/duur", "/media/x.csv"])
def test_pages_and_downloads_are_for_who_is_signed_in_with_a_role(reader, path):
    assert knock(path)[0] == 299
    reader["groups"] = ["x"]
    status, _, body = knock(path)
    assert (status, NO_ROLE.title in body) == (403, True)
    assert f'href="{gate.SIGN_OUT_PATH}"' in body
    reader["exp"] = 1
    assert knock(path)[0] == 401
    reader.clear()
    status, _, body = knock(path)
    assert (status, ASKED.title in body) == (401, True)
    assert f'href="{gate.SIGN_IN_PATH}"' in body


def test_a_web_socket_needs_a_login_of_whatever_age(reader):
    assert knock(serve.STREAM, kind="websocket") == "passed on"
    reader["exp"] = 1
    assert knock(serve.STREAM, kind="websocket") == "passed on"
    reader.clear()
    assert knock(serve.STREAM, kind="websocket") == "refused"


def test_signing_out_ends_the_login_also_for_a_copy_of_the_cookie(reader):
    assert knock("/duur")[0] == 299
    knock(gate.SIGN_OUT_PATH)
    assert knock("/duur")[0] == 401


def test_what_was_asked_for_is_remembered_and_only_over_https(reader):
    reader.clear()
    cookie = knock("/duur", b"geslacht=vrouw")[1]["set-cookie"]
    assert cookie.startswith(f"{gate.RETURN}={quote('/duur?geslacht=vrouw', safe='')};")
    assert "HttpOnly" in cookie
    assert cookie.endswith("; Secure")
    assert "set-cookie" not in knock("/media/x.csv")[1]


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("/duur?geslacht=vrouw", "/duur?geslacht=vrouw"),
        ("/", "/"),
        ("//evil.example", "/"),
        ("https://evil.example/duur", "/"),
        ("/duur\r\nx: y", "/"),
        ("/\\evil.example", "/"),
        ("/auth/logout", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_back_to_a_page_of_ours_only(reader, back, leads_to):
    async def signed_in(scope, receive, send):
        headers = [(b"location", b"/"), (b"set-cookie", b"_streamlit_user=x; Path=/")]
        await send({"type": "http.response.start", "status": 302, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    headers = [("Cookie", f"{gate.RETURN}={quote(back, safe='')}")]
    _, sent, _ = ask(gate.Gate(signed_in), gate.CALLBACK, headers=headers)
    assert sent["location"] == leads_to


def test_of_the_claims_only_what_is_needed_is_kept():
    many = [f"groep-{number}" for number in range(500)]
    said = claims(groups=[*many, "a"], phone_number="1", email="an@voorbeeld.nl", nonce="n")
    kept = needed(said, SETTINGS)
    assert set(kept) == {"is_logged_in", "sub", "exp", "iat", "nonce", "name", "email", "groups"}
    assert login_of(kept, SETTINGS) == login_of(said, SETTINGS)


def test_the_paths_of_signing_in_are_there_only_where_it_is_on(reader, monkeypatch):
    app = serve.Paths(streamlit)
    assert {ask(app, path)[0] for path in serve.SIGNING_IN} == {299}
    assert ask(gate.Gate(streamlit), gate.SIGN_OUT_PATH)[0] == 299
    monkeypatch.setattr(signing_in, "settings", lambda: None)
    for path in (*serve.SIGNING_IN, gate.SIGN_IN_PATH):
        assert ask(gate.Gate(app), path)[0] == 404


def test_without_signing_in_everything_passes(monkeypatch):
    monkeypatch.setattr(signing_in, "settings", lambda: None)
    for path in ("/", "/duur", "/media/x.csv"):
        assert knock(path)[0] == 299
    assert knock(serve.STREAM, kind="websocket") == "passed on"
    seen = []

    async def inner(*parts):
        seen.append(parts)

    run(gate.Gate(inner)({"type": "lifespan"}, "receive", "send"))
    assert seen == [({"type": "lifespan"}, "receive", "send")]
