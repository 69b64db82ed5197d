"""Their years in the Netherlands before the steunpunt: procedures, and months per steunpunt."""

from __future__ import annotations

from dataclasses import dataclass

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.reported import NOTE, Reported
from perspectief.report.block.tables import Column, Table
from perspectief.report.deelnemers.by_sex import COUNTED, percent_of
from perspectief.report.drawing import row_bars
from perspectief.report.drawing.fact_bars import (
    FACT_LEGEND,
    FACT_READING,
    fact_alt,
    fact_row,
    means_table,
)
from perspectief.report.words import formats, labels
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.outcomes import Breakdown, OutcomesBy
from perspectief_core.people.participants import AsylumHistory
from perspectief_core.people.summaries import Summary
from perspectief_core.shares.intervals import Share, share

REGISTER = "Deze gegevens komen uit het register van het ministerie (DMB)"
SOURCE = f"Samenvatting, Asielachtergrond (rapport). {COUNTED}"
TRAJECT_ID = {
    "buiten_schuld": "sv_traject_buiten_schuld",
    "terugkeer": "sv_traject_terugkeer",
    "twee_sporen": "sv_traject_twee_sporen",
}


@dataclass(frozen=True, slots=True)
class _Fact:
    name: str
    share: Share
    id_: str = ""


def history_block(result: Protected[AsylumHistory], report: Reported) -> Block:
    """Return which procedures people had, each beside the report's share."""
    facts = _facts(result.value)
    return Block(
        key="asielverleden",
        title="Wat was hun asielverleden?",
        sentence=_history_sentence(result.value),
        source=(result, report.source),
        picture=Picture(
            "html",
            row_bars.wide([fact_row(f.name, f.share, report, f.id_) for f in facts], FACT_LEGEND),
            fact_alt("procedures", [(fact.name, fact.share) for fact in facts]),
        ),
        table=Table(
            caption="Procedures voor en tijdens de begeleiding",
            columns=(
                Column("feit", "Feit"),
                Column("aandeel", "Aantal, percentage en bandbreedte", "share"),
                Column("rapport", "Rapport"),
            ),
            rows=tuple((f.name, f.share, report.text(f.id_) if f.id_ else "") for f in facts),
            note=NOTE,
        ),
        reading=FACT_READING,
        definition=Definition(
            what=f"Aanvragen, beroepen en maatregelen. {REGISTER}.",
            numerator="jongeren met dit feit",
            denominator=(
                f"de {formats.count(result.value.n_linked)} jongeren die in het register gevonden "
                "zijn en van wie dit bekend is; bij 'toegewezen' wie de aanvraag deed"
            ),
            source=SOURCE,
        ),
    )


def averages_block(result: Protected[AsylumHistory], report: Reported) -> Block:
    """Return the means of the same history as a table."""
    found = result.value
    lines: tuple[tuple[str, Summary, str], ...] = (
        ("Maanden in Nederland bij instroom", found.months_in_nl, "sv_verblijf_nl"),
        ("Leeftijd bij eerste registratie (jaar)", found.age_known, "sv_leeftijd_bekend"),
        ("Aantal beroepen", found.appeals_count, "sv_beroepen_gemiddeld"),
        ("Aantal gewone aanvragen", found.regular_count, "sv_aanvragen_gemiddeld"),
        ("Dagen met een maatregel, van wie er een had", found.vbm_days, "sv_vbm_dagen"),
    )
    return Block(
        key="asielgemiddelden",
        title="Hoe lang en hoe vaak, gemiddeld?",
        sentence=_averages_sentence(found.months_in_nl.mean, report),
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
    )


def _averages_sentence(months: float | None, report: Reported) -> str:
    if months is None:
        return "Van niemand is bekend hoe lang hij of zij in Nederland was."
    return (
        f"Bij instroom waren zij gemiddeld {formats.number(months, 0)} maanden in Nederland. Dat "
        f"is {formats.number(months / 12)} jaar; het rapport noemt "
        f"{report.text('sv_verblijf_nl')}."
    )


