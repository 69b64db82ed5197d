"""Starts the dashboard as a user would, and stops it: for tests, screenshots, benchmarks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.places import ROOT

START_SECONDS = 150
AS_DEPLOYED = {"MALLOC_ARENA_MAX": "1"}
"""What the units in `deploy/` set, and weighs."""
COMMAND = (sys.executable, "-m", "streamlit", "run", "app.py")


@dataclass(frozen=True, slots=True)
class Server:
    """A running dashboard: its address, the file its output goes to, the number of its process."""

    url: str
    log: Path
    process: int


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(
    log: Path,
    command: Sequence[str] = COMMAND,
    folder: Path = ROOT,
    port: int | None = None,
    **environment: str,
) -> Iterator[Server]:
    """Start the dashboard, by default on a free port, and stop it afterwards."""
    port = port or free_port()
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **AS_DEPLOYED, "STREAMLIT_SERVER_PORT": str(port), **environment},
        )
    below = environment.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
    server = Server(f"http://127.0.0.1:{port}{below and f'/{below}'}", log, process.pid)
    try:
        _wait_until_healthy(process, server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_healthy(process: subprocess.Popen[bytes], server: Server) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{server.url}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{server.log.read_text(errors='replace')}")
