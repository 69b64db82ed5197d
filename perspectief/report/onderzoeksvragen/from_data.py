"""Answers counted in the extract: who they were, what became of them and how long it took."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from perspectief.report.deelnemers.life import AGES
from perspectief.report.onderzoeksvragen import from_edition
from perspectief.report.onderzoeksvragen.answer import (
    CANNOT,
    COUNTED,
    Answer,
    Missing,
    Status,
    nobody,
    withheld,
    without,
)
from perspectief.report.words import few, formats, labels, shares
from perspectief.report.words.withheld import WHY
from perspectief_core.cohort.grouping import UNKNOWN
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.curves import Curves, DurationSummary, before
from perspectief_core.durations.left_within import LeftWithin
from perspectief_core.people.contacts import ContactSummary
from perspectief_core.people.outcomes import Breakdown, OutcomeDistribution, OutcomesBy
from perspectief_core.people.participants import (
    AgeSummary,
    AsylumHistory,
    BreakdownBySex,
    ChildrenBySex,
    Health,
)
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Share, share

LARGEST = 4
"""How many countries of origin an answer names."""
MOMENTS = (12, 18)
CLEAR = ("verblijfsvergunning", "terugkeer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What the answers are made of; `Missing` where the data lack a column."""

    outcomes: Protected[OutcomeDistribution]
    origin: Protected[BreakdownBySex]
    by_origin: Protected[OutcomesBy]
    age: Protected[AgeSummary]
    durations: Protected[DurationSummary]
    curves: Protected[Curves]
    left: Protected[LeftWithin]
    by_inflow: Protected[OutcomesBy]
    children: Protected[ChildrenBySex] | Missing
    health: Protected[Health] | Missing
    history: Protected[AsylumHistory] | Missing
    contacts: Protected[ContactSummary] | Missing
    ended_by: Protected[Breakdown] | Missing
    trajectories: Protected[OutcomesBy] | Missing

    @property
    def present(self) -> tuple[Protected[Any], ...]:
        """The results that could be computed."""
        parts = [getattr(self, field.name) for field in fields(self)]
        return tuple(part for part in parts if isinstance(part, Protected))

    @property
    def invented(self) -> bool:
        """Whether the data are synthetic."""
        return self.outcomes.provenance.kind == "synthetic"

    @property
    def n(self) -> int:
        """People counted."""
        return self.outcomes.value.n


def answers(results: Results, choice: str) -> tuple[Answer, ...]:
    """Return the answers that rest on the extract.

    Parameters
    ----------
    results : Results
    choice : str
        What the published tables say about choosing a traject, the first half of answer 11.
    """
    writers: dict[int, tuple[str, Callable[[Results], Answer]]] = {
        4: ("deelnemers", _demography),
        5: ("deelnemers", _stay),
        6: ("deelnemers", _pressed_to_return),
        8: ("duur", _length),
        13: ("overzicht", _permits),
        14: ("overzicht", _returns),
        15: ("overzicht", _unknown_destination),
        16: ("duur", _endings),
        17: ("duur", _clarity),
    }
    written = [_written(results, number, *writer) for number, writer in writers.items()]
    return (*written, replace(_choice(results, choice), origin="both"))


def _written(
    results: Results, number: int, page: str, write: Callable[[Results], Answer]
) -> Answer:
    try:
        return replace(write(results), origin="counted") if results.n else nobody(number, page)
    except Withheld as held:
        return withheld(number, WHY[held.reason], page)


def _demography(results: Results) -> Answer:
    origin = results.origin.value
    women = {group.group: group.breakdown.n for group in origin.by_sex}["vrouw"]
    named = [part for part in origin.everyone.largest[:LARGEST] if part.level != UNKNOWN]
    together = share(min(sum(part.share.count for part in named), results.n), results.n)
    countries = [
        f"{labels.region(part.level)} ({formats.count(part.share.count)})" for part in named
    ]
    sentences = [
        f"Vrouw: {shares.sentence(share(women, results.n), 'jongeren')}.",
        _age(results.age.value),
        _from(countries, together),
        _children(results.children),
        _health(results.health),
    ]
    missing = isinstance(results.children, Missing) or isinstance(results.health, Missing)
    status: Status = "deels" if missing else "gegevens"
    return Answer(
        number=4, status=status, text=" ".join(sentences), source=COUNTED, page="deelnemers"
    )


def _age(ages: AgeSummary) -> str:
    """Return how old they were: on average, or where only ranges are published, of each range."""
    mean = ages.years.everyone.mean
    if mean is not None:
        return f"Gemiddeld waren zij {formats.number(mean)} jaar bij instroom."
    parts = [
        f"{AGES[part.level]} {shares.sentence(part.share)}" for part in ages.classes.everyone.shares
    ]
    return f"Bij instroom was {formats.listing(parts)}."


def _from(countries: list[str], together: Share) -> str:
    if together.count == together.total:
        return f"Zij komen uit {formats.listing(countries)}."
    return f"De meesten komen uit {formats.listing(countries)}: samen {shares.sentence(together)}."


