"""What stands where a figure would, when the policy withholds what it is made of.

The heading of the figure and one sentence: no empty chart, no table of signs. The headings are
listed here, as a figure cannot be made without its numbers; a test holds them to the figures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from perspectief.report.block.blocks import Block
from perspectief.report.words.withheld import WHY
from perspectief_core.disclosure.policies import Reason


@dataclass(frozen=True, slots=True)
class WithheldBlock:
    """A figure that may not be shown: its key and heading, and why.

    `sentence` is empty, as there is no finding: who quotes it elsewhere on a page quotes nothing.
    """

    key: str
    title: str
    why: str
    sentence: str = ""


HEADINGS = {
    "deelnemers.asylum:history_block": ("asielverleden", "Wat was hun asielverleden?"),
    "deelnemers.asylum:averages_block": ("asielgemiddelden", "Hoe lang en hoe vaak, gemiddeld?"),
    "deelnemers.asylum:traject_block": ("traject", "Waarop was hun traject gericht?"),
    "deelnemers.life:age_block": ("leeftijd", "Hoe oud waren zij?"),
    "deelnemers.life:children_block": ("kinderen", "Hadden zij kinderen in Nederland?"),
    "deelnemers.life:health_block": ("gezondheid", "Hoe gezond waren zij?"),
    "deelnemers.origin:origin_block": ("herkomst", "Waar kwamen zij vandaan?"),
    "deelnemers.origin:inflow_block": ("instroom", "Wanneer kwamen zij?"),
    "deelnemers.stay:months_block": (
        "verblijf",
        "Hoe lang waren zij al in Nederland, per steunpunt?",
    ),
    "deelnemers.unknown:unknown_block": (
        "onbekend",
        "Wat als de onbekende diagnoses bekend waren?",
    ),
    "duur.classes:classes_block": ("duurklassen", "Hoe lang waren jongeren in begeleiding?"),
    "duur.curves:curves_block": ("twee_tellingen", "Twee manieren van tellen"),
    "duur.endings:ended_block": ("beeindigd_door", "Wie besloot te stoppen?"),
    "duur.endings:waiting_block": ("wachten", "Wie wacht er nog, en welk dossier loopt vast?"),
    "duur.endings:contacts_block": ("contacten", "Hoe vaak was er contact?"),
    "duur.groups:groups_block": ("duur_groepen", "De tijd tot een uitkomst, per groep"),
    "duur.landmark:landmark_block": (
        "contacten_in_tijd",
        "Vertrekt wie veel contact heeft later?",
    ),
    "duur.late_entry:entry_block": ("late_intrede", "Mag u zo corrigeren?"),
    "duur.late_entry:calendar_block": ("kalender", "Hoeveel vertrokken er per maand?"),
    "duur.life_table:life_block": (
        "halve_jaren",
        "Hoe groot was de kans om te vertrekken, per half jaar?",
    ),
    "duur.life_table:stay_block": (
        "gemiddelde_tijd",
        "Hoe lang zijn jongeren gemiddeld in begeleiding, als u iedereen meetelt?",
    ),
    "duur.life_table:ties_block": ("laatste_maand", "Maakt de telling van de laatste maand uit?"),
    "duur.reported:report_block": (
        "duur_rapport",
        "Wat zegt het rapport over de duur, en wat ziet u dan niet?",
    ),
    "duur.thinned:outcomes_block": (
        "uitkomst_instroom",
        "Wat was er van hen geworden, naar wanneer zij kwamen?",
    ),
    "duur.tie:tie_block": ("vroeg_of_laat", "Vertrekken jongeren vooral vroeg of laat?"),
    "duur.within:answer_block": ("van_elke_100", "Van elke 100 jongeren"),
    "gevoeligheid.claims:claims_block": ("uitspraken", "Houden de uitspraken stand?"),
    "gevoeligheid.criteria:criteria_block": ("keuzes", "Welke keuzes zijn er?"),
    "gevoeligheid.criteria:impossible_block": ("niet_samen", "Welke keuzes gaan niet samen?"),
    "gevoeligheid.curve_block:curve_block": ("kromme", "Alle tellingen"),
    "gevoeligheid.everything:everything_block": ("alle_combinaties", "Alle combinaties"),
    "gevoeligheid.screening:screening_block": (
        "samenhang_keuzes",
        "De bijlagen opnieuw, bij elke telling",
    ),
    "gevoeligheid.screening:types_block": (
        "andere_typen",
        "En als een steunpunt bij een ander type hoort?",
    ),
    "gevoeligheid.tornado:tornado_block": ("uitmaakt", "Welke keuze doet ertoe?"),
    "naast_elkaar.beside:beside_block": ("naast_uitkomsten", "Wat werd er van de jongeren?"),
    "onderzoeksvragen.questions:overview_block": (
        "onderzoeksvragen",
        "Hoe ver gaan de antwoorden?",
    ),
    "overzicht.inclusion:flow_block": ("instroomschema", "Wie tellen we mee?"),
    "overzicht.lists:lists_block": ("lijsten", "Van lijsten naar gegevens"),
    "overzicht.outcomes:outcome_block": ("uitkomsten", "De uitkomsten"),
    "samenhang.alternative:alternative_block": (
        "andere_verklaring",
        "Is er een andere verklaring?",
    ),
    "samenhang.multiplicity:multiplicity_block": ("veelheid", "Hoeveel 'ja' geeft toeval alleen?"),
    "samenhang.residuals:residual_block": (
        "kaart",
        "Waar zit het verschil? Elke groep naast wat u zou verwachten",
    ),
    "samenhang.rules:rules_block": ("regels", "De boom als regels"),
    "samenhang.screening:screening_block": ("toetsen", "Elk kenmerk apart getoetst"),
    "samenhang.stability:stability_block": ("stevigheid", "Komt de eerste splitsing terug?"),
    "samenhang.tree_block:tree_block": ("boom", "De boom"),
    "steunpunt.limits:limits_block": ("wat_kan", "Wat kunt u over dit steunpunt zeggen?"),
    "steunpunt.profile:outcomes_block": ("uitkomsten", "De uitkomsten"),
    "steunpunt.profile:place_block": ("plaats", "Dit steunpunt tegenover toeval"),
    "steunpunten.all_outcomes:outcomes_block": ("alle_uitkomsten", "Alle uitkomsten per steunpunt"),
    "steunpunten.best_estimate:best_block": ("beste_schatting", "Geteld en beste schatting"),
    "steunpunten.expected_block:expected_block": ("verwacht", "Geteld en verwacht"),
    "steunpunten.expected_chart:difference_block": (
        "verschil_verwacht",
        "Geteld min verwacht, naar grootte",
    ),
    "steunpunten.trust_block:trust_block": ("vertrouwen", "Hoe goed voorspelt het model?"),
    "steunpunten.funnel_block:funnel_block": ("steunpunten", "Steunpunten en toeval"),
    "steunpunten.tile_map:map_block": ("kaartje", "De steunpunten op een kaartje"),
    "verantwoording.audit:summary_block": ("rapport", "Het rapport naast deze gegevens"),
    "verantwoording.audit:figures_block": ("cijfers", "Cijfer voor cijfer"),
    "verantwoording.codebook:block": ("codeboek", "Welke kolommen er zijn"),
    "verantwoording.extract:identity_block": ("gegevens", "Welke gegevens u bekijkt"),
    "verantwoording.extract:exact_block": ("precies", "Wat precies klopt en wat niet"),
    "verantwoording.safety:safety_block": ("veiligheid", "Hoe herkenbaar mensen zijn"),
    "vergelijking.doubts:shares_block": ("aandelen", "Perspectief en DT&V per uitkomst"),
    "vergelijking.doubts:difference_block": ("verschil", "Welke twijfel beslist?"),
    "vergelijking.doubts:hidden_block": (
        "verborgen",
        "Hoe groot zou een verborgen verschil moeten zijn?",
    ),
    "vergelijking.steps:steps_block": ("stappen", "Wie worden er vergeleken?"),
    "werkwijzen.explained:explained_block": ("twee_modellen", "Sneller en vaker"),
    "werkwijzen.given:given_block": ("wie_kwam", "Werkwijze, gezien wie er kwam"),
    "werkwijzen.given:tests_block": ("vier_toetsen", "Vier keer dezelfde vraag"),
    "werkwijzen.one_type:one_type_block": ("een_type", "Naast alle typen samen"),
    "werkwijzen.types:types_block": ("werkwijzen", "Werkwijze en uitkomst"),
}
"""The key and the heading of every figure of computed results, by the name of what makes it."""


def withheld(build: Callable[..., Block], reason: Reason, key: str | None = None) -> WithheldBlock:
    """Return what stands where the block of `build` would; KeyError when it has no heading."""
    own_key, title = HEADINGS[name(build)]
    return WithheldBlock(key or own_key, title, WHY[reason])


def name(build: Callable[..., Block]) -> str:
    """Return the name of what makes a block: `overzicht.outcomes:outcome_block`."""
    return f"{build.__module__.removeprefix('perspectief.report.')}:{build.__qualname__}"
