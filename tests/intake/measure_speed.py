"""Time and memory of a run on many lists: `python -m tests.intake.measure_speed 100000 200`.

Makes invented lists of so many persons in so many files, in the twenty styles, with a list of the
ministry per five thousand persons; then runs the intake as the command does, and prints what it
took.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from perspectief.intake.demo.answers import guidance_answers, register_answers
from perspectief.intake.demo.files import file_bytes
from perspectief.intake.demo.grid import Entry, lay_out
from perspectief.intake.demo.ministry import ministry_grid
from perspectief.intake.demo.people import invent
from perspectief.intake.demo.styles import MONTHS_ONLY, STYLES
from perspectief_core.data import extract
from tests.intake.runs import SOURCE


def make(folder, persons, lists):
    """Write the lists, without anything planted."""
    start = extract.load(SOURCE)
    rng = np.random.default_rng(1)
    frame = start.deelnemers.sample(persons, replace=True, random_state=1).reset_index(drop=True)
    names = start.steunpunten["naam"].tolist()
    codes = start.steunpunten["steunpunt"].tolist()
    frame["steunpunt"] = [codes[i % 20] for i in range(persons)]
    months = frozenset(
        c for c, style in zip(codes, STYLES, strict=True) if style.dates == MONTHS_ONLY
    )
    people = invent(frame, rng, months)
    for number in range(lists):
        part = people[number % 20 :: 20][number // 20 :: lists // 20]
        style = STYLES[number % 20]
        entries = [Entry(guidance_answers(person, True, rng)) for person in part]
        grid = lay_out("Blad1", f"Steunpunt {names[number % 20]}", entries, style, rng)
        path = folder / f"{names[number % 20]} deel {number // 20}.{style.form}"
        path.write_bytes(file_bytes([grid], style))
    linked = [person for person in people if person.known]
    for first in range(0, len(linked), 5000):
        records = [register_answers(person, rng) for person in linked[first : first + 5000]]
        content = file_bytes([ministry_grid(records)], STYLES[0])
        (folder / f"DMB {first // 5000}.xlsx").write_bytes(content)
    said = {"soort": "synthetic", "topcodering": 0}
    (folder / "instellingen.json").write_text(json.dumps(said), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("persons", type=int)
    parser.add_argument("lists", type=int)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        lists = Path(temporary) / "lijsten"
        lists.mkdir()
        if not os.fork():
            make(lists, args.persons, args.lists)
            os._exit(0)
        os.wait()
        command = [sys.executable, "-m", "perspectief.cli.main", "intake", "run", str(lists)]
        command += ["--out", str(Path(temporary) / "extract"), "--basis", str(SOURCE)]
        start = time.monotonic()
        child = os.posix_spawn(command[0], command, os.environ)
        _, status, usage = os.wait4(child, 0)
        took = time.monotonic() - start
    sys.stdout.write(
        f"{args.persons} persons in {args.lists} lists: {took:.0f} s, processor "
        f"{usage.ru_utime + usage.ru_stime:.0f} s, most memory "
        f"{usage.ru_maxrss / 1024:.0f} MB, exit {os.waitstatus_to_exitcode(status)}\n"
    )


if __name__ == "__main__":
    main()
