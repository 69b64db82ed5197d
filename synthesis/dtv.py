"""The persons of DT&V: those the letter counts, and others that each of its steps leaves out.

The letter prints counts rounded to tens. The counts behind them are drawn here: they round to the
printed ones, and are not themselves round.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from perspectief_core.published import records
from synthesis import targets
from synthesis.months import NONE, Months, first_days, month
from synthesis.search import Ints, SearchError

FIRST_KNOWN = month(2008, 1)
DROPPED_PER_STEP = (280, 640)
"""Invented: fewest and most persons that one step of the selection leaves out."""
DRAWS = 10_000
LAST_BIRTH_YEAR = 1992


def dtv_people(rng: np.random.Generator) -> pd.DataFrame:
    """Return the persons of DT&V, without `persoon`, in random order."""
    kept = _counts(rng)
    groups = [
        _in_view(np.repeat(np.array(list(kept), dtype=object), list(kept.values())), rng),
        _not_transferred(_outcomes(rng), rng),
        _out_of_view_before_start(_outcomes(rng), rng),
        _in_view(_outcomes(rng), rng).assign(geboortejaar=lambda frame: _young(len(frame), rng)),
        _in_view(_outcomes(rng), rng).assign(deelnemer_perspectief=True),
    ]
    everyone = pd.concat(groups, ignore_index=True)
    return everyone.iloc[rng.permutation(len(everyone))].reset_index(drop=True)


def _counts(rng: np.random.Generator) -> dict[str, int]:
    """Draw counts that print as the letter's, in tens and in per cents, and are not round."""
    *rows, total = records.dtv_table()
    steps = np.array([-4, -3, -2, -1, 1, 2, 3, 4])
    for _ in range(DRAWS):
        counts = [
            row.dtv + int(step)
            for row, step in zip(rows, rng.choice(steps, len(rows)), strict=True)
        ]
        off = sum(counts) - total.dtv
        percentages = [round(100 * count / sum(counts)) for count in counts]
        if 0 < abs(off) < 5 and percentages == [row.dtv_procent for row in rows]:
            return {row.uitkomst_dtv: count for row, count in zip(rows, counts, strict=True)}
    raise SearchError("no counts that print as the table of DT&V")


def _outcomes(rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    *rows, _ = records.dtv_table()
    codes = np.array([row.uitkomst_dtv for row in rows], dtype=object)
    shares = np.array([row.dtv for row in rows], dtype=np.float64)
    return rng.choice(codes, int(rng.integers(*DROPPED_PER_STEP)), p=shares / shares.sum())


def _in_view(
    outcome: np.ndarray[tuple[int], np.dtype[np.object_]], rng: np.random.Generator
) -> pd.DataFrame:
    """Return persons whom the letter counts: in view during the experiment, and old enough."""
    n = len(outcome)
    open_case = outcome == "caseload"
    until = rng.integers(targets.START + 1, targets.PEILDATUM, n)
    since = np.maximum(until - rng.geometric(0.1, n), FIRST_KNOWN + 1)
    return _persons(outcome, since, np.where(open_case, NONE, until), rng)


def _out_of_view_before_start(
    outcome: np.ndarray[tuple[int], np.dtype[np.object_]], rng: np.random.Generator
) -> pd.DataFrame:
    n = len(outcome)
    ended = np.where(outcome == "caseload", "zelfstandig_zonder_toezicht", outcome)
    until = rng.integers(FIRST_KNOWN + 4, targets.START, n)
    since = np.maximum(until - rng.geometric(0.15, n), FIRST_KNOWN + 1)
    return _persons(ended, since, until, rng)


def _not_transferred(
    outcome: np.ndarray[tuple[int], np.dtype[np.object_]], rng: np.random.Generator
) -> pd.DataFrame:
    since = rng.integers(FIRST_KNOWN + 1, targets.PEILDATUM, len(outcome))
    elsewhere = np.where(outcome == "caseload", "andere_reden", outcome)
    nowhere = np.full(len(outcome), NONE)
    people = _persons(elsewhere, since, nowhere, rng)
    return people.assign(overgedragen=False, in_beeld_van=first_days(nowhere))


def _persons(
    outcome: np.ndarray[tuple[int], np.dtype[np.object_]],
    since: Months,
    until: Months,
    rng: np.random.Generator,
) -> pd.DataFrame:
    known = np.maximum(since - rng.geometric(0.12, len(since)), FIRST_KNOWN)
    return pd.DataFrame(
        {
            "bekend_ind": first_days(known),
            "overgedragen": True,
            "in_beeld_van": first_days(since),
            "in_beeld_tot": first_days(until),
            "geboortejaar": LAST_BIRTH_YEAR - np.minimum(rng.geometric(0.35, len(since)) - 1, 8),
            "deelnemer_perspectief": False,
            "uitkomst": outcome,
        }
    )


def _young(n: int, rng: np.random.Generator) -> Ints:
    return rng.integers(LAST_BIRTH_YEAR + 1, LAST_BIRTH_YEAR + 5, n)
