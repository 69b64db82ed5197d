"""What happened in guidance: traject, waiting, who ended it, stuck files and contacts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from perspectief.intake.synthetic import targets
from perspectief.intake.synthetic.endings import ended_by
from perspectief.intake.synthetic.percentages import count_behind
from perspectief.intake.synthetic.search import Ints, SearchError, Undo, descend

Words = npt.NDArray[np.object_]
DRAWS = 1_000


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
        beeindigd_door=ended_by(people["steunpunt"].where(~guided), rng),
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


def _stuck(steunpunt: pd.Series, rng: np.random.Generator) -> Ints:
    """Return who has a stuck file: about the same share at four, and at three, steunpunten."""
    sizes = steunpunt.value_counts()
    sizes = sizes[sizes >= targets.SMALLEST_WITH_STUCK].sort_index()
    chosen: list[Ints] = []
    for number, percentage in targets.STUCK_STEUNPUNTEN:
        files = _files_with(sizes, number, percentage, rng)
        sizes = sizes.drop(list(files))
        for place, own in files.items():
            chosen.append(rng.choice(np.flatnonzero(steunpunt == place), own, replace=False))
    return np.concatenate(chosen)


def _files_with(
    sizes: pd.Series, number: int, percentage: int, rng: np.random.Generator
) -> dict[str, int]:
    """Draw steunpunten and their numbers of files, which together print as a percentage."""
    for _ in range(DRAWS):
        group = [str(place) for place in rng.choice(sizes.index.to_numpy(), number, replace=False)]
        total = count_behind(percentage, int(sizes[group].sum()))
        files = [round(int(sizes[place]) * percentage / 100) for place in group]
        if total is not None and abs(total - sum(files)) <= 1 < files[0]:
            files[0] += total - sum(files)
            return dict(zip(group, files, strict=True))
    raise SearchError("stuck files: no steunpunten that can have the published percentage")


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
