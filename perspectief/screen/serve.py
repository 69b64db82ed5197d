"""What surrounds the pages on the web server: headers, the Dutch shell page, a warm start.

Streamlit sends the same English shell page for every address and no security headers. Here every
page of the menu gets a Dutch shell, any other address a 404, and every answer a strict content
security policy. A first visitor finds everything imported and loaded.
"""

from __future__ import annotations

import ast
import base64
import gc
import hashlib
import html
import importlib.util
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from perspectief import SITE
from perspectief.report.words import shell
from perspectief.screen import style
from perspectief_core.data.extract import ExtractFaultsError

logger = logging.getLogger(__name__)

STREAMLIT_INDEX = Path(st.__file__).parent / "static" / "index.html"
ROUTER = Path(__file__).with_name("router.py")
ICON = Path(__file__).parent / "static" / "icoon.svg"
FAVICON = "/favicon.png"
PASSED_ON = ("/_stcore/", "/static/", "/media/", "/component/", "/app/static/")
PAGES_FOLDER = SITE / "pages"


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
    }


def dutch_page(index: str) -> str:
    """Return Streamlit's shell page in Dutch, with our icon and stylesheet.

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
            f"<noscript><p>{html.escape(shell.NO_SCRIPT)}</p></noscript>",
        ),
        (
            r"</head>",
            f'<link rel="stylesheet" href=".{style.PATH}?{style.VERSION}" />\n  </head>',
        ),
    )
    for pattern, text in replacements:
        index, count = re.subn(pattern, text.replace("\\", r"\\"), index, flags=re.DOTALL)
        if count != 1:
            raise ValueError(f"shell page: expected `{pattern}` once, found it {count} times")
    return index


SHELL_PAGE = dutch_page(STREAMLIT_INDEX.read_text(encoding="utf-8"))
HEADERS = _security_headers(SHELL_PAGE)


async def _stylesheet(_: Request) -> Response:
    return Response(
        style.SHEET,
        media_type="text/css",
        headers={"cache-control": "public, immutable, max-age=31536000"},
    )


async def _icon(_: Request) -> Response:
    return Response(ICON.read_bytes(), media_type="image/svg+xml")


# Streamlit's own code asks for favicon.png before the first run has named our icon.
ROUTES = [Route(style.PATH, _stylesheet), Route(FAVICON, _icon)]


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


class DutchShell:
    """Answers the addresses of pages itself and everything unknown with a 404 in Dutch."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request here, or pass it on."""
        answer = _answer(scope) if scope["type"] == "http" else None
        await (answer or self.app)(scope, receive, send)


def _answer(scope: Scope) -> Response | None:
    base = f"/{config.get_option('server.baseUrlPath').strip('/')}".rstrip("/")
    path = scope["path"].removeprefix(base)
    if path in (style.PATH, FAVICON) or path.startswith(PASSED_ON):
        return None
    name = path.strip("/")
    if name == shell.HOME.name:
        # The router serves the home page at `/` only; its own name must work as a link too.
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(f"{base}/?{query}" if query else f"{base}/")
    if name and name not in {page.name for page in shell.PAGES}:
        return HTMLResponse(shell.not_found(f"{base}/"), status_code=404)
    if name and path.endswith("/"):
        # Streamlit redirects to the address without the slash.
        return None
    return HTMLResponse(SHELL_PAGE, headers={"cache-control": "no-cache"})


@asynccontextmanager
async def warm(_: st.App) -> AsyncIterator[None]:
    """Import and load everything before the first visitor, then freeze it for the collector.

    Frozen objects are not walked again by the garbage collector: with pandas, scipy and Plotly
    loaded a full collection otherwise takes 150–200 ms.
    """
    await to_thread.run_sync(_load)
    gc.collect()
    gc.freeze()
    yield


def _page_imports() -> set[str]:
    """Return the modules that the page scripts import: a script cannot itself be imported."""
    names: set[str] = set()
    for path in PAGES_FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
                parts = (f"{node.module}.{alias.name}" for alias in node.names)
                names.update(part for part in parts if _is_module(part))
            elif isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
    return names


def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        # A name in a module that is no package.
        return False


def _load() -> None:
    for name in sorted(_page_imports() | {"plotly.graph_objects"}):
        importlib.import_module(name)
    session = importlib.import_module("perspectief.screen.session")
    try:
        # Remembered for the first visitor.
        _ = session.whole().cohort
    except ExtractFaultsError as error:
        # The server starts all the same: the router shows every fault to whoever opens it.
        logger.warning("the extract cannot be used: %s", error)
