"""Faults planted in the invented lists, with what each does to the extract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from perspectief.intake.demo.answers import GUIDED, Answers
from perspectief.intake.demo.grid import FORMULA_ERROR
from perspectief.intake.demo.people import DEMO_DIGITS, DemoPerson
from perspectief.intake.demo.styles import Style
from perspectief.intake.values.value import Cell

Effect = Literal["weg", "leeg", "los", "geen"]
NO, MISTYPED, SWAPPED = "<nee>", "<ander cijfer>", "<verwisseld>"
"""Stand for the word for no of the office, and for the own number with a fault in it."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that is wrong.

    Parameters
    ----------
    rule
        Rule that must report it.
    code, cell
        Which question, and what stands there instead.
    effect, column
        What it does: the person does not count (`weg`), the column is empty (`leeg`), the person
        is not found in the register (`los`).
    only
        Whether only persons who left can have it.
    """

    rule: str
    code: str
    cell: Cell
    effect: Effect
    column: str = ""
    only: Literal["", "uitgestroomd", "gekoppeld", "xlsx"] = ""


CELL_FAULTS: tuple[CellFault, ...] = (
    CellFault("datum_onleesbaar", "C10", "zie dossier", "weg"),
    CellFault("datum_bestaat_niet", "C4", "31-4-1988", "leeg", "leeftijd_instroom"),
    CellFault("datum_bestaat_niet", "C10", "4/13/2010", "weg"),
    CellFault("datum_te_grof", "C10", "2010", "weg"),
    CellFault("datum_onwaarschijnlijk", "C10", "1-4-1910", "weg"),
    CellFault("geboorte_na_instroom", "C4", "1-1-2011", "leeg", "leeftijd_instroom"),
    CellFault("geboortedatum_leeg", "C4", None, "leeg", "leeftijd_instroom"),
    CellFault("getal_onleesbaar", "C12", "ca. 30", "leeg", "contactmomenten"),
    CellFault("getal_niet_heel", "C7", "1,5", "leeg", "kinderen_nl"),
    CellFault("getal_buiten_bereik", "C7", "99", "leeg", "kinderen_nl"),
    CellFault("getal_negatief", "C12", "-4", "leeg", "contactmomenten"),
    CellFault("ja_nee_onleesbaar", "C8", "misschien", "leeg", "psychiatrische_diagnose"),
    CellFault("ja_nee_onleesbaar", "C9", "ja, maar licht", "leeg", "lichamelijke_klachten"),
    CellFault("ja_nee_onleesbaar", "C13", "deels", "weg"),
    CellFault("leeg_verplicht", "C5", None, "weg"),
    CellFault("leeg_verplicht", "C10", None, "weg"),
    CellFault("woord_onbekend", "C5", "xx", "weg"),
    CellFault("woord_onbekend", "C11", "zie dossier", "leeg", "traject"),
    CellFault("land_onbekend", "C6", "Atlantis", "leeg", "herkomst"),
    CellFault("woord_onbekend", "C16", "zie dossier", "weg", only="uitgestroomd"),
    CellFault("woord_dubbelzinnig", "C16", "teruggekeerd of MOB", "weg", only="uitgestroomd"),
    CellFault("woord_ontkend", "C16", "vergunning weer ingetrokken", "weg", only="uitgestroomd"),
    CellFault("reden_ontbreekt", "C16", None, "weg", only="uitgestroomd"),
    CellFault("gestopt_tegenstrijdig", "C13", NO, "weg", only="uitgestroomd"),
    CellFault(
        "uitstroom_voor_instroom", "C14", "1-1-2002", "leeg", "uitstroom", only="uitgestroomd"
    ),
    CellFault("uitstroom_leeg", "C14", None, "leeg", "uitstroom", only="uitgestroomd"),
    CellFault("v_nummer_ongeldig", "C1", "niet bekend bij ons", "los", only="gekoppeld"),
    CellFault("v_nummer_leeg", "C1", None, "los", only="gekoppeld"),
    CellFault("formule_fout", "C12", FORMULA_ERROR, "leeg", "contactmomenten", only="xlsx"),
    CellFault("koppeling", "C1", MISTYPED, "los", only="gekoppeld"),
    CellFault("koppeling", "C1", SWAPPED, "los", only="gekoppeld"),
    CellFault("v_nummer_afgekapt", "C1", "1,23457E+09", "los", only="gekoppeld"),
)


def as_written(fault: CellFault, person: DemoPerson, style: Style, taken: frozenset[str]) -> Cell:
    """Return what stands in the cell in the style of an office.

    Parameters
    ----------
    taken
        Numbers that are somebody's: a mistyped number is nobody's.
    """
    if fault.cell == NO:
        return style.yes_no[1]
    if fault.cell == MISTYPED:
        return _free(_other_digit(person.number), taken)
    if fault.cell == SWAPPED:
        return _free(_swapped(person.number), taken)
    return fault.cell


def _free(numbers: Iterator[str], taken: frozenset[str]) -> str:
    return next(number for number in numbers if number not in taken)


def _other_digit(number: str) -> Iterator[str]:
    for position in range(len(number) - 1, 2, -1):
        for step in range(1, 10):
            digit = (int(number[position]) + step) % 10
            yield f"{number[:position]}{digit}{number[position + 1 :]}"


def _swapped(number: str) -> Iterator[str]:
    for i in range(len(number) - 2, 2, -1):
        if number[i] != number[i + 1]:
            yield f"{number[:i]}{number[i + 1]}{number[i]}{number[i + 2 :]}"


def fits(fault: CellFault, person: DemoPerson, style: Style) -> bool:
    """Whether a person on a list in this style can have this fault."""
    if fault.only == "uitgestroomd":
        return person.exit is not None and person.row["uitkomst"] != GUIDED
    if fault.only == "xlsx":
        return style.form == "xlsx"
    return fault.only != "gekoppeld" or bool(person.row["dmb_koppeling"])


def stranger(
    kind: Literal["kind", "te vroeg", "te laat"], index: int, like: Answers, first: dt.date
) -> Answers:
    """Return the answers of someone who does not count.

    Parameters
    ----------
    kind
        A child of a participant, someone who left before the period, someone who came after it.
    index
        Makes the number theirs alone.
    like
        Answers of a participant, whose form they take.
    first
        First day of the period.
    """
    answers: Answers = {
        **like,
        "C1": f"2{DEMO_DIGITS}{9_900_000 + index}",
        "C2": f"Extra{index}",
        "C3": "Nietmeetellen",
        "C13": "nee",
        "C14": None,
        "C15": None,
        "C16": None,
        "C17": None,
    }
    if kind == "kind":
        return answers | {"C4": dt.date(2006, 5, 1 + index % 20), "C10": dt.date(2010, 3, 1)}
    if kind == "te laat":
        return answers | {"C10": dt.date(2011, 5, 2), "C4": dt.date(1990, 1, 1 + index % 28)}
    left: Answers = {"C13": "ja", "C14": first - dt.timedelta(days=90), "C16": "MOB"}
    return answers | left | {"C10": dt.date(2008, 3, 3), "C4": dt.date(1988, 1, 1 + index % 28)}


def earlier_stay(answers: Answers, entry: dt.date) -> Answers:
    """Return the row of the steunpunt that someone came from: began earlier, ended on moving."""
    return answers | {
        "C10": entry - dt.timedelta(days=200),
        "C13": "ja",
        "C14": entry,
        "C15": "wederzijds overleg",
        "C16": "naar ander steunpunt",
        "C17": None,
    }
