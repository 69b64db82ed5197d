"""Runs of the intake that are killed on the way, and what they leave.

`python -m tests.intake.killing 200` kills that many at random moments, over the whole length
of a run, and prints what was left.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from perspectief.intake.demo.lists import make_demo
from perspectief_core.data import extract
from tests.intake.runs import SOURCE, run_on


class KillRun:
    """A run over the lists of `earlier`, with its extract already in place."""

    def __init__(self, earlier, folder):
        self.folder = folder
        self.lists = earlier.lists
        self.out = folder / "extract"
        self.temporary = folder / "tmp"
        self.temporary.mkdir(exist_ok=True)
        if not self.out.exists():
            shutil.copytree(earlier.out, self.out)
        self.whole = {path.name for path in earlier.out.iterdir()}

    def start(self):
        command = [sys.executable, "-m", "perspectief.cli.main", "intake", "run", str(self.lists)]
        command += ["--out", str(self.out), "--work", str(self.folder / "werkmap")]
        command += ["--basis", str(SOURCE)]
        return subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"TMPDIR": str(self.temporary)},
            start_new_session=True,
        )

    def kill_after(self, seconds):
        """Start a run, and kill it with its children; return whether it had ended by itself."""
        process = self.start()
        time.sleep(seconds)
        ended = process.poll() is not None
        if not ended:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return ended


def leftovers(run):
    """Return what is wrong after a kill: a broken extract, or a file that should not be there."""
    wrong = []
    try:
        extract.load(run.out)
    except extract.ExtractFaultsError:
        wrong.append("extract broken")
    if {path.name for path in run.out.iterdir()} != run.whole:
        wrong.append("files in the extract")
    known = {"extract", "tmp", "werkmap"}
    wrong += [f"beside: {path.name}" for path in run.folder.iterdir() if path.name not in known]
    wrong += [f"temporary: {path.name}" for path in run.temporary.rglob("*") if path.is_file()]
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make_demo(SOURCE, folder / "lijsten", seed=2, faults=True, rounds=False)
        earlier = run_on(folder / "lijsten", folder / "eerder")
        (folder / "run").mkdir()
        run = KillRun(earlier, folder / "run")
        start = time.monotonic()
        run.start().wait()
        length = time.monotonic() - start
        left, ended = [], 0
        for _ in range(args.count):
            ended += run.kill_after(rng.uniform(0, length * 1.05))
            left += leftovers(run)
    sys.stdout.write(
        f"{args.count} runs of {length:.1f} s, {args.count - ended} killed on the way; "
        f"left: {left or 'nothing'}\n"
    )


if __name__ == "__main__":
    main()
