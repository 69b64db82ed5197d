"""Welke kenmerken hangen samen met de uitkomst? The finding in words, and what it does not say."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.words import by_chance, formats, labels, predictors, shell
from perspectief.report.words.markup import listing, tag
from perspectief_core.associations.chance import Chance
from perspectief_core.associations.predictors import OF_CASELOADS
from perspectief_core.associations.screening import (
    REPORT_SETTINGS,
    OutcomeTree,
    Question,
    Screening,
)
from perspectief_core.cohort.grouping import CONCRETE
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares import meaning
from perspectief_core.shares.intervals import Share

QUESTION = shell.page("samenhang").question
SOURCE = (
    "Geteld in de gegevens die u bekijkt, met CHAID (Kass 1980) volgens de regels van SPSS. "
    "Kenmerken en gedrukte uitslagen: Bijlagen 14–20 en 30."
)
MANY = labels.OUTCOME_SENTENCE_MANY | {CONCRETE: "kregen een vergunning of keerden terug"}
"""What people did, after `12 van de 94`."""
ONE = labels.OUTCOME_SENTENCE | {CONCRETE: "kreeg een vergunning of keerde terug"}
"""The same of one person, or of nobody."""

NOT_A_CAUSE = (
    "Een verband is geen oorzaak: jongeren zijn niet door loting over de steunpunten verdeeld."
)
CASELOADS = (
    "Hoeveel jongeren of uren er per medewerker of jongere zijn, is hier berekend met wie nu nog "
    "in begeleiding is. Dat bevat dus een deel van de uitkomst zelf."
)
FOLLOWS = {
    "duur_perspectief": (
        "Hoe lang iemand bij Perspectief was, hangt vanzelf samen met de uitkomst: wie er een "
        "krijgt, stopt. Het is dus geen verklaring."
    ),
    "contacten_per_maand": (
        "Het aantal contacten per maand is gedeeld door de tijd tot de uitkomst. Wie snel een "
        "uitkomst krijgt, heeft daardoor een ander aantal. Het is dus geen verklaring."
    ),
    "trajectdoel": (
        "Het doel van het traject volgt vaak uit de kans op een uitkomst. Het is dus geen oorzaak."
    ),
    **dict.fromkeys(sorted(OF_CASELOADS), CASELOADS),
}
"""Predictors that are rather a part of the outcome than an explanation of it."""

SYNTHETIC = (
    "Deze gegevens zijn nagemaakt. De kenmerken zijn los van elkaar getrokken bij elke uitkomst, "
    "en welke uitkomst bij welk steunpunt hoort, is met opzet verstoord. Dieper dan de eerste "
    "splitsing zegt de boom daarom niets over het echte experiment."
)
MERGED = (
    "Doormigratie telt nu bij 'overig' en is dus geen aparte uitkomst. Kies een andere uitkomst, "
    "of kies links dat doormigratie een aparte uitkomst is."
)
OF_PLACES = (
    "Jongeren van één steunpunt hebben dezelfde organisatie en werkwijze. De toets van het rapport "
    "telt hen als losse jongeren en zegt daardoor bij kenmerken van steunpunten veel te snel 'ja'. "
    "Kijk daar dus naar de p met steunpunten als eenheid."
)
READ_OTHERWISE = frozenset(
    {
        "uren_per_week",
        "uren_per_client",
        "communicatie_vanuit_gemeente",
        "externe_juridische_bijstand",
        "knelpunten_dtv",
    }
)
"""Predictors with an answer of `perspectief_core.associations.readings`."""
OF_READINGS = (
    "Vier antwoorden van steunpunten lezen wij bij deze toetsen anders dan ze zijn gedrukt: alleen "
    "dan komen de uitslagen van het rapport uit. Welke, staat op de pagina Verantwoording bij de "
    "tegenstrijdigheden."
)
OPEN_CAUTIONS = 4
"""How many cautions stand open under the tree; a reader can open the rest."""
WITHOUT_OTHER = (
    "Van wie is uitgestroomd, telt hier niet mee wie als uitkomst 'overig' heeft. Het rapport zegt "
    "niet wie er meetelde in Bijlage 18, 19 en 20. Met 'overig' erbij kunnen de gedrukte uitslagen "
    "niet samen waar zijn, zonder 'overig' wel."
)


def people(question: Question) -> str:
    """Return who is counted, such as `uitgestroomde jongeren`."""
    if "overig" in question.left_out:
        return "uitgestroomde jongeren (zonder 'overig')"
    return "uitgestroomde jongeren" if question.only_exits else "jongeren"


def had_outcome(outcome: str, share: Share) -> str:
    """Return `12 van 94 kregen een verblijfsvergunning`, or `Niemand van de 9 kreeg …`."""
    verb = MANY[outcome] if share.count > 1 else ONE[outcome]
    if not share.count and share.total > 1:
        return f"Niemand van de {formats.count(share.total)} {verb}"
    return f"{formats.of(share)} {verb}"


def sentence(result: Protected[Screening], shuffled: Protected[Chance]) -> str:
    """Return the finding in a few sentences, with what chance gives, or why there is none."""
    screening = result.value
    merged = result.provenance.selection.doormigratie == "bij_overig"
    if merged and screening.question.outcome == "doormigratie":
        return MERGED
    if screening.constant:
        return nothing(screening)
    if all(row.test is None or len(row.test.groups) < 2 for row in screening.rows):
        return (
            f"Geen kenmerk is te toetsen: met {formats.count(screening.n)} "
            f"{people(screening.question)} zijn de groepen te klein."
        )
    outcome = labels.outcome(screening.question.outcome)
    if not screening.found:
        return (
            f"Geen van de {formats.plural(len(screening.recorded), 'kenmerk', 'kenmerken')} hangt "
            f"meer dan toeval samen met '{outcome}'. "
            "Dat wil niet zeggen dat er geen verband is: bij kleine aantallen ziet u het niet."
        )
    brief = by_chance.brief(
        shuffled.value,
        as_reported=_as_reported(result),
        invented=result.provenance.kind == "synthetic",
    )
    parts = (_strongest(screening, shuffled.value), brief)
    return " ".join(part for part in (*parts, _of_people(screening)) if part)


def chance(result: Protected[Screening], shuffled: Protected[Chance]) -> str:
    """Return what chance gives, beside the report's own number where its people are counted."""
    return by_chance.sentence(shuffled.value, as_reported=_as_reported(result))


