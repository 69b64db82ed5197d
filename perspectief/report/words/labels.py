"""Every Dutch name of a code: levels and outcomes (criteria and filters: `criteria`).

One place, so that the same thing has the same name in a filter, a figure, a table and a file. Words
are plain Dutch (B1); sentences about results live with the figures they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from perspectief.report.words import formats
from perspectief.report.words.outcome_words import OUTCOME_WORDS
from perspectief_core.cohort.filters import NOT_RECORDED
from perspectief_core.cohort.grouping import CONCRETE
from perspectief_core.data import contract
from perspectief_core.disclosure.policies import JOINT, REGIONS

SYNTHETIC = "nagemaakte gegevens"
SYNTHETIC_LONG = (
    "Deze gegevens zijn nagemaakt op basis van gepubliceerde cijfers. "
    "Het zijn geen gegevens van echte personen."
)


def randomised(percent: int) -> str:
    """Return that results were drawn by lot, as part of a line about the data."""
    return f"van ongeveer {percent} op de 100 jongeren is het resultaat geloot"


def randomised_long(percent: int) -> str:
    """Return what that means for who reads the numbers."""
    return (
        f"Van ongeveer {percent} op de 100 jongeren is het resultaat door loting vervangen door "
        "dat van een ander. Zo weet niemand zeker hoe het met één jongere afliep. Aantallen wijken "
        "daardoor iets verder af dan door afronden alleen, en verschillen tussen groepen zijn iets "
        "kleiner dan in het echt."
    )


_OUTCOMES = {code: OUTCOME_WORDS[code] for code in contract.OUTCOMES}
OUTCOME = {code: words.name for code, words in _OUTCOMES.items()}
OUTCOME_SHORT = {code: words.short or words.name for code, words in _OUTCOMES.items()}
OUTCOME_TOGETHER = {CONCRETE: "vergunning of terugkeer (concreet perspectief)"}
OUTCOME_TOGETHER_SHORT = {CONCRETE: "vergunning of terugkeer"}
OUTCOME_SENTENCE = {code: words.one for code, words in _OUTCOMES.items()}
OUTCOME_SENTENCE_MANY = {code: words.many for code, words in _OUTCOMES.items()}
OUTCOME_MEANING = {code: words.meaning for code, words in _OUTCOMES.items()}
"""What each counts, as the list of terms says it."""
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

KIND = {
    "synthetic": "nagemaakt",
    "register": "registratie",
    "published": "gepubliceerd",
}


_REGION = dict(
    zip(
        ("West-Afrika", "Midden-Afrika", "overig Afrika, Europa en Amerika", "Azië"),
        map(frozenset, REGIONS),
        strict=True,
    )
)
"""The regions in which origins are published."""


def group(names: Mapping[str, str], code: str) -> str:
    """Return the name of a group; of groups that are merged for publication all their names.

    Examples
    --------
    >>> group(ORIGIN, "angola"), group(ORIGIN, "angola+benin")
    ('Angola', 'Angola, Benin samen')
    """
    codes = code.split(JOINT)
    told = ", ".join(names.get(member, member) for member in codes)
    return told if len(codes) == 1 else f"{told} samen"


def region(code: str) -> str:
    """Return the name of an origin; of origins that are merged, that of their regions.

    Examples
    --------
    >>> region("angola"), region("angola+burundi+congo")
    ('Angola', 'Midden-Afrika')
    """
    codes = frozenset(code.split(JOINT))
    parts = [name for name, region_ in _REGION.items() if region_ <= codes]
    if codes != frozenset().union(*(_REGION[name] for name in parts)):
        return group(ORIGIN, code)
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]} samen"


def steunpunt(code: str, names: dict[str, str] | None = None) -> str:
    """Return the name of a steunpunt: from the extract when given, else made from its code."""
    if names and code in names:
        return names[code]
    return " ".join(part.capitalize() for part in code.split("_"))


def outcome(code: str) -> str:
    """Return the name of an outcome, or of some that are counted as one."""
    return (OUTCOME | OUTCOME_TOGETHER)[code]


def outcome_short(code: str) -> str:
    """Return the short name of an outcome, or of some that are counted as one."""
    return (OUTCOME_SHORT | OUTCOME_TOGETHER_SHORT)[code]


def column_missing(column: str) -> str:
    """Return the message where a figure would stand that needs an absent column."""
    return (
        f"Dit onderdeel kan niet worden getoond: de kolom '{column}' staat niet in deze gegevens. "
        "De rest van de pagina klopt wel."
    )


def iso_day(value: str) -> str:
    """Return an ISO date as Dutch text; empty stays empty."""
    return formats.day(date.fromisoformat(value)) if value else ""
