"""The characteristics of the steunpunten as predictors, coded as `perspectief_core` codes them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from perspectief_core.associations.predictors import column_spec, values_of
from perspectief_core.associations.readings import as_tested
from perspectief_core.published import records
from perspectief_core.published.records import Kenmerk
from synthesis.annealing import Predictor
from synthesis.search import Ints

MISSING = -1


def published_as_tested() -> pd.DataFrame:
    """Return Bijlagen 5-13 with the answers that were tested, by steunpunt, and dates as dates."""
    places = as_tested(records.steunpunten_table().reset_index()).set_index("steunpunt")
    return places.assign(startdatum=pd.to_datetime(places["startdatum"]))


def levels_of(values: pd.Series) -> Ints:
    """Return the rank of each number among the numbers that occur; -1 for a missing one."""
    codes, _ = pd.factorize(values, sort=True)
    return codes.astype(np.int64)


def steunpunt_predictors() -> tuple[Predictor, ...]:
    """Return the predictors of steunpunten whose answers are published, in the report's order.

    Notes
    -----
    Units are the steunpunten in the order of Bijlage 4.
    """
    places = published_as_tested().loc[records.months_in_nl().drop("totaal").index]
    return tuple(
        _predictor(places, kenmerk)
        for kenmerk in records.kenmerken()
        if kenmerk.niveau == "steunpunt" and kenmerk.herkomst_gegevens != "synthetisch"
    )


def _predictor(places: pd.DataFrame, kenmerk: Kenmerk) -> Predictor:
    if kenmerk.kolom in _BY_GUIDED:
        return _by_guided(places, kenmerk)
    values = values_of(places, kenmerk)
    if kenmerk.schaal == "ordinal":
        levels = column_spec(kenmerk).levels or ()
        present = [level for level in levels if (values == level).any()]
        values = values.map({level: rank for rank, level in enumerate(present)})
    return Predictor(kenmerk.kenmerk, kenmerk.schaal, levels_of(values))


def _by_guided(places: pd.DataFrame, kenmerk: Kenmerk) -> Predictor:
    """Return hours or caseload, which depend on how many people a steunpunt has in guidance."""
    form, columns = _BY_GUIDED[kenmerk.kolom]
    value = places[list(columns)].sum(axis=1).astype(float)
    own = np.arange(len(places))
    level = own if form == "value_over_guided" else np.where(value > 0, own, MISSING)
    return Predictor(kenmerk.kenmerk, "scale", level, form, tuple(value))


_BY_GUIDED = {
    "uren_per_client": ("value_over_guided", ("uren_vaste_medewerkers",)),
    "caseload_per_medewerker": (
        "guided_over_value",
        ("vaste_medewerkers", "vrijwilligers_stagiaires"),
    ),
    "caseload_per_vaste_medewerker": ("guided_over_value", ("vaste_medewerkers",)),
}
