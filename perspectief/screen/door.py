"""Who is let in: a request for this dashboard, from its own pages. Everything else is refused.

Streamlit looks at Host and Origin for web sockets only, and for an Origin that it does not know it
asks an address on the internet who it is, while everybody waits. So both are judged here, for every
request, before Streamlit sees it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from perspectief.report.words import door
from perspectief.screen import plain_page

HOSTS = "server.allowedHosts"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
POLICY_VIOLATION = 1008


class Door:
    """Refuses a request for another name or from another website, in Dutch."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        if not config.get_option(HOSTS):
            # To Streamlit an empty list means everyone; here it means this machine.
            config.set_option(HOSTS, list(LOOPBACK))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        refused = scope["type"] != "lifespan" and refusal(Headers(scope=scope))
        if refused:
            await answer(refused, scope, receive, send)
        else:
            await self.app(scope, receive, send)


def refusal(headers: Headers) -> Response | None:
    """Return why a request with these headers is not let in; None when it is.

    Notes
    -----
    A request without an Origin is let in: a browser leaves it out only where no other website
    learns the answer, and a program can write there what it likes.
    """
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    if len(hosts) != 1 or not is_host_allowed(hosts[0]):
        return plain_page.response(door.UNKNOWN_HOST, 403)
    if origins and not (len(origins) == 1 and _is_own(origins[0], hosts[0])):
        return plain_page.response(door.FOREIGN_ORIGIN, 403)
    return None


def _is_own(origin: str, host: str) -> bool:
    # Exactly as Streamlit compares them: what passes here never gets to its question.
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc == host


async def answer(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Send a response instead of what was asked for; who asked for a web socket only hears no."""
    if scope["type"] == "http":
        await response(scope, receive, send)
    else:
        # No browser shows the page that comes with a refused web socket.
        await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
