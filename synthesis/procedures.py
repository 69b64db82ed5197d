"""Applications, appeals and detention: what the ministry's register says of the 715 matched."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from synthesis import targets
from synthesis.annealing import (
    CLASS_OF_OUTCOME,
    Goal,
    Predictor,
    Problem,
    Schedule,
    classes_of,
)
from synthesis.coding import levels_of
from synthesis.effort import Effort, Search
from synthesis.moves import CLASSES
from synthesis.search import Ints, SearchError, amounts_with_total

THREE_TO_FIVE_APPLICATIONS = (0.17, 0.05, 0.02)
"""Invented shares, of those with more than one application, with 3, 4 and 5."""
CIVIL_STATUS = {"ongehuwd": 0.9, "gehuwd": 0.04, "samenwonend": 0.02, "gescheiden": 0.01}
FIRST_VBM_AFTER_INFLOW = 0.1
VBM_MORE_THAN_TWICE = 0.3
APPLICATIONS = Schedule(3_000_000, 2.0, 0.03, starts=12)
ALONE = 30
FREE = MappingProxyType({"beroep_ar": (2, 7), "reguliere_aanvragen": (1, 9)})
"""Fewest and most of what people may have one more or less of."""
DETENTION = Schedule(500_000, 2.0, 0.02, starts=100)
VBM_MARGIN = 3


def add_procedures(people: pd.DataFrame, rng: np.random.Generator, effort: Effort) -> pd.DataFrame:
    """Return the people with the columns of the register, missing for who is not matched."""
    search = Search(rng, effort)
    linked = people["dmb_koppeling"].to_numpy(dtype=bool)
    matched = people[linked].reset_index(drop=True)
    classes = classes_of(matched["uitkomst"])
    applications = _applications(matched, classes, search)
    _applied_where_bound(applications, matched["traject"] == "buiten_schuld", classes, rng)
    columns = {
        "burgerlijke_staat": _civil_status(len(matched), rng),
        **{str(name): applications[name].to_numpy() for name in applications},
        **_detention(classes, search),
    }
    register = pd.DataFrame(columns, index=np.flatnonzero(linked)).reindex(range(len(people)))
    numbers = [name for name in register if name not in ("burgerlijke_staat", "vbm_eerste")]
    return people.assign(**register.astype(dict.fromkeys(numbers, "Int64")))


def _applications(matched: pd.DataFrame, classes: Ints, search: Search) -> pd.DataFrame:
    """Return applications and appeals that come as near to the published tests as is found.

    People exchange all their applications, or take one appeal AR or regular application more or
    less, while the published counts and means hold. What was granted stays with permits, and so
    does having a regular application.
    """
    drawn = pd.DataFrame(
        {
            "asielaanvragen": _asylum(len(matched), search.rng),
            **_appeals(len(matched), search.rng),
            **_permits(matched, search.rng),
        }
    )
    bundle = _bundles(drawn)
    names = list(drawn.columns)
    unit_of = pd.Series(range(len(bundle)), index=pd.MultiIndex.from_frame(bundle))
    units = np.asarray(unit_of.loc[list(drawn.itertuples(index=False, name=None))], dtype=np.int64)
    problem = Problem(
        classes=classes,
        predictors=_predictors(bundle),
        low=np.zeros(len(bundle), dtype=np.int64),
        high=np.full(len(bundle), len(classes)),
        allowed=_may_have(bundle),
        goals=(*_kept(bundle, drawn), _more_with_permit(bundle, drawn, classes)),
        person_moves=ALONE,
    )
    best = search.best(problem, units, APPLICATIONS, "applications and appeals")
    return bundle.iloc[best].reset_index(drop=True)[names]


def _bundles(drawn: pd.DataFrame) -> pd.DataFrame:
    """Return each combination drawn, and those with one AR or regular application more or less."""
    nearby = [drawn]
    for name, (low, high) in FREE.items():
        free = drawn[drawn[name].between(low, high)]
        for step in (-1, 1):
            near = free.assign(**{name: free[name] + step})
            nearby.append(near[near[name].between(low, high)])
    return pd.concat(nearby).drop_duplicates(ignore_index=True)


def _may_have(bundle: pd.DataFrame) -> Ints:
    """Return which combinations people of each outcome may have."""
    permit = CLASS_OF_OUTCOME["verblijfsvergunning"]
    granted = (bundle["buiten_schuld_toegewezen"] > 0).to_numpy()
    refused = (bundle["buiten_schuld_aanvragen"] > 0).to_numpy() & ~granted
    allowed = np.repeat(~granted[:, None], CLASSES, axis=1)
    allowed[:, permit] = ~refused & (bundle["reguliere_aanvragen"] > 0).to_numpy()
    return allowed.astype(np.int64)


def _kept(bundle: pd.DataFrame, drawn: pd.DataFrame) -> Iterator[Goal]:
    """Yield that how many people have any, and several, of each kind stays, and their sums."""
    everyone = np.ones(CLASSES, dtype=np.int64)
    for name in drawn:
        total = Goal(np.outer(bundle[name], everyone), int(drawn[name].sum()), penalty=300)
        yield total
        most = FREE[str(name)][0] if name in FREE else int(drawn[name].max())
        for number in range(1, most + 1):
            member = (bundle[name] >= number).astype(np.int64)
            yield Goal(np.outer(member, everyone), int((drawn[name] >= number).sum()))


def _more_with_permit(bundle: pd.DataFrame, drawn: pd.DataFrame, classes: Ints) -> Goal:
    """Return that who got a permit had no fewer regular applications together than were drawn.

    The tests do not say which way the difference goes.
    """
    permit = CLASS_OF_OUTCOME["verblijfsvergunning"]
    fewest = int(drawn.loc[classes == permit, "reguliere_aanvragen"].sum())
    member = (np.arange(CLASSES) == permit).astype(np.int64)
    below = np.outer(-bundle["reguliere_aanvragen"], member)
    return Goal(below, -fewest, penalty=300, at_most=True)


def _predictors(bundle: pd.DataFrame) -> tuple[Predictor, ...]:
    appeals = bundle[["beroep_ac", "beroep_ar", "beroep_vk"]]
    kinds = (appeals > 0).to_numpy() @ np.array([1, 2, 4])
    everything = bundle.drop(columns="buiten_schuld_toegewezen").sum(axis=1)
    coded = (
        ("asielaanvragen", "ordinal", bundle["asielaanvragen"]),
        ("beroep_totaal", "scale", appeals.sum(axis=1)),
        ("beroep_groep", "nominal", pd.Series(kinds)),
        ("beroep_ac", "ordinal", appeals["beroep_ac"].clip(upper=2)),
        ("beroep_ar", "ordinal", appeals["beroep_ar"].clip(upper=6)),
        ("beroep_vk", "ordinal", appeals["beroep_vk"].clip(upper=1)),
        ("buiten_schuld_aanvragen", "ordinal", bundle["buiten_schuld_aanvragen"]),
        ("aanvragen_totaal", "scale", everything),
        ("reguliere_aanvragen", "scale", bundle["reguliere_aanvragen"]),
    )
    return tuple(Predictor(code, kind, levels_of(values)) for code, kind, values in coded)


def _applied_where_bound(
    applications: pd.DataFrame, bound: pd.Series, classes: Ints, rng: np.random.Generator
) -> None:
    """Swap applications within an outcome, so that who aims at 'buiten schuld' applied for it."""
    applied = (applications["buiten_schuld_aanvragen"] > 0).to_numpy(copy=True)
    wanted = bound.fillna(value=False).to_numpy(dtype=bool)
    for who in np.flatnonzero(wanted & ~applied):
        others = np.flatnonzero(applied & ~wanted & (classes == classes[who]))
        if not len(others):
            raise SearchError("'buiten schuld': nobody with this outcome applied for it")
        pair = [int(who), int(rng.choice(others))]
        applications.iloc[pair] = applications.iloc[pair[::-1]].to_numpy()
        applied[pair] = applied[pair[::-1]]


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
    ar[:twice] = amounts_with_total(rng, np.ones(twice), left, FREE["beroep_ar"])
    order = rng.permutation(n)
    return {
        name: np.concatenate([counts, np.zeros(n - ever, dtype=np.int64)])[order]
        for name, counts in (("beroep_ac", ac), ("beroep_ar", ar), ("beroep_vk", vk))
    }


def _counts(rng: np.random.Generator, people: int, once_or_more: int, twice: int) -> Ints:
    """Return 0, 1 or 2 for `people`, in random order."""
    numbers = (people - once_or_more, once_or_more - twice, twice)
    return rng.permutation(np.repeat(np.arange(3), numbers))


def _detention(classes: Ints, search: Search) -> dict[str, npt.NDArray[np.generic]]:
    """Return measures restricting liberty; the mean duration is that of who had any."""
    rng = search.rng
    often = int((rng.random(targets.VBM_TWICE_OR_MORE) < VBM_MORE_THAN_TWICE).sum())
    sizes = np.array([targets.VBM_ONCE, targets.VBM_TWICE_OR_MORE - often, often])
    # Once: 37 per cent; twice or more: 15 per cent. Some counts print so.
    margin = np.array([VBM_MARGIN, VBM_MARGIN, 0])
    problem = Problem(
        classes=classes,
        predictors=(Predictor("vbm", "nominal", np.array([0, 1, 1, 1])),),
        low=np.array([0, *(sizes - margin)]),
        high=np.array([len(classes), *(sizes + margin)]),
        allowed=np.ones((4, CLASSES), dtype=np.int64),
        person_moves=30,
    )
    start = rng.permutation(np.repeat(np.arange(4), [len(classes) - int(sizes.sum()), *sizes]))
    times = search.best(problem, start, DETENTION, "measures restricting liberty")
    had = np.flatnonzero(times)
    days = np.zeros(len(classes), dtype=np.int64)
    weights = rng.gamma(1.6, 1.0, len(had)) * times[had] + 0.02
    total = targets.MEAN_VBM_DAYS * len(had)
    days[had] = amounts_with_total(rng, weights, total, (1, 1500))
    first = np.full(len(classes), "geen", dtype=object)
    after = rng.random(len(had)) < FIRST_VBM_AFTER_INFLOW
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
    regular[some] = amounts_with_total(rng, weights, total, FREE["reguliere_aanvragen"])
    return regular
