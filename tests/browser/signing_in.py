"""A provider to sign in with, and a dashboard with a register behind nginx that asks for it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser import nginx
from tests.browser.server import Server, free_port, serve
from tests.core.builders import make_extract, write_extract
from tests.places import ROOT

SUB_PATH = "perspectief"
SECRETS = """
[auth]
redirect_uri = "{origin}/perspectief/oauth2callback"
cookie_secret = "only-for-a-test-and-long-enough-for-that"
client_id = "perspectief"
client_secret = "x"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[perspectief]
analist = ["analisten"]
publicatie = ["stuurgroep"]
"""


@dataclass(frozen=True, slots=True)
class Closed:
    """A dashboard that asks to sign in, and its log of views, and its provider."""

    server: Server
    trail: Path
    provider: str


@contextmanager
def provider() -> Iterator[str]:
    """Start a provider and yield its address."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "tests.browser.provider", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 30
        while time.monotonic() < end and process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def closed(folder: Path) -> Iterator[Closed]:
    """Start a provider, a dashboard on an invented register, and nginx before it."""
    extract = write_extract(make_extract(n=120, seed=3, kind="register"), folder / "extract")
    port, trail = free_port(), folder / "trail"
    with provider() as at:
        secrets = folder / "secrets.toml"
        origin = f"http://localhost:{port}"
        secrets.write_text(SECRETS.format(origin=origin, provider=at), encoding="utf-8")
        with (
            serve(
                folder / "log",
                STREAMLIT_SECRETS_FILES=str(secrets),
                STREAMLIT_SERVER_BASE_URL_PATH=SUB_PATH,
                PERSPECTIEF_EXTRACT=str(extract),
                PERSPECTIEF_TRAIL=str(trail),
            ) as direct,
            nginx.before(direct, folder=folder, host="localhost", port=port) as running,
        ):
            yield Closed(running, trail, at)
