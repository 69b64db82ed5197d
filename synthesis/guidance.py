"""What happened in guidance: traject, waiting, who ended it, stuck files and contacts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from synthesis import targets
from synthesis.annealing import (
    CLASS_OF_OUTCOME,
    Goal,
    Predictor,
    Problem,
    Schedule,
    classes_of,
)
from synthesis.coding import MISSING
from synthesis.contacts import draw_contacts
from synthesis.effort import Effort, Search
from synthesis.endings import ended_by
from synthesis.moves import CLASSES
from synthesis.percentages import count_behind
from synthesis.search import Ints, SearchError

Words = npt.NDArray[np.object_]
DRAWS = 1_000
SEARCH = Schedule(500_000, 1.5, 0.02, starts=60)


def add_guidance(people: pd.DataFrame, rng: np.random.Generator, effort: Effort) -> pd.DataFrame:
    """Return the people with `traject`, `wacht_op_beslissing`, `beeindigd_door` and the rest."""
    search = Search(rng, effort)
    classes = classes_of(people["uitkomst"])
    traject = _traject(people, classes, search)
    guided = classes == CLASS_OF_OUTCOME["in_begeleiding"]
    aiming = np.isin(traject.astype(str), ("verblijfsvergunning", "buiten_schuld"))
    waiting = rng.choice(np.flatnonzero(guided & aiming), targets.AWAITING_DECISION, replace=False)
    everyone = np.arange(len(people))
    return people.assign(
        traject=traject,
        wacht_op_beslissing=np.isin(everyone, waiting),
        beeindigd_door=ended_by(people["steunpunt"].where(~guided), rng),
        vastlopend_dossier=np.isin(everyone, _stuck(people["steunpunt"], rng)),
        contactmomenten=draw_contacts(months_in_guidance(people), classes, search),
    )


def _traject(people: pd.DataFrame, classes: Ints, search: Search) -> Words:
    """Return trajecten tied to the outcomes as published; None where it is not recorded."""
    numbers = {**targets.TRAJECT, "niet": targets.TRAJECT_NOT_RECORDED}
    codes = [*numbers, "anders"]
    sizes = np.array([*numbers.values(), len(classes) - sum(numbers.values())])
    unit = {code: at for at, code in enumerate(codes)}
    level = np.where(np.arange(len(codes)) == unit["niet"], MISSING, np.arange(len(codes)))
    results = (
        ("verblijfsvergunning", targets.PERMITS_BY_TRAJECT),
        ("terugkeer", targets.RETURNS_BY_TRAJECT),
    )
    goals = []
    for outcome, by_traject in results:
        for code, number in by_traject.items():
            member = np.zeros((len(codes), CLASSES), dtype=np.int64)
            member[unit[code], CLASS_OF_OUTCOME[outcome]] = 1
            goals.append(Goal(member, number))
    # Who aims at 'buiten schuld' applied for it: that must be possible for people with the outcome.
    elsewhere = np.zeros((len(codes), CLASSES), dtype=np.int64)
    elsewhere[unit["buiten_schuld"]] = 1
    for outcome in ("verblijfsvergunning", "in_begeleiding", "mob"):
        elsewhere[unit["buiten_schuld"], CLASS_OF_OUTCOME[outcome]] = 0
    goals.append(Goal(elsewhere, 0))
    problem = Problem(
        classes=classes,
        predictors=(Predictor("trajectdoel", "nominal", level),),
        low=sizes,
        high=sizes,
        allowed=np.ones((len(codes), CLASSES), dtype=np.int64),
        goals=tuple(goals),
    )
    start = search.rng.permutation(np.repeat(np.arange(len(codes)), sizes))
    best = search.best(problem, start, SEARCH, "traject")
    traject = np.array(codes, dtype=object)[best]
    _only_matched(traject, classes, people["dmb_koppeling"].to_numpy(dtype=bool), search.rng)
    traject[traject == "niet"] = None
    return traject


def _only_matched(
    traject: Words, classes: Ints, linked: npt.NDArray[np.bool_], rng: np.random.Generator
) -> None:
    """Swap trajecten between people of one outcome, so that 'buiten schuld' is of the matched.

    Only who is in the ministry's register can be known to have applied for it.
    """
    for who in np.flatnonzero((traject == "buiten_schuld") & ~linked):
        others = linked & (traject != "buiten_schuld") & (classes == classes[who])
        pair = [int(who), int(rng.choice(np.flatnonzero(others)))]
        traject[pair] = traject[pair[::-1]]


def _stuck(steunpunt: pd.Series, rng: np.random.Generator) -> Ints:
    """Return who has a stuck file: about the same share at four, and at three, steunpunten."""
    sizes = steunpunt.value_counts()
    sizes = sizes[sizes >= targets.SMALLEST_WITH_STUCK].sort_index()
    chosen: list[Ints] = []
    for number, percentage in targets.STUCK_STEUNPUNTEN:
        files = _files_with(sizes, number, percentage, rng)
        sizes = sizes.drop(list(files))
        for place, own in files.items():
            chosen.append(rng.choice(np.flatnonzero(steunpunt == place), own, replace=False))
    return np.concatenate(chosen)


def _files_with(
    sizes: pd.Series, number: int, percentage: int, rng: np.random.Generator
) -> dict[str, int]:
    """Draw steunpunten and their numbers of files, which together print as a percentage."""
    for _ in range(DRAWS):
        group = [str(place) for place in rng.choice(sizes.index.to_numpy(), number, replace=False)]
        total = count_behind(percentage, int(sizes[group].sum()))
        files = [round(int(sizes[place]) * percentage / 100) for place in group]
        if total is not None and abs(total - sum(files)) <= 1 < files[0]:
            files[0] += total - sum(files)
            return dict(zip(group, files, strict=True))
    raise SearchError("stuck files: no steunpunten that can have the published percentage")


def months_in_guidance(people: pd.DataFrame) -> Ints:
    """Return whole months from inflow to exit, or to the peildatum for who is still there."""
    end = people["uitstroom"].fillna(pd.Timestamp(2011, 4, 1))
    start = people["instroom"]
    months = (end.dt.year - start.dt.year) * 12 + end.dt.month - start.dt.month
    return np.asarray(months, dtype=np.int64)
