"""Files appear whole or not at all; a killed run leaves nothing of a person behind."""

import json
import random
import subprocess
import sys

import pytest

from perspectief.intake.releasing.files import place_folder, write_whole
from tests.intake.lists.killing import KillRun, leftovers


def test_a_folder_is_replaced_whole(tmp_path):
    target = tmp_path / "extract"
    for content in (b"een", b"twee"):
        place_folder(target, {"a": content, "b": content}, lambda contents: None)
        assert {p.name: p.read_bytes() for p in target.iterdir()} == {"a": content, "b": content}
    assert [path.name for path in tmp_path.iterdir()] == ["extract"]


def test_the_check_sees_the_files_and_can_refuse(tmp_path):
    target = tmp_path / "extract"
    place_folder(target, {"a": b"oud"}, lambda contents: None)

    def refuse(contents):
        assert contents == {"a": b"nieuw"}
        raise ValueError("niet goed")

    with pytest.raises(ValueError, match="niet goed"):
        place_folder(target, {"a": b"nieuw"}, refuse)
    assert (target / "a").read_bytes() == b"oud"
    assert [path.name for path in tmp_path.iterdir()] == ["extract"]


def test_what_an_earlier_killed_run_left_beside_is_cleared(tmp_path):
    (tmp_path / ".extract.nieuw").mkdir()
    (tmp_path / ".extract.nieuw" / "rest").write_bytes(b"half")
    place_folder(tmp_path / "extract", {"a": b"1"}, lambda contents: None)
    assert [path.name for path in tmp_path.iterdir()] == ["extract"]


def test_a_file_is_replaced_whole_and_leaves_no_other(tmp_path):
    path = tmp_path / "map" / "lijst.xlsx"
    for content in (b"een", b"twee" * 1000):
        write_whole(path, content)
        assert path.read_bytes() == content
    assert [p.name for p in path.parent.iterdir()] == ["lijst.xlsx"]


def test_marking_a_workbook_leaves_no_file_behind(faulty):
    """openpyxl writes sheets through temporary files; here they would hold persons."""
    program = """
import os, sys
from pathlib import Path
from perspectief.intake.reporting.marking import main

def no_files(event, args):
    if event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        if not str(args[0]).startswith("/proc/self/fd/"):
            raise RuntimeError("a file was opened to write")

sys.addaudithook(no_files)
main(Path(sys.argv[1]))
"""
    path = faulty.lists / "eindlijst" / "Alkmaar registratie.xlsx"
    marks = [{"sheet": "Blad1", "row": 2, "column": 0, "level": "fout", "text": "x"}]
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        input=json.dumps(marks).encode(),
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"PK")


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_a_random_moment(faulty, tmp_path, seed):
    """An earlier extract stays whole or is replaced whole; no temporary file names a person."""
    run = KillRun(faulty, tmp_path)
    run.kill_after(random.Random(seed).uniform(0.2, 6.0))
    assert leftovers(run) == []
