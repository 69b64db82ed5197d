"""The predictors of Bijlagen 14–20, of people and of steunpunten, ready to be coded.

The register `data/published/kenmerken.csv` says of each of the 74 predictors on which level it
lives, from which column it comes and on which scale it is. Here the derived ones are computed, and
what an extract lacks is left out. 'Not applicable' is a level of its own, as in the report; a
missing value stays missing. The caseloads and hours of a steunpunt are over its people in guidance
at the peildatum, whatever the criteria and filters: that is what its staff has to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import product
from operator import add

import numpy as np

from perspectief_core.arrays import Ints, pd
from perspectief_core.associations.readings import as_tested
from perspectief_core.cohort.filters import TYPOLOGIES
from perspectief_core.cohort.kinds import kinds
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.published import records
from perspectief_core.published.records import Kenmerk
from perspectief_core.splits import ColumnSpec, Kind

CLUSTERS: dict[str, tuple[str, ...]] = {
    "organisatie": ("Organisatievorm steunpunten",),
    "samenwerking": ("Samenwerking gemeente", "Samenwerking met IND", "Samenwerking DT&V"),
    "werkwijze": ("Werkwijze",),
    "contracten": ("Contracten & trajecten",),
    "huiskamer": ("Huiskamer",),
    "demografie": ("Demografie",),
    "asielachtergrond": ("Asielachtergrond",),
}
"""Clusters of Bijlage 30 by the groups of Bijlage 14; three more are made of these."""

ALL_CLUSTERS = (*CLUSTERS, "organisatie_en_werkwijze", "personen", "alles")
OF_CASELOADS = frozenset(
    {"uren_per_client", "caseload_per_medewerker", "caseload_per_vaste_medewerker"}
)
"""Predictors made of how many people are still in guidance, and so of the outcome itself."""
NO_ROOM = 99
"""Stands for 'not applicable' where half-days a week are asked: there are at most 21."""
LAST_YEARS = (1999, 2000, 2001, 2002, 2003)
"""Upper years of the groups of `jaar_bekend_nl`; later years are the last group."""


def _places(cohort: Cohort) -> pd.DataFrame:
    """Return the steunpunten with their people in guidance; missing for those without people."""
    # Everyone of a steunpunt has the same number.
    alike = kinds(cohort, "steunpunt", _GUIDED).people
    guided = alike[_GUIDED].set_axis(alike["steunpunt"].astype(object))
    places = as_tested(cohort.steunpunten)
    return places.assign(begeleid_steunpunt=places["steunpunt"].map(guided).astype("Int64"))


def answers_of_places(cohort: Cohort, kenmerken: tuple[Kenmerk, ...]) -> pd.DataFrame:
    """Return what steunpunten answered: a row each by its code, a column per characteristic.

    Characteristics whose columns the extract lacks are left out.
    """
    every = cohort.once("answers of places", lambda: _all_answers(cohort))
    return every[[kenmerk.kenmerk for kenmerk in kenmerken if kenmerk.kenmerk in every]]


def _all_answers(cohort: Cohort) -> pd.DataFrame:
    places = _places(cohort)
    columns = {
        kenmerk.kenmerk: values_of(places, kenmerk)
        for kenmerk in records.kenmerken()
        if kenmerk.niveau == "steunpunt" and recorded_in(places.columns, kenmerk)
    }
    return pd.DataFrame(columns, index=places.index).set_axis(places["steunpunt"], axis=0)


def invented(kenmerk: Kenmerk) -> bool:
    """Return whether it is an answer of steunpunten that is printed nowhere: an extract invents it.

    It is tested and shown with a mark; no claim, tree or other explanation may rest on it.
    """
    return kenmerk.niveau == "steunpunt" and kenmerk.herkomst_gegevens == "synthetisch"


def recorded_members(cluster: str = "alles") -> tuple[Kenmerk, ...]:
    """Return the predictors of a cluster whose answers are not invented, in the report's order."""
    return tuple(kenmerk for kenmerk in cluster_members(cluster) if not invented(kenmerk))


