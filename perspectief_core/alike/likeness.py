"""The published steunpunten beside each other: who is like whom, and is that more than chance?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from perspectief_core.alike.answers import Answers, published_answers
from perspectief_core.alike.chance import (
    DRAWS,
    Shuffled,
    WithinTypes,
    at_least,
    shuffled,
    within_types,
)
from perspectief_core.alike.gower import Compared, compare, pairs
from perspectief_core.alike.ordering import alike_together
from perspectief_core.arrays import Floats
from perspectief_core.published import records
from perspectief_core.shares import meaning

SEED = 1
TYPE = "werkwijze"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two steunpunten.

    `likeness` (0–1) is the mean over the questions `compared`; `same` counts those with the same
    answer. `p` is how often shuffled answers give a pair this alike anywhere among all pairs.
    """

    first: str
    second: str
    likeness: float
    same: int
    compared: int
    p: float

    @property
    def more_than_chance(self) -> bool:
        """Whether they are more alike than any two would be by chance."""
        return meaning.more_than_chance(self.p)

    def other(self, code: str) -> str:
        """Return the one of the two that is not `code`."""
        return self.second if code == self.first else self.first


@dataclass(frozen=True, slots=True)
class Agreement:
    """One question: of the pairs `compared` on it, how many gave the same answer."""

    column: str
    same: int
    compared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness(records.Sourced):
    """All steunpunten of which answers were published; see `likeness`.

    Parameters
    ----------
    order
        Codes, look-alikes together.
    agreements
        Per question, in the order of the appendices.
    pairs
        Every two, the most alike first.
    mean
        Of the likeness over all pairs (0–1).
    spread, spread_by_chance, p
        Standard deviation over the pairs, its mean over shuffles, and how often a shuffle spreads
        at least as much.
    types
        Pairs of one type of working method against pairs of two, without the question about it.
    draws
        Shuffles.
    """

    order: tuple[str, ...]
    agreements: tuple[Agreement, ...]
    pairs: tuple[Pair, ...]
    mean: float
    spread: float
    spread_by_chance: float
    p: float
    types: WithinTypes
    draws: int

    @property
    def same_share(self) -> float:
        """Over all pairs and questions: how often two that are compared gave the same answer."""
        same = sum(agreement.same for agreement in self.agreements)
        return same / sum(agreement.compared for agreement in self.agreements)

    @property
    def more_than_chance(self) -> bool:
        """Whether some pairs are more, and others less, alike than chance gives."""
        return meaning.more_than_chance(self.p)

    def of(self, code: str) -> tuple[Pair, ...]:
        """Return the pairs with a steunpunt, the most alike first; none when it is not known."""
        return tuple(pair for pair in self.pairs if code in (pair.first, pair.second))


@cache
def likeness() -> Likeness:
    """Return how alike the published steunpunten are.

    Notes
    -----
    Answers: `answers`; likeness: `gower`; order: `ordering`; chance: `chance`. The mean over all
    pairs cannot be tested by shuffling, since it follows from how often each answer was given; the
    spread over pairs can. `p` of a pair is that of the largest of all (max-T).

    Examples
    --------
    >>> alike = likeness()
    >>> len(alike.order), len(alike.pairs), round(alike.mean, 2)
    (20, 190, 0.51)
    """
    answers = published_answers()
    compared = compare(answers)
    drawn = shuffled(compared, SEED)
    values = _of_pairs(compared.likeness)
    return Likeness(
        document="Bijlagen",
        tabel="Bijlage 5–13",
        opmerking="",
        order=tuple(answers.places[at] for at in alike_together(compared.likeness)),
        agreements=_agreements(answers, compared),
        pairs=_pairs(answers, compared, drawn),
        mean=float(values.mean()),
        spread=float(values.std()),
        spread_by_chance=float(drawn.spread.mean()),
        p=at_least(float(values.std()), drawn.spread),
        types=_types(answers),
        draws=DRAWS,
    )


def _of_pairs(matrix: Floats) -> Floats:
    values: Floats = matrix[pairs(len(matrix))]
    return values


def _agreements(answers: Answers, compared: Compared) -> tuple[Agreement, ...]:
    first, second = pairs(len(answers.places))
    both = compared.known[:, first] & compared.known[:, second]
    same = both & (answers.values[:, first] == answers.values[:, second])
    counted = zip(answers.questions, same.sum(axis=1), both.sum(axis=1), strict=True)
    return tuple(Agreement(question.column, int(k), int(n)) for question, k, n in counted)


def _pairs(answers: Answers, compared: Compared, drawn: Shuffled) -> tuple[Pair, ...]:
    same = (answers.values[:, :, None] == answers.values[:, None, :]).sum(axis=0)
    all_pairs = [
        Pair(
            first=answers.places[a],
            second=answers.places[b],
            likeness=float(compared.likeness[a, b]),
            same=int(same[a, b]),
            compared=int(compared.compared[a, b]),
            p=at_least(float(compared.likeness[a, b]), drawn.largest),
        )
        for a, b in zip(*(ends.tolist() for ends in pairs(len(answers.places))), strict=True)
    ]
    return tuple(sorted(all_pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second)))


def _types(answers: Answers) -> WithinTypes:
    """Compare pairs within and between types, on all other questions."""
    at = [question.column for question in answers.questions].index(TYPE)
    others = replace(
        answers,
        questions=(*answers.questions[:at], *answers.questions[at + 1 :]),
        values=np.delete(answers.values, at, axis=0),
    )
    rows = records.steunpunten_rows()
    types = np.array([rows[place][TYPE] for place in answers.places], dtype=np.str_)
    return within_types(compare(others).likeness, types, SEED)
