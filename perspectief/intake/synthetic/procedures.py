"""Applications, appeals and detention: what the ministry's register says of the 715 matched."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from perspectief.intake.synthetic import targets
from perspectief.intake.synthetic.search import Ints, SearchError, amounts_with_total

THREE_TO_FIVE_APPLICATIONS = (0.17, 0.05, 0.02)
"""Invented shares, of those with more than one application, with 3, 4 and 5."""
CIVIL_STATUS = {"ongehuwd": 0.9, "gehuwd": 0.04, "samenwonend": 0.02, "gescheiden": 0.01}
FIRST_VBM_AFTER_INFLOW = 0.1
VBM_MORE_THAN_TWICE = 0.3


def add_procedures(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the people with the columns of the register, missing for who is not matched."""
    linked = people["dmb_koppeling"].to_numpy(dtype=bool)
    matched = people[linked].reset_index(drop=True)
    columns = {
        "burgerlijke_staat": _civil_status(len(matched), rng),
        "asielaanvragen": _asylum(len(matched), rng),
        **_appeals(len(matched), rng),
        **_detention(len(matched), rng),
        **_permits(matched, rng),
    }
    register = pd.DataFrame(columns, index=np.flatnonzero(linked)).reindex(range(len(people)))
    numbers = [name for name in register if name not in ("burgerlijke_staat", "vbm_eerste")]
    return people.assign(**register.astype(dict.fromkeys(numbers, "Int64")))


def _civil_status(n: int, rng: np.random.Generator) -> npt.NDArray[np.object_]:
    codes = np.array([*CIVIL_STATUS, "onbekend"], dtype=object)
    shares = list(CIVIL_STATUS.values())
    return rng.choice(codes, n, p=[*shares, 1 - sum(shares)])


def _asylum(n: int, rng: np.random.Generator) -> Ints:
    several = n - targets.SINGLE_ASYLUM_APPLICATION
    more = [round(share * several) for share in THREE_TO_FIVE_APPLICATIONS]
    numbers = (targets.SINGLE_ASYLUM_APPLICATION, several - sum(more), *more)
    return rng.permutation(np.repeat(range(1, targets.MOST_ASYLUM_APPLICATIONS + 1), numbers))


def _appeals(n: int, rng: np.random.Generator) -> dict[str, Ints]:
    """Return appeals AC, AR and VK; AR takes what the published mean of all appeals leaves.

    The letter says of any appeal what the summary says of AR, that 94 % ever made one: so nobody
    has another appeal without an appeal AR.
    """
    ever, twice = targets.AR_ONCE_OR_MORE, targets.AR_TWICE_OR_MORE
    ac = _counts(rng, ever, targets.AC_ONCE_OR_MORE, targets.AC_TWICE_OR_MORE)
    vk = _counts(rng, ever, targets.VK_ONCE_OR_MORE, 0)
    others = int(ac.sum() + vk.sum())
    left = round(targets.MEAN_APPEALS * n) - others - (ever - twice)
    ar = np.ones(ever, dtype=np.int64)
    ar[:twice] = amounts_with_total(rng, np.ones(twice), left, (2, 7))
    order = rng.permutation(n)
    return {
        name: np.concatenate([counts, np.zeros(n - ever, dtype=np.int64)])[order]
        for name, counts in (("beroep_ac", ac), ("beroep_ar", ar), ("beroep_vk", vk))
    }


def _counts(rng: np.random.Generator, people: int, once_or_more: int, twice: int) -> Ints:
    """Return 0, 1 or 2 for `people`, in random order."""
    numbers = (people - once_or_more, once_or_more - twice, twice)
    return rng.permutation(np.repeat(np.arange(3), numbers))


def _detention(n: int, rng: np.random.Generator) -> dict[str, npt.NDArray[np.generic]]:
    """Return measures restricting liberty; the mean duration is that of who had any."""
    ever = targets.VBM_ONCE + targets.VBM_TWICE_OR_MORE
    times = np.zeros(n, dtype=np.int64)
    times[: targets.VBM_ONCE] = 1
    times[targets.VBM_ONCE : ever] = 2 + (rng.random(ever - targets.VBM_ONCE) < VBM_MORE_THAN_TWICE)
    times = rng.permutation(times)
    had = np.flatnonzero(times)
    days = np.zeros(n, dtype=np.int64)
    weights = rng.gamma(1.6, 1.0, ever) * times[had] + 0.02
    days[had] = amounts_with_total(rng, weights, targets.MEAN_VBM_DAYS * ever, (1, 1500))
    first = np.full(n, "geen", dtype=object)
    after = rng.random(ever) < FIRST_VBM_AFTER_INFLOW
    first[had] = np.where(after, "na_instroom", "voor_instroom")
    return {"vbm_aantal": times, "vbm_dagen": days, "vbm_eerste": first}


def _permits(matched: pd.DataFrame, rng: np.random.Generator) -> dict[str, Ints]:
    """Return 'buiten schuld' and other regular applications; whoever was granted has a permit."""
    permit = (matched["uitkomst"] == "verblijfsvergunning").to_numpy(dtype=bool)
    track = (matched["traject"] == "buiten_schuld").to_numpy(dtype=bool)
    granted = _chosen(permit, track & permit, targets.NO_FAULT_GRANTED, rng)
    wanted = targets.NO_FAULT_APPLICATIONS
    applied = _chosen(~permit | granted, granted | track, wanted, rng)
    regular = _regular(permit, applied, rng)
    return {
        "buiten_schuld_aanvragen": applied.astype(np.int64),
        "buiten_schuld_toegewezen": granted.astype(np.int64),
        "reguliere_aanvragen": regular,
    }


def _chosen(
    pool: npt.NDArray[np.bool_],
    surely: npt.NDArray[np.bool_],
    number: int,
    rng: np.random.Generator,
) -> npt.NDArray[np.bool_]:
    """Return a random choice of `number` from `pool`, among them everyone in `surely`."""
    chosen = surely.copy()
    rest = number - int(chosen.sum())
    if rest < 0:
        raise SearchError(f"more than {number} people are bound to be chosen")
    chosen[rng.choice(np.flatnonzero(pool & ~surely), rest, replace=False)] = True
    return chosen


def _regular(
    permit: npt.NDArray[np.bool_], applied: npt.NDArray[np.bool_], rng: np.random.Generator
) -> Ints:
    """Return regular applications: more for who got a permit, at least one for 'buiten schuld'."""
    everyone = np.ones(len(permit), dtype=bool)
    some = _chosen(everyone, permit | applied, targets.REGULAR_ONCE_OR_MORE, rng)
    weights = np.where(permit[some], 1.6, 1.0)
    total = round(targets.MEAN_REGULAR * len(permit))
    regular = np.zeros(len(permit), dtype=np.int64)
    regular[some] = amounts_with_total(rng, weights, total, (1, 9))
    return regular