def cluster_members(cluster: str) -> tuple[Kenmerk, ...]:
    """Return the predictors of a cluster in the report's order; ValueError when unknown."""
    everything = records.kenmerken()
    if cluster == "alles":
        return everything
    if cluster in ("organisatie_en_werkwijze", "personen"):
        wanted = "personen" if cluster == "personen" else "organisatie"
        return tuple(k for k in everything if k.cluster == wanted)
    if cluster not in CLUSTERS:
        raise ValueError(f"`cluster` must be one of {ALL_CLUSTERS}, but was {cluster!r}")
    return tuple(k for k in everything if k.groep_label in CLUSTERS[cluster])


def column_spec(kenmerk: Kenmerk) -> ColumnSpec:
    """Return how a predictor is coded; ordinal answers of steunpunten take their printed order."""
    kind: Kind = kenmerk.schaal
    if kind == "ordinal" and kenmerk.niveau == "steunpunt":
        levels = {column.kolom: column for column in records.steunpunt_columns()}
        return ColumnSpec(kenmerk.kenmerk, kind, tuple(levels[kenmerk.kolom].levels()))
    return ColumnSpec(kenmerk.kenmerk, kind)


def recorded_in(columns: Iterable[str], kenmerk: Kenmerk) -> bool:
    """Return whether every column that a predictor is made of is among `columns`."""
    return set(made_of(kenmerk)) <= set(columns)


def made_of(kenmerk: Kenmerk) -> tuple[str, ...]:
    """Return the columns that a predictor is made of."""
    derived = _DERIVED.get(kenmerk.kolom)
    return derived.columns if derived else (kenmerk.kolom,)


def absent(cohort: Cohort) -> tuple[str, ...]:
    """Return the predictors whose columns the extract lacks, in the report's order."""
    columns = {"persoon": list(cohort.people), "steunpunt": [*cohort.steunpunten, _GUIDED]}
    return tuple(
        member.kenmerk
        for member in cluster_members("alles")
        if not recorded_in(columns[member.niveau], member)
    )


def values_of(joined: pd.DataFrame, kenmerk: Kenmerk) -> pd.Series:
    """Return a predictor of each row of `joined`: a column of it, or what is derived from some.

    A date becomes the number of its month. The columns must be there; see `recorded_in`.
    """
    derived = _DERIVED.get(kenmerk.kolom)
    values = derived.make(joined) if derived else joined[kenmerk.kolom]
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        months: pd.Series = values.dt.year * 12 + values.dt.month
        return months
    return values


@dataclass(frozen=True, slots=True)
class _Derived:
    """A predictor made of these columns."""

    columns: tuple[str, ...]
    make: Callable[[pd.DataFrame], pd.Series]


def _per_staff(*staff: str) -> _Derived:
    def make(joined: pd.DataFrame) -> pd.Series:
        members = joined[list(staff)].astype("Float64").sum(axis=1, skipna=False)
        people: pd.Series = joined[_GUIDED] / members.where(members > 0)
        return people

    return _Derived((_GUIDED, *staff), make)


def _hours_per_person(joined: pd.DataFrame) -> pd.Series:
    guided = joined[_GUIDED]
    hours: pd.Series = joined["uren_vaste_medewerkers"].astype("Float64") / guided.where(guided > 0)
    return hours


def _longest_without_room(joined: pd.DataFrame) -> pd.Series:
    """Return how long the huiskamer is open; not applicable comes last, as it does in its role."""
    return joined["huiskamer_dagdelen"].where(joined["huiskamer"] != "nee", NO_ROOM)


def _contacts_a_month(joined: pd.DataFrame) -> pd.Series:
    # Whoever came and went within one calendar month was there for at most one month.
    return joined["contactmomenten"] / joined["maanden"].clip(lower=1)


def _total(*columns: str) -> _Derived:
    # What is missing in one of them is missing in the sum.
    return _Derived(columns, lambda joined: reduce(add, (joined[name] for name in columns)))


def _at_most(column: str, most: int) -> _Derived:
    return _Derived((column,), lambda joined: joined[column].clip(upper=most))


