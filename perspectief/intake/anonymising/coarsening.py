"""Coarser where one person stands out: highest counts shared, dates to quarters, columns out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perspectief.intake.settings import Settings
from perspectief_core.data.account import TopCoded

TOP_CODED = (
    "leeftijd_instroom",
    "kinderen_nl",
    "contactmomenten",
    "verblijf_nl_maanden",
    "asielaanvragen",
    "beroep_ac",
    "beroep_ar",
    "beroep_vk",
    "vbm_aantal",
    "vbm_dagen",
    "buiten_schuld_aanvragen",
    "reguliere_aanvragen",
)


@dataclass(frozen=True, slots=True)
class Coarsened:
    """The coarser table, and the columns whose highest values became one."""

    frame: pd.DataFrame
    top: tuple[TopCoded, ...]


def coarsen(frame: pd.DataFrame, settings: Settings) -> Coarsened:
    """Return the table with shared highest values, coarser dates and without dropped columns."""
    kept = frame.drop(columns=[name for name in settings.weglaten if name in frame])
    top = []
    for name in TOP_CODED:
        if settings.topcodering and name in kept:
            limit, changed = _shared_top(kept[name], settings.topcodering)
            if changed:
                kept = kept.assign(**{name: kept[name].clip(upper=limit)})
                top.append(TopCoded(name, limit, changed))
    if settings.datums == "kwartaal":
        kept = kept.assign(**{name: _quarter(kept[name]) for name in ("instroom", "uitstroom")})
    return Coarsened(kept, tuple(top))


def _shared_top(values: pd.Series, fewest: int) -> tuple[int, int]:
    """Return the highest value that at least `fewest` rows reach, and how many lie above it."""
    present = values.dropna().to_numpy(dtype=np.int64)
    if len(present) < fewest:
        return 0, 0
    limit = int(np.sort(present)[-fewest])
    return limit, int((present > limit).sum())


def _quarter(dates: pd.Series) -> pd.Series:
    quarters = pd.PeriodIndex(dates, freq="Q")
    return pd.Series(quarters.to_timestamp(), index=dates.index)


def shuffled(frame: pd.DataFrame, seed: bytes, prefix: str) -> pd.DataFrame:
    """Return the rows in an order that says nothing, numbered in that order as `persoon`.

    Parameters
    ----------
    seed : bytes
        From the contents of the lists, and not to be derived from their published hashes: who
        does not have the lists cannot undo the order.
    """
    order = np.random.default_rng(int.from_bytes(seed, "big")).permutation(len(frame))
    mixed = frame.iloc[order].reset_index(drop=True)
    width = max(4, len(str(len(mixed))))
    mixed.insert(0, "persoon", [f"{prefix}{i + 1:0{width}d}" for i in range(len(mixed))])
    return mixed
