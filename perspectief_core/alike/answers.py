"""The published answers of steunpunten as numbers that can be laid beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from perspectief_core.arrays import Floats
from perspectief_core.published import records
from perspectief_core.published.records import SteunpuntKolom

NO_ANSWER = frozenset({"nvt", "niet_gevraagd", "weet_niet"})
"""Not compared: that a question about the huiskamer does not apply follows from there being none,
and would count that one answer six times."""
OFF_THE_SCALE = frozenset({"wisselend"})
"""An answer that is nowhere between the lowest and the highest; not compared either."""


@dataclass(frozen=True, slots=True)
class Question:
    """One published question: its column, and whether answers can lie nearer or farther."""

    column: str
    graded: bool


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What every steunpunt answered.

    Parameters
    ----------
    places
        Codes of the steunpunten, alphabetical.
    questions
        In the order of the appendices.
    values : float array of shape (questions, places)
        Number of the level, or rank of the number; NaN where there is no answer to compare.
    """

    places: tuple[str, ...]
    questions: tuple[Question, ...]
    values: Floats


@cache
def published_answers() -> Answers:
    """Return the answers of Bijlagen 5–13; columns that this project derived are left out.

    Examples
    --------
    >>> answers = published_answers()
    >>> answers.values.shape
    (46, 20)
    """
    rows = records.steunpunten_rows()
    places = tuple(sorted(rows))
    columns = [
        column
        for column in records.steunpunt_columns()
        if column.herkomst_gegevens == "gepubliceerd"
    ]
    return Answers(
        places=places,
        questions=tuple(Question(c.kolom, c.schaal != "nominal") for c in columns),
        values=np.stack([_values(c, [rows[place][c.kolom] for place in places]) for c in columns]),
    )


def _values(column: SteunpuntKolom, answers: Sequence[str]) -> Floats:
    """Return the number of each level, or the rank of each number (equal ones share theirs).

    Ranks, as one steunpunt with 288 hours would make all others look alike in their hours.
    """
    if column.schaal == "scale":
        # Dates are written so that their text has their order.
        sizes = answers if column.eenheid == "datum" else [float(answer) for answer in answers]
        return _ranks(sizes)
    unplaced = NO_ANSWER | (OFF_THE_SCALE if column.schaal == "ordinal" else frozenset())
    levels = [code for code in column.levels() if code not in unplaced]
    places = {code: float(at) for at, code in enumerate(levels)}
    return np.array([places.get(answer, np.nan) for answer in answers])


def _ranks(sizes: Sequence[str] | Sequence[float]) -> Floats:
    """Return the place of each among all, from 1; equal ones have the mean of theirs."""
    _, first, times = np.unique(np.array(sizes), return_inverse=True, return_counts=True)
    ends = np.cumsum(times)
    ranks: Floats = (ends - (times - 1) / 2)[first]
    return ranks
