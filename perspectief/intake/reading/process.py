"""A short-lived process with limits on memory, time and files, for one file of others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import python_calamine

import perspectief
from perspectief.intake.reading import limits

# -S keeps site-packages out (and the start quick); these two places are all that is needed.
_PLACES = [
    str(Path(perspectief.__file__).resolve().parents[1]),
    str(Path(python_calamine.__file__).resolve().parents[1]),
]
_START = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({cpu}, {cpu}))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
sys.path[:0] = {places!r}
from pathlib import Path
from {module} import main
main(Path(sys.argv[1]))
"""


def run_apart(
    module: str, path: Path, given: bytes = b""
) -> subprocess.CompletedProcess[bytes] | None:
    """Run `main(path)` of a module in a process of its own; None when it takes too long.

    Parameters
    ----------
    module : str
        Module with a function `main`.
    path : Path
        The file it reads.
    given : bytes
        What it gets on standard input.
    """
    start = _START.format(
        memory=limits.MEMORY_BYTES, cpu=limits.CPU_SECONDS, places=_PLACES, module=module
    )
    command = [sys.executable, "-I", "-S", "-c", start, str(path.resolve())]
    try:
        return subprocess.run(
            command, input=given, capture_output=True, timeout=limits.WALL_SECONDS
        )
    except subprocess.TimeoutExpired:
        return None
