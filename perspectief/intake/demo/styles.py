"""Twenty offices, twenty ways to keep a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from perspectief.intake.demo.answers import Answer
from perspectief.intake.values.value import Cell

FileForm = Literal["xlsx", "ods", "csv"]
DateForm = Literal[
    "cel", "d-m-jjjj", "dd.mm.jjjj", "d mmm jj", "maand jjjj", "serie", "iso", "d-m-jj"
]
NumberForm = Literal["tekst", "getal", "punten", "spaties", "v voor", "zwevend"]

_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_LONG = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
MONTHS_ONLY: DateForm = "maand jjjj"

OFFICIAL = {
    "C1": "V-nummer",
    "C2": "Voornaam",
    "C3": "Achternaam",
    "C4": "Geboortedatum",
    "C5": "Sekse (m/v)",
    "C6": "Land van herkomst",
    "C7": "Hoeveel kinderen heeft de cliënt in Nederland?",
    "C8": "Is er een psychiatrische diagnose gesteld bij de cliënt (door een bevoegd medicus)?",
    "C9": "Is de cliënt onder behandeling van een arts voor lichamelijke klachten?",
    "C10": "Datum instroom bij het steunpunt",
    "C11": "Is (of was) het traject met de cliënt gericht op het verkrijgen van een vergunning, op "
    "terugkeer of anders (zo ja, specificeer)?",
    "C12": "Hoeveel 'formele' cliënt contact-momenten zijn er geweest?",
    "C13": "Is de cliënt uitgestroomd bij het steunpunt?",
    "C14": "Zo ja, wat was de datum van uitstroom bij het steunpunt?",
    "C15": "Als cliënt is uitgestroomd: Is het traject in wederzijds overleg, door het steunpunt "
    "of door de cliënt beëindigd?",
    "C16": "Om welke reden is de begeleiding beëindigd?",
    "C17": "Toelichting op vorige vraag:",
}
SHORT = {
    "C1": "V-nr",
    "C2": "voornaam",
    "C3": "achternaam",
    "C4": "geb. datum",
    "C5": "m/v",
    "C6": "land",
    "C7": "kinderen",
    "C8": "psych. diagnose",
    "C9": "lich. klachten",
    "C10": "instroom",
    "C11": "traject",
    "C12": "contacten",
    "C13": "uitgestroomd",
    "C14": "uitstroomdatum",
    "C15": "door wie",
    "C16": "reden",
    "C17": "opmerkingen",
}
OWN = {
    "C1": "VREEMDELINGNUMMER",
    "C2": "ROEPNAAM",
    "C3": "FAMILIENAAM",
    "C4": "GEBOREN OP",
    "C5": "GESLACHT",
    "C6": "HERKOMST",
    "C7": "AANTAL KINDEREN",
    "C8": "PSYCHIATRISCHE DIAGNOSE",
    "C9": "LICHAMELIJKE KLACHTEN",
    "C10": "BEGIN BEGELEIDING",
    "C11": "DOEL TRAJECT",
    "C12": "AANTAL GESPREKKEN",
    "C13": "GESTOPT",
    "C14": "EINDE BEGELEIDING",
    "C15": "BEEINDIGD DOOR",
    "C16": "REDEN EINDE",
    "C17": "TOELICHTING",
}
MISSPELT = {
    "C1": "V nummer",
    "C2": "Voornamen",
    "C3": "Achternaamm",
    "C4": "Geboortedatun",
    "C5": "Geslacht (M/V)",
    "C6": "Land van herkmst",
    "C7": "Aantal kinderen NL",
    "C8": "Psychiatrische diagnoze",
    "C9": "Lichamelijke klagten",
    "C10": "Instroomdatum ",
    "C11": "Doel van het trajekt",
    "C12": "Aantal contactmoment",
    "C13": "Uitgestroomd j/n",
    "C14": "Datum  uitstroom",
    "C15": "Beëindigd door wie",
    "C16": "Reden uitstrom",
    "C17": "Toelichtng",
}
# Two header rows: what stands above, and under it.
GROUPS = {
    "Persoon": ("C1", "C2", "C3", "C4", "C5", "C6"),
    "Gezondheid en gezin": ("C7", "C8", "C9"),
    "Begeleiding": ("C10", "C11", "C12"),
    "Uitstroom": ("C13", "C14", "C15", "C16", "C17"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one office keeps its list."""

    form: FileForm = "xlsx"
    headings: Mapping[str, str] = field(default_factory=lambda: OFFICIAL)
    codes: bool = False
    dates: DateForm = "cel"
    numbers: NumberForm = "tekst"
    yes_no: tuple[str, str, str] = ("ja", "nee", "onbekend")
    sexes: tuple[str, str] = ("man", "vrouw")
    one_name: bool = False
    title_rows: int = 0
    two_headers: bool = False
    totals: bool = False
    blank_rows: bool = False
    blank_column: bool = False
    hidden_sheet: bool = False
    two_sheets: bool = False
    autofilter: bool = False
    from_1904: bool = False
    shuffled: bool = False
    encoding: str = "utf-8"
    separator: str = ";"


