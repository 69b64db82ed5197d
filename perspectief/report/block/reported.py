"""What the report printed, as text to stand beside what is counted here: `rapport: 26 %`."""

from __future__ import annotations

from dataclasses import dataclass

from perspectief.report.words import formats
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published.records import PublishedFigure

NOTE = "Kolom 'rapport': het gepubliceerde cijfer over alle jongeren, wat u ook kiest."
_ABOUT = {"bijna": "bijna ", "ongeveer": "ongeveer ", "tientallen": "ongeveer "}
_FRACTIONS = {25: "een kwart", 50: "de helft", 33.3: "een derde", 66.7: "twee derde"}
UNITS = {
    "jaar": ("jaar", "jaar"),
    "maand": ("maand", "maanden"),
    "dag": ("dag", "dagen"),
    "uur": ("uur", "uur"),
    "euro": ("euro", "euro"),
}
"""What one and several of a unit are called."""


@dataclass(frozen=True, slots=True)
class Reported:
    """The published figures by their id.

    `beside_part` says that they stand beside a part of the young people: they are about all of
    them, so that it is said and they are not drawn as if they were about the same people.
    """

    source: Protected[tuple[PublishedFigure, ...]]
    beside_part: bool = False

    @property
    def says(self) -> str:
        """How a sentence brings up the report: `Het rapport noemt`."""
        return "Over alle jongeren noemt het rapport" if self.beside_part else "Het rapport noemt"

    @property
    def beside(self) -> str:
        """How a published figure is called behind what is counted here: `rapport`."""
        return "rapport, alle jongeren" if self.beside_part else "rapport"

    def figure(self, id_: str) -> PublishedFigure:
        """Return one published figure; KeyError when the transcription has no such id."""
        for figure in self.source.value:
            if figure.id == id_:
                return figure
        raise KeyError(id_)

    def text(self, id_: str) -> str:
        """Return the figure as printed, with its unit and its rounding: `bijna 7 jaar`."""
        return text(self.figure(id_))

    def whole(self, id_: str) -> int:
        """Return the figure as a whole number."""
        return round(self.figure(id_).waarde)

    def share(self, id_: str) -> float:
        """Return a published percentage as a share of 0–1."""
        return self.figure(id_).waarde / 100


def text(figure: PublishedFigure) -> str:
    """Return one figure with its unit and its rounding: `26 %`, `bijna 7 jaar`, `een kwart`."""
    return said(figure.waarde, figure.eenheid, figure.afronding)


def said(value: float, unit: str, rounding: str) -> str:
    """Return a printed value with its unit and its rounding."""
    if rounding == "breuk" and value in _FRACTIONS:
        return _FRACTIONS[value]
    number = formats.number(value, 0 if value == round(value) else 1)
    about = _ABOUT.get(rounding, "")
    if unit == "procent":
        return f"{about}{number}{formats.NBSP}%"
    singular, many = UNITS.get(unit, ("", ""))
    return f"{about}{number} {singular if value == 1 else many}".strip()
