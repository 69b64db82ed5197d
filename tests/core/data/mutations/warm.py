"""The process that parses, kept warm: it forks for each request what would take a start of Python.

The same program under the same limits as in `apart`; a run of thousands takes half the time.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from perspectief_core.data import apart, parsing
from perspectief_core.data.parsing import Job, Limits

_KEEPER = """
import os, runpy, socket, struct, sys
sys.path.append(sys.argv[2])
main = runpy.run_path(sys.argv[1], run_name="parsing")["main"]
listening = socket.socket(socket.AF_UNIX)
listening.bind(sys.argv[3])
listening.listen()
while True:
    asked, _ = listening.accept()
    child = os.fork()
    if child == 0:
        os.dup2(asked.fileno(), 0)
        os.dup2(asked.fileno(), 1)
        main()
        os._exit(0)
    _, _, used = os.wait4(child, 0)
    try:
        asked.sendall(struct.pack("q", used.ru_maxrss))
    except OSError:
        pass
    asked.close()
"""


class Warm:
    """Stands in for `apart._run`; remembers the most kilobytes that a parsing process used."""

    def __init__(self, address: Path) -> None:
        self.address = str(address)
        self.kilobytes = 0

    def run(self, jobs: Mapping[str, Job], limits: Limits, patience: float) -> bytes:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(max(patience, 0.01))
            try:
                asking.connect(self.address)
                # A process that is ended does not read to the end.
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    asking.sendall(apart.request(jobs, limits))
                    asking.shutdown(socket.SHUT_WR)
                output = b"".join(iter(lambda: asking.recv(1 << 20), b""))
            except TimeoutError:
                return b""
        self.kilobytes = max(self.kilobytes, *struct.unpack("q", output[-8:]))
        return output[:-8]


@contextlib.contextmanager
def kept_warm(folder: Path) -> Iterator[Warm]:
    """Keep such a process, which listens at an address in `folder`."""
    address = folder / "parser"
    program, packages = str(parsing.__file__), str(Path(pa.__file__).parents[1])
    command = [sys.executable, "-I", "-S", "-c", _KEEPER, program, packages, str(address)]
    keeper = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=apart.environment())
    try:
        while not address.exists():
            assert keeper.poll() is None, "the parser did not start"
            time.sleep(0.02)
        yield Warm(address)
    finally:
        keeper.kill()
        keeper.wait()
