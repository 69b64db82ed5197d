"""Loads each mutation in a process of its own, and says what became of it."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from select import select as wait_for
from typing import TypeVar

from perspectief.report.words.faults import fault_sentence
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison.comparing import compare
from perspectief_core.data import apart, extract as extracts
from perspectief_core.durations.curves import curves
from perspectief_core.people import outcomes
from tests.core.data.mutations.making import SECRET, mutate, write_base
from tests.core.data.mutations.warm import Warm, kept_warm

T = TypeVar("T")
SLOW_SECONDS, MOST_MEGABYTES, MOST_OUTPUT = 20.0, 1024, 100_000
KILL_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of one mutation: `loaded`, `refused`, or what is wrong."""

    seed: str
    kind: str
    became: str
    seconds: float
    megabytes: float
    detail: str = ""

    @property
    def wrong(self) -> tuple[str, ...]:
        """Everything that may not happen and did."""
        ended = () if self.became in ("loaded", "refused") else (self.became,)
        slow = ("slow",) if self.seconds > SLOW_SECONDS else ()
        large = ("memory",) if self.megabytes > MOST_MEGABYTES else ()
        return ended + slow + large


def attempts(count: int, seed: int) -> Iterator[Attempt]:
    """Yield what became of `count` mutations; the same seed gives the same mutations."""
    with tempfile.TemporaryDirectory(prefix="perspectief-mutations-") as temporary:
        base = Path(temporary, "base")
        write_base(base)
        with kept_warm(Path(temporary)) as warm:
            for number in range(count):
                yield attempt(base, Path(temporary, f"m{number}"), f"{seed} {number}", warm)


def attempt(base: Path, folder: Path, seed: str, warm: Warm) -> Attempt:
    """Make the mutation of this seed in `folder`, load it, and clear it away."""
    shutil.copytree(base, folder)
    kind = "not made"
    try:
        # Apart too: what this process needs to make it would count as needed to load it.
        kind = _apart(lambda: mutate(Random(seed), folder)) or kind
        started = time.monotonic()
        became, detail, megabytes = _apart(lambda: _loaded(folder, warm)) or ("crash", "", 0.0)
        return Attempt(seed, kind, became, time.monotonic() - started, megabytes, detail)
    except TimeoutError:
        return Attempt(seed, kind, "hang", KILL_SECONDS, 0.0)
    finally:
        for left in folder.parent.glob(folder.name + "*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def _apart(act: Callable[[], T]) -> T | None:
    """Return what `act` gives in a child of this process; None when that crashes."""
    inlet, outlet = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            os.close(inlet)
            os.write(outlet, json.dumps(act()).encode())
        finally:
            os._exit(0)
    os.close(outlet)
    ready, _, _ = wait_for([inlet], [], [], KILL_SECONDS)
    said = os.read(inlet, 60_000) if ready else b""
    os.close(inlet)
    if not ready:
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if not ready:
        raise TimeoutError
    return json.loads(said) if said else None


def _loaded(folder: Path, warm: Warm) -> tuple[str, str, float]:
    """Return what became of the extract, a detail, and the megabytes it took."""
    apart._run = warm.run
    # A fork begins with what its parent holds, which is what tests before this one left there.
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        return *_use(folder), _megabytes(warm, before)
    except BaseException:  # noqa: BLE001 - whatever escapes is what is looked for
        return "traceback", traceback.format_exc()[-3000:], _megabytes(warm, before)


def _use(folder: Path) -> tuple[str, str]:
    """Load the extract and use it a little; return what became of it, and a detail."""
    extracts.identity(folder)
    try:
        extract = extracts.load(folder)
    except extracts.ExtractFaultsError as error:
        said = "\n".join([str(error), *map(fault_sentence, error.faults)])
        # What cannot be written, or steers the terminal, may not be said either.
        unwritable = said.encode(errors="replace") != said.encode(errors="ignore")
        unseen = any(not each.isprintable() for each in said.replace("\n", ""))
        became = "refused"
        if SECRET in said or unwritable or unseen:
            became = "leak"
        elif len(said) > MOST_OUTPUT:
            became = "long output"
        return became, str(error)[:200] if became == "refused" else ""
    cohort = select(extract, Selection())
    outcomes.distribution(cohort)
    if cohort.n:
        curves(cohort, True)
    compare(cohort, extract)
    return "loaded", ""


def _megabytes(warm: Warm, before: int) -> float:
    """Megabytes that this process took since `before`, and the one that parsed at its most."""
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (after - before + warm.kilobytes) / 1024


def table(tried: list[Attempt]) -> str:
    """Return the counts per kind of mutation as lines of text."""
    columns = ("all", "loaded", "refused", "traceback", "crash", "hang", "leak", "long output")
    counts = Counter((trial.kind, what) for trial in tried for what in ("all", trial.became))
    counts += Counter(
        (trial.kind, what) for trial in tried for what in trial.wrong if what != trial.became
    )
    columns += ("slow", "memory")
    lines = [f"{'':16}" + "".join(f"{name:>12}" for name in columns) + "   max s   max MB"]
    for kind in sorted({trial.kind for trial in tried}):
        mine = [trial for trial in tried if trial.kind == kind]
        numbers = "".join(f"{counts[kind, name]:12}" for name in columns)
        slowest, largest = (
            max(trial.seconds for trial in mine),
            max(trial.megabytes for trial in mine),
        )
        lines.append(f"{kind:16}{numbers}{slowest:8.1f}{largest:9.0f}")
    total = "".join(
        f"{sum(counts[k, name] for k in {o.kind for o in tried}):12}" for name in columns
    )
    return "\n".join([*lines, f"{'together':16}{total}"])
