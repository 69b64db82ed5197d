"""What an answer to a research question is, and the words that all answers share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from perspectief.report.words import formats

Status = Literal["gegevens", "tabellen", "deels", "niet", "geheim"]
Origin = Literal["published", "counted", "both", "withheld", "absent"]

STATUS = {
    "gegevens": "beantwoord uit de gegevens",
    "tabellen": "beantwoord uit gepubliceerde cijfers",
    "deels": "deels beantwoord",
    "niet": "niet te beantwoorden",
    "geheim": f"niet gepubliceerd ({formats.SECRET})",
}
CANNOT = "Dat kunnen deze gegevens niet zeggen, want"
NOBODY = "Met uw keuzes telt nu niemand mee."
COUNTED = "geteld in de gegevens die u bekijkt"
NO_SOURCE = "geen"
ORIGIN: dict[tuple[Origin, bool], str] = {
    ("published", True): "Gepubliceerd in 2011",
    ("published", False): "Gepubliceerd in 2011",
    ("counted", True): "Nagemaakt: totalen van alle jongeren zijn gelijk aan die van het rapport",
    ("counted", False): "Geteld in de registratie",
    ("both", True): "Deels gepubliceerd in 2011, deels nagemaakt",
    ("both", False): "Deels gepubliceerd in 2011, deels geteld in de registratie",
    ("withheld", True): formats.capital(STATUS["geheim"]),
    ("withheld", False): formats.capital(STATUS["geheim"]),
    ("absent", True): "Niet geteld: de kolom ontbreekt",
    ("absent", False): "Niet geteld: de kolom ontbreekt",
}
"""What the numbers of an answer are, by whether the data are invented."""


PAGE = (
    dict.fromkeys((1, 2, 3, 7, 9, 10, 18), "steunpunt")
    | dict.fromkeys((4, 5, 6), "deelnemers")
    | dict.fromkeys((8, 16, 17), "duur")
    | dict.fromkeys((13, 14, 15), "overzicht")
    | dict.fromkeys((11, 19, 20, 21), "samenhang")
    | {12: "werkwijzen"}
)
"""The page behind the answer to each question, by its number."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question: how far it goes, the text and its source.

    `origin` says whether its numbers were printed or are counted in the data, or that nothing of it
    is published, or that the data lack what would be counted.
    """

    status: Status
    text: str
    source: str = COUNTED
    origin: Origin = "published"


Answers = dict[int, Answer]
"""By the number of the question."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A result that could not be computed: the data lack this column."""

    column: str


def not_said(what: str) -> str:
    """Return that a part of an answer is not published, as a sentence.

    Examples
    --------
    >>> not_said("Wie dat besloot")
    'Wie dat besloot, wordt met deze keuzes niet gepubliceerd (x).'
    """
    return f"{what}, wordt met deze keuzes niet gepubliceerd ({formats.SECRET})."
