"""Answers of steunpunten that are not published: invented, so that their tests come out.

Bijlagen 14–20 print tests of four questions whose answers no appendix prints. The levels have no
meaning: they only say which steunpunten answered alike.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from perspectief_core.data.extract import INVENTED_LEVELS
from perspectief_core.published import records
from synthesis.annealing import classes_of
from synthesis.effort import Search
from synthesis.search import Ints, Undo
from synthesis.watching import Watch

TRIES = 4_000
HEAT = (0.5, 0.02)
STARTS = 4


def invented_answers(people: pd.DataFrame, places: pd.Series, search: Search) -> pd.DataFrame:
    """Return one column per question without published answers, one row per steunpunt.

    Parameters
    ----------
    people : DataFrame
        With `steunpunt` and `uitkomst`.
    places : Series
        Codes of the steunpunten, in the order of the rows wanted.
    search : Search
    """
    classes = classes_of(people["uitkomst"])
    place = pd.Index(places).get_indexer(pd.Index(people["steunpunt"]))
    columns = {}
    for kenmerk in records.kenmerken():
        if kenmerk.niveau == "steunpunt" and kenmerk.herkomst_gegevens == "synthetisch":
            watch = Watch(classes, ((kenmerk.kenmerk, kenmerk.schaal),))
            answers, left = _best(watch, place, len(places), search)
            search.tell(kenmerk.kolom, left)
            columns[kenmerk.kolom] = np.array(INVENTED_LEVELS, dtype=object)[answers]
    return pd.DataFrame(columns, index=places.index)


def _best(watch: Watch, place: Ints, n_places: int, search: Search) -> tuple[Ints, float]:
    best, lowest = np.zeros(n_places, dtype=np.int64), np.inf
    for _ in range(STARTS):
        answers = search.rng.integers(0, len(INVENTED_LEVELS), n_places)

        def off(answers: Ints = answers) -> float:
            return watch.cost(pd.Series(answers[place]))

        left = search.cool(off, _other_answer(answers, search.rng), TRIES, HEAT)
        if left < lowest:
            best, lowest = answers, left
        if lowest == 0:
            break
    return best, lowest


def _other_answer(answers: Ints, rng: np.random.Generator) -> Callable[[], Undo]:
    def change() -> Undo:
        who = rng.choice(len(answers), int(rng.integers(1, 4)), replace=False)
        before = answers[who].copy()
        answers[who] = rng.integers(0, len(INVENTED_LEVELS), len(who))

        def undo() -> None:
            answers[who] = before

        return undo

    return change
