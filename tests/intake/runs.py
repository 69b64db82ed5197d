"""A run on a folder of lists, and what it left."""

import json
from dataclasses import dataclass
from pathlib import Path

from perspectief.intake.run import Job, Outcome, run_intake

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "data" / "synthetic"


@dataclass(frozen=True)
class Run:
    lists: Path
    out: Path
    work: Path
    outcome: Outcome
    said: tuple[str, ...]

    def truths(self):
        return json.loads((self.lists / "waarheid.json").read_text(encoding="utf-8"))

    def manifest(self):
        return json.loads((self.out / "manifest.json").read_text(encoding="utf-8"))


def run_on(lists, folder, **choices):
    said = []
    job = Job(lists, folder / "extract", folder / "werkmap", SOURCE, **choices)
    outcome = run_intake(job, said.append)
    return Run(lists, job.out, job.work, outcome, tuple(said))
