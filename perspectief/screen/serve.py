"""What surrounds the pages on the web server: headers, the Dutch shell page, a warm start.

Streamlit sends the same English shell page for every address and no security headers. Here every
page of the menu gets a Dutch shell, any other address a 404, and every answer a strict content
security policy. A first visitor finds everything imported and loaded.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
import logging
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from perspectief.publishing.bundle import BundleError
from perspectief.report.words import shell
from perspectief.report.words.door import BROKEN, NOT_FOUND, NOTHING_TAKEN
from perspectief.report.words.markup import tag
from perspectief.screen import door, loading, plain_page, script, signing_in, style
from perspectief_core.data.extract import ExtractFaultsError

logger = logging.getLogger(__name__)

STREAMLIT_INDEX = Path(st.__file__).parent / "static" / "index.html"
ROUTER = Path(__file__).with_name("router.py")
ICON = Path(__file__).parent / "static" / "icoon.svg"
STREAM = "/_stcore/stream"
STREAMLITS_ANSWERS = frozenset({"/_stcore/health", "/_stcore/host-config"})
"""The only other questions that are passed on; and where people sign in:"""
SIGNING_IN = frozenset({"/auth/login", "/auth/logout", "/oauth2callback"})
DOWNLOADS = "/media/"
PAGE_NAMES = frozenset(page.name for page in shell.PAGES)


def _inline_script_hash(page: str) -> str:
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)


def _security_headers(page: str) -> dict[str, str]:
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' {_inline_script_hash(page)}",
        # Streamlit's styles and those of charts are made in the browser.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "content-security-policy": "; ".join(f"{key} {value}" for key, value in policy.items()),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        # The address holds the filters of a steering group: other sites need not know them.
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }


def dutch_page(index: str) -> str:
    """Return Streamlit's shell page in Dutch, with our icon, stylesheet and script.

    Parameters
    ----------
    index : str
        The `index.html` that Streamlit ships.

    Raises
    ------
    ValueError
        When a part to replace is not there: a new Streamlit has another shell page.
    """
    icon = base64.b64encode(ICON.read_bytes()).decode()
    replacements = (
        (r'<html lang="en">', '<html lang="nl">'),
        (r"<title>[^<]*</title>", f"<title>{shell.PRODUCT}</title>"),
        (
            r'<link rel="shortcut icon"[^>]*>',
            f'<link rel="shortcut icon" href="data:image/svg+xml;base64,{icon}" />',
        ),
        (r'<!--\s*Machine-readable.*?<link rel="service-desc"[^>]*>\s*', ""),
        (
            r"<noscript>.*?</noscript>",
            f"<noscript>{tag('p', shell.NO_SCRIPT)}</noscript>",
        ),
        (
            r"</head>",
            f'<link rel="stylesheet" href=".{style.PATH}?{style.VERSION}" />\n  </head>',
        ),
        (
            r"<title>",
            f'<script type="module" src=".{script.PATH}?{script.VERSION}"></script>\n    <title>',
        ),
    )
    for pattern, text in replacements:
        index, count = re.subn(pattern, text.replace("\\", r"\\"), index, flags=re.DOTALL)
        if count != 1:
            raise ValueError(f"shell page: expected `{pattern}` once, found it {count} times")
    return index


SHELL_PAGE = dutch_page(STREAMLIT_INDEX.read_text(encoding="utf-8"))
HEADERS = _security_headers(SHELL_PAGE)
STREAMLITS_FILES = frozenset(
    f"/{Path(folder).relative_to(STREAMLIT_INDEX.parent).as_posix()}/{name}"
    # Lists hundreds of files without a look at each, a hundredth of the start of an edition.
    for folder, _, names in os.walk(STREAMLIT_INDEX.parent / "static")
    for name in names
)
FOR_A_YEAR = {"cache-control": "public, immutable, max-age=31536000"}
OWN_FILES = {
    style.PATH: Response(style.SHEET, media_type="text/css", headers=FOR_A_YEAR),
    script.PATH: Response(script.SCRIPT, media_type="text/javascript", headers=FOR_A_YEAR),
    # Streamlit's own code shows this as icon from the first run on.
    "/favicon.png": Response(ICON.read_bytes(), media_type="image/svg+xml"),
}


class SecurityHeaders:
    """Adds the security headers to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the start of the answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class Paths:
    """Answers pages and own files, passes on what Streamlit has, and says 404 to all else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request here, or pass it on."""
        response = None if scope["type"] == "lifespan" else _answer(scope)
        if response is None:
            await self.app(scope, receive, send)
        else:
            await door.answer(response, scope, receive, send)


