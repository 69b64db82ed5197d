"""Figures about the steunpunten, from their own table: the counts of the summary."""

from __future__ import annotations

from collections.abc import Callable

from perspectief_core.arrays import pd
from perspectief_core.audit.facts import Facts
from perspectief_core.audit.rules import Rule, Rules, of_places
from perspectief_core.cohort.criteria import START
from perspectief_core.data import contract

_ANSWERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "sv_zonder_juristen": ("juristen", ("nee",)),
    "sv_vluchtelingenwerk": ("hoofdorganisatie", ("vluchtelingenwerk",)),
    "sv_gemeenten_caseoverleg": ("gemeente_casusoverleg", ("ja",)),
    "sv_dtv_caseniveau": ("dtv_samenwerking", ("op_caseniveau", "in_lto")),
    "sv_knelpunten_ind": ("ind_knelpunten", ("ja",)),
    "sv_knelpunten_dtv": ("dtv_knelpunten", ("ja",)),
    "sv_toetsing": ("toetsing_vooraf", ("ja",)),
    "sv_huiskamers": ("huiskamer", ("ja",)),
    "sv_activiteiten": ("andere_activiteiten", ("ja",)),
    "sv_leefgeld_zelf": ("leefgeld_verstrekking", ("steunpunt_medewerker",)),
    "sv_leefgeld_extern": ("leefgeld_verstrekking", ("andere_afdeling", "andere_organisatie")),
    "sv_leefgeld_bank": ("leefgeld_verstrekking", ("bankrekening",)),
    "sv_contract": ("contract", ("ja",)),
    "sv_geen_deadline": ("deadline", ("nee",)),
    "sv_samenwerking_dtv": (
        "dtv_samenwerking",
        ("vraagt_gegevens_op", "begeleidt_gesprekken", "op_caseniveau", "in_lto"),
    ),
}
PROXIES = frozenset({"sv_gemeenten_contact"})
"""Figures counted from a question that comes near: no question of Bijlage 12 asks for contact, but
a municipality that says how often it discusses progress has it. Three were not asked."""


def rules() -> Rules:
    """Return the rules by id of the figure."""
    answers = {
        figure: of_places(_answered(column, levels), column)
        for figure, (column, levels) in _ANSWERS.items()
    }
    types = {
        f"sv_type_{code}": of_places(_answered("werkwijze", (code,)), "werkwijze")
        for code in contract.WERKWIJZEN
    }
    return {**answers, **types, **_numbers()}


def _numbers() -> dict[str, Rule]:
    fixed, helpers = "vaste_medewerkers", "vrijwilligers_stagiaires"
    room = ("huiskamer", "huiskamer_dagdelen")
    return {
        # Every municipality that took part has one steunpunt.
        "sv_gemeenten": of_places(lambda f: len(f.places)),
        "kb11_gemeenten": of_places(lambda f: len(f.places)),
        "sv_steunpunten": of_places(lambda f: len(f.places)),
        "sv_nieuwe_steunpunten": of_places(lambda f: int(_new(f).sum()), "startdatum"),
        "sv_bestaande_steunpunten": of_places(
            lambda f: int((~_new(f) & f.places["startdatum"].notna()).sum()), "startdatum"
        ),
        "sv_medewerkers_min": of_places(lambda f: _number(f.places[fixed].min()), fixed),
        "sv_medewerkers_max": of_places(lambda f: _number(f.places[fixed].max()), fixed),
        "sv_zonder_vrijwilligers": of_places(
            lambda f: int((f.places[helpers] == 0).sum()), helpers
        ),
        "sv_alleen_vrijwilligers": of_places(
            lambda f: int(((f.places[fixed] == 0) & (f.places[helpers] > 0)).sum()), fixed, helpers
        ),
        "sv_huiskamer_min": of_places(lambda f: _number(_open_halves(f).min()), *room),
        # Printed in days: a day is two halves.
        "sv_huiskamer_max": of_places(lambda f: _number(_open_halves(f).max() / 2), *room),
        "sv_trajectplan": of_places(_share_with_plan, "trajectplan"),
        # Every way of working together that was asked for is contact.
        "sv_contact_ind": of_places(
            lambda f: int(f.places["ind_samenwerking"].notna().sum()), "ind_samenwerking"
        ),
        "sv_gemeenten_contact": of_places(_discussing_progress, "evaluatie"),
    }


def _answered(column: str, levels: tuple[str, ...]) -> Callable[[Facts], float | None]:
    return lambda f: int(f.places[column].isin(levels).sum())


def _new(facts: Facts) -> pd.Series:
    new: pd.Series = facts.places["startdatum"] >= pd.Timestamp(START)
    return new


def _open_halves(facts: Facts) -> pd.Series:
    halves: pd.Series = facts.places.loc[facts.places["huiskamer"] == "ja", "huiskamer_dagdelen"]
    return halves


def _discussing_progress(facts: Facts) -> int:
    said = facts.places["evaluatie"].dropna()
    return int((said != "niet_gevraagd").sum())


def _share_with_plan(facts: Facts) -> float | None:
    known = facts.places["trajectplan"].dropna()
    return 100 * int((known == "ja").sum()) / len(known) if len(known) else None


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]
