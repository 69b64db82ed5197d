"""Who is at which steunpunt, with which outcome, and who is found in the ministry's register.

Bijlagen 14–20 print for each characteristic of the steunpunten how it hangs together with the
outcomes, and Bijlagen 5–13 print the characteristics themselves. People with different outcomes
change places until those tests come out as nearly as can be found.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from perspectief_core.published import records
from synthesis import targets
from synthesis.annealing import (
    CLASS_OF_OUTCOME,
    Problem,
    Schedule,
    anneal,
    classes_of,
    cost_of,
)
from synthesis.coding import steunpunt_predictors
from synthesis.effort import Effort
from synthesis.moves import CLASSES
from synthesis.noise import with_noise
from synthesis.search import Ints, SearchError

Words = npt.NDArray[np.object_]
DRAWS = 10_000
STARTS, FITS = 60, 100
"""Most starts, and the cost below which no other is needed: a start ends below it with everyone in
guidance in place, or above."""
FROM_ANYWHERE = Schedule(3_000_000, 2.0, 0.25)
EXITS = Schedule(2_000_000, 2.5, 0.15, starts=4)
TOGETHER = Schedule(3_000_000, 1.0, 0.1)
SMALL = targets.SMALLEST_WITH_SHARE
PERSON_MOVES = 17
GUIDED = "in_begeleiding"


def place_people(
    rng: np.random.Generator, effort: Effort, noise: np.random.Generator | None
) -> pd.DataFrame:
    """Return one row per person with `steunpunt`, `dmb_koppeling` and `uitkomst`.

    Parameters
    ----------
    rng
        What the search draws from.
    effort
    noise
        What the deliberate noise, and all that follows, draws from; None leaves the table as the
        search ends: for `fidelity` alone, which shows that to nobody.

    Notes
    -----
    Matched persons per steunpunt are Bijlage 4; where the 18 others are, and which steunpunt has
    which outcomes, is searched. Every steunpunt has exits.
    """
    sizes, outcome, problem = matched(), _outcomes(), place_problem()
    place = _search(problem, rng, effort)
    if noise is not None:
        place = with_noise(problem, place, noise, effort)
        rng = noise
    people = pd.DataFrame({"steunpunt": sizes.index.to_numpy()[place], "uitkomst": outcome})
    extra = np.bincount(place, minlength=len(sizes)) - sizes.to_numpy()
    people["dmb_koppeling"] = ~np.isin(
        np.arange(len(people)), _unmatched(place, extra, outcome, rng)
    )
    return people.sort_values("dmb_koppeling", ascending=False, kind="stable", ignore_index=True)


def place_problem() -> Problem:
    """Return the problem of who is at which steunpunt; units are those of Bijlage 4, in order."""
    sizes = matched().to_numpy(dtype=np.int64)
    outcome = _outcomes()
    return Problem(
        classes=classes_of(pd.Series(outcome)),
        predictors=steunpunt_predictors(),
        low=sizes,
        high=np.where(sizes >= SMALL, sizes + sum(targets.UNMATCHED.values()), SMALL - 1),
        allowed=np.ones((len(sizes), CLASSES), dtype=np.int64),
        min_exits=1,
        person_moves=PERSON_MOVES,
    )


def matched() -> pd.Series:
    """Return the matched persons per steunpunt of Bijlage 4, by its code."""
    return records.months_in_nl()["n"].drop("totaal").astype(int)


def _outcomes() -> Words:
    # Who is in guidance comes last: see `_settled`.
    counts = {code: n for code, n in targets.OUTCOMES.items() if code != GUIDED}
    return _repeated({**counts, GUIDED: targets.OUTCOMES[GUIDED]})


def _search(problem: Problem, rng: np.random.Generator, effort: Effort) -> Ints:
    placements = []
    for number in range(effort.tries(STARTS)):
        start = _any_places(problem.low, problem.classes, rng)
        placements.append(anneal(problem, start, effort.of(FROM_ANYWHERE), rng))
        effort.progress(f"  start {number + 1}: {placements[-1][1]:.0f} from the published tests")
        if placements[-1][1] < FITS:
            break
    return _settled(problem, min(placements, key=_cost)[0], rng, effort)


def _settled(problem: Problem, units: Ints, rng: np.random.Generator, effort: Effort) -> Ints:
    """Return better places: those of who left anew, from any start, and then those of everyone.

    Who is in guidance decides the numbers of most tests and falls into place first; the others are
    then still where that was not so.
    """
    left = len(problem.classes) - targets.OUTCOMES[GUIDED]
    exits = replace(problem, movers=left, person_moves=0)
    placements = [(units, cost_of(problem, units)[0])]
    for _ in range(effort.tries(EXITS.starts)):
        start = np.concatenate([rng.permutation(units[:left]), units[left:]])
        placements.append(anneal(exits, start, effort.of(EXITS), rng))
    units, cost = min(placements, key=_cost)
    best = min((units, cost), anneal(problem, units, effort.of(TOGETHER), rng), key=_cost)
    effort.progress(f"  settled: {best[1]:.0f} from the published tests")
    return best[0]


def _cost(placement: tuple[Ints, float]) -> float:
    return placement[1]


def _any_places(sizes: Ints, classes: Ints, rng: np.random.Generator) -> Ints:
    extra = len(classes) - int(sizes.sum())
    places = np.repeat(np.arange(len(sizes)), sizes)
    large = sizes * (sizes >= SMALL)
    places = np.concatenate([places, rng.choice(len(sizes), extra, p=large / large.sum())])
    guided = CLASS_OF_OUTCOME[GUIDED]
    for _ in range(DRAWS):
        dealt = rng.permutation(places)
        if len(np.unique(dealt[classes != guided])) == len(sizes):
            return dealt
    raise SearchError("no outcomes with exits at every steunpunt")


def _unmatched(place: Ints, extra: Ints, outcome: Words, rng: np.random.Generator) -> Ints:
    """Return the people without a match: as many per steunpunt and per outcome as there are."""
    places = np.repeat(np.arange(len(extra)), extra)
    codes = _repeated(dict(targets.UNMATCHED))
    for _ in range(DRAWS):
        chosen: list[int] = []
        for at, code in zip(places, rng.permutation(codes), strict=True):
            pool = np.setdiff1d(np.flatnonzero((place == at) & (outcome == code)), chosen)
            if not len(pool):
                break
            chosen.append(int(rng.choice(pool)))
        if len(chosen) == len(places):
            return np.array(chosen, dtype=np.int64)
    raise SearchError("who is not matched: no people with these outcomes where they must be")


def _repeated(counts: dict[str, int]) -> Words:
    return np.repeat(np.array(list(counts), dtype=object), list(counts.values()))
