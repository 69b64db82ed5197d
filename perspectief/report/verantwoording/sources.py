"""Uit welke documenten komt dit? The five public documents, and what each is used for."""

from __future__ import annotations

from dataclasses import dataclass

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import Rows
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published import records


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument(records.Sourced):
    """One of the five documents; `document` is its short name on every page."""

    tabel: str = ""
    opmerking: str = ""
    what: str
    reference: str
    used_for: str


DOCUMENTS = (
    SourceDocument(
        document="Samenvatting",
        what="Samenvatting van het onderzoek naar het experiment, door onderzoeksbureau CVO.",
        reference="CVO in opdracht van het WODC, 2011; bijlage bij 19 637, nr. 1461",
        used_for="de onderzoeksvragen, de uitkomsten, wie de jongeren waren, de zes werkwijzen",
    ),
    SourceDocument(
        document="Bijlagen",
        what="De bijlagen bij het onderzoek: tabellen, vragenlijsten en de toetsen.",
        reference="CVO in opdracht van het WODC, 2011; bijlage 1 tot en met 30",
        used_for="aantallen, herkomst, kenmerken van de steunpunten, de verbanden, het codeboek",
    ),
    SourceDocument(
        document="Kamerbrief 2011",
        what="Brief van de minister voor Immigratie en Asiel met zijn oordeel over het experiment.",
        reference="Tweede Kamer, vergaderjaar 2010–2011, 19 637, nr. 1461 (september 2011)",
        used_for="de vergelijking met DT&V, de stappen waarmee die groep is gekozen, het besluit",
    ),
    SourceDocument(
        document="Kamervragen 2011",
        what="Vragen van Kamerlid Spekman over het einde van het experiment, met antwoorden.",
        reference="ingezonden 18 juli 2011, beantwoord 7 september 2011",
        used_for="de tijdlijn: hoe het experiment eindigde",
    ),
    SourceDocument(
        document="Kamerbrief 2020",
        what="Brief bij later onderzoek onder afgewezen (ex-)amv’s en opvangouders.",
        reference=(
            "staatssecretaris van Justitie en Veiligheid, 2020; het nummer staat niet in de tekst"
        ),
        used_for="de tijdlijn: wat er later kwam, zoals het opvangmodel van 2016",
    ),
)


def documents() -> tuple[SourceDocument, ...]:
    """Return the five documents."""
    return DOCUMENTS


def sources_block(facts: Protected[tuple[SourceDocument, ...]]) -> Block:
    """Return the block with the five documents."""
    return Block(
        heading=Heading("bronnen", "De documenten"),
        sentence=(
            f"Alles op deze website komt uit {len(facts.value)} openbare documenten en uit de "
            "gegevens die u bekijkt. De feiten zijn overgenomen, de zinnen zijn van ons."
        ),
        source=facts,
        table=(
            Rows(facts.value)
            .text("naam", "Naam op deze website", lambda document: document.document)
            .text("wat", "Wat het is", lambda document: document.what)
            .text("vindplaats", "Vindplaats", lambda document: document.reference)
            .text("gebruik", "Waarvoor wij het gebruiken", lambda document: document.used_for)
            .table("De vijf documenten en waarvoor ze hier worden gebruikt")
        ),
        reading="Elke rij is een document. De naam staat bij elk cijfer dat eruit komt.",
        definition=Definition(
            what="De openbare documenten waaruit cijfers en feiten zijn overgenomen.",
            source="Tweede Kamer en WODC.",
        ),
    )
