"""What happened in guidance: traject, waiting, who ended it, stuck files and contacts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from perspectief.intake.synthetic import targets
from perspectief.intake.synthetic.search import Ints, SearchError, Undo, descend

Words = npt.NDArray[np.object_]
MOSTLY_ENDED_SHARE = (0.35, 0.36, 0.29)
"""Invented: the share of the exits at each of the three groups of steunpunten."""
DRAWS = 5_000


def add_guidance(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the people with `traject`, `wacht_op_beslissing`, `beeindigd_door` and the rest."""
    traject = _traject(people, rng)
    guided = (people["uitkomst"] == "in_begeleiding").to_numpy(dtype=bool)
    aiming = np.isin(traject.astype(str), ("verblijfsvergunning", "buiten_schuld"))
    waiting = rng.choice(np.flatnonzero(guided & aiming), targets.AWAITING_DECISION, replace=False)
    everyone = np.arange(len(people))
    return people.assign(
        traject=traject,
        wacht_op_beslissing=np.isin(everyone, waiting),
        beeindigd_door=_ended_by(people["steunpunt"].where(~guided), rng),
        vastlopend_dossier=np.isin(everyone, _stuck(people["steunpunt"], rng)),
        contactmomenten=_contacts(_months(people), rng),
    )


def _traject(people: pd.DataFrame, rng: np.random.Generator) -> Words:
    """Deal out trajecten: outcomes tied to a traject by a published figure first."""
    outcome = people["uitkomst"].to_numpy(dtype=object)
    linked = people["dmb_koppeling"].to_numpy(dtype=bool)
    traject = np.full(len(people), "", dtype=object)

    def give(code: str, number: int, pool: npt.NDArray[np.bool_]) -> None:
        free = np.flatnonzero(pool & (traject == ""))
        traject[rng.choice(free, number, replace=False)] = code

    permit, returned = outcome == "verblijfsvergunning", outcome == "terugkeer"
    give("niet", targets.PERMITS_BY_TRAJECT["not_recorded"], permit)
    give("niet", targets.RETURNS_BY_TRAJECT["not_recorded"], returned)
    give("terugkeer", targets.RETURNS_BY_TRAJECT["terugkeer"], returned)
    give("anders", targets.RETURNS_BY_TRAJECT["other"], returned)
    # Only who is in the ministry's register can be known to have applied for 'buiten schuld'.
    give("buiten_schuld", targets.PERMITS_BY_TRAJECT["buiten_schuld"], permit & linked)
    give("verblijfsvergunning", targets.PERMITS_BY_TRAJECT["verblijfsvergunning"], permit)
    for code, number in {**targets.TRAJECT, "niet": targets.TRAJECT_NOT_RECORDED}.items():
        pool = linked | (code != "buiten_schuld")
        give(code, number - int((traject == code).sum()), pool)
    traject[traject == ""] = "anders"
    traject[traject == "niet"] = None
    return traject


def _ended_by(exits_at: pd.Series, rng: np.random.Generator) -> Words:
    """Deal out who ended guidance, in three groups of steunpunten (`exits_at`: null if guided)."""
    group = exits_at.map(_groups_by_ending(exits_at.value_counts(), rng))
    left = dict(targets.ENDED_BY)
    ended = np.full(len(exits_at), None, dtype=object)
    for number, (_, code, percentage) in enumerate(targets.ENDED_MOSTLY_BY):
        members = np.flatnonzero(group == number)
        mostly = rng.choice(members, round(len(members) * percentage / 100), replace=False)
        ended[mostly] = code
        left[code] -= len(mostly)
    if min(left.values()) < 0:
        raise SearchError("who ended guidance: the groups of steunpunten need too many")
    rest = np.flatnonzero(exits_at.notna().to_numpy() & pd.isna(ended))
    codes = np.repeat(np.array(list(left), dtype=object), list(left.values()))
    ended[rest] = _without(codes, group.to_numpy(dtype=np.float64)[rest].astype(np.int64), rng)
    return ended