def base() -> str:
    """Return the path under which the dashboard lives, without slash at the end."""
    return f"/{config.get_option('server.baseUrlPath').strip('/')}".rstrip("/")


def inner_path(path: str) -> str | None:
    """Return a path as it is within the dashboard, from its slash on; None when it is outside."""
    return path.removeprefix(base()) if path.startswith(f"{base()}/") else None


def _answer(scope: Scope) -> Response | None:
    inner, query = inner_path(scope["path"]), scope["query_string"].decode("latin-1")
    if base() and scope["path"] == base():
        # Without the slash the browser looks for everything one level too high.
        return _redirect(f"{base()}/", query)
    if inner is None:
        return _not_found()
    if scope["type"] == "websocket":
        return None if inner == STREAM else _not_found()
    answer = _page(inner, query) if is_page(inner) else _file(inner)
    if scope["method"] not in ("GET", "HEAD") and (answer is None or answer.status_code != 404):
        return plain_page.response(NOTHING_TAKEN, 405, f"{base()}/")
    return answer


def is_page(inner: str) -> bool:
    """Tell whether a path within the dashboard is that of a page."""
    return inner == "/" or inner.removeprefix("/").removesuffix("/") in PAGE_NAMES


def _page(inner: str, query: str) -> Response:
    name = inner.strip("/")
    if name == shell.HOME.name:
        # The router serves the home page at `/` only; its own name must work as a link too.
        return _redirect(f"{base()}/", query)
    if name and inner.endswith("/"):
        return _redirect(f"{base()}/{name}", query)
    return HTMLResponse(SHELL_PAGE, headers={"cache-control": "no-cache"})


def _file(inner: str) -> Response | None:
    if inner in OWN_FILES:
        return OWN_FILES[inner]
    if inner in STREAMLITS_FILES or inner in STREAMLITS_ANSWERS or inner.startswith(DOWNLOADS):
        return None
    return None if inner in SIGNING_IN and signing_in.is_on() else _not_found()


def _redirect(path: str, query: str) -> Response:
    return RedirectResponse(f"{path}?{query}" if query else path)


def _not_found() -> Response:
    return plain_page.response(NOT_FOUND, 404, f"{base()}/")


async def not_found(_: Request, __: Exception) -> Response:
    """Answer for what Streamlit itself does not have: a file that was taken away."""
    return _not_found()


async def broken(_: Request, __: Exception) -> Response:
    """Answer for a fault of the server; it passes by the middleware, so the headers come along."""
    answer = plain_page.response(BROKEN, 500, f"{base()}/")
    answer.headers.update(HEADERS)
    return answer


EXCEPTION_HANDLERS = {404: not_found, 500: broken}


@asynccontextmanager
async def warm(_: st.App) -> AsyncIterator[None]:
    """Import and load everything before the first visitor, then freeze it for the collector.

    Frozen objects are not walked again by the garbage collector: with pandas, scipy and Plotly
    loaded a full collection otherwise takes 150–200 ms.
    """
    await to_thread.run_sync(_load)
    await to_thread.run_sync(loading.make_ahead)
    loading.load_rest()
    yield


@loading.undisturbed()
def _load() -> None:
    loading.load()
    session = importlib.import_module("perspectief.screen.session")
    try:
        session.prepare()
    except ExtractFaultsError as error:
        # The server starts all the same: the router shows every fault to whoever opens it.
        logger.warning("the extract cannot be used: %s", error)
    except BundleError as error:
        logger.warning("the edition cannot be used: %s", error.fault)
