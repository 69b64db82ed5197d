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


@dataclass(frozen=True, slots=True, kw_only=True)
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
    CellFault(rule="datum_onleesbaar", code="C10", cell="zie dossier", effect="weg"),
    CellFault(
        rule="datum_bestaat_niet",
        code="C4",
        cell="31-4-1988",
        effect="leeg",
        column="leeftijd_instroom",
    ),
    CellFault(rule="datum_bestaat_niet", code="C10", cell="4/13/2010", effect="weg"),
    CellFault(rule="datum_te_grof", code="C10", cell="2010", effect="weg"),
    CellFault(rule="datum_onwaarschijnlijk", code="C10", cell="1-4-1910", effect="weg"),
    CellFault(
        rule="geboorte_na_instroom",
        code="C4",
        cell="1-1-2011",
        effect="leeg",
        column="leeftijd_instroom",
    ),
    CellFault(
        rule="geboortedatum_leeg", code="C4", cell=None, effect="leeg", column="leeftijd_instroom"
    ),
    CellFault(
        rule="getal_onleesbaar", code="C12", cell="ca. 30", effect="leeg", column="contactmomenten"
    ),
    CellFault(rule="getal_niet_heel", code="C7", cell="1,5", effect="leeg", column="kinderen_nl"),
    CellFault(
        rule="getal_buiten_bereik", code="C7", cell="99", effect="leeg", column="kinderen_nl"
    ),
    CellFault(
        rule="getal_negatief", code="C12", cell="-4", effect="leeg", column="contactmomenten"
    ),
    CellFault(
        rule="ja_nee_onleesbaar",
        code="C8",
        cell="misschien",
        effect="leeg",
        column="psychiatrische_diagnose",
    ),
    CellFault(
        rule="ja_nee_onleesbaar",
        code="C9",
        cell="ja, maar licht",
        effect="leeg",
        column="lichamelijke_klachten",
    ),
    CellFault(rule="ja_nee_onleesbaar", code="C13", cell="deels", effect="weg"),
    CellFault(rule="leeg_verplicht", code="C5", cell=None, effect="weg"),
    CellFault(rule="leeg_verplicht", code="C10", cell=None, effect="weg"),
    CellFault(rule="woord_onbekend", code="C5", cell="xx", effect="weg"),
    CellFault(
        rule="woord_onbekend", code="C11", cell="zie dossier", effect="leeg", column="traject"
    ),
    CellFault(rule="land_onbekend", code="C6", cell="Atlantis", effect="leeg", column="herkomst"),
    CellFault(
        rule="woord_onbekend", code="C16", cell="zie dossier", effect="weg", only="uitgestroomd"
    ),
    CellFault(
        rule="woord_dubbelzinnig",
        code="C16",
        cell="teruggekeerd of MOB",
        effect="weg",
        only="uitgestroomd",
    ),
    CellFault(
        rule="woord_ontkend",
        code="C16",
        cell="vergunning weer ingetrokken",
        effect="weg",
        only="uitgestroomd",
    ),
    CellFault(rule="reden_ontbreekt", code="C16", cell=None, effect="weg", only="uitgestroomd"),
    CellFault(rule="gestopt_tegenstrijdig", code="C13", cell=NO, effect="weg", only="uitgestroomd"),
    CellFault(
        rule="uitstroom_voor_instroom",
        code="C14",
        cell="1-1-2002",
        effect="leeg",
        column="uitstroom",
        only="uitgestroomd",
    ),
    CellFault(
        rule="uitstroom_leeg",
        code="C14",
        cell=None,
        effect="leeg",
        column="uitstroom",
        only="uitgestroomd",
    ),
    CellFault(
        rule="v_nummer_ongeldig",
        code="C1",
        cell="niet bekend bij ons",
        effect="los",
        only="gekoppeld",
    ),
    CellFault(rule="v_nummer_leeg", code="C1", cell=None, effect="los", only="gekoppeld"),
    CellFault(
        rule="formule_fout",
        code="C12",
        cell=FORMULA_ERROR,
        effect="leeg",
        column="contactmomenten",
        only="xlsx",
    ),
    CellFault(rule="koppeling", code="C1", cell=MISTYPED, effect="los", only="gekoppeld"),
    CellFault(rule="koppeling", code="C1", cell=SWAPPED, effect="los", only="gekoppeld"),
    CellFault(
        rule="v_nummer_afgekapt", code="C1", cell="1,23457E+09", effect="los", only="gekoppeld"
    ),
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
