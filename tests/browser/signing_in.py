"""A provider to sign in with, and a dashboard of a register behind nginx that asks for it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from perspectief.publishing.publish import Making, publish
from tests.browser import nginx
from tests.browser.server import Server, free_port, serve
from tests.core.builders import make_extract, write_extract
from tests.places import ROOT

SUB_PATH = "perspectief"
MADE = date(2026, 11, 26)
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
    """A dashboard that asks to sign in, its log of views, its provider, and its edition."""

    server: Server
    trail: Path
    provider: str
    edition: Path


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
    """Start a provider, a dashboard on a register and its edition, and nginx before it."""
    register = make_extract(n=120, seed=3, kind="register")
    extract, edition = write_extract(register, folder / "extract"), folder / "uitgave.bundel"
    publish(register, edition, Making(MADE, lambda *_: None, workers=1))
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
                PERSPECTIEF_BUNDLE=str(edition),
                PERSPECTIEF_TRAIL=str(trail),
            ) as direct,
            nginx.before(direct, folder=folder, host="localhost", port=port) as running,
        ):
            yield Closed(running, trail, at, edition)
