"""What the letter and the report say about when results come, over all combinations of criteria.

Counted as they counted it: whole months from inflow to exit, of those who left (or are still
there), without correction for who entered late. How far that misleads is the subject of
`perspectief_core.survival.incidence`.
"""

from __future__ import annotations

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.cohort.grouping import RESULTS, positions
from perspectief_core.cohort.selection import CRITERIA
from perspectief_core.data import contract
from perspectief_core.sensitivity.combinations import Combinations, Layer, one_each, part_of
from perspectief_core.sensitivity.verdicts import Verdicts, over_criteria

STARTS = (0, 6, 12, 18, 19, 24, 30, 36, 42, 48, 54, 60)
"""First month of each class; the last has no end. Eighteen months exactly stand apart: they are not
'longer than a year and a half', but do belong to their half year."""
_EXACT, _LONG = 3, 4
_UNDATED = len(STARTS)
_CLASSES = _UNDATED + 1
QUARTER = (0.225, 0.255)
"""Shares that print as 23 to 25 %: the letter gives both for the same group."""


def duration_claims(combined: Combinations) -> Verdicts:
    """Return in how many combinations each claim about duration holds.

    Returns
    -------
    Verdicts
        `meeste_resultaat_eerst`: no later half year has as many results (permit or return) as the
        first. `resultaat_neemt_af`: each half year up to two years has fewer results than the one
        before. `mob_eerst`: more people left for an unknown destination in the first half year
        than after a year and a half. `kwart_lang`: of those still in guidance, 23 to 25 % are
        there for more than a year and a half. The number is the share of the first half year, and
        of the long stayers for the last.

    Notes
    -----
    Who left without a known date is not in the numbers of this claim.

    Examples
    --------
    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine
    >>> combined = combine(load("data/synthetic"))
    >>> [(one.claim, one.in_report) for one in duration_claims(combined).verdicts][-1]
    ('kwart_lang', True)
    """
    table = combined.add(_by_class).reshape(*(len(c.options) for c in CRITERIA), -1, _CLASSES)
    dated = table[..., :_UNDATED]
    results = _half_years(
        dated[..., [contract.OUTCOMES.index(code) for code in RESULTS], :].sum(axis=-2)
    )
    mob = dated[..., contract.OUTCOMES.index("mob"), :]
    guided = dated[..., contract.OUTCOMES.index("in_begeleiding"), :]
    first, long = _part(results, slice(0, 1)), _part(guided, slice(_LONG, None))
    most_first: Masks = np.all(results[..., :1] > results[..., 1:], axis=-1)
    falling: Masks = np.all(results[..., :3] > results[..., 1:4], axis=-1)
    more_mob_first = mob[..., 0] > mob[..., _LONG:].sum(axis=-1)
    said = {
        "meeste_resultaat_eerst": (most_first, first),
        "resultaat_neemt_af": (falling, first),
        "mob_eerst": (more_mob_first, _part(mob, slice(0, 1))),
        "kwart_lang": ((long > QUARTER[0]) & (long < QUARTER[1]), long),
    }
    return over_criteria(combined, said)


def _half_years(dated: Ints) -> Ints:
    """Return counts per half year: eighteen months exactly joined to what follows."""
    joined = np.delete(dated, _EXACT, axis=-1)
    joined[..., _EXACT] += dated[..., _EXACT]
    return joined


def _by_class(layer: Layer) -> tuple[Ints, Ints]:
    """Count people by outcome and time; see `combinations.Weighing`."""
    people, alike = layer.people("uitkomst", "maanden")
    outcome = positions(alike.people["uitkomst"], contract.OUTCOMES).index
    months = alike.people["maanden"]
    at = np.searchsorted(STARTS, months.fillna(0).to_numpy(dtype=np.int64), side="right") - 1
    classes = np.where(months.notna().to_numpy(dtype=np.bool_), at, _UNDATED)
    return people, one_each(outcome * _CLASSES + classes, len(contract.OUTCOMES) * _CLASSES)


def _part(counts: Ints, of: slice) -> Floats:
    return part_of(counts[..., of].sum(axis=-1), counts.sum(axis=-1))
