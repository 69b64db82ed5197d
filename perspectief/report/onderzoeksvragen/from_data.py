"""Answers counted in the extract: who they were, what became of them and how long it took."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from perspectief.report.block import kept_back
from perspectief.report.onderzoeksvragen import from_edition, who
from perspectief.report.onderzoeksvragen.answer import (
    CANNOT,
    COUNTED,
    NO_SOURCE,
    NOBODY,
    Answer,
    Answers,
    Missing,
    Status,
    not_said,
)
from perspectief.report.onderzoeksvragen.results import Results
from perspectief.report.words import few, formats, labels, shares
from perspectief.report.words.withheld import WHY
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.curves import before
from perspectief_core.people.contacts import ContactSummary
from perspectief_core.people.outcomes import Breakdown
from perspectief_core.released.counts import rest_of
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Share, share

MOMENTS = (12, 18)
CLEAR = ("verblijfsvergunning", "terugkeer")


def answers(results: Results, choice: str) -> Answers:
    """Return the answers that rest on the extract.

    Parameters
    ----------
    results : Results
    choice : str
        What the published tables say about choosing a traject, the first half of answer 11.
    """
    writers: dict[int, Callable[[Results], Answer]] = {
        4: who.answer,
        5: _stay,
        8: _length,
        13: _permits,
        14: _returns,
        15: _unknown_destination,
        16: _endings,
        17: _clarity,
    }
    written = {number: _written(results, write) for number, write in writers.items()}
    return written | {6: _pressed_to_return(results), 11: _choice(results, choice)}


def _written(results: Results, write: Callable[[Results], Answer]) -> Answer:
    """Return what is counted; of nobody that there is nobody, and of what is withheld why."""
    try:
        answer = write(results) if results.n else Answer("niet", NOBODY)
    except Withheld as held:
        return Answer("geheim", WHY[held.reason], NO_SOURCE, "withheld")
    return answer if answer.origin == "absent" else replace(answer, origin="counted")


def _stay(results: Results) -> Answer:
    if isinstance(results.history, Missing):
        text = f"{CANNOT} de kolom '{results.history.column}' staat er niet in."
        return Answer("niet", text, NO_SOURCE, "absent")
    history = results.history.value
    if not history.n_linked:
        text = f"{CANNOT} niemand van hen is gevonden in het register van het ministerie."
        return Answer("niet", text)
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
    return Answer("gegevens", text)


def _pressed_to_return(results: Results) -> Answer:
    """Return that it is not known, whoever is counted; and what is, where that may be said."""
    cannot = Answer(
        "niet",
        f"{CANNOT} het ministerie kon gegevens over eerdere pogingen niet leveren.",
        "Samenvatting, Asielachtergrond",
    )
    history = results.history
    if isinstance(history, Missing) or not history.shown or not history.value.n_linked:
        return cannot
    levels = {part.level: part.share for part in history.value.vbm.shares}
    ever = levels["een"].count + levels["twee_of_meer"].count
    measured = share(ever, levels["een"].total - history.value.vbm.share_of("onbekend").count)
    text = (
        f"{cannot.text} Alleen vrijheidsbeperkende maatregelen zijn bekend. Ooit een of meer: "
        f"{few.of_group(measured, 'jongeren')}."
    )
    return replace(cannot, text=text, source=f"{cannot.source}; {COUNTED}", origin="both")


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
    return Answer(status, text)


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
    elif isinstance(permits.count, Rounded):
        text += " De grond is niet vastgelegd."
    return Answer("deels", text)


def _returns(results: Results) -> Answer:
    returned = results.outcomes.value.share_of("terugkeer")
    text = f"Teruggekeerd: {_people(returned)}."
    if returned.count:
        went = "zij teruggingen" if returned.count > 1 else "deze jongere terugging"
        text += f" {_came_from(results)} Op welke manier {went}, is niet vastgelegd."
    return Answer("deels", text)


def _came_from(results: Results) -> str:
    """Return where those who went back came from."""
    if not results.by_origin.shown:
        return not_said("Uit welk land zij kwamen")
    counts = {
        labels.region(group.group): group.share_of("terugkeer").count
        for group in results.by_origin.value.groups
    }
    ordered = sorted((pair for pair in counts.items() if pair[1]), key=lambda pair: -pair[1])
    here = " in deze nagemaakte gegevens" if results.invented else ""
    if not isinstance(results.n, Rounded):
        came = "Zij kwamen" if sum(counts.values()) > 1 else "Deze jongere kwam"
        countries = formats.listing([f"{name} ({formats.count(n)})" for name, n in ordered])
        return f"{came}{here} uit {countries}."
    shown = [group.group for group in results.by_origin.value.groups]
    secret = kept_back.codes(results.by_origin, "herkomst", shown)
    parts = [f"{formats.about(n)} uit {name}" for name, n in ordered]
    # Of a region with a few it is not said whether anybody returned there.
    small = [f"{formats.FEW} uit {name}" for name, n in counts.items() if not n]
    hidden = kept_back.told(labels.region(code) for code in secret)
    if not parts:
        return f"Uit welke streek zij kwamen, is niet te zeggen: uit elke {formats.FEW}.{hidden}"
    return f"Van hen kwamen{here} {formats.listing([*parts, *small])}.{hidden}"


def _unknown_destination(results: Results) -> Answer:
    gone = _people(results.outcomes.value.share_of("mob"))
    if results.outcomes.value.merged:
        text = (
            f"Vertrokken met onbekende bestemming (mob): {gone}. Doormigratie telt met uw "
            "keuze bij 'overig' en is dus niet apart te zien."
        )
        return Answer("deels", text)
    text = (
        f"Vertrokken met onbekende bestemming (mob): {gone}. Naar een ander land: "
        f"{_people(results.outcomes.value.share_of('doormigratie'))}."
    )
    return Answer("gegevens", text)


def _endings(results: Results) -> Answer:
    ended_by = results.ended_by
    if not isinstance(ended_by, Missing) and not ended_by.shown:
        text = _not_ended(results)
    else:
        text = _ended(results.outcomes.value.share_of("in_begeleiding"), ended_by)
    return Answer("deels", text)


def _ended(guided: Share, ended_by: Protected[Breakdown] | Missing) -> str:
    # How many that is is rounded by itself: not what is left of two other rounded counts.
    n = rest_of(guided) if isinstance(ended_by, Missing) else ended_by.value.n
    ended = share(n, guided.total)
    text = f"Gestopt: het traject van {_people(ended)}."
    if isinstance(ended_by, Missing):
        text += f" Wie dat besloot is niet te zeggen: de kolom '{ended_by.column}' ontbreekt."
    elif ended.count:
        text += f" {_decided(ended_by.value)}"
    return f"{text} De redenen zijn niet vastgelegd." if ended.count else text


def _not_ended(results: Results) -> str:
    """Return who was still there, where of those who left is told nothing."""
    guided = results.outcomes.value.share_of("in_begeleiding")
    return (
        f"Nog in begeleiding: {_people(guided)}. Bij de anderen stopte het traject. "
        f"{not_said('Wie dat besloot')} De redenen zijn niet vastgelegd."
    )


def _decided(breakdown: Breakdown) -> str:
    """Return who decided; of rounded counts also who did so of 0 to 4 people."""
    rounded = isinstance(breakdown.n, Rounded)
    parts = [part for part in breakdown.shares if part.share.count or rounded]
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
        return Answer("niet", text)
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
    return Answer("gegevens", text)


def _choice(results: Results, choice: str) -> Answer:
    counted = _trajectories(results)
    text = f"{choice} {counted}".strip()
    printed = "Bijlagen, bijlage 13; Samenvatting"
    numbers = any(sign.isdigit() for sign in counted)
    return Answer(
        "deels",
        f"{text} Het moment van de keuze en de afweging per jongere zijn niet vastgelegd.",
        f"{printed}; {COUNTED}" if numbers else printed,
        "both" if numbers else "published",
    )


def _trajectories(results: Results) -> str:
    """Return how many people followed which traject; nothing without the column or people."""
    trajectories = results.trajectories
    if isinstance(trajectories, Missing):
        return ""
    if not trajectories.shown:
        return not_said("Hoeveel jongeren welk traject volgden")
    groups = [group for group in trajectories.value.groups if group.n]
    if not groups:
        return ""
    parts = [
        f"{labels.group(labels.TRAJECT, group.group)} {shares.sentence(share(group.n, results.n))}"
        for group in groups
    ]
    codes = kept_back.codes(trajectories, "traject", [group.group for group in groups])
    hidden = kept_back.told(f"'{labels.TRAJECT[code]}'" for code in codes)
    return f"In de gegevens: {formats.listing(parts)}.{hidden}"


def _people(people: Share) -> str:
    return few.of_group(people, "jongeren", probably=True)
