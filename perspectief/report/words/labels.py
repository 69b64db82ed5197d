"""Every Dutch name of a code: columns, levels, criteria, filters, analyses.

One place, so that the same thing has the same name in a filter, a figure, a table and a file. Words
are plain Dutch (B1); sentences about results live with the figures they belong to.
"""

from __future__ import annotations

from datetime import date

from perspectief.report.words import formats
from perspectief_core.cohort.selection import (
    AGE_RANGE,
    CRITERIA,
    FILTERS,
    NOT_RECORDED,
    BadValue,
    Selection,
)

SYNTHETIC = "synthetische gegevens"
SYNTHETIC_LONG = (
    "Deze gegevens zijn synthetisch: nagemaakt op basis van gepubliceerde cijfers. "
    "Het zijn geen gegevens van echte personen."
)

OUTCOME = {
    "in_begeleiding": "nog in begeleiding",
    "verblijfsvergunning": "verblijfsvergunning",
    "terugkeer": "terugkeer",
    "mob": "vertrokken, onbekend waarheen (mob)",
    "doormigratie": "doormigratie",
    "overig": "overig",
}
OUTCOME_SHORT = OUTCOME | {
    "in_begeleiding": "nog in begeleiding",
    "verblijfsvergunning": "vergunning",
    "mob": "mob",
}
OUTCOME_SENTENCE = {
    "in_begeleiding": "is nog in begeleiding",
    "verblijfsvergunning": "kreeg een verblijfsvergunning",
    "terugkeer": "ging terug naar het land van herkomst",
    "mob": "vertrok zonder dat bekend is waarheen (mob)",
    "doormigratie": "ging naar een ander land (doormigratie)",
    "overig": "stopte om een andere reden",
}
DTV_OUTCOME = {
    "caseload": "nog in de caseload van DT&V",
    "aantoonbaar_vertrek": "aantoonbaar vertrokken",
    "zelfstandig_zonder_toezicht": "zelfstandig vertrokken zonder toezicht",
    "vergunning": "alsnog een vergunning",
    "andere_reden": "om een andere reden gestopt",
}
WERKWIJZE = {
    "cyclisch": "cyclisch / presentie",
    "maatwerk": "maatwerk / integraal",
    "lineair": "lineair / planmatig",
    "confrontatie": "confrontatie / realisme",
    "cyclisch_maatwerk": "cyclisch en maatwerk",
    "maatwerk_lineair": "maatwerk en lineair",
    "zacht": "zachte aanpak",
    "hard": "harde aanpak",
}
TYPOLOGY = {"6": "zes typen", "4": "vier typen", "2": "twee typen"}
SEX = {"vrouw": "vrouw", "man": "man"}
ORIGIN = {
    "afghanistan": "Afghanistan",
    "angola": "Angola",
    "benin": "Benin",
    "burundi": "Burundi",
    "china": "China",
    "congo": "Congo",
    "ethiopie": "Ethiopië",
    "guinee": "Guinee",
    "irak": "Irak",
    "liberia": "Liberia",
    "niger": "Niger",
    "nigeria": "Nigeria",
    "sierra_leone": "Sierra Leone",
    "soedan": "Soedan",
    "somalie": "Somalië",
    "togo": "Togo",
    "vietnam": "Vietnam",
    "overig_afrika": "overig Afrika",
    "overig_azie": "overig Azië",
    "europa_amerika": "Europa / Amerika",
}
TRAJECT = {
    "verblijfsvergunning": "gericht op een verblijfsvergunning",
    "buiten_schuld": "gericht op een vergunning 'buiten schuld'",
    "terugkeer": "gericht op terugkeer",
    "twee_sporen": "twee sporen: verblijf en terugkeer",
    "anders": "ander traject",
    NOT_RECORDED: "niet vastgelegd",
}
ENDED_BY = {
    "steunpunt": "het steunpunt",
    "gemeente": "de gemeente",
    "wederzijds": "samen besloten",
    "client": "de jongere zelf",
    "onbekend": "onbekend",
}
CHILDREN = {
    "geen": "geen kinderen",
    "een": "één kind",
    "meer": "twee of meer",
    "onbekend": "onbekend",
}
YES_NO_UNKNOWN = {"ja": "ja", "nee": "nee", "onbekend": "onbekend"}
INFLOW = {
    "voor_start": "vóór 1 oktober 2009",
    "okt_2009_mrt_2010": "oktober 2009 – maart 2010",
    "apr_2010_sep_2010": "april – september 2010",
    "vanaf_okt_2010": "vanaf oktober 2010",
}

