"""Runs Debian's nginx before the dashboard, with the site that ships in `deploy/`."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.server import Server, free_port
from tests.places import ROOT

SITE = ROOT / "deploy" / "nginx.conf"
COPY = "server 127.0.0.1:8501 max_fails=1 fail_timeout=5s;"
START_SECONDS = 10
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def program() -> str:
    """Return the path of nginx; Debian keeps it where only root looks."""
    path = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if path is None:
        raise FileNotFoundError("no nginx: run `make browser`")
    return path


@contextmanager
def before(
    server: Server, *copies: Server, folder: Path, host: str = "127.0.0.1", port: int | None = None
) -> Iterator[Server]:
    """Start nginx on a port of this machine, by default a free one, and stop it afterwards."""
    port = port or free_port()
    address = urlsplit(server.url)
    behind = [urlsplit(copy.url).netloc for copy in (server, *copies)]
    (folder / "nginx.conf").write_text(_configuration(folder, port, behind))
    command = [program(), "-e", folder / "errors", "-p", folder, "-c", folder / "nginx.conf"]
    process = subprocess.Popen(command)
    try:
        _wait_until_open(process, port, folder / "errors")
        yield Server(f"http://{host}:{port}{address.path}", server.log, server.process)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _configuration(folder: Path, port: int, behind: Sequence[str]) -> str:
    site = SITE.read_text(encoding="utf-8")
    copies = "\n".join(COPY.replace("127.0.0.1:8501", copy) for copy in behind)
    for text, here in (("listen 80;", f"listen 127.0.0.1:{port};"), (COPY, copies)):
        if site.count(text) != 1:
            raise ValueError(f"{SITE.name}: expected `{text}` once")
        site = site.replace(text, here)
    places = "".join(f"{name}_temp_path {folder}/{name};\n" for name in TEMPORARY)
    return (
        f"daemon off; master_process off; pid {folder}/pid;\nevents {{}}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{places}{site}}}\n"
    )


def _wait_until_open(process: subprocess.Popen[bytes], port: int, errors: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nginx did not start:\n{errors.read_text(errors='replace')}")
