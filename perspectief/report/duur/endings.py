"""How guidance ended, who still waits, and how often there was contact."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.fact_bars import (
    REPORTED,
    Fact,
    fact_reading,
    facts_picture,
    facts_table,
    means_table,
)
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.reported import NOTE, Reported
from perspectief.report.block.tables import SHARE, Column, Rows, Table
from perspectief.report.words import few, formats, labels
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.contacts import ContactSummary
from perspectief_core.people.outcomes import Breakdown, KnownShare
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Share

LAYER = "Meer: wie besloot te stoppen, wie wacht er nog, en hoe vaak was er contact?"
COUNTED = "De aantallen zijn geteld in de gegevens die u bekijkt."
ENDED_ID = {
    "steunpunt": "sv_beeindigd_steunpunt",
    "gemeente": "sv_beeindigd_gemeente",
    "wederzijds": "sv_beeindigd_wederzijds",
    "client": "sv_beeindigd_client",
    "onbekend": "sv_beeindigd_onbekend",
}
DECIDED = {
    "steunpunt": "besloot het steunpunt dat het vaakst",
    "gemeente": "besloot de gemeente dat het vaakst",
    "wederzijds": "werd dat het vaakst samen besloten",
    "client": "besloot de jongere zelf dat het vaakst",
}


@under(Heading("beeindigd_door", "Wie besloot te stoppen?"))
def ended_block(result: Protected[Breakdown], report: Reported) -> Block:
    """Return who ended the guidance of those who left."""
    breakdown = result.value
    facts = [Fact(labels.ENDED_BY[p.level], p.share, ENDED_ID[p.level]) for p in breakdown.shares]
    printed = sum(report.whole(id_) for id_ in ENDED_ID.values())
    return Block(
        sentence=_ended_sentence(breakdown),
        source=(result, report.source),
        picture=facts_picture("wie besloot te stoppen", facts, report),
        table=facts_table(
            "Wie besloot het traject te stoppen",
            Column("wie", "Wie"),
            facts,
            report,
            f"{NOTE} De percentages van het rapport tellen op tot {printed}.",
        ),
        reading=fact_reading(facts[0].share.total),
        definition=Definition(
            what="Wie volgens het steunpunt besloot dat het traject stopte.",
            numerator="jongeren van wie het traject zo stopte",
            denominator=formats.those(
                breakdown.n, "jongere die uitstroomde", "jongeren die uitstroomden"
            ),
            source=f"Samenvatting, Beëindiging (rapport). {COUNTED}",
        ),
    )


def _ended_sentence(breakdown: Breakdown) -> str:
    if not breakdown.n:
        return "Van niemand is het traject gestopt."
    text = f"Van {formats.people(breakdown.n)} is het traject gestopt."
    known = [part for part in breakdown.shares if part.level != "onbekend" and part.share.count]
    if not known:
        if breakdown.n == 1:
            return f"{text} Wie dat besloot, is niet bekend."
        if isinstance(breakdown.n, Rounded):
            return text
        return f"{text} Van geen van hen is bekend wie dat besloot."
    most = max(part.share.count for part in known)
    largest = [part for part in known if part.share.count == most]
    if len(largest) > 1 and isinstance(breakdown.n, Rounded):
        who = formats.listing([labels.ENDED_BY[part.level] for part in largest])
        return f"{text} Voor zover bekend het vaakst: {who} (elk {formats.of(largest[0].share)})."
    decided = DECIDED[largest[0].level]
    return f"{text} Voor zover bekend {decided} ({formats.of(largest[0].share)})."


@under(Heading("wachten", "Wie wacht er nog, en welk dossier loopt vast?"))
def waiting_block(
    waiting: Protected[KnownShare], stuck: Protected[KnownShare], report: Reported
) -> Block:
    """Return who waits for a decision, and whose file was called stuck."""
    waits = waiting.value.share
    facts = (
        Fact(
            "Wacht op een beslissing, van wie nog in begeleiding is",
            waits,
            "sv_wacht_op_beslissing",
        ),
        Fact("Dossier dat vastloopt, van allen", stuck.value.share),
    )
    missing = (waiting.value.missing, stuck.value.missing)
    return Block(
        sentence=_waiting_sentence(waits, report),
        source=(waiting, stuck, report.source),
        picture=facts_picture("wachten en vastlopen", facts, report),
        table=_waiting_table(tuple(zip(facts, missing, strict=True)), report),
        reading=fact_reading(facts[0].share.total),
        definition=Definition(
            what=(
                "Wachten: er loopt een aanvraag voor een vergunning. Vastlopend: het steunpunt "
                "noemde het dossier zo."
            ),
            numerator="jongeren bij wie dit zo is",
            denominator="jongeren van wie dit bekend is",
            source=f"Samenvatting, Resultaten en Vastlopende dossiers (rapport). {COUNTED}",
        ),
    )


def _waiting_sentence(waits: Share, report: Reported) -> str:
    printed = (
        f"{report.says} {report.text('sv_wacht_op_beslissing_n')} "
        f"({report.text('sv_wacht_op_beslissing')})."
    )
    if not waits.total:
        return f"Er is niemand nog in begeleiding. {printed}"
    verb = "wachten" if waits.count > 1 else "wacht"
    return (
        f"Van wie nog in begeleiding is, {verb} {few.who(waits)} op een beslissing over een "
        f"vergunning. {printed}"
    )


def _waiting_table(facts: tuple[tuple[Fact, int], ...], report: Reported) -> Table:
    return (
        Rows(facts)
        .text("wat", "Wat", lambda line: line[0].name)
        .column(SHARE, lambda line: line[0].share)
        .count("onbekend", "Niet bekend", lambda line: line[1])
        .column(REPORTED, lambda line: line[0].printed(report))
        .table(
            "Wachten en vastlopen",
            f"{NOTE} Over vastlopende dossiers geeft het rapport alleen cijfers per groep.",
        )
    )


@under(Heading("contacten", "Hoe vaak was er contact?"))
def contacts_block(result: Protected[ContactSummary], report: Reported) -> Block:
    """Return how often there was contact."""
    total, monthly = result.value.total, result.value.per_month
    lines = (
        ("Contacten per jongere", total, "sv_contacten"),
        ("Contacten per jongere per maand", monthly, "sv_contacten_per_maand"),
    )
    return Block(
        sentence=_contacts_sentence(result.value, report),
        source=(result, report.source),
        table=means_table("Contacten tussen jongere en begeleider", lines, report),
        reading="De middelste waarde: de helft zit eronder, de helft erboven.",
        definition=Definition(
            what=(
                "Contacten tussen jongere en begeleider. Per maand is het gemiddelde van ieders "
                "eigen aantal per maand; korter dan een maand telt als een maand."
            ),
            numerator="de contacten van alle jongeren samen",
            denominator="de jongeren van wie het aantal bekend is",
            source=f"Samenvatting, Begeleiding (rapport). {COUNTED}",
        ),
    )


def _contacts_sentence(contacts: ContactSummary, report: Reported) -> str:
    if contacts.total.mean is None:
        return "Van niemand is het aantal contacten bekend."
    return (
        f"Gemiddeld waren er {formats.number(contacts.total.mean, 0)} contacten per jongere, "
        f"{formats.number(contacts.per_month.mean)} per maand. {report.says} "
        f"{report.text('sv_contacten')} en {report.text('sv_contacten_per_maand')}."
    )