def traject_block(result: Protected[OutcomesBy], report: Reported) -> Block:
    """Return what people worked towards, each beside the report's share."""
    groups = result.value.groups
    total = sum(group.n for group in groups)
    facts = [
        _Fact(labels.TRAJECT[g.group], share(g.n, total), TRAJECT_ID.get(g.group, ""))
        for g in groups
    ]
    stay = sum(
        group.n for group in groups if group.group in ("verblijfsvergunning", "buiten_schuld")
    )
    together = _Fact(
        "verblijf samen (ook 'buiten schuld')", share(stay, total), "sv_traject_verblijf"
    )
    facts = [together, *facts]
    return Block(
        key="traject",
        title="Waarop was hun traject gericht?",
        sentence=(
            f"Bij {formats.of(together.share)}{percent_of(together.share)} was het traject gericht "
            f"op verblijf in Nederland. Het rapport noemt {report.text(together.id_)}."
        ),
        source=(result, report.source),
        picture=Picture(
            "html",
            row_bars.wide([fact_row(f.name, f.share, report, f.id_) for f in facts], FACT_LEGEND),
            fact_alt("trajecten", [(fact.name, fact.share) for fact in facts]),
        ),
        table=_traject_table(facts, report),
        reading=FACT_READING,
        definition=Definition(
            what="Het doel van de begeleiding zoals het steunpunt dat vastlegde.",
            numerator="jongeren met dit traject",
            denominator=formats.counted(total),
            source=f"Samenvatting, Trajecten (rapport). {COUNTED}",
        ),
    )


def _traject_table(facts: list[_Fact], report: Reported) -> Table:
    return Table(
        caption="Trajecten",
        columns=(
            Column("traject", "Traject"),
            Column("aandeel", "Aantal, percentage en bandbreedte", "share"),
            Column("rapport", "Rapport"),
        ),
        rows=tuple((f.name, f.share, report.text(f.id_) if f.id_ else "") for f in facts),
        note=f"{NOTE} De eerste rij telt twee van de rijen eronder samen.",
    )


def _facts(found: AsylumHistory) -> list[_Fact]:
    applications, measures = _by_level(found.applications), _by_level(found.vbm)
    years = _by_level(found.year_known)
    early = share(years["2001"].count + years["2002"].count, found.year_known.n)
    appeals = {appeal.kind: appeal for appeal in found.appeals}
    ever = {kind: appeal.ever.share for kind, appeal in appeals.items()}
    again = {kind: appeal.more_than_once.share for kind, appeal in appeals.items()}
    return [
        _Fact("In 2001 of 2002 voor het eerst geregistreerd", early, "sv_bekend_2001_2002"),
        _Fact("Eén asielaanvraag", applications["een"], "sv_asiel_een"),
        _Fact("Meer dan één asielaanvraag", applications["twee_of_meer"], "sv_asiel_meer"),
        _Fact("Beroep AR, ooit", ever["beroep_ar"], "sv_beroep_ar"),
        _Fact("Beroep AR, twee keer of vaker", again["beroep_ar"], "sv_beroep_ar_meer"),
        _Fact("Beroep AC, ooit", ever["beroep_ac"], "sv_beroep_ac"),
        _Fact("Beroep AC, meer dan eens", again["beroep_ac"], "sv_beroep_ac_meer"),
        _Fact("Beroep Vreemdelingenkamer, ooit", ever["beroep_vk"], "sv_beroep_vk"),
        _Fact("Gewone vergunning aangevraagd", found.regular.share, "sv_regulier"),
        _Fact(
            "'Buiten schuld' aangevraagd", found.buiten_schuld_requested.share, "sv_buiten_schuld"
        ),
        _Fact(
            "'Buiten schuld' toegewezen, van wie het vroeg",
            found.buiten_schuld_granted.share,
            "sv_buiten_schuld_toegewezen",
        ),
        _Fact("Eén vrijheidsbeperkende maatregel", measures["een"], "sv_vbm_een"),
        _Fact("Twee of meer maatregelen", measures["twee_of_meer"], "sv_vbm_meer"),
    ]


def _by_level(breakdown: Breakdown) -> dict[str, Share]:
    return {part.level: part.share for part in breakdown.shares}


def _history_sentence(found: AsylumHistory) -> str:
    if not found.n_linked:
        return (
            "Niemand van deze jongeren is gevonden in het register van het ministerie. Over hun "
            "asielverleden is dus niets bekend."
        )
    more = _by_level(found.applications)["twee_of_meer"]
    appeal = {appeal.kind: appeal.ever.share for appeal in found.appeals}["beroep_ar"]
    unknown = ""
    if found.n_not_linked:
        others = formats.plural(found.n_not_linked, "andere jongere", "andere jongeren")
        unknown = f" Van {others} is dit niet bekend."
    return (
        f"{formats.of(more)}{percent_of(more)} {'vroeg' if more.count == 1 else 'vroegen'} meer "
        f"dan één keer asiel aan. {formats.of(appeal)}{percent_of(appeal)} "
        f"{'ging' if appeal.count == 1 else 'gingen'} ooit in beroep, in de soort die het register "
        f"AR noemt.{unknown}"
    )
