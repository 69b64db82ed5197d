"""The report's screening of predictors, yes or no, recomputed under every combination of criteria.

Every predictor of Bijlagen 14–20 is tested again for each group of people, with the report's own
method; the claim is what that appendix prints. Counting goes by patterns of people, as everywhere,
and all tables of a peildatum are tested in one batch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.associations.coding import who_counts
from perspectief_core.associations.screening import (
    BIJLAGE,
    REPORT_SETTINGS,
    Question,
    code_people,
)
from perspectief_core.cohort.criteria import KEEPING
from perspectief_core.cohort.selection import CRITERIA
from perspectief_core.published import records
from perspectief_core.published.records import ChaidRow
from perspectief_core.results import aggregate
from perspectief_core.sensitivity.combinations import Combinations, Layer
from perspectief_core.sensitivity.distinct import Countings, Scalar, label
from perspectief_core.sensitivity.impossible import axis_of, possible
from perspectief_core.sensitivity.verdicts import Verdict, judge
from perspectief_core.splits.contingency import Coded, count
from perspectief_core.splits.examining import examine

_BY_CODE = {criterion.code: criterion for criterion in CRITERIA}
AXES = (_BY_CODE["peildatum"], *(_BY_CODE[criterion.code] for criterion in KEEPING))
"""The criteria that change who is counted or when: onward migration does not matter here."""
_CELLS_AT_ONCE = 1 << 22
"""Counts held at once: 32 MB."""


@dataclass(frozen=True, slots=True)
class ScreeningClaim:
    """One predictor: what is printed, and in how many combinations the same comes out."""

    kenmerk: str
    samenhang: records.JaNee
    verdict: Verdict


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningClaims:
    """One appendix over all combinations; the number of each verdict is the adjusted p.

    `countings` is how many different ones the `combinations` are. `unavailable` names the
    predictors that the extract lacks, and those whose answers are invented.
    """

    outcome: str
    only_exits: bool
    bijlage: int
    rows: tuple[ScreeningClaim, ...]
    unavailable: tuple[str, ...]
    combinations: int
    countings: int


def screening_claims(
    combined: Combinations, outcome: str, *, only_exits: bool = False
) -> ScreeningClaims:
    """Return in how many combinations each yes or no of an appendix comes out.

    Parameters
    ----------
    combined : Combinations
    outcome : str
    only_exits : bool
        Bijlagen 18–20 instead of 14–17.

    Raises
    ------
    KeyError
        When no appendix prints this.

    Notes
    -----
    The classes of scale predictors are made once per peildatum, on everyone counted then: otherwise
    a claim could fail because its classes moved.

    Examples
    --------
    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine
    >>> combined = combine(load("data/synthetic"))
    >>> said = screening_claims(combined, "terugkeer")
    >>> said.bijlage, said.combinations
    (15, 1632)
    """
    question = Question(outcome, only_exits=only_exits)
    bijlage = BIJLAGE[(outcome, only_exits)]
    allowed = _possible()
    each = label(_of_keeping(combined.groups), allowed)
    names, p = _adjusted_p(combined, question, each)
    printed = {row.kenmerk: row for row in records.chaid_rows(bijlage)}
    rows = tuple(
        _claim(printed[name], p[at].reshape(allowed.shape), each)
        for at, name in enumerate(names)
        if name in printed
    )
    unavailable = tuple(name for name in printed if name not in names)
    return ScreeningClaims(
        outcome=outcome,
        only_exits=only_exits,
        bijlage=bijlage,
        rows=rows,
        unavailable=unavailable,
        combinations=int(allowed.sum()),
        countings=each.number,
    )


def _claim(row: ChaidRow, p: Floats, each: Countings) -> ScreeningClaim:
    holds = (p <= REPORT_SETTINGS.alpha_split) == (row.samenhang == "ja")
    verdict = judge(row.kenmerk, holds, p, AXES, each)
    return ScreeningClaim(row.kenmerk, row.samenhang, verdict)


def _possible() -> Masks:
    """Return which combinations of `AXES` are possible, one axis each."""
    return _of_keeping(possible())


def _of_keeping(values: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
    """Return values per combination without the axis of onward migration, in `AXES`'s order."""
    codes = [c.code for c in CRITERIA if c.code != "doormigratie"]
    order = [codes.index(criterion.code) for criterion in AXES]
    moved: npt.NDArray[Scalar] = np.moveaxis(values, axis_of("doormigratie"), 0)[0].transpose(order)
    return moved


def _adjusted_p(
    combined: Combinations, question: Question, each: Countings
) -> tuple[tuple[str, ...], Floats]:
    """Return the predictors and their adjusted p, shape (predictors, combinations of `AXES`).

    Only the combination that stands for a counting has one; the others are nan.
    """
    wanted = np.zeros(each.shape, dtype=np.bool_)
    wanted.flat[each.first] = True
    allowed = wanted.reshape(len(combined.layers), -1)
    parts: list[dict[str, Floats]] = [
        _layer_p(layer, question, wanted)
        for layer, wanted in zip(combined.layers, allowed, strict=True)
    ]
    names = tuple(dict.fromkeys(name for part in parts for name in part))
    nothing = np.full(allowed.shape[1], np.nan)
    rows = [np.concatenate([part.get(name, nothing) for part in parts]) for name in names]
    return names, np.array(rows).reshape(len(names), allowed.size)


def _layer_p(layer: Layer, question: Question, wanted: Masks) -> dict[str, Floats]:
    people = code_people(layer.cohort, question).recorded
    if people.nest is None:
        return {}
    pattern = layer.pattern[who_counts(layer.cohort, question.left_out)]
    p = np.full((len(people.predictors), len(wanted)), np.nan)
    p[:, wanted] = _batch_p(people.written(), pattern, layer.kept[wanted])
    return {predictor.name: p[at] for at, predictor in enumerate(people.predictors)}


def _batch_p(coded: Coded, pattern: Ints, kept: Masks) -> Floats:
    """Return the adjusted p of every predictor (rows) in every combination (columns)."""
    cells = count(coded, pattern, kept.shape[1])
    shape = cells.shape[1:]
    flat = cells.reshape(len(cells), -1).astype(np.float32)
    step = max(_CELLS_AT_ONCE // max(flat.shape[1], 1), 1)
    parts = []
    for start in range(0, len(kept), step):
        counts = np.rint(kept[start : start + step].astype(np.float32) @ flat).astype(np.int64)
        tables = counts.reshape(-1, *shape)
        examined = examine(tables, coded.predictors, REPORT_SETTINGS)
        p = np.exp(examined.log_p_adjusted).reshape(len(tables), -1)
        nobody = tables.sum(axis=(1, 2, 3)) == 0
        p[nobody] = np.nan
        parts.append(p.T)
    return np.concatenate(parts, axis=1)
