"""Counting outcomes under every combination of criteria at once, from counts instead of reruns.

People who meet the same options of every criterion are alike for this purpose. They are counted
once per pattern; a combination of choices is then a sum over the patterns that meet it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from perspectief_core import contract
from perspectief_core.cohort import select
from perspectief_core.extract import Extract
from perspectief_core.grouping import positions
from perspectief_core.keeping import KEEP_BY_CRITERION
from perspectief_core.selection import CRITERIA, Selection

Ints = npt.NDArray[np.int64]
Masks = npt.NDArray[np.bool_]
_MOST_OPTIONS = 62
"""Options of all criteria together that fit the bits of one pattern."""
_BLOCK = 1 << 20
"""Combinations × patterns handled at once: 8 MB."""
_ONWARD, _OTHER = (contract.OUTCOMES.index(code) for code in ("doormigratie", "overig"))
WIDEST = {
    "instroom_tot": "geen_grens",
    "voor_start": "meetellen",
    "leeftijd_grens": "geen_grens",
    "koppeling": "allen",
    "doormigratie": "apart",
    "datum_onbekend": "in_begeleiding",
}
"""The option of each criterion that keeps everyone whom any other option keeps."""


def criteria_counts(extract: Extract, filters: Selection) -> Ints:
    """Count the outcomes under every combination of the inclusion criteria.

    Parameters
    ----------
    extract : Extract
    filters : Selection
        Its filters apply everywhere; its criteria are not looked at.

    Returns
    -------
    int array of shape (options of each of `selection.CRITERIA` in order …, 6)
        In the order of `contract.OUTCOMES`. Each row equals what `cohort.select` gives.

    Notes
    -----
    The peildatum changes outcomes and is done anew per date; onward migration is moved between
    counts; all other criteria only keep or drop people.
    """
    dates, merging = ("peildatum", "doormigratie")
    options = {criterion.code: criterion.options for criterion in CRITERIA}
    apart = np.stack(
        [_counts_at(extract, filters.only(**WIDEST, peildatum=day)) for day in options[dates]]
    )
    merged = apart.copy()
    merged[..., _OTHER] += merged[..., _ONWARD]
    merged[..., _ONWARD] = 0
    both = np.stack([{"apart": apart, "bij_overig": merged}[how] for how in options[merging]])
    axes = [merging, dates, *KEEP_BY_CRITERION]
    order = [axes.index(criterion.code) for criterion in CRITERIA]
    return both.transpose([*order, len(axes)])


def count_combinations(outcome: Ints, n_outcomes: int, criteria: Sequence[Masks]) -> Ints:
    """Count the outcomes of the people who stay under every combination of options.

    Parameters
    ----------
    outcome : int array of shape (n,)
        Position of each person's outcome, 0 ≤ position < `n_outcomes`.
    n_outcomes : int
    criteria : sequence of bool arrays of shape (options, n)
        Per criterion and option: whom that option keeps.

    Returns
    -------
    int array of shape (options of criterion 1, options of criterion 2, …, n_outcomes)
        Without criteria, shape (n_outcomes,).

    Raises
    ------
    ValueError
        When there are more than 62 options in all.

    Notes
    -----
    With P patterns and C combinations the work is P·C bit comparisons and one matrix product,
    whatever the number of people.
    """
    sizes = [len(options) for options in criteria]
    if sum(sizes) > _MOST_OPTIONS:
        raise ValueError(f"`criteria` may have {_MOST_OPTIONS} options in all, found {sum(sizes)}")
    patterns, weights = _patterns(outcome, n_outcomes, criteria)
    required = _required(sizes)
    counts = np.empty((len(required), n_outcomes), dtype=np.int64)
    step = max(_BLOCK // max(len(patterns), 1), 1)
    for start in range(0, len(required), step):
        wanted = required[start : start + step, None]
        kept = ((patterns & wanted) == wanted).astype(np.float64)
        # Sums of whole numbers far below 2**53 are exact in floating point.
        counts[start : start + step] = np.rint(kept @ weights)
    return counts.reshape(*sizes, n_outcomes)


def _patterns(
    outcome: Ints, n_outcomes: int, criteria: Sequence[Masks]
) -> tuple[Ints, npt.NDArray[np.float64]]:
    """Return each distinct pattern of options met, and its people per outcome."""
    met = np.zeros(len(outcome), dtype=np.int64)
    for bit, option in enumerate(option for options in criteria for option in options):
        met |= option.astype(np.int64) << bit
    patterns, position = np.unique(met, return_inverse=True)
    cells = np.bincount(position * n_outcomes + outcome, minlength=len(patterns) * n_outcomes)
    return patterns, cells.reshape(len(patterns), n_outcomes).astype(np.float64)


def _required(sizes: Sequence[int]) -> Ints:
    """Return the bits that a person must have under each combination, last criterion fastest."""
    required, bit = np.zeros(1, dtype=np.int64), 0
    for size in sizes:
        options = np.int64(1) << np.arange(bit, bit + size, dtype=np.int64)
        required = (required[:, None] | options).ravel()
        bit += size
    return required


def _counts_at(extract: Extract, widest: Selection) -> Ints:
    people = select(extract, widest).people
    outcome = positions(people["uitkomst"], contract.OUTCOMES).index
    options = {criterion.code: criterion.options for criterion in CRITERIA}
    masks = [
        np.array([_kept(people, code, option) for option in options[code]])
        for code in KEEP_BY_CRITERION
    ]
    return count_combinations(outcome, len(contract.OUTCOMES), masks)


def _kept(people: pd.DataFrame, code: str, option: str) -> Masks:
    try:
        return KEEP_BY_CRITERION[code](people, choice=option)
    except KeyError:
        return np.ones(len(people), dtype=bool)