CRITERION = {
    "peildatum": "Peildatum",
    "instroom_tot": "Ingestroomd tot en met",
    "voor_start": "Wie er al was vóór 1 oktober 2009",
    "leeftijd_grens": "Leeftijd bij instroom",
    "koppeling": "Gevonden in het register van het ministerie (DMB)",
    "doormigratie": "Doormigratie",
    "datum_onbekend": "Onbekend wanneer iemand vertrok",
    "volgtijd": "Hoe lang iemand te volgen was",
    "wachtenden": "Wie nog op een beslissing wacht",
    "kleine_steunpunten": "Steunpunten met minder dan 10 jongeren",
    "zonder_traject": "Wie geen vastgelegd traject heeft",
}
CRITERION_OPTION = {
    "peildatum": {
        "2011-04-01": "1 april 2011, het einde van het experiment",
        "2011-01-01": "1 januari 2011",
        "2010-10-01": "1 oktober 2010",
    },
    "instroom_tot": {
        "2010-10-01": "1 oktober 2010",
        "2010-07-01": "1 juli 2010",
        "2010-04-01": "1 april 2010",
        "geen_grens": "geen grens",
    },
    "voor_start": {
        "meetellen": "telt mee als de jongere er toen nog was",
        "weglaten": "telt niet mee",
    },
    "leeftijd_grens": {
        "geen_grens": "geen grens",
        "18_plus": "18 jaar en ouder",
        "18_tot_25": "18 tot en met 24 jaar",
    },
    "koppeling": {"allen": "iedereen", "gekoppeld": "alleen wie gevonden is"},
    "doormigratie": {"apart": "aparte uitkomst", "bij_overig": "telt bij overig"},
    "datum_onbekend": {
        "in_begeleiding": "telt als nog in begeleiding",
        "weglaten": "telt niet mee",
    },
    "volgtijd": {"geen": "geen grens", "12_maanden": "ten minste 12 maanden"},
    "wachtenden": {"meetellen": "telt mee", "weglaten": "telt niet mee"},
    "kleine_steunpunten": {"meetellen": "tellen mee", "weglaten": "tellen niet mee"},
    "zonder_traject": {"meetellen": "telt mee", "weglaten": "telt niet mee"},
}
CRITERION_REASON = {
    "peildatum": "Het rapport kijkt naar de stand aan het einde van het experiment.",
    "instroom_tot": (
        "Wie later kwam, was aan het einde korter dan een half jaar in begeleiding. "
        "Het rapport telt deze groep niet mee."
    ),
    "voor_start": (
        "Wie al vóór de start vertrok, staat niet in de gegevens. "
        "Van de vroege groep ziet u dus alleen wie bleef."
    ),
    "leeftijd_grens": "Het experiment was bedoeld voor 18 jaar en ouder.",
    "koppeling": "Alleen van deze groep is de asielachtergrond bekend.",
    "doormigratie": "De brief van de minister noemt doormigratie niet apart.",
    "datum_onbekend": "Het rapport telt wie zonder bekende datum vertrok als nog in begeleiding.",
    "volgtijd": "Het rapport vraagt geen kortste tijd. Wie kort te volgen was, had minder kans.",
    "wachtenden": "Het rapport telt wie op een beslissing wacht als nog in begeleiding.",
    "kleine_steunpunten": "Het rapport telt elk steunpunt mee, ook met drie jongeren.",
    "zonder_traject": "Het rapport telt ook mee wie geen vastgelegd traject heeft.",
}
FILTER = {
    "steunpunt": "Steunpunt",
    "werkwijze_6": "Werkwijze (zes typen)",
    "werkwijze_4": "Werkwijze (vier typen)",
    "werkwijze_2": "Werkwijze (zacht of hard)",
    "geslacht": "Geslacht",
    "herkomst": "Herkomst",
    "leeftijd": "Leeftijd bij instroom",
    "traject": "Traject",
    "kinderen": "Kinderen in Nederland",
    "diagnose": "Psychiatrische diagnose",
    "instroomperiode": "Periode van instroom",
    "uitstroom": "Alleen wie is uitgestroomd",
}
FILTER_OPTION: dict[str, dict[str, str]] = {
    "werkwijze_6": WERKWIJZE,
    "werkwijze_4": WERKWIJZE,
    "werkwijze_2": WERKWIJZE,
    "geslacht": SEX,
    "herkomst": ORIGIN,
    "traject": TRAJECT,
    "kinderen": CHILDREN,
    "diagnose": YES_NO_UNKNOWN,
    "instroomperiode": INFLOW,
}
KIND = {
    "synthetic": "synthetisch",
    "register": "registratie",
    "published": "gepubliceerd",
}


