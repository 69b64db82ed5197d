"""Wat toont een publicatie, en wat niet? Every kind of result with its fate under each policy."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import Column, Rows, Table
from perspectief.report.verantwoording.terms import HERE
from perspectief.report.words import formats
from perspectief.report.words.withheld import SHORT
from perspectief_core.disclosure.policies import (
    NOT_PUBLISHED,
    POLICIES,
    Fate,
    Policy,
    Reason,
    fate_of,
)
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published.records import Sourced

POLICY: dict[Policy, str] = {
    "open": "Nagemaakte gegevens",
    "analist": "Analisten",
    "publicatie": "Publicatie",
}
FATE: dict[Fate, str] = {
    "exact": "precies",
    "rounded": "afgerond op vijftallen",
    "derived": "berekend uit afgeronde aantallen",
    "withheld": "niet",
}
KINDS = {
    "OutcomeDistribution": "Wat er van de jongeren werd",
    "OutcomesBy": "Wat er van de jongeren werd, per groep",
    "InclusionFlow": "Wie wel en niet meetelt",
    "Breakdown": "Hoe jongeren over groepen zijn verdeeld",
    "KnownShare": "Hoeveel jongeren wachten of vastlopen",
    "BreakdownBySex": "Hoe vrouwen en mannen over groepen zijn verdeeld",
    "AgeSummary": "Leeftijd: gemiddelde en klassen",
    "ChildrenBySex": "Kinderen in Nederland",
    "Health": "Diagnose en klachten",
    "UnknownAnswers": "Wat een onbekend antwoord openlaat",
    "AsylumHistory": "Asielverleden",
    "Summary": "Een gemiddelde van alle jongeren",
    "SummaryBy": "Een gemiddelde per groep",
    "Funnel": "Steunpunten naast wat toeval geeft",
    "Multiplicity": "Hoeveel steunpunten opvallen, en hoeveel door toeval",
    "OverallTest": "Alle steunpunten en uitkomsten in één toets",
    "Shrunken": "De beste schatting per steunpunt",
    "ObservedExpected": "Geteld naast verwacht, gezien wie er kwamen",
    "Profile": "Eén steunpunt tegenover de andere",
    "BesideEachOther": "Een paar steunpunten naast elkaar",
    "TypeComparison": "Werkwijze en uitkomst",
    "GivenWhoCame": "Werkwijze en uitkomst, gezien wie er kwam",
    "Comparison": "Perspectief naast DT&V",
    "DtvCounts": "Uitkomsten van DT&V, geteld in de gegevens",
    "DtvFlow": "Wie van DT&V meetelt, stap voor stap",
    "Landmark": "Veel contact en vertrek, op drie manieren",
    "LateEntry": "Wie later kwam, en of dat ertoe doet",
    "Curves": "De tijd tot een uitkomst, per maand",
    "Explained": "Wie een uitkomst sneller krijgt, en wie vaker",
    "GroupsOverTime": "De tijd tot een uitkomst, per groep",
    "LeftWithin": "Hoeveel jongeren na een half jaar en een jaar weg waren",
    "DurationSummary": "Gemiddelde tijd in begeleiding",
    "DurationTie": "Of jongeren vroeg of laat vertrekken",
    "LifeTable": "De kans om te vertrekken, per half jaar",
    "ReportedDurations": "De duur zoals het rapport die telt",
    "TimeInGuidance": "Gemiddelde tijd in begeleiding van iedereen",
    "ContactSummary": "Gemiddeld aantal contacten",
    "ExactScreening": "Elk kenmerk exact getoetst",
    "Divisions": "Indelingen naar één kenmerk, naast de uitkomst",
    "Screening": "Elk kenmerk apart getoetst",
    "OutcomeTree": "De boom van kenmerken",
    "Residuals": "Elke groep naast wat u zou verwachten",
    "IndependenceTest": "Of twee indelingen samenhangen",
    "Chance": "Hoeveel 'ja' toeval alleen geeft",
    "ByChance": "Eén kenmerk van steunpunten naast toeval",
    "Alternative": "Of een kenmerk blijft staan naast een ander",
    "Batch": "De eerste splitsing in een reeks trekkingen",
    "Stability": "Hoe vaak de eerste splitsing terugkomt",
    "Curve": "Alle tellingen op een rij",
    "Grid": "Alle combinaties van keuzes",
    "MeasureRange": "Een cijfer bij andere keuzes",
    "ShareRange": "Het aandeel bij andere keuzes",
    "Tornado": "Welke keuze het meest uitmaakt",
    "Verdicts": "Of uitspraken standhouden bij andere keuzes",
    "ScreeningClaims": "Of een bijlage standhoudt bij andere keuzes",
    "Reclassification": "Een steunpunt bij een ander type",
    "Audit": "Gepubliceerde cijfers nagerekend",
    "Description": "Welke gegevens er zijn",
    "IntakeAccount": "Van lijsten naar gegevens",
}
"""What every kind of result is about, by the name of its type, in the order of the pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFate(Sourced):
    """One kind of result: what it is about, what becomes of it by policy, and why it is not shown.

    `why` is None where `publicatie` shows it.
    """

    says: str
    fates: tuple[tuple[Policy, Fate], ...]
    why: Reason | None

    def under(self, policy: Policy) -> Fate:
        """Return what becomes of it under a policy."""
        return dict(self.fates)[policy]