def _children(result: Protected[ChildrenBySex] | Missing) -> str:
    if isinstance(result, Missing):
        return f"Over kinderen zeggen deze gegevens niets: de kolom '{result.column}' ontbreekt."
    by_sex = {part.group: part.known.share for part in result.value.any_child_by_sex}
    told = [
        few.who_of(by_sex[sex], f"van de {many} ", f"de ene {singular}")
        for sex, singular, many in (("vrouw", "vrouw", "vrouwen"), ("man", "man", "mannen"))
        if by_sex[sex].total
    ]
    if not told:
        return "Van niemand is bekend of hij of zij kinderen heeft."
    if not any(known.count for known in by_sex.values()):
        return "Niemand heeft kinderen in Nederland."
    return f"Kinderen in Nederland: {formats.listing(told)}."


def _health(result: Protected[Health] | Missing) -> str:
    if isinstance(result, Missing):
        return f"Over gezondheid ontbreekt de kolom '{result.column}'."
    health = result.value
    diagnosis = f"Een psychiatrische diagnose: {_at_least(health.psychiatric.everyone)}"
    if not health.physical.everyone.shares:
        return f"{diagnosis} Over lichamelijke klachten wordt niets gepubliceerd."
    return f"{diagnosis} Lichamelijke klachten: {_at_least(health.physical.everyone)}"


def _at_least(breakdown: Breakdown) -> str:
    """Return the yes among everyone, and how far the unknown could raise it."""
    yes, unknown = breakdown.share_of("ja"), breakdown.share_of("onbekend").count
    said = f"{few.of_group(yes)}."
    if not unknown or not yes.enough:
        return said
    most = formats.percent((yes.count + unknown) / yes.total)
    return (
        f"{said} Van {formats.plural(unknown, 'jongere', 'jongeren')} is dit niet bekend: het kan "
        f"dus ook tot {most} zijn."
    )


def _stay(results: Results) -> Answer:
    if isinstance(results.history, Missing):
        return without(5, results.history.column, "deelnemers")
    history = results.history.value
    if not history.n_linked:
        text = f"{CANNOT} niemand van hen is gevonden in het register van het ministerie."
        return Answer(number=5, status="niet", text=text, source=COUNTED, page="deelnemers")
    times = {part.level: part.share for part in history.applications.shares}
    years = (history.months_in_nl.mean or 0) / 12
    text = (
        f"Dit is bekend van {formats.plural(history.n_linked, 'jongere', 'jongeren')}. Zij waren "
        f"gemiddeld {formats.number(years)} jaar in Nederland toen zij bij het steunpunt kwamen. "
        f"Meer dan één asielaanvraag: {few.of_group(times['twee_of_meer'])}. Ook een gewone "
        f"vergunning aangevraagd: {few.of_group(history.regular.share)}. Een vergunning 'buiten "
        f"schuld' aangevraagd: {few.of_group(history.buiten_schuld_requested.share)}. Gemiddeld "
        "gingen zij "
        f"{formats.number(history.appeals_count.mean)} keer in beroep."
    )
    return Answer(number=5, status="gegevens", text=text, source=COUNTED, page="deelnemers")


def _pressed_to_return(results: Results) -> Answer:
    text = f"{CANNOT} het ministerie kon gegevens over eerdere pogingen niet leveren."
    history = results.history
    if not isinstance(history, Missing) and history.shown and history.value.n_linked:
        levels = {part.level: part.share for part in history.value.vbm.shares}
        ever = levels["een"].count + levels["twee_of_meer"].count
        measured = share(ever, levels["een"].total - history.value.vbm.share_of("onbekend").count)
        text += (
            " Alleen vrijheidsbeperkende maatregelen zijn bekend. Ooit een of meer: "
            f"{few.of_group(measured, 'jongeren')}."
        )
    return Answer(
        number=6,
        status="niet",
        text=text,
        source=f"Samenvatting, Asielachtergrond; {COUNTED}",
        page="deelnemers",
    )


def _length(results: Results) -> Answer:
    if not results.durations.shown:
        return from_edition.length(results.left)
    exits, guided = results.durations.value.exits, results.durations.value.guided
    sentences = [
        f"{who} gemiddeld {formats.number(summary.mean)} maanden in begeleiding."
        for who, summary in (("Wie vertrok, was", exits), ("Wie er nog is, is al", guided))
        if summary.mean is not None
    ]
    text = " ".join([*sentences, _contacts(results.contacts)])
    status: Status = "deels" if isinstance(results.contacts, Missing) else "gegevens"
    return Answer(number=8, status=status, text=text, source=COUNTED, page="duur")


def _contacts(result: Protected[ContactSummary] | Missing) -> str:
    if isinstance(result, Missing):
        return f"Over contacten zeggen deze gegevens niets: de kolom '{result.column}' ontbreekt."
    total, monthly = result.value.total, result.value.per_month
    if total.mean is None:
        return "Het aantal contacten is van niemand bekend."
    return (
        f"Per jongere waren er gemiddeld {formats.number(total.mean, 0)} contacten, "
        f"{formats.number(monthly.mean)} per maand."
    )


