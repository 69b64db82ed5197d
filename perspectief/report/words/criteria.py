"""The Dutch words of every criterion and filter, one record each, and of a selection of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from perspectief.report.words import formats, labels
from perspectief_core.cohort.filters import AGE_RANGE, FILTERS
from perspectief_core.cohort.selection import BadValue, Selection


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its name, its name where there is little room, and why it can be defended.

    `source` says where the reason comes from; the report's own choice has no reason here.
    """

    name: str
    short: str
    why: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: its name, why the report chose as it did, and its options."""

    name: str
    reason: str
    options: Mapping[str, Option]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its name and the names of its options; empty when the extract has them."""

    name: str
    options: Mapping[str, str] = field(default_factory=dict)


_SUMMARY, _LETTER = "Samenvatting", "Kamerbrief 2011"

CRITERION = {
    "peildatum": Criterion(
        "Peildatum",
        "Het rapport kijkt naar de stand aan het einde van het experiment.",
        {
            "2011-04-01": Option(
                "1 april 2011, het einde van het experiment", "peildatum 1 april 2011"
            ),
            "2011-01-01": Option(
                "1 januari 2011",
                "peildatum 1 januari 2011",
                "Geen document zegt op welke dag de stand is opgenomen. De registratielijst noemt "
                "een dag in 2010.",
                "Bijlagen, Bijlage 24",
            ),
            "2010-10-01": Option(
                "1 oktober 2010",
                "peildatum 1 oktober 2010",
                "De dag waarop de instroom sloot.",
                f"{_LETTER}, § 3",
            ),
        },
    ),
    "instroom_tot": Criterion(
        "Ingestroomd tot en met",
        "Wie later kwam, was aan het einde korter dan een half jaar in begeleiding. "
        "Het rapport telt deze groep niet mee.",
        {
            "2010-10-01": Option("1 oktober 2010", "instroom tot 1 oktober 2010"),
            "2010-07-01": Option(
                "1 juli 2010",
                "instroom tot 1 juli 2010",
                "Wie laat kwam, had minder tijd voor een uitkomst. Nu was iedereen ten minste "
                "negen maanden te volgen.",
                f"{_LETTER}, § 3",
            ),
            "2010-04-01": Option(
                "1 april 2010",
                "instroom tot 1 april 2010",
                "Hetzelfde, met ten minste een jaar.",
                f"{_LETTER}, § 3",
            ),
            "geen_grens": Option(
                "geen grens",
                "instroom zonder grens",
                "De grens van het onderzoek is geen grens van het experiment.",
                f"{_LETTER}, § 3",
            ),
        },
    ),
    "voor_start": Criterion(
        "Wie er al was vóór 1 oktober 2009",
        "Wie al vóór de start vertrok, staat niet in de gegevens. "
        "Van de vroege groep ziet u dus alleen wie bleef.",
        {
            "meetellen": Option("telt mee als de jongere er toen nog was", "met wie er al was"),
            "weglaten": Option(
                "telt niet mee",
                "zonder wie er al was vóór de start",
                "Van wie er al was, ziet u alleen wie bleef. Wie vóór de start klaar was, "
                "ontbreekt.",
                f"{_LETTER}, § 3 (ongeveer 32 %)",
            ),
        },
    ),
    "leeftijd_grens": Criterion(
        "Leeftijd bij instroom",
        "Het experiment was bedoeld voor 18 jaar en ouder.",
        {
            "geen_grens": Option("geen grens", "alle leeftijden"),
            "18_plus": Option(
                "18 jaar en ouder",
                "18 jaar en ouder",
                "Het experiment was voor wie 18 was geworden.",
                _SUMMARY,
            ),
            "18_tot_25": Option(
                "18 tot en met 24 jaar",
                "18 tot en met 24 jaar",
                "Lijkt meer op de groep van DT&V en laat veel oudere deelnemers weg.",
                f"{_LETTER}, § 4",
            ),
        },
    ),
    "koppeling": Criterion(
        "Gevonden in het register van het ministerie (DMB)",
        "Alleen van deze groep is de asielachtergrond bekend.",
        {
            "allen": Option("iedereen", "ook wie niet gevonden is in DMB"),
            "gekoppeld": Option(
                "alleen wie gevonden is",
                "alleen wie gevonden is in DMB",
                "Alleen van hen is de asielachtergrond bekend.",
                "Bijlagen, Bijlage 4",
            ),
        },
    ),
    "doormigratie": Criterion(
        "Doormigratie",
        "De brief van de minister noemt doormigratie niet apart.",
        {
            "apart": Option("aparte uitkomst", "doormigratie apart"),
            "bij_overig": Option(
                "telt bij overig",
                "doormigratie bij overig",
                "De brief noemt doormigratie niet apart.",
                f"{_LETTER}, § 4",
            ),
        },
    ),
    "datum_onbekend": Criterion(
        "Onbekend wanneer iemand vertrok",
        "Het rapport telt wie zonder bekende datum vertrok als nog in begeleiding.",
        {
            "in_begeleiding": Option(
                "telt als nog in begeleiding", "met onbekende datum van vertrek"
            ),
            "weglaten": Option(
                "telt niet mee",
                "zonder onbekende datum van vertrek",
                "Wie vertrok zonder bekende datum telt nu als nog in begeleiding. Dat kan onjuist "
                "zijn.",
                "Bijlagen, Bijlage 1",
            ),
        },
    ),
    "volgtijd": Criterion(
        "Hoe lang iemand te volgen was",
        "Het rapport vraagt geen kortste tijd. Wie kort te volgen was, had minder kans.",
        {
            "geen": Option("geen grens", "hoe kort ook te volgen"),
            "12_maanden": Option(
                "ten minste 12 maanden",
                "ten minste 12 maanden te volgen",
                "Iedereen krijgt zo ten minste een jaar voor een uitkomst, ook bij een eerdere "
                "peildatum.",
                f"{_LETTER}, § 3",
            ),
        },
    ),
    "wachtenden": Criterion(
        "Wie nog op een beslissing wacht",
        "Het rapport telt wie op een beslissing wacht als nog in begeleiding.",
        {
            "meetellen": Option("telt mee", "met wie op een beslissing wacht"),
            "weglaten": Option(
                "telt niet mee",
                "zonder wie op een beslissing wacht",
                "Hun uitkomst ligt bij de IND, niet bij het steunpunt. Het gaat om 85 jongeren.",
                f"{_SUMMARY}, resultaten",
            ),
        },
    ),
    "kleine_steunpunten": Criterion(
        "Steunpunten met minder dan 10 jongeren",
        "Het rapport telt elk steunpunt mee, ook met drie jongeren.",
        {
            "meetellen": Option("tellen mee", "met kleine steunpunten"),
            "weglaten": Option(
                "tellen niet mee",
                "zonder kleine steunpunten",
                "Een steunpunt met een paar jongeren zegt weinig over een aanpak.",
                "Bijlagen, Bijlage 4",
            ),
        },
    ),
    "zonder_traject": Criterion(
        "Wie geen vastgelegd traject heeft",
        "Het rapport telt ook mee wie geen vastgelegd traject heeft.",
        {
            "meetellen": Option("telt mee", "ook zonder vastgelegd traject"),
            "weglaten": Option(
                "telt niet mee",
                "alleen met vastgelegd traject",
                "Zonder traject is niet te zeggen dat de begeleiding was begonnen.",
                f"{_SUMMARY}, contracten en trajecten",
            ),
        },
    ),
}
FILTER = {
    "steunpunt": Filter("Steunpunt"),
    "werkwijze_6": Filter("Werkwijze (zes typen)", labels.WERKWIJZE),
    "werkwijze_4": Filter("Werkwijze (vier typen)", labels.WERKWIJZE),
    "werkwijze_2": Filter("Werkwijze (zacht of hard)", labels.WERKWIJZE),
    "geslacht": Filter("Geslacht", labels.SEX),
    "herkomst": Filter("Herkomst", labels.ORIGIN),
    "leeftijd": Filter("Leeftijd bij instroom"),
    "traject": Filter("Traject", labels.TRAJECT),
    "kinderen": Filter("Kinderen in Nederland", labels.CHILDREN),
    "diagnose": Filter("Psychiatrische diagnose", labels.YES_NO_UNKNOWN),
    "instroomperiode": Filter("Periode van instroom", labels.INFLOW),
    "uitstroom": Filter("Alleen wie is uitgestroomd"),
}
_KIND = {filter_.code: filter_.kind for filter_ in FILTERS}