def _as_reported(result: Protected[Screening]) -> bool:
    selection = result.provenance.selection
    filters = selection.only(uitstroom=False).active_filters
    return not (selection.departs_from_report or filters or departs(result.value.question))


def _strongest(screening: Screening, shuffled: Chance) -> str:
    outcome = labels.outcome(screening.question.outcome)
    names = [row.kenmerk.kenmerk for row in screening.found]
    first = f"Het sterkst hangt '{predictors.NAME[names[0]]}' samen met '{outcome}'"
    if names[0] not in FOLLOWS:
        return f"{first}{_judged(names[0], shuffled)}."
    others = [name for name in names if name not in FOLLOWS]
    rest = (
        f"; van de andere kenmerken is het '{predictors.NAME[others[0]]}'"
        f"{_judged(others[0], shuffled)}"
        if others
        else ""
    )
    return f"{first}, maar dat volgt vooral uit de uitkomst zelf{rest}."


def _judged(name: str, shuffled: Chance) -> str:
    row = shuffled.of(name)
    return f": {by_chance.judged(row)}" if row else ""


def _of_people(screening: Screening) -> str:
    """Return the yes among characteristics of people themselves; those are tested on people."""
    rows = [row for row in screening.recorded if row.kenmerk.niveau == "persoon"]
    if not rows:
        return ""
    yes = sum(row.says_yes for row in rows)
    verb = "hangt" if yes == 1 else "hangen"
    chance = formats.number(screening.question.settings.alpha_split * len(rows), 1)
    return (
        f"Van {formats.plural(len(rows), 'kenmerk', 'kenmerken')} van jongeren zelf {verb} er "
        f"{yes or 'geen'} samen met deze uitkomst; door toeval alleen kunnen het er al zo'n "
        f"{chance} zijn."
    )


def nothing(analysis: Screening | OutcomeTree) -> str:
    """Return why nothing can be explained: nobody, everybody or none has the outcome."""
    who = people(analysis.question)
    if not analysis.n:
        return f"Er zijn geen {who} die aan uw keuzes voldoen. Er valt dus niets te vergelijken."
    outcome = labels.outcome(analysis.question.outcome)
    if analysis.question.only_exits and analysis.question.outcome == "in_begeleiding":
        return (
            "Wie is uitgestroomd, is niet meer in begeleiding. Bij deze uitkomst valt er onder "
            "uitgestroomde jongeren dus niets te vergelijken. Kies een andere uitkomst, of kies "
            "'alle jongeren'."
        )
    which = "Geen" if not analysis.positives else "Elk"
    return (
        f"{which} van de {formats.count(analysis.n)} {who} heeft als uitkomst: {outcome}. "
        "Er zijn dus geen verschillen die kenmerken kunnen verklaren."
    )


def lead(sentence: str, *details: str) -> Markup:
    """Return the sentence of a part of the page as HTML, with details in normal type under it."""
    rest = " ".join(detail for detail in details if detail)
    first = tag("p", sentence, class_="pf-sentence")
    return first + tag("p", rest) if rest else first


def cautions_html(result: Protected[Screening]) -> Markup:
    """Return what the finding does not say: the most important as a list, the rest folded."""
    said = cautions(result)
    first, rest = said[:OPEN_CAUTIONS], said[OPEN_CAUTIONS:]
    shown = tag("p", tag("b", "Let op")) + listing(first)
    if not rest:
        return shown
    more = formats.plural(len(rest), "ding", "dingen")
    heading = tag("summary", f"Nog {more} om op te letten")
    return shown + tag("details", heading, listing(rest), class_="pf-more")


def cautions(result: Protected[Screening]) -> tuple[str, ...]:
    """Return what the finding does not say, the most important first."""
    screening = result.value
    said = [NOT_A_CAUSE]
    if any(row.kenmerk.niveau == "steunpunt" for row in screening.found):
        said.append(OF_PLACES)
    if not meaning.enough_to_conclude(screening.positives):
        said.append(
            f"Maar {formats.plural(screening.positives, 'jongere heeft', 'jongeren hebben')} deze "
            "uitkomst. Met zo weinig zijn alleen heel grote verschillen te zien."
        )
    if result.provenance.kind == "synthetic":
        said.append(SYNTHETIC)
    if departs(screening.question):
        said.append("De instellingen zijn anders dan in het rapport.")
    if "overig" in screening.question.left_out:
        said.append(WITHOUT_OTHER)
    names = [row.kenmerk.kenmerk for row in screening.found]
    said += dict.fromkeys(FOLLOWS[name] for name in names if name in FOLLOWS)
    if any(row.kenmerk.kenmerk in READ_OTHERWISE for row in screening.found):
        said.append(OF_READINGS)
    return tuple(said)


def departs(question: Question) -> bool:
    """Tell whether the settings are not those of the report."""
    return question.settings != REPORT_SETTINGS
