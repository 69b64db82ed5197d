"""Runs Debian's nginx before the dashboard, with a site that ships in `deploy/`."""

from __future__ import annotations

import re
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
OF_AN_EDITION = ROOT / "deploy" / "nginx-uitgave.conf"
COPY = "server {} max_fails=1 fail_timeout=5s;"
"""The line of a site for a copy of the dashboard."""
LISTEN = "listen 80;"
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
    server: Server,
    *copies: Server,
    folder: Path,
    host: str = "127.0.0.1",
    port: int | None = None,
    site: Path = SITE,
) -> Iterator[Server]:
    """Start nginx on a port of this machine, by default a free one, and stop it afterwards."""
    port = port or free_port()
    address = urlsplit(server.url)
    behind = [urlsplit(copy.url).netloc for copy in (server, *copies)]
    whole = configuration(folder, here(site, port, behind))
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [program(), "-e", folder / "errors", "-p", folder, "-c", folder / "nginx.conf"]
    process = subprocess.Popen(command)
    try:
        _wait_until_open(process, port, folder / "errors")
        yield Server(f"http://{host}:{port}{address.path}", server.log, server.process)
    finally:
        process.terminate()
        process.wait(timeout=10)


def here(site: Path, port: int, behind: Sequence[str]) -> str:
    """Return a site that listens on a port of this machine, before these copies."""
    text = site.read_text(encoding="utf-8")
    copies = "\n".join(COPY.format(copy) for copy in behind)
    shipped = re.escape(COPY).replace(r"\{\}", r"127\.0\.0\.1:\d+")
    for line, own in ((re.escape(LISTEN), f"listen 127.0.0.1:{port};"), (shipped, copies)):
        text, count = re.subn(line, own, text)
        if count != 1:
            raise ValueError(f"{site.name}: expected `{line}` once")
    return text


def configuration(folder: Path, *sites: str) -> str:
    """Return a whole configuration of nginx, which keeps what it needs in a folder."""
    places = "".join(f"{name}_temp_path {folder}/{name};\n" for name in TEMPORARY)
    return (
        f"daemon off; master_process off; pid {folder}/pid;\nevents {{}}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{places}{''.join(sites)}}}\n"
    )


def _wait_until_open(process: subprocess.Popen[bytes], port: int, errors: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nginx did not start:\n{errors.read_text(errors='replace')}")