def _groups_by_ending(exits: pd.Series, rng: np.random.Generator) -> dict[str, int]:
    """Return the group of every steunpunt, so that the groups have about the wanted exits."""
    places = sorted(set(exits.index))
    numbers = np.repeat(np.arange(3), [group[0] for group in targets.ENDED_MOSTLY_BY])
    wanted = np.array(MOSTLY_ENDED_SHARE) * exits.sum()
    for _ in range(DRAWS):
        drawn = rng.permutation(numbers)[: len(places)]
        found = np.bincount(drawn, weights=exits[places], minlength=3)
        if (abs(found - wanted) <= 2).all():
            return dict(zip(places, drawn.tolist(), strict=True))
    raise SearchError("who ended guidance: no groups of steunpunten of the right size")


def _without(codes: Words, group: Ints, rng: np.random.Generator) -> Words:
    """Deal out `codes` so that nobody gets the code of the own group, which is complete."""
    own = np.array([code for _, code, _ in targets.ENDED_MOSTLY_BY], dtype=object)
    taken = own[group]
    dealt = rng.permutation(codes)

    def change() -> Undo:
        i, j = (int(one) for one in rng.integers(0, len(dealt), 2))
        dealt[[i, j]] = dealt[[j, i]]

        def undo() -> None:
            dealt[[i, j]] = dealt[[j, i]]

        return undo

    descend(lambda: float((dealt == taken).sum()), change, "who ended guidance")
    return dealt


def _stuck(steunpunt: pd.Series, rng: np.random.Generator) -> Ints:
    """Return who has a stuck file: the same share at each of four, and of three, steunpunten."""
    sizes = steunpunt.value_counts()
    places = sorted(str(place) for place in sizes.index[sizes >= targets.SMALLEST_WITH_SHARE])
    drawn = rng.permutation(np.array(places, dtype=object))
    chosen: list[Ints] = []
    for number, percentage in targets.STUCK_STEUNPUNTEN:
        group, drawn = drawn[:number], drawn[number:]
        left = round(int(sizes[group].sum()) * percentage / 100)
        for position, place in enumerate(group):
            size = int(sizes[place])
            last = position == number - 1
            files = left if last else round(size * percentage / 100)
            members = np.flatnonzero(steunpunt == place)
            chosen.append(rng.choice(members, files, replace=False))
            left -= files
    return np.concatenate(chosen)


def _months(people: pd.DataFrame) -> Ints:
    end = people["uitstroom"].fillna(pd.Timestamp(2011, 4, 1))
    start = people["instroom"]
    months = (end.dt.year - start.dt.year) * 12 + end.dt.month - start.dt.month
    return np.asarray(months, dtype=np.int64)


def _contacts(months: Ints, rng: np.random.Generator) -> Ints:
    """Draw contacts with the published mean, per person and per month of guidance.

    The mean per month is that of each person's own contacts per month: with the published mean
    durations it cannot be all contacts divided by all months.
    """
    total = targets.MEAN_CONTACTS * len(months)
    per_month = targets.MEAN_CONTACTS_PER_MONTH * len(months)
    drawn = rng.gamma(2.5, 1.0, len(months)) * months**0.75
    contacts: Ints = np.maximum(np.round(drawn * total / drawn.sum()), 1).astype(np.int64)

    def off_means() -> float:
        found = float((contacts / months).sum())
        return abs(int(contacts.sum()) - total) + max(0.0, abs(found - per_month) - 0.5)

    descend(off_means, _more_or_fewer(contacts, rng), "mean contacts")
    return contacts


def _more_or_fewer(contacts: Ints, rng: np.random.Generator) -> Callable[[], Undo]:
    def change() -> Undo:
        who = rng.integers(0, len(contacts), 2)
        step = int(rng.integers(1, 4)) * np.array([1, int(rng.integers(-1, 1))])
        before = contacts[who].copy()
        contacts[who] = np.maximum(before + step * int(rng.choice((-1, 1))), 1)

        def undo() -> None:
            contacts[who] = before

        return undo

    return change
