"""How alike two steunpunten are: the mean over the questions that both answered (Gower)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.alike.answers import Answers
from perspectief_core.arrays import Floats, Ints, Masks


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """All pairs on all questions; internal to the core.

    Parameters
    ----------
    alike : float array of shape (questions, places, places)
        0 (as far apart as any two) to 1 (the same); 0 where the two are not compared.
    compared : int array of shape (places, places)
        On how many questions two are compared.
    known : bool array of shape (questions, places)
        Who gave an answer.
    """

    alike: Floats
    compared: Ints
    known: Masks

    @property
    def likeness(self) -> Floats:
        """Mean over the questions compared, of shape (places, places); NaN where there are none."""
        return mean_likeness(self.alike.sum(axis=0), self.compared)


def compare(answers: Answers) -> Compared:
    """Compare every two steunpunten on every question.

    Notes
    -----
    Graded answers: 1 less the difference, as a share of the largest difference between any two;
    others: 1 when the same, else 0. Every question counts once.

    References
    ----------
    Gower, J. C. (1971). A general coefficient of similarity and some of its properties. Biometrics
    27, 857–871. Podani, J. (1999). Extending Gower's general coefficient of similarity to ordinal
    characters. Taxon 48, 331–340.

    Examples
    --------
    >>> from perspectief_core.alike.answers import published_answers
    >>> comparison = compare(published_answers())
    >>> round(float(comparison.likeness[0, 1]), 3), int(comparison.compared[0, 1])
    (0.5, 44)
    """
    known = np.isfinite(answers.values)
    values = np.where(known, answers.values, 0.0)
    apart = np.abs(values[:, :, None] - values[:, None, :])
    both = known[:, :, None] & known[:, None, :]
    largest = np.where(both, apart, 0.0).max(axis=(1, 2), keepdims=True)
    graded = np.array([question.graded for question in answers.questions])[:, None, None]
    # Where all gave the same answer nothing is apart.
    near = 1 - apart / np.where(largest > 0, largest, 1.0)
    alike = np.where(graded, near, apart == 0) * both
    return Compared(alike, both.sum(axis=0), known)


def mean_likeness(total: Floats, compared: Ints) -> Floats:
    """Return totals over questions divided by their number; NaN where there are none."""
    mean: Floats = np.where(compared > 0, total / np.maximum(compared, 1), np.nan)
    return mean


def pairs(n: int) -> tuple[Ints, Ints]:
    """Return the first and the second of every two out of `n`."""
    first, second = np.triu_indices(n, 1)
    return first, second