def kinds() -> tuple[KindFate, ...]:
    """Return what becomes of every kind of result, from the rules themselves; those shown first."""
    fates = tuple(
        KindFate(
            document=HERE,
            tabel="Regels voor publicatie",
            opmerking="",
            says=says,
            fates=tuple((policy, fate_of(name, policy)) for policy in POLICIES),
            why=NOT_PUBLISHED.get(name),
        )
        for name, says in KINDS.items()
    )
    return tuple(sorted(fates, key=lambda fate: (fate.why is not None, fate.why or "")))


def fates_block(facts: Protected[tuple[KindFate, ...]]) -> Block:
    """Return the block with what is shown to whom, and why not."""
    return Block(
        heading=Heading("publicatieregels", "Wat een publicatie toont"),
        sentence=sentence(facts.value),
        source=facts,
        table=_table(facts.value),
        reading=(
            "Elke rij is een soort uitkomst. 'Afgerond': u ziet het aantal op vijftallen. "
            "'Berekend uit afgeronde aantallen': het programma rekent alleen met aantallen die al "
            "zijn getoond, zodat u er niets nieuws uit kunt afleiden. Zou een aantal iets zeggen "
            "over iedereen in een groep, dan wisselen vooraf twee jongeren van uitkomst. "
            "Afronden helpt niet tegen wie in een groep de uitkomst van alle anderen al weet, "
            "zoals iemand die bij een klein steunpunt werkt: die kan de laatste soms afleiden. "
            "Daar helpt alleen loten tegen: van een deel van de jongeren de uitkomst vooraf door "
            "een andere vervangen. Aantallen wijken dan iets meer af, en verschillen tussen "
            "groepen worden kleiner. Of er is geloot, staat boven elke pagina."
        ),
        definition=Definition(
            what="Wat er van elke soort uitkomst terechtkomt, per groep lezers.",
            source="De regels waar dit programma zelf mee werkt.",
        ),
    )


def sentence(fates: tuple[KindFate, ...]) -> str:
    """Return how many kinds a publication shows, and how."""
    counts = Counter(fate.under("publicatie") for fate in fates)
    return (
        f"Van de {len(fates)} soorten uitkomsten toont een publicatie er "
        f"{len(fates) - counts['withheld']}: {counts['rounded']} als afgerond aantal en "
        f"{counts['derived']} die alleen met afgeronde aantallen zijn berekend. De andere "
        f"{formats.count(counts['withheld'])} toont zij niet."
    )


def _table(fates: tuple[KindFate, ...]) -> Table:
    return (
        Rows(fates)
        .text("soort", "Soort uitkomst", lambda fate: fate.says)
        .columns(
            [Column(policy, name) for policy, name in POLICY.items()],
            lambda fate: [FATE[fate.under(policy)] for policy in POLICY],
        )
        .text(
            "waarom",
            "Waarom niet in een publicatie",
            lambda fate: SHORT[fate.why] if fate.why else "",
        )
        .table("Wat van elke soort uitkomst wordt getoond")
    )
