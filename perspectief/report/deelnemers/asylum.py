"""Their years in the Netherlands before the steunpunt: procedures, and months per steunpunt."""

from __future__ import annotations

from perspectief.report.block import kept_back
from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.fact_bars import (
    Fact,
    fact_reading,
    facts_picture,
    facts_table,
    means_table,
)
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.main_numbers import IN_NL
from perspectief.report.block.reported import NOTE, Reported
from perspectief.report.block.tables import Column
from perspectief.report.deelnemers.by_sex import COUNTED
from perspectief.report.words import few, formats, labels, shares
from perspectief_core.disclosure.policies import JOINT, Withheld
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.outcomes import GroupOutcomes, OutcomeDistribution, OutcomesBy
from perspectief_core.people.participants import AsylumHistory
from perspectief_core.released.counts import together
from perspectief_core.shares.intervals import Share, share

REGISTER = "Deze gegevens komen uit het register van het ministerie (DMB)"
SOURCE = f"Samenvatting, Asielachtergrond (rapport). {COUNTED}"
STAYING = ("verblijfsvergunning", "buiten_schuld")
TRAJECT_ID = {
    "buiten_schuld": "sv_traject_buiten_schuld",
    "terugkeer": "sv_traject_terugkeer",
    "twee_sporen": "sv_traject_twee_sporen",
}


@under(Heading("asielverleden", "Wat was hun asielverleden?"))
def history_block(result: Protected[AsylumHistory], report: Reported) -> Block:
    """Return which procedures people had, each beside the report's share."""
    facts = _facts(result.value)
    return Block(
        sentence=_history_sentence(result.value),
        source=(result, report.source),
        picture=facts_picture("procedures", facts, report),
        table=facts_table(
            "Procedures voor en tijdens de begeleiding", Column("feit", "Feit"), facts, report
        ),
        reading=fact_reading(facts[0].share.total),
        definition=Definition(
            what=f"Aanvragen, beroepen en maatregelen. {REGISTER}.",
            numerator="jongeren met dit feit",
            denominator=_linked(result.value.n_linked),
            source=SOURCE,
        ),
    )


def _linked(n: int) -> str:
    people = formats.those(
        n, "jongere die in het register gevonden is", "jongeren die in het register gevonden zijn"
    )
    return f"{people} en van wie dit bekend is; bij 'toegewezen' wie de aanvraag deed"


@under(Heading("asielgemiddelden", "Hoe lang en hoe vaak, gemiddeld?"))
def averages_block(result: Protected[AsylumHistory], report: Reported) -> Block:
    """Return the means of the same history as a table."""
    history = result.value
    lines = (
        ("Maanden in Nederland bij instroom", history.months_in_nl, "sv_verblijf_nl"),
        ("Leeftijd bij eerste registratie (jaar)", history.age_known, "sv_leeftijd_bekend"),
        ("Aantal beroepen", history.appeals_count, "sv_beroepen_gemiddeld"),
        ("Aantal gewone aanvragen", history.regular_count, "sv_aanvragen_gemiddeld"),
        ("Dagen met een maatregel, van wie er een had", history.vbm_days, "sv_vbm_dagen"),
    )
    return Block(
        sentence=_averages_sentence(history.months_in_nl.mean, report),
        source=(result, report.source),
        table=means_table("Gemiddelden van wie in het register gevonden is", lines, report),
        reading=(
            "De middelste waarde: de helft zit eronder, de helft erboven. De standaardafwijking "
            "zegt hoe ver de jongeren uiteenlopen."
        ),
        definition=Definition(
            what=f"Gemiddelden per jongere. {REGISTER}.",
            numerator="de som over de jongeren van wie het bekend is",
            denominator="het aantal jongeren van wie het bekend is",
            source=SOURCE,
        ),
        numbers=IN_NL,
    )


def _averages_sentence(months: float | None, report: Reported) -> str:
    if months is None:
        return "Van niemand is bekend hoe lang hij of zij in Nederland was."
    return (
        f"Bij instroom waren zij gemiddeld {formats.number(months, 0)} maanden in Nederland. Dat "
        f"is {formats.number(months / 12)} jaar. {report.says} "
        f"{report.text('sv_verblijf_nl')}."
    )


@under(Heading("traject", "Waarop was hun traject gericht?"))
def traject_block(
    result: Protected[OutcomesBy], everyone: Protected[OutcomeDistribution], report: Reported
) -> Block:
    """Return what people worked towards, each beside the report's share.

    Of everyone, as not every traject needs to be shown; withheld where none is.
    """
    if not result.value.groups:
        raise Withheld("too_few")
    groups, total = result.value.groups, everyone.value.n
    facts = [
        Fact(_aim(g.group), share(min(g.n, total), total), TRAJECT_ID.get(g.group, ""))
        for g in groups
    ]
    staying = _staying(groups, total)
    secret = kept_back.codes(result, "traject", (group.group for group in groups))
    note = f"{NOTE}{_together(groups)}"
    if staying is not None:
        facts = [staying, *facts]
        note = f"{note} De eerste rij telt twee van de rijen eronder samen."
    return Block(
        heading=heading_of(traject_block),
        sentence=_aimed_sentence(staying, facts, report, all_shown=not secret),
        source=(result, everyone, report.source),
        picture=facts_picture("trajecten", facts, report),
        table=kept_back.with_rows(
            facts_table("Trajecten", Column("traject", "Traject"), facts, report, note),
            [labels.TRAJECT[code] for code in secret],
        ),
        reading=fact_reading(facts[0].share.total),
        definition=Definition(
            what="Het doel van de begeleiding zoals het steunpunt dat vastlegde.",
            numerator="jongeren met dit traject",
            denominator=formats.counted(total),
            source=f"Samenvatting, Trajecten (rapport). {COUNTED}",
        ),
    )