def name(code: str) -> str:
    """Return the name of a criterion or filter."""
    return CRITERION[code].name if code in CRITERION else FILTER[code].name


def option(code: str, value: str) -> str:
    """Return the Dutch name of one option of a criterion or filter."""
    if code == "steunpunt":
        return labels.steunpunt(value)
    if code in CRITERION and value in CRITERION[code].options:
        return CRITERION[code].options[value].name
    names = FILTER[code].options if code in FILTER else {}
    return names.get(value, value.replace("_", " "))


def chosen(code: str, choice: tuple[str, ...]) -> str:
    """Return what is chosen of a criterion or filter; empty for a filter that is on or off."""
    kind = _KIND.get(code)
    if kind == "flag":
        return ""
    if kind == "range":
        return f"{choice[0]}–{choice[1]} jaar"
    return formats.listing([option(code, value) for value in choice])


def criteria_summary(selection: Selection) -> str:
    """Return one line that says which criteria differ from the report's."""
    changed = [
        f"{formats.small_letter(name(code))}: {option(code, getattr(selection, code))}"
        for code in selection.departs_from_report
    ]
    return "; ".join(changed) if changed else "zoals het rapport"


def filters_summary(selection: Selection) -> str:
    """Return one line that says which filters restrict."""
    parts = [_filter_text(selection, code) for code in selection.active_filters]
    return "; ".join(parts) if parts else "geen"


