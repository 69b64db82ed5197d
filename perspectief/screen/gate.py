"""The way in where people sign in: asks for a login before a page, and leads back to that page.

Streamlit does the signing in itself (OpenID Connect, `/auth/login`, `/oauth2callback`,
`/auth/logout`). This stands before it: who has no login gets a plain Dutch page and nothing of the
dashboard, not even its shell; a download needs one too. The expiry within an open session is for
`access`. Where nobody has to sign in all passes.
"""

from __future__ import annotations

import re
from http.cookies import SimpleCookie
from urllib.parse import quote, unquote, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token
from streamlit.web.server.starlette.starlette_auth_routes import _set_auth_cookie
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from perspectief.report.words.signing_in import ASKED, NO_ROLE, SIGN_IN, SIGN_OUT
from perspectief.screen import door, plain_page, serve, signing_in
from perspectief.screen.logins import LOGINS, Login, claims_of, login_of, needed
from perspectief.screen.signing_in import Settings

SIGN_IN_PATH = "/aanmelden"
SIGN_OUT_PATH = "/auth/logout"
CALLBACK = "/oauth2callback"
RETURN = "perspectief_terug"
RETURN_SECONDS = 600
MOST_RETURN = 2000
_LOGIN = re.compile(rf"{USER_COOKIE_NAME}\w*=[^;]")


class Gate:
    """Lets pages and downloads through to who is signed in with a role."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it here."""
        settings = None if scope["type"] == "lifespan" else signing_in.settings()
        inner = serve.inner_path(scope["path"]) if settings else None
        if settings is None or inner is None:
            await self.app(scope, receive, send)
            return
        cookies = HTTPConnection(scope).cookies
        claims = claims_of(cookies)
        login = login_of(claims, settings)
        if inner == SIGN_OUT_PATH and login is not None:
            LOGINS.end(login)
        answer = self._answer(scope, inner, login)
        if answer is not None:
            await door.answer(answer, scope, receive, _closed(send, settings))
            return
        out = _closed(send, settings)
        if inner == CALLBACK:
            out = _signed_in(out, cookies.get(RETURN, ""), settings)
        await self.app(scope, receive, out)

    def _answer(self, scope: Scope, inner: str, login: Login | None) -> Response | None:
        if scope["type"] == "websocket":
            # A session whose login is over is told so by the router.
            return None if login is not None else _ask(scope, inner)
        if inner == SIGN_IN_PATH:
            token = urlencode({"provider": encode_provider_token(signing_in.PROVIDER)})
            return RedirectResponse(f"{serve.base()}/auth/login?{token}", 302)
        if not (serve.is_page(inner) or inner.startswith(serve.DOWNLOADS)):
            return None
        if login is None or not LOGINS.is_valid(login):
            return _ask(scope, inner)
        if login.role is None:
            sign_out = f"{serve.base()}{SIGN_OUT_PATH}"
            return plain_page.response(NO_ROLE, 403, sign_out, SIGN_OUT)
        LOGINS.touch(login)
        return None


def _ask(scope: Scope, inner: str) -> Response:
    """Return the page that asks to sign in, which remembers what was asked for."""
    sign_in = f"{serve.base()}{SIGN_IN_PATH}"
    answer = plain_page.response(ASKED, 401, sign_in, SIGN_IN)
    query = scope["query_string"].decode("latin-1")
    back = quote(f"{inner}?{query}" if query else inner, safe="")
    if serve.is_page(inner) and len(back) <= MOST_RETURN:
        answer.set_cookie(
            RETURN, back, RETURN_SECONDS, path=f"{serve.base()}/", httponly=True, samesite="lax"
        )
    return answer


def _signed_in(send: Send, back: str, settings: Settings) -> Send:
    """Return a `send` for the answer to a provider: a lean login, and the page asked for."""

    async def send_signed_in(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            given = _given_login(headers)
            if given:
                await _make_lean(headers, needed(claims_of(given), settings))
                _lead_back(headers, unquote(back))
        await send(message)

    return send_signed_in


def _given_login(headers: MutableHeaders) -> dict[str, str]:
    """Return the cookies of Streamlit with a login in an answer, by name."""
    return {
        name: cookie.value
        for header in headers.getlist("set-cookie")
        for name, cookie in SimpleCookie(header).items()
        if name.startswith(USER_COOKIE_NAME) and cookie.value
    }


async def _make_lean(headers: MutableHeaders, claims: dict[str, object]) -> None:
    """Put a small login in the place of the one given: only the claims that are needed, no tokens.

    The claims and tokens of who is in hundreds of groups are more than servers take in a request.
    """
    others = [header for header in headers.getlist("set-cookie") if not _LOGIN.match(header)]
    lean = Response()
    await _set_auth_cookie(lean, claims, {})
    del headers["set-cookie"]
    for header in (*others, *lean.headers.getlist("set-cookie")):
        headers.append("set-cookie", header)


def _lead_back(headers: MutableHeaders, wanted: str) -> None:
    """Lead to the page that was asked for before signing in, when it is one of ours."""
    if serve.is_page(wanted.partition("?")[0]) and wanted.isprintable() and "\\" not in wanted:
        headers["location"] = f"{serve.base()}{wanted}"
        headers.append("set-cookie", f"{RETURN}=; Max-Age=0; Path={serve.base()}/")


def _closed(send: Send, settings: Settings) -> Send:
    """Return a `send` whose cookies go over https only, where readers come over https."""
    if not settings.encrypted:
        return send

    async def send_closed(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.accept"):
            message["headers"] = [
                (name, value + b"; Secure" if _is_open_cookie(name, value) else value)
                for name, value in message.get("headers", ())
            ]
        await send(message)

    return send_closed


def _is_open_cookie(name: bytes, value: bytes) -> bool:
    return name.lower() == b"set-cookie" and b"; secure" not in value.lower()
