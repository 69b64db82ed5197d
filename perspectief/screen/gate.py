"""The way in where people sign in: asks for a login before a page, and leads back to that page.

Streamlit does the signing in itself (OpenID Connect, `/auth/login`, `/oauth2callback`,
`/auth/logout`). This stands before it: who has no login gets a plain Dutch page and nothing of the
dashboard, not even its shell; a download needs one too. The expiry within an open session is for
`access`. Where nobody has to sign in all passes.
"""

from __future__ import annotations

from http.cookies import SimpleCookie
from urllib.parse import quote, unquote, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from perspectief.report.words import signing_in as words
from perspectief.screen import door, plain_page, serve, signing_in
from perspectief.screen.logins import LOGINS, Login, claims_of, login_of
from perspectief.screen.signing_in import Settings

SIGN_IN = "/aanmelden"
SIGN_OUT = "/auth/logout"
CALLBACK = "/oauth2callback"
RETURN = "perspectief_terug"
RETURN_SECONDS = 600
MOST_RETURN = 2000


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
        if inner == SIGN_OUT and login is not None:
            LOGINS.end(login)
        answer = self._answer(scope, inner, login)
        if answer is not None:
            await door.answer(answer, scope, receive, _closed(send, settings))
            return
        back = cookies.get(RETURN, "") if inner == CALLBACK else ""
        await self.app(scope, receive, _closed(_back_to(send, back), settings))

    def _answer(self, scope: Scope, inner: str, login: Login | None) -> Response | None:
        if scope["type"] == "websocket":
            # A session whose login is over is told so by the router.
            return None if login is not None else _ask(scope, inner)
        if inner == SIGN_IN:
            token = urlencode({"provider": encode_provider_token(signing_in.PROVIDER)})
            return RedirectResponse(f"{serve.base()}/auth/login?{token}", 302)
        if not (serve.is_page(inner) or inner.startswith(serve.DOWNLOADS)):
            return None
        if login is None or not LOGINS.is_valid(login):
            return _ask(scope, inner)
        if login.role is None:
            sign_out = f"{serve.base()}{SIGN_OUT}"
            return plain_page.response(words.NO_ROLE, 403, sign_out, words.SIGN_OUT)
        LOGINS.touch(login)
        return None


def _ask(scope: Scope, inner: str) -> Response:
    """Return the page that asks to sign in, which remembers what was asked for."""
    sign_in = f"{serve.base()}{SIGN_IN}"
    answer = plain_page.response(words.ASKED, 401, sign_in, words.SIGN_IN)
    query = scope["query_string"].decode("latin-1")
    back = quote(f"{inner}?{query}" if query else inner, safe="")
    if serve.is_page(inner) and len(back) <= MOST_RETURN:
        answer.set_cookie(
            RETURN, back, RETURN_SECONDS, path=f"{serve.base()}/", httponly=True, samesite="lax"
        )
    return answer


def _back_to(send: Send, back: str) -> Send:
    """Return a `send` that leads who has just signed in to the page that was asked for."""
    wanted = unquote(back)
    if not serve.is_page(wanted.partition("?")[0]) or "\\" in wanted or not wanted.isprintable():
        return send

    async def send_back(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if _has_login(headers):
                headers["location"] = f"{serve.base()}{wanted}"
                headers.append("set-cookie", f"{RETURN}=; Max-Age=0; Path={serve.base()}/")
        await send(message)

    return send_back


def _has_login(headers: MutableHeaders) -> bool:
    """Tell whether an answer gives the reader a login."""
    given = (SimpleCookie(one).get(USER_COOKIE_NAME) for one in headers.getlist("set-cookie"))
    return any(cookie is not None and cookie.value for cookie in given)


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