def _aim(code: str) -> str:
    """Return the name of a traject; of small ones that are published together how many."""
    small = code.split(JOINT)
    return labels.TRAJECT.get(code, f"{len(small)} kleine trajecten samen")


def _together(groups: tuple[GroupOutcomes, ...]) -> str:
    """Return which trajects are published together, where some are."""
    small = [labels.TRAJECT[c] for g in groups if JOINT in g.group for c in g.group.split(JOINT)]
    return f" Samen: {formats.listing(small)}." if small else ""


def _staying(groups: tuple[GroupOutcomes, ...], total: int) -> Fact | None:
    """Return who was to stay; None where one of the two is small and stands among others."""
    parts = [share(min(group.n, total), total) for group in groups if group.group in STAYING]
    if len(parts) < len(STAYING):
        return None
    name, id_ = "verblijf samen (ook 'buiten schuld')", "sv_traject_verblijf"
    return Fact(name, share(together(parts, total), total), id_)


def _aimed_sentence(
    staying: Fact | None, facts: list[Fact], report: Reported, *, all_shown: bool
) -> str:
    if staying is not None:
        return (
            f"Bij {shares.sentence(staying.share)} was het traject gericht op verblijf in "
            f"Nederland. {report.says} {staying.printed(report)}."
        )
    most = max(fact.share.count for fact in facts)
    largest = [fact for fact in facts if fact.share.count == most]
    names = " of ".join(fact.name for fact in largest)
    each = "elk " if len(largest) > 1 else ""
    said = f"{names}: {each}{shares.sentence(largest[0].share)}."
    if all_shown:
        return f"Het vaakst was het traject {said}"
    return f"Van de trajecten die worden gepubliceerd, kwam het vaakst voor: {said}"


def _facts(history: AsylumHistory) -> list[Fact]:
    known = history.year_known
    early = share(known.share_of("2001").count + known.share_of("2002").count, known.n)
    ever = {appeal.kind: appeal.ever.share for appeal in history.appeals}
    again = {appeal.kind: appeal.more_than_once.share for appeal in history.appeals}
    return [
        Fact("In 2001 of 2002 voor het eerst geregistreerd", early, "sv_bekend_2001_2002"),
        Fact("Eén asielaanvraag", history.applications.share_of("een"), "sv_asiel_een"),
        Fact(
            "Meer dan één asielaanvraag",
            history.applications.share_of("twee_of_meer"),
            "sv_asiel_meer",
        ),
        Fact("Beroep AR, ooit", ever["beroep_ar"], "sv_beroep_ar"),
        Fact("Beroep AR, twee keer of vaker", again["beroep_ar"], "sv_beroep_ar_meer"),
        Fact("Beroep AC, ooit", ever["beroep_ac"], "sv_beroep_ac"),
        Fact("Beroep AC, meer dan eens", again["beroep_ac"], "sv_beroep_ac_meer"),
        Fact("Beroep Vreemdelingenkamer, ooit", ever["beroep_vk"], "sv_beroep_vk"),
        Fact("Gewone vergunning aangevraagd", history.regular.share, "sv_regulier"),
        Fact(
            "'Buiten schuld' aangevraagd", history.buiten_schuld_requested.share, "sv_buiten_schuld"
        ),
        Fact(
            "'Buiten schuld' toegewezen, van wie het vroeg",
            history.buiten_schuld_granted.share,
            "sv_buiten_schuld_toegewezen",
        ),
        Fact("Eén vrijheidsbeperkende maatregel", history.vbm.share_of("een"), "sv_vbm_een"),
        Fact("Twee of meer maatregelen", history.vbm.share_of("twee_of_meer"), "sv_vbm_meer"),
    ]


def _first(people: Share) -> str:
    """Return who it was, at the beginning of a sentence."""
    return (few.of_group(people) if people.count else few.who(people)).capitalize()


def _history_sentence(history: AsylumHistory) -> str:
    if not history.n_linked:
        return (
            "Niemand van deze jongeren is gevonden in het register van het ministerie. Over hun "
            "asielverleden is dus niets bekend."
        )
    more = history.applications.share_of("twee_of_meer")
    appeal = {appeal.kind: appeal.ever.share for appeal in history.appeals}["beroep_ar"]
    unknown = ""
    if history.n_not_linked:
        others = formats.plural(history.n_not_linked, "andere jongere", "andere jongeren")
        unknown = f" Van {others} is dit niet bekend."
    return (
        f"{_first(more)} {'vroegen' if more.count > 1 else 'vroeg'} meer dan één keer asiel aan. "
        f"{_first(appeal)} {'hadden' if appeal.count > 1 else 'had'} ooit een beroep van het type "
        f"AR.{unknown}"
    )