STYLES: tuple[Style, ...] = (
    Style(codes=True),
    Style(headings=SHORT, dates="d-m-jjjj", title_rows=3, totals=True),
    Style(headings=OWN, dates="dd.mm.jjjj", yes_no=("J", "N", "onb."), sexes=("M", "V")),
    Style(headings=SHORT, numbers="getal", two_sheets=True, autofilter=True),
    Style(form="csv", headings=SHORT, dates="d-m-jjjj", encoding="cp1252"),
    Style(headings=MISSPELT, dates="d mmm jj", one_name=False, blank_rows=True),
    Style(headings=SHORT, two_headers=True, yes_no=("x", "-", "?"), title_rows=1),
    Style(form="ods", headings=OWN, yes_no=("ja", "nee", "onb")),
    Style(headings=OFFICIAL, shuffled=True, dates="serie", numbers="punten"),
    Style(headings=SHORT, from_1904=True, hidden_sheet=True, sexes=("m", "v")),
    Style(form="csv", headings=OWN, encoding="utf-16", separator="\t", dates="iso"),
    Style(headings=SHORT, dates=MONTHS_ONLY, totals=True, title_rows=2),
    Style(headings=OWN, blank_column=True, numbers="spaties", yes_no=("1", "0", "9")),
    Style(headings=SHORT, one_name=True, title_rows=4, dates="d-m-jj"),
    Style(form="csv", headings=OFFICIAL, encoding="utf-8-sig", separator=",", dates="d-m-jjjj"),
    Style(headings=OFFICIAL, codes=True, shuffled=True, numbers="v voor", totals=True),
    Style(
        headings=MISSPELT, numbers="zwevend", hidden_sheet=True, yes_no=("Ja", "Nee", "Onbekend")
    ),
    Style(form="ods", headings=SHORT, dates="d-m-jjjj", two_sheets=True, title_rows=1),
    Style(headings=OWN, dates="d-m-jjjj", two_headers=True, yes_no=("✓", "-", "?")),
    Style(headings=SHORT, blank_rows=True, blank_column=True, totals=True, dates="dd.mm.jjjj"),
)


def written(answer: Answer, code: str, style: Style) -> Cell:
    """Return an answer as an office writes it."""
    if answer is None:
        return None
    if code in ("C1", "v1"):
        return _number(str(answer), style.numbers)
    if isinstance(answer, dt.date):
        return _date(answer, code, style)
    if code in ("C8", "C9", "C13") and answer in ("ja", "nee", "onbekend"):
        return style.yes_no[("ja", "nee", "onbekend").index(str(answer))]
    if code == "C5":
        return style.sexes[0 if answer == "man" else 1]
    return float(answer) if isinstance(answer, int) else answer


def _number(number: str, form: NumberForm) -> Cell:
    forms: dict[NumberForm, Cell] = {
        "tekst": number,
        "getal": float(number),
        "punten": f"{number[:3]}.{number[3:6]}.{number[6:]}",
        "spaties": f"{number[:4]} {number[4:7]} {number[7:]}",
        "v voor": f"V {number}",
        "zwevend": f"{float(number):.1f}",
    }
    return forms[form]


def _date(day: dt.date, code: str, style: Style) -> Cell:
    epoch = dt.date(1904, 1, 1) if style.from_1904 else dt.date(1899, 12, 30)
    # An office that writes months only still knows when its clients were born.
    form = "d-m-jjjj" if style.dates == MONTHS_ONLY and code == "C4" else style.dates
    forms: dict[DateForm, Cell] = {
        "cel": day,
        "d-m-jjjj": f"{day.day}-{day.month}-{day.year}",
        "dd.mm.jjjj": f"{day:%d.%m.%Y}",
        "d mmm jj": f"{day.day} {_SHORT[day.month - 1]} {day:%y}",
        "d-m-jj": f"{day.day}-{day.month}-{day:%y}",
        "maand jjjj": f"{_LONG[day.month - 1]} {day.year}",
        "serie": float((day - epoch).days),
        "iso": day.isoformat(),
    }
    return forms[form]
