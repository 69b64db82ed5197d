"""Wat betekenen de woorden? Every term of the dashboard in plain Dutch, with its source."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import Rows
from perspectief.report.verantwoording.counting_terms import COUNTING
from perspectief.report.verantwoording.labels import source
from perspectief.report.words import labels
from perspectief.report.words.markup import definitions, join, tag
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published import records

HERE = "deze website"

GROUPS = {
    "uitkomsten": "De uitkomsten",
    "mensen": "Mensen en organisaties",
    "procedures": "Procedures en maatregelen",
    "begeleiding": "De begeleiding",
    "werkwijzen": "De zes werkwijzen",
    "tellen": "Tellen, toeval en vergelijken",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(records.Sourced):
    """One term: its group (a key of `GROUPS`), its name and what it means."""

    opmerking: str = ""
    group: str
    name: str
    meaning: str


_PEOPLE = {
    "Amv en ex-amv": (
        "Amv: alleenstaande minderjarige vreemdeling. Wie 18 wordt, is ex-amv. De jongeren op deze "
        "website zijn ex-amv’s zonder verblijfsvergunning."
    ),
    "Perspectief": (
        "Een proef van twintig gemeenten en het Rijk, van 1 oktober 2009 tot 1 april 2011. Doel: "
        "voorkomen dat ex-amv’s illegaal in Nederland leven."
    ),
    "Steunpunt": "De plek in een gemeente waar de jongeren werden begeleid. Er waren er twintig.",
    "Rijksbeleid": (
        "Het gewone beleid voor wie niet mag blijven. DT&V voert het uit. De minister legt de "
        "uitkomsten van Perspectief ernaast."
    ),
    "DT&V": "Dienst Terugkeer en Vertrek. Deze dienst regelt het vertrek van wie niet mag blijven.",
    "IND": "Immigratie- en Naturalisatiedienst. Deze dienst beslist over vergunningen.",
    "IOM": "Internationale Organisatie voor Migratie. Helpt bij vrijwillige terugkeer.",
    "DMB": (
        "Directie Migratiebeleid van het ministerie. Uit haar register komen de gegevens over de "
        "asielprocedure."
    ),
    "Gekoppeld": (
        "De jongere is teruggevonden in het register van DMB. Dat lukte bij 715 van de 733. "
        "Cijfers over de asielprocedure gaan alleen over hen."
    ),
}
_PROCEDURES = {
    "Buiten schuld": (
        "Een vergunning voor wie buiten zijn schuld niet terug kan, bijvoorbeeld omdat het land "
        "van herkomst geen papieren geeft."
    ),
    "Beroep AC, AR en VK": (
        "Drie soorten beroep tegen een besluit over asiel, met de namen uit het register. AC is "
        "tegen een besluit in het aanmeldcentrum, VK bij de Vreemdelingenkamer. De documenten "
        "leggen AR niet uit."
    ),
    "Reguliere aanvraag": "Een aanvraag voor een vergunning om een andere reden dan asiel.",
    "VBM": (
        "Vrijheidsbeperkende maatregel. De jongere moest op een bepaalde plek blijven of zat in "
        "bewaring."
    ),
    "LTO": "Lokaal terugkeeroverleg: overleg in de regio over terugkeer, soms met DT&V erbij.",
}
_GUIDANCE = {
    "Traject": (
        "Waar de begeleiding naartoe werkt: een vergunning, terugkeer, of twee sporen tegelijk."
    ),
    "Instroom en uitstroom": (
        "Instroom is de maand waarin de begeleiding begon, uitstroom de maand waarin zij stopte."
    ),
    "Beëindigd door": "Wie besloot dat de begeleiding stopte, volgens het steunpunt.",
    "Wacht op beslissing": (
        "De jongere werd nog begeleid en wachtte op een besluit over een vergunning."
    ),
    "Vastlopend dossier": "Een zaak waarin het steunpunt geen uitweg meer zag.",
    "Huiskamer": "Een plek van het steunpunt waar jongeren kunnen binnenlopen.",
    "Leefgeld": "Geld om van te leven, voor jongeren die nergens anders recht op hebben.",
}


def terms() -> tuple[Term, ...]:
    """Return all terms, in the order of `GROUPS`."""
    outcomes = {
        labels.OUTCOME[code].capitalize(): text for code, text in labels.OUTCOME_MEANING.items()
    }
    return (
        *_terms("uitkomsten", outcomes, "Samenvatting", "Resultaten"),
        *_terms("mensen", _PEOPLE, "Samenvatting", "Aanleiding"),
        *_terms("procedures", _PROCEDURES, "Samenvatting", "Asielachtergrond"),
        *_terms("begeleiding", _GUIDANCE, "Samenvatting", "Begeleiding"),
        *_working_methods(),
        *_terms("tellen", COUNTING, HERE, "Werkwijze"),
    )


def _terms(group: str, meanings: dict[str, str], document: str, tabel: str) -> tuple[Term, ...]:
    return tuple(
        Term(document=document, tabel=tabel, group=group, name=name, meaning=text)
        for name, text in meanings.items()
    )


def _working_methods() -> tuple[Term, ...]:
    return tuple(
        Term(
            document=line["document"],
            tabel=line["tabel"],
            group="werkwijzen",
            name=line["label"],
            meaning=line["omschrijving"],
        )
        for line in records.published_rows("tabel_s2")
    )


def terms_block(facts: Protected[tuple[Term, ...]]) -> Block:
    """Return the block with all terms, grouped."""
    return Block(
        heading=Heading("begrippen", "Wat de woorden betekenen"),
        sentence=f"Hier staan {len(facts.value)} woorden die op deze website een eigen betekenis "
        "hebben, in gewoon Nederlands.",
        source=facts,
        picture=Picture(
            "html",
            join(_group(facts.value, code) for code in GROUPS),
            f"Woordenlijst van {len(facts.value)} woorden in {len(GROUPS)} groepen.",
        ),
        table=(
            Rows(facts.value)
            .text("begrip", "Woord", lambda term: term.name)
            .text("betekenis", "Betekenis", lambda term: term.meaning)
            .text("groep", "Groep", lambda term: GROUPS[term.group])
            .text("bron", "Waar het begrip vandaan komt", _source)
            .table("Begrippen en hun betekenis")
        ),
        reading="Elk woord staat vet, met de betekenis erachter.",
        definition=Definition(
            what="De woorden van deze website. De uitleg is van ons.",
            source="Samenvatting, Bijlagen en Kamerbrief 2011; rekenwoorden van deze website.",
        ),
    )


def _source(term: Term) -> str:
    return HERE if term.document == HERE else source(term.document, term.tabel)


def _group(terms_: tuple[Term, ...], code: str) -> Markup:
    own = ((term.name, term.meaning) for term in terms_ if term.group == code)
    return tag("h3", GROUPS[code]) + definitions(own)