def steunpunt(code: str, names: dict[str, str] | None = None) -> str:
    """Return the name of a steunpunt: from the extract when given, else made from its code."""
    if names and code in names:
        return names[code]
    return " ".join(part.capitalize() for part in code.split("_"))


def option(code: str, value: str) -> str:
    """Return the Dutch name of one option of a criterion or filter."""
    if code == "steunpunt":
        return steunpunt(value)
    names = CRITERION_OPTION.get(code) or FILTER_OPTION.get(code) or {}
    return names.get(value, value.replace("_", " "))


def criteria_summary(selection: Selection) -> str:
    """Return one line that says which criteria differ from the report's."""
    changed = [
        f"{CRITERION[code].lower()}: {option(code, getattr(selection, code))}"
        for code in selection.departs_from_report
    ]
    return "; ".join(changed) if changed else "zoals het rapport"


def filters_summary(selection: Selection) -> str:
    """Return one line that says which filters restrict."""
    parts = [_filter_text(selection, code) for code in selection.active_filters]
    return "; ".join(parts) if parts else "geen"


def _filter_text(selection: Selection, code: str) -> str:
    value = getattr(selection, code)
    if code == "uitstroom":
        return FILTER[code].lower()
    if code == "leeftijd":
        return f"leeftijd {value[0]}–{value[1]} jaar"
    return f"{FILTER[code].lower()}: {formats.listing([option(code, part) for part in value])}"


def selection_line(selection: Selection) -> str:
    """Return who is counted, in one line: for captions, citations and files."""
    who, how = "alle deelnemers", "geteld zoals in het rapport"
    if selection.active_filters:
        who = f"een deel van de deelnemers ({filters_summary(selection)})"
    if selection.departs_from_report:
        how = f"anders geteld dan in het rapport ({criteria_summary(selection)})"
    return f"{who}, {how}"


def code_order() -> tuple[str, ...]:
    """Return the codes of all criteria and filters, in screen order."""
    return tuple(c.code for c in CRITERIA) + tuple(f.code for f in FILTERS)


def bad_value(bad: BadValue) -> str:
    """Return the notice for a part of the address that could not be used."""
    name = CRITERION.get(bad.code) or FILTER.get(bad.code) or bad.code
    if bad.code == "leeftijd":
        allowed = f"twee leeftijden van {AGE_RANGE[0]} tot en met {AGE_RANGE[1]}"
    else:
        allowed = formats.listing([option(bad.code, value) for value in bad.allowed])
    return (
        f"De link bevat bij '{name}' een keuze die hier niet bestaat. Deze keuze is weggelaten. "
        f"Mogelijk is: {allowed}."
    )


def column_missing(column: str) -> str:
    """Return the message where a figure would stand that needs an absent column."""
    return (
        f"Dit onderdeel kan niet worden getoond: de kolom '{column}' staat niet in deze gegevens. "
        "De rest van de pagina klopt wel."
    )


def iso_day(value: str) -> str:
    """Return an ISO date as Dutch text; empty stays empty."""
    return formats.day(date.fromisoformat(value)) if value else ""
