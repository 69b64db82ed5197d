"""Marking a list writes nothing of a person beside it."""

import json
import subprocess
import sys


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
