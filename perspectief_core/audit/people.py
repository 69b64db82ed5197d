"""Figures about the people: outcomes, who they were, their procedures, duration, guidance."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

from perspectief_core.audit.facts import Facts
from perspectief_core.audit.rules import (
    Rule,
    Rules,
    of_people,
    part,
    part_of_known,
    percent,
)
from perspectief_core.data import contract
from perspectief_core.durations.curves import duration_summary
from perspectief_core.people import participants
from perspectief_core.people.contacts import contact_summary
from perspectief_core.people.outcomes import KnownShare, awaiting_decision, ended_by, known_share
from perspectief_core.people.participants import APPEALS, BreakdownBySex
from perspectief_core.published import records
from perspectief_core.shares.intervals import Share

FOUR_COUNTRIES = ("angola", "sierra_leone", "guinee", "china")
MOST_PERCENT = 56
"""What the summary says the largest origins are together."""
ASIA = ("afghanistan", "china", "irak", "vietnam", "overig_azie")
AFRICA = tuple(o for o in contract.ORIGINS if o not in (*ASIA, "europa_amerika"))
AIMED_AT_STAY = ("verblijfsvergunning", "buiten_schuld")


def rules() -> Rules:
    """Return the rules by id of the figure."""
    return {
        **_outcomes(),
        **_background(),
        **_history(),
        **_appeals(),
        **_durations(),
        **_guidance(),
    }


def _outcomes() -> Rules:
    by_outcome = {
        figure: of_people(rule)
        for prefix in ("sv", "kb11")
        for name in contract.OUTCOMES
        for figure, rule in (
            (f"{prefix}_{name}_n", _count_of(name)),
            (f"{prefix}_{name}", _percent_of(name)),
        )
    }
    # Not every outcome stands in both documents.
    printed = {figure.id for figure in records.figures()}
    return {figure: rule for figure, rule in by_outcome.items() if figure in printed} | {
        "kb11_in_begeleiding_n_reactie": of_people(_count_of("in_begeleiding")),
        "kb11_mob_reactie": of_people(_percent_of("mob")),
        "kb11_resultaat": of_people(_percent_of("verblijfsvergunning", "terugkeer")),
        "sv_vergunning_gemiddeld": of_people(_percent_of("verblijfsvergunning")),
        "sv_terugkeer_gemiddeld": of_people(_percent_of("terugkeer")),
        "sv_in_begeleiding_deel": of_people(_percent_of("in_begeleiding")),
        "sv_deelnemers": of_people(lambda f: f.cohort.n),
        "kb11_deelnemers": of_people(lambda f: f.cohort.n),
        "sv_deelnemers_dmb": of_people(lambda f: f.history.n_linked),
        # The steunpunten's own file, and the ministry's when anybody was found in it.
        "sv_bestanden": of_people(lambda f: 1 + (f.history.n_linked > 0)),
        # Exits that fit nowhere are not a kind.
        "sv_soorten_resultaat": of_people(
            lambda f: sum(
                f.outcome[name].count > 0 for name in contract.OUTCOMES if name != "overig"
            )
        ),
        "sv_beeindigd": of_people(lambda f: f.left),
        "sv_uitgestroomd_n": of_people(lambda f: f.left),
        "sv_uitgestroomd": of_people(lambda f: 100 * f.left / f.cohort.n),
        "sv_uitgestroomd_deel": of_people(lambda f: 100 * f.left / f.cohort.n),
    }


def _background() -> Rules:
    diagnosis, complaints = "psychiatrische_diagnose", "lichamelijke_klachten"
    return {
        "sv_vrouw": of_people(
            lambda f: 100 * _women(f.of(participants.origin_by_sex)) / f.cohort.n
        ),
        "sv_leeftijd": of_people(lambda f: f.of(participants.age_summary).years.everyone.mean),
        "kb11_leeftijd": of_people(lambda f: f.of(participants.age_summary).years.everyone.mean),
        "sv_leeftijd_vrouw": of_people(_mean_age("vrouw")),
        "sv_leeftijd_man": of_people(_mean_age("man")),
        "sv_vier_landen": of_people(
            lambda f: part(f.of(participants.origin_by_sex).everyone, *FOUR_COUNTRIES)
        ),
        "sv_vier_landen_aantal": of_people(
            lambda f: _fewest_origins(f.of(participants.origin_by_sex))
        ),
        "sv_afrika": of_people(lambda f: part(f.of(participants.origin_by_sex).everyone, *AFRICA)),
        "sv_azie": of_people(lambda f: part(f.of(participants.origin_by_sex).everyone, *ASIA)),
        "sv_kinderen_vrouw": of_people(_parents("vrouw"), "kinderen_nl"),
        "sv_kinderen_man": of_people(_parents("man"), "kinderen_nl"),
        "kb11_kinderen": of_people(
            _known(lambda f: f.of(participants.children_by_sex).any_child), "kinderen_nl"
        ),
        "sv_lichamelijke_klachten": of_people(
            lambda f: part(f.of(participants.health).physical.everyone, "ja"), diagnosis, complaints
        ),
        "sv_psychiatrische_diagnose": of_people(
            lambda f: part(f.of(participants.health).psychiatric.everyone, "ja"),
            diagnosis,
            complaints,
        ),
        "kb11_voor_start": of_people(lambda f: part(f.of(participants.inflow), "voor_start")),
    }


def _history() -> Rules:
    asked, granted = "buiten_schuld_aanvragen", "buiten_schuld_toegewezen"
    stay, known_at = "verblijf_nl_maanden", "leeftijd_bekend_nl"
    several = _once_or_more("asielaanvragen", "twee_of_meer")
    return {
        "sv_bekend_2001_2002": of_people(
            lambda f: part_of_known(f.history.year_known, "2001", "2002"), "jaar_bekend_nl"
        ),
        "sv_leeftijd_bekend": of_people(lambda f: f.history.age_known.mean, known_at),
        "kb11_leeftijd_bekend": of_people(lambda f: f.history.age_known.mean, known_at),
        "sv_verblijf_nl": of_people(_years_in_nl, stay),
        "kb11_verblijf_nl": of_people(_years_in_nl, stay),
        "kb11_verblijf_nl_beleid": of_people(_years_in_nl, stay),
        "sv_asiel_een": _once_or_more("asielaanvragen", "een"),
        "sv_asiel_meer": several,
        "kb11_asiel_meer": several,
        "sv_asiel_max": of_people(_most_applications, "asielaanvragen"),
        "sv_regulier": of_people(_known(lambda f: f.history.regular), "reguliere_aanvragen"),
        "sv_aanvragen_gemiddeld": of_people(
            lambda f: f.history.regular_count.mean, "reguliere_aanvragen"
        ),
        "sv_buiten_schuld": of_people(_known(lambda f: f.history.buiten_schuld_requested), asked),
        "sv_buiten_schuld_n": of_people(_yes(lambda f: f.history.buiten_schuld_requested), asked),
        "sv_buiten_schuld_toegewezen": of_people(
            _known(lambda f: f.history.buiten_schuld_granted), asked, granted
        ),
        "sv_buiten_schuld_toegewezen_n": of_people(
            _yes(lambda f: f.history.buiten_schuld_granted), asked, granted
        ),
        "sv_vbm_een": _once_or_more("vbm", "een", "vbm_aantal"),
        "sv_vbm_meer": _once_or_more("vbm", "twee_of_meer", "vbm_aantal"),
        "sv_vbm_dagen": of_people(lambda f: f.history.vbm_days.mean, "vbm_aantal", "vbm_dagen"),
    }


def _appeals() -> Rules:
    def ever(kind: str) -> Callable[[Facts], KnownShare]:
        return lambda f: f.history.appeals[APPEALS.index(kind)].ever

    def more(kind: str) -> Callable[[Facts], KnownShare]:
        return lambda f: f.history.appeals[APPEALS.index(kind)].more_than_once

    return {
        "sv_beroep_ar": of_people(_known(ever("beroep_ar")), "beroep_ar"),
        "sv_beroep_ar_meer": of_people(_known(more("beroep_ar")), "beroep_ar"),
        "sv_beroep_ac": of_people(_known(ever("beroep_ac")), "beroep_ac"),
        "sv_beroep_ac_meer": of_people(_known(more("beroep_ac")), "beroep_ac"),
        "sv_beroep_vk": of_people(_known(ever("beroep_vk")), "beroep_vk"),
        "sv_beroep_vk_n": of_people(_yes(ever("beroep_vk")), "beroep_vk"),
        "sv_beroepen_gemiddeld": of_people(lambda f: f.history.appeals_count.mean, *APPEALS),
        "kb11_beroep": of_people(_any_appeal, *APPEALS),
    }


def _durations() -> Rules:
    return {
        "sv_duur_uitgestroomd": of_people(lambda f: f.of(duration_summary).exits.mean),
        "kb11_duur_uitgestroomd": of_people(lambda f: f.of(duration_summary).exits.mean),
        "sv_duur_in_begeleiding": of_people(lambda f: f.of(duration_summary).guided.mean),
        "kb11_uitstroom_zes_maanden": of_people(
            lambda f: percent(f.of(duration_summary).exits_within_6)
        ),
        "sv_mob_kort": of_people(lambda f: percent(f.of(duration_summary).mob_within_6)),
        "sv_mob_lang": of_people(_longer_than_18("mob")),
        "kb11_lang_in_begeleiding": of_people(_longer_than_18("in_begeleiding")),
        "kb11_lang_in_begeleiding_reactie": of_people(_longer_than_18("in_begeleiding")),
        "sv_contacten": of_people(lambda f: f.of(contact_summary).total.mean, "contactmomenten"),
        "sv_contacten_per_maand": of_people(
            lambda f: f.of(contact_summary).per_month.mean, "contactmomenten"
        ),
    }


def _guidance() -> Rules:
    levels = contract.DEELNEMERS.column("beeindigd_door").levels
    waiting = "wacht_op_beslissing"
    return {
        **{f"sv_beeindigd_{level}": of_people(_ended(level), "beeindigd_door") for level in levels},
        "sv_traject_verblijf": of_people(_traject(*AIMED_AT_STAY), "traject"),
        "sv_traject_buiten_schuld": of_people(_traject("buiten_schuld"), "traject"),
        "sv_traject_terugkeer": of_people(_traject("terugkeer"), "traject"),
        "sv_traject_twee_sporen": of_people(_traject("twee_sporen"), "traject"),
        "sv_vergunning_bij_traject": of_people(
            _result("verblijfsvergunning", *AIMED_AT_STAY), "traject"
        ),
        "sv_terugkeer_bij_traject": of_people(_result("terugkeer", "terugkeer"), "traject"),
        "sv_wacht_op_beslissing_n": of_people(_yes(lambda f: f.of(awaiting_decision)), waiting),
        "sv_wacht_op_beslissing": of_people(_known(lambda f: f.of(awaiting_decision)), waiting),
    }


def _count_of(outcome: str) -> Callable[[Facts], float | None]:
    return lambda f: f.outcome[outcome].count


def _percent_of(*wanted: str) -> Callable[[Facts], float | None]:
    return lambda f: 100 * sum(f.outcome[name].count for name in wanted) / f.cohort.n


def _women(origin: BreakdownBySex) -> int:
    return sum(group.breakdown.n for group in origin.by_sex if group.group == "vrouw")


def _fewest_origins(origin: BreakdownBySex) -> int:
    """Return how many of the largest origins it takes for `MOST_PERCENT` of everyone, rounded."""
    counts = [row.share.count for row in origin.everyone.largest]
    reached = [100 * total / origin.everyone.n for total in accumulate(counts)]
    return 1 + sum(share < MOST_PERCENT - 0.5 for share in reached)


def _mean_age(sex: str) -> Callable[[Facts], float | None]:
    return lambda f: next(
        g.summary.mean for g in f.of(participants.age_summary).years.groups if g.group == sex
    )


def _parents(sex: str) -> Callable[[Facts], float | None]:
    return _known(
        lambda f: next(
            g.known for g in f.of(participants.children_by_sex).any_child_by_sex if g.group == sex
        )
    )


def _known(get: Callable[[Facts], KnownShare]) -> Callable[[Facts], float | None]:
    return lambda f: percent(get(f).share)


def _yes(get: Callable[[Facts], KnownShare]) -> Callable[[Facts], float | None]:
    def count(facts: Facts) -> float | None:
        share: Share = get(facts).share
        return share.count if share.total else None

    return count


def _once_or_more(line: str, level: str, column: str = "asielaanvragen") -> Rule:
    name = {"asielaanvragen": "applications", "vbm": "vbm"}[line]
    return of_people(lambda f: part_of_known(getattr(f.history, name), level), column)


def _years_in_nl(facts: Facts) -> float | None:
    mean = facts.history.months_in_nl.mean
    return None if mean is None else mean / 12


def _most_applications(facts: Facts) -> float | None:
    known = facts.cohort.column("asielaanvragen").dropna()
    return float(known.max()) if len(known) else None


def _any_appeal(facts: Facts) -> float | None:
    ac, ar, vk = (facts.cohort.column(kind) for kind in APPEALS)
    return percent(known_share(ac + ar + vk > 0).share)


def _longer_than_18(outcome: str) -> Callable[[Facts], float | None]:
    """Return a rule for the percentage with more than 18 months of guidance.

    The documents say longer than a year and a half. Who came on the first day had been there for
    exactly 18 whole months on the last: those do not count.
    """

    def share(facts: Facts) -> float | None:
        months = facts.cohort.people["maanden"][facts.cohort.people["uitkomst"] == outcome]
        known = months.dropna()
        return 100 * int((known > 18).sum()) / len(known) if len(known) else None

    return share


def _ended(level: str) -> Callable[[Facts], float | None]:
    return lambda f: part(f.of(ended_by), level)


def _traject(*kinds: str) -> Callable[[Facts], float | None]:
    return lambda f: 100 * sum(f.trajecten[kind].n for kind in kinds) / f.cohort.n


def _result(outcome: str, *kinds: str) -> Callable[[Facts], float | None]:
    def share(facts: Facts) -> float | None:
        groups = [facts.trajecten[kind] for kind in kinds]
        total = sum(group.n for group in groups)
        hits = [s.share.count for g in groups for s in g.shares if s.outcome == outcome]
        return 100 * sum(hits) / total if total else None

    return share
