"""Parsing in a process of its own, with limits on memory and time.

A file can obey every limit on what it says of itself and still unfold to gigabytes. Only a limit on
the process that reads it stops that, and only a process of its own can be stopped without harm.
"""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from perspectief_core.data import parsing
from perspectief_core.data.parsing import Job, Limits, Parsed, Refused

LOG = logging.getLogger(__name__)

_START = (
    "import runpy, sys; sys.path.append(sys.argv[2]); "
    "runpy.run_path(sys.argv[1], run_name='__main__')"
)
# Of the environment the child gets only what a process needs to start: no secrets.
_KEEP = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def parse_apart(jobs: Mapping[str, Job], limits: Limits) -> dict[str, Parsed | Refused]:
    """Parse files in a short-lived process.

    Parameters
    ----------
    jobs : dict of Job
        The files by name of their table.
    limits : Limits
        What they and the process may be at most.

    Returns
    -------
    dict of Parsed or Refused
        For every job. A file at which the process was ended (too much memory or time, or a crash)
        is refused as `lezen_afgebroken`; the files after it get a new process.

    Notes
    -----
    Where this system has no limits for processes (Windows, and memory on macOS) only the time is
    limited; a warning in the log says so.
    """
    if reason := missing_limits():
        LOG.warning("extract is read without a limit on memory: %s", reason)
    answers: dict[str, Parsed | Refused] = {}
    until = time.monotonic() + limits.patience
    while waiting := {name: job for name, job in jobs.items() if name not in answers}:
        output = _run(waiting, limits, until - time.monotonic())
        answers.update(zip(waiting, _answers(output), strict=False))
        stopped_at = next((name for name in waiting if name not in answers), None)
        if stopped_at is not None:
            answers[stopped_at] = Refused("lezen_afgebroken")
    return answers


def missing_limits() -> str:
    """Return why memory cannot be limited on this system; empty where it can."""
    try:
        import resource
    except ImportError:
        return "this system has no limits for processes"
    if sys.platform == "darwin" or not hasattr(resource, "RLIMIT_AS"):
        return "this system does not enforce a limit on memory"
    return ""


def _run(jobs: Mapping[str, Job], limits: Limits, patience: float) -> bytes:
    """Return what the process answered, as far as it came."""
    if patience <= 0:
        return b""
    # Isolated, without the packages of this environment but Arrow: starts in half the time.
    import pyarrow as pa

    program, packages = str(parsing.__file__), str(Path(pa.__file__).parents[1])
    command = [sys.executable, "-I", "-S", "-c", _START, program, packages]
    try:
        done = subprocess.run(
            command,
            input=request(jobs, limits),
            stdout=subprocess.PIPE,
            # It may name values.
            stderr=subprocess.DEVNULL,
            env=environment(),
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        return error.stdout or b""
    except OSError as error:
        LOG.error("no process to read the extract in: %s", error.strerror)
        return b""
    return done.stdout


def request(jobs: Mapping[str, Job], limits: Limits) -> bytes:
    """Return what the process is asked, as `parsing.main` reads it."""
    files = [{"size": len(job.contents), "kinds": dict(job.kinds)} for job in jobs.values()]
    about = json.dumps({"limits": asdict(limits), "files": files}).encode() + b"\n"
    return about + b"".join(job.contents for job in jobs.values())


def environment() -> dict[str, str]:
    """Return the environment that the process gets."""
    kept = {name: os.environ[name] for name in _KEEP if name in os.environ}
    # Arrow's own allocators reserve far more addresses than they use, which counts for the limit.
    return kept | {"ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1"}


def _answers(output: bytes) -> Iterator[Parsed | Refused]:
    """Yield the whole answers in the output, up to where the process was ended."""
    stream = io.BytesIO(output)
    while line := stream.readline():
        try:
            answer = json.loads(line)
        except ValueError:
            return
        contents = stream.read(answer["size"])
        if len(contents) < answer["size"]:
            return
        about = answer["about"]
        if answer["read"]:
            about["unknown"] = tuple(about["unknown"])
            yield Parsed(ipc=contents, **about)
        else:
            yield Refused(**about)