def _appeal_kinds(joined: pd.DataFrame) -> pd.Series:
    kinds = {"beroep_ac": "ac", "beroep_ar": "ar", "beroep_vk": "vk"}
    every = product(*(("", kind) for kind in kinds.values()))
    said = ["+".join(filter(None, names)) or "geen" for names in every]
    number = np.zeros(len(joined), dtype=np.int64)
    for column in kinds:
        times = joined[column].to_numpy(dtype=np.float64, na_value=np.nan)
        # One that is missing makes the number negative, whatever the others are.
        number = 2 * number + np.where(np.isnan(times), -len(said), times > 0)
    return _categories(np.maximum(number, -1), said, joined)


def _ever_restricted(joined: pd.DataFrame) -> pd.Series:
    times = joined["vbm_aantal"].to_numpy(dtype=np.float64, na_value=np.nan)
    return _categories(np.where(np.isnan(times), -1, times > 0), ["nee", "ja"], joined)


def _categories(number: Ints, said: list[str], joined: pd.DataFrame) -> pd.Series:
    """Return texts by their number, -1 for missing: a million of them are not written out."""
    made = pd.Categorical.from_codes(number, pd.Index(said))
    return pd.Series(made, index=joined.index)


def _age_at_arrival(joined: pd.DataFrame) -> pd.Series:
    years = joined["leeftijd_instroom"] - joined["verblijf_nl_maanden"] / 12
    return years.astype("Float64") // 1


def _year_group(joined: pd.DataFrame) -> pd.Series:
    years = joined["jaar_bekend_nl"]
    group = np.searchsorted(LAST_YEARS, years.fillna(0).to_numpy(dtype=int))
    return pd.Series(group, index=joined.index, dtype="Int64").where(years.notna())


def _when_asked(column: str) -> _Derived:
    """Return an answer, missing where the question was not asked."""
    return _Derived(
        (column,), lambda joined: joined[column].where(joined[column] != "niet_gevraagd")
    )


def _of_who_was_restricted(column: str) -> _Derived:
    """Return a fact about measures restricting liberty, missing for who never had one.

    With the others as a group of their own these facts would hang together with outcomes wherever
    having had a measure does, and Bijlagen 14–20 say that they do not.
    """
    return _Derived(
        (column, "vbm_aantal"), lambda joined: joined[column].where(joined["vbm_aantal"] > 0)
    )


_GUIDED = "begeleid_steunpunt"
_APPEALS = ("beroep_ac", "beroep_ar", "beroep_vk")
_DERIVED: dict[str, _Derived] = {
    "uren_per_client": _Derived(("uren_vaste_medewerkers", _GUIDED), _hours_per_person),
    "caseload_per_medewerker": _per_staff("vaste_medewerkers", "vrijwilligers_stagiaires"),
    "caseload_per_vaste_medewerker": _per_staff("vaste_medewerkers"),
    "duur_maanden": _Derived(("maanden",), lambda j: j["maanden"]),
    "contacten_per_maand": _Derived(("contactmomenten", "maanden"), _contacts_a_month),
    "werkwijze_2": _Derived(("werkwijze",), lambda j: j["werkwijze"].map(TYPOLOGIES["2"])),
    "kinderen_nl": _at_most("kinderen_nl", 2),
    "beroep_ac": _at_most("beroep_ac", 2),
    "beroep_ar": _at_most("beroep_ar", 6),
    "beroep_vk": _at_most("beroep_vk", 1),
    "buiten_schuld_aanvragen": _at_most("buiten_schuld_aanvragen", 1),
    "huiskamer_dagdelen": _Derived(("huiskamer_dagdelen", "huiskamer"), _longest_without_room),
    "evaluatie": _when_asked("evaluatie"),
    "vbm_dagen": _of_who_was_restricted("vbm_dagen"),
    "vbm_eerste": _of_who_was_restricted("vbm_eerste"),
    "vbm_ooit": _Derived(("vbm_aantal",), _ever_restricted),
    "beroep_totaal": _total(*_APPEALS),
    "beroep_groep": _Derived(_APPEALS, _appeal_kinds),
    "aanvragen_totaal": _total(
        "asielaanvragen", "buiten_schuld_aanvragen", "reguliere_aanvragen", *_APPEALS
    ),
    "leeftijd_binnenkomst": _Derived(("leeftijd_instroom", "verblijf_nl_maanden"), _age_at_arrival),
    "jaar_bekend_nl": _Derived(("jaar_bekend_nl",), _year_group),
}