def beside_all(steunpunten: tuple[str, ...]) -> str:
    """Return what a page says that sets the chosen steunpunten among all of them."""
    names = formats.listing([labels.steunpunt(code) for code in steunpunten])
    return f"{names}, tussen alle steunpunten"


def _filter_text(selection: Selection, code: str) -> str:
    value = getattr(selection, code)
    if _KIND[code] == "flag":
        return formats.small_letter(name(code))
    if _KIND[code] == "range":
        return f"{code} {chosen(code, value)}"
    return f"{formats.small_letter(name(code))}: {chosen(code, value)}"


def selection_line(selection: Selection) -> str:
    """Return who is counted, in one line: for captions, citations and files."""
    who, how = "alle deelnemers", "geteld zoals in het rapport"
    if selection.active_filters:
        who = f"een deel van de deelnemers ({filters_summary(selection)})"
    if selection.departs_from_report:
        how = f"anders geteld dan in het rapport ({criteria_summary(selection)})"
    return f"{who}, {how}"


def bad_value(bad: BadValue) -> str:
    """Return the notice for a part of the address that could not be used."""
    known = bad.code in CRITERION or bad.code in FILTER
    if _KIND.get(bad.code) == "range":
        allowed = f"twee leeftijden van {AGE_RANGE[0]} tot en met {AGE_RANGE[1]}"
    else:
        allowed = formats.listing([option(bad.code, value) for value in bad.allowed])
    return (
        f"De link bevat bij '{name(bad.code) if known else bad.code}' een keuze die hier niet "
        f"bestaat. Deze keuze is weggelaten. Mogelijk is: {allowed}."
    )