def _permits(results: Results) -> Answer:
    permits = results.outcomes.value.share_of("verblijfsvergunning")
    text = f"Een vergunning: {_people(permits)}."
    if permits.count:
        whose = "zij die kregen" if permits.count > 1 else "deze jongere die kreeg"
        text += f" De grond is niet vastgelegd; waarom {whose}, is dus niet te zeggen."
    return Answer(number=13, status="deels", text=text, source=COUNTED, page="overzicht")


def _returns(results: Results) -> Answer:
    returned = results.outcomes.value.share_of("terugkeer")
    text = f"Teruggekeerd: {_people(returned)}."
    if returned.count:
        by_origin = {
            labels.region(group.group): part.share.count
            for group in results.by_origin.value.groups
            for part in group.shares
            if part.outcome == "terugkeer" and part.share.count
        }
        ordered = sorted(by_origin.items(), key=lambda pair: -pair[1])
        here = " in deze nagemaakte gegevens" if results.invented else ""
        countries = formats.listing([f"{name} ({formats.count(n)})" for name, n in ordered])
        came = "Zij kwamen" if returned.count > 1 else "Deze jongere kwam"
        went = "zij teruggingen" if returned.count > 1 else "deze jongere terugging"
        # Of a region with a few it is not said whether anybody returned there.
        mostly = " vooral" if isinstance(returned.count, Rounded) else ""
        text += (
            f" {came}{here}{mostly} uit {countries}. Op welke manier {went}, is niet vastgelegd."
        )
    return Answer(number=14, status="deels", text=text, source=COUNTED, page="overzicht")


def _unknown_destination(results: Results) -> Answer:
    gone = _people(results.outcomes.value.share_of("mob"))
    if results.outcomes.value.merged:
        text = (
            f"Vertrokken met onbekende bestemming (mob): {gone}. Doormigratie telt met uw "
            "keuze bij 'overig' en is dus niet apart te zien."
        )
        return Answer(number=15, status="deels", text=text, source=COUNTED, page="overzicht")
    text = (
        f"Vertrokken met onbekende bestemming (mob): {gone}. Naar een ander land: "
        f"{_people(results.outcomes.value.share_of('doormigratie'))}."
    )
    return Answer(number=15, status="gegevens", text=text, source=COUNTED, page="overzicht")


def _endings(results: Results) -> Answer:
    guided = results.outcomes.value.share_of("in_begeleiding")
    ended = share(guided.total - guided.count, guided.total)
    text = f"Gestopt: het traject van {_people(ended)}."
    if isinstance(results.ended_by, Missing):
        text += (
            f" Wie dat besloot is niet te zeggen: de kolom '{results.ended_by.column}' ontbreekt."
        )
    elif ended.count:
        text += f" {_decided(results.ended_by.value)}"
    if ended.count:
        text += " De redenen zijn niet vastgelegd."
    return Answer(number=16, status="deels", text=text, source=COUNTED, page="duur")


def _decided(breakdown: Breakdown) -> str:
    parts = [part for part in breakdown.shares if part.share.count]
    if [part.level for part in parts] == ["onbekend"]:
        return "Wie dat besloot, is niet bekend."
    told = [f"{labels.ENDED_BY[part.level]} {shares.sentence(part.share)}" for part in parts]
    return f"Wie besloot: {formats.listing(told)}."


def _clarity(results: Results) -> Answer:
    if not results.curves.shown:
        return from_edition.clarity(results.by_inflow)
    estimate = results.curves.value
    until = estimate.reliable_until
    moments = [month for month in MOMENTS if until is not None and month <= until]
    if not moments:
        text = f"{CANNOT} er zijn te weinig jongeren lang genoeg gevolgd."
        return Answer(number=17, status="niet", text=text, source=COUNTED, page="duur")
    curves = {curve.cause: curve.cif for curve in estimate.outcomes}
    parts = [
        f"{formats.number(100 * sum(curves[cause][before(month)] for cause in CLEAR), 0)} na "
        f"{month} maanden"
        for month in moments
    ]
    text = (
        f"Van elke 100 jongeren hebben een vergunning of zijn teruggekeerd: "
        f"{formats.listing(parts)}. De anderen hebben nog geen uitkomst of een andere. Dit is "
        "geschat, met een correctie voor jongeren die er al vóór de start waren."
    )
    return Answer(number=17, status="gegevens", text=text, source=COUNTED, page="duur")


def _choice(results: Results, choice: str) -> Answer:
    text = choice
    trajectories = results.trajectories
    if not isinstance(trajectories, Missing) and trajectories.shown and results.n:
        groups = [
            (labels.group(labels.TRAJECT, group.group), share(group.n, results.n))
            for group in trajectories.value.groups
            if group.n
        ]
        parts = [f"{name} {shares.sentence(part)}" for name, part in groups]
        text += f" In de gegevens: {formats.listing(parts)}."
    text += " Het moment van de keuze en de afweging per jongere zijn niet vastgelegd."
    return Answer(
        number=11,
        status="deels",
        text=text,
        source=f"Bijlagen, bijlage 13; Samenvatting; {COUNTED}",
        page="samenhang",
    )


def _people(people: Share) -> str:
    return few.of_group(people, "jongeren", probably=True)
