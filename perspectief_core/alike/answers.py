"""The published answers of steunpunten as numbers that can be laid beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from perspectief_core.arrays import Floats, pd
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
    table = records.steunpunten_table().sort_index()
    columns = [
        column
        for column in records.steunpunt_columns()
        if column.herkomst_gegevens == "gepubliceerd"
    ]
    return Answers(
        places=tuple(str(code) for code in table.index),
        questions=tuple(Question(c.kolom, c.schaal != "nominal") for c in columns),
        values=np.stack([_values(column, table[column.kolom]) for column in columns]),
    )


def _values(column: SteunpuntKolom, answers: pd.Series) -> Floats:
    """Return the number of each level, or the rank of each number (equal ones share theirs).

    Ranks, as one steunpunt with 288 hours would make all others look alike in their hours.
    """
    if column.schaal == "scale":
        ranks: Floats = np.asarray(answers.rank(), dtype=np.float64)
        return ranks
    unplaced = NO_ANSWER | (OFF_THE_SCALE if column.schaal == "ordinal" else frozenset())
    levels = [code for code in column.levels() if code not in unplaced]
    places = {code: float(at) for at, code in enumerate(levels)}
    return np.array([places.get(str(answer), np.nan) for answer in answers])
