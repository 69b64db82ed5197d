"""The log of views: whole lines, for the owner only, still there after a crash, or no view."""

import json
import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from perspectief.screen import trail
from perspectief.screen.trail import Entry, Trail, TrailError
from tests.places import ROOT

ENTRY = Entry(
    who="x1",
    name="An\nna",
    page="duur",
    selection={"geslacht": ["vrouw"]},
    policy="analist",
    extract="e1",
)
WRITES_AND_WAITS = """
import sys
from pathlib import Path
from perspectief.screen.trail import Entry, Trail
own = Trail(Path(sys.argv[1]))
for number in range(3):
    own.write(Entry(
            who="x1", name="An", page=f"p{number}", selection={}, policy="analist", extract="e1"
        ))
print("written", flush=True)
sys.stdin.read()
"""


def lines(folder):
    return [line for file in sorted(folder.iterdir()) for line in file.read_text().splitlines()]


def test_one_line_for_each_view_for_the_owner_only(tmp_path):
    before = os.umask(0)
    try:
        Trail(tmp_path / "t").write(ENTRY, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    finally:
        os.umask(before)
    [line] = lines(tmp_path / "t")
    assert json.loads(line) == {"at": "2026-01-02T03:04:05.000+00:00", **asdict(ENTRY)}
    [file] = (tmp_path / "t").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.name == f"inzage-2026-01-02-{os.getpid()}-0001.jsonl"


def test_many_threads_and_full_files_lose_nothing(tmp_path):
    own = Trail(tmp_path, most_bytes=1000)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: own.write(ENTRY), range(100)))
    assert len([json.loads(line) for line in lines(tmp_path)]) == 100
    assert max(file.stat().st_size for file in tmp_path.iterdir()) <= 1000


def test_what_is_written_survives_a_kill(tmp_path):
    command = [sys.executable, "-c", WRITES_AND_WAITS, str(tmp_path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=10)
    assert [json.loads(line)["page"] for line in lines(tmp_path)] == ["p0", "p1", "p2"]


def test_what_cannot_be_written_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    for act in (lambda own: own.write(ENTRY), Trail.try_out):
        with pytest.raises(TrailError):
            act(Trail(tmp_path / "file"))
    monkeypatch.setattr(trail.os, "write", lambda *_: 1)
    with pytest.raises(TrailError):
        Trail(tmp_path / "t").write(ENTRY)


def test_without_a_place_nothing_counts_as_written(monkeypatch):
    monkeypatch.setattr(trail, "trail", lambda: None)
    with pytest.raises(TrailError):
        trail.write(ENTRY)
