"""The published figures, as transcribed in ``data/published`` (one CSV file per table).

The fields of each record below carry the names of the file's columns. Every row names the
document and the table it comes from. What the documents get wrong is kept as printed;
``inconsistencies`` lists it. How the files were made and checked: ``docs/published-figures.md``.
"""

import csv
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from perspectief_core.arrays import pd
from perspectief_core.published.files import PublishedFiguresError, read_records
from perspectief_core.published.shipped import shipped

FOLDER = shipped("published")

Schaal = Literal["nominal", "ordinal", "scale"]
Herkomst = Literal["gepubliceerd", "gereconstrueerd", "indeling van dit project", "synthetisch"]
JaNee = Literal["ja", "nee"]
NotFromPersons = Literal["interviews", "opzet", "definitie", "beleid", "context"]
"""Why no data on persons or steunpunten can give a figure; see `audit.rows.Reason`."""


R = TypeVar("R", bound="Sourced | Inconsistency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """What every record has: short name of the document, table or place in it, and a remark."""

    document: str
    tabel: str
    opmerking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kenmerk(Sourced):
    """One of the 74 predictors of Bijlagen 14–20; ``positie`` 1–74 is the order of Bijlage 14.

    ``kolom`` is a column of the extract, or the name of a derivation; then ``afgeleid_van``
    names the extract columns it is derived from. ``indeling`` says in words how it is grouped.
    """

    kenmerk: str
    positie: int
    label: str
    groep: str
    groep_label: str
    cluster: Literal["organisatie", "personen"]
    niveau: Literal["persoon", "steunpunt"]
    kolom: str
    afgeleid_van: tuple[str, ...]
    schaal: Schaal
    indeling: str
    herkomst_gegevens: Herkomst


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaidRow(Sourced):
    """One predictor in one of the appendices 14–20; ``positie`` is the order of that appendix.

    ``p`` is the printed text with a decimal point (``"<0.005"``, ``"0.02"``). Where no p is
    printed, ``p``, ``chi2`` and ``df`` are None: 'nee' rows, and all of Bijlagen 18–20.
    """

    kenmerk: str
    positie: int
    gedrukt: str
    uitkomst: str
    populatie: Literal["alle", "uitgestroomd"]
    samenhang: JaNee
    p: str | None = None
    chi2: float | None = None
    df: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SteunpuntKolom(Sourced):
    """One column of ``steunpunten_table``: what was asked (own words), scale and levels.

    ``niveaus`` holds ``code=label`` in order; empty for numbers and dates.
    """

    kolom: str
    bijlage: int
    label: str
    schaal: Schaal
    niveaus: tuple[str, ...]
    eenheid: str
    herkomst_gegevens: Herkomst

    def levels(self) -> dict[str, str]:
        """Return label by code, in order."""
        pairs = (niveau.partition("=") for niveau in self.niveaus)
        return {code: label for code, _, label in pairs}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure(Sourced):
    """One figure from a text: ``waarde`` in ``eenheid``, rounded as ``afronding`` says.

    ``pagina`` is the page of the dashboard that shows it; empty when it is context only.
    ``niet_te_berekenen`` says why no extract can give it; None when one can.
    """

    id: str
    omschrijving: str
    waarde: float
    eenheid: str
    afronding: str
    pagina: str
    niet_te_berekenen: NotFromPersons | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DtvRow(Sourced):
    """One row of the letter's table: persons and printed per cents under both policies.

    ``uitkomst`` is the outcome code of ``deelnemers``, ``uitkomst_dtv`` that of ``dtv``.
    DT&V's counts are rounded to tens, all percentages to whole per cents.
    """

    uitkomst: str
    uitkomst_dtv: str
    label: str
    perspectief: int
    perspectief_procent: int | None
    dtv: int
    dtv_procent: int | None
    afronding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent(Sourced):
    """One dated event; ``datum`` is ISO, as long as ``precisie`` says (YYYY, YYYY-MM, or all)."""

    datum: str
    precisie: Literal["jaar", "maand", "dag"]
    gebeurtenis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchQuestion(Sourced):
    """One of the report's 21 questions, in this project's own words."""

    nummer: int
    groep: str
    groep_label: str
    vraag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inconsistency:
    """Two published statements that cannot both hold, or one that cannot hold at all.

    ``cijfers`` names the figures that are part of it: an id of ``figures``, or
    ``<file>.<row>[.<measure>]`` in a table. They can differ although an extract is right.
    """

    id: str
    onderwerp: str
    document_a: str
    plaats_a: str
    waarde_a: str
    document_b: str
    plaats_b: str
    waarde_b: str
    betekenis: str
    controle: str
    status: Literal["nagerekend", "gelezen", "niet_nagerekend"]
    cijfers: tuple[str, ...] = ()


def table_names() -> tuple[str, ...]:
    """Return the names of all published tables, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.csv")))


def published_table(name: str) -> "pd.DataFrame":
    """Return one file of ``data/published`` as a table of its own, safe to change.

    ``name`` is the file name without ``.csv``, for example ``"bijlage_04"``. Only empty cells
    are missing: ``nvt`` stays text. Raises PublishedFiguresError if there is no such file.
    """
    return _table(_path(name)).copy()


@cache
def _table(path: Path) -> "pd.DataFrame":
    # Read once: pages ask for a table with every selection.
    return pd.read_csv(path, keep_default_na=False, na_values=[""])


def published_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a file of ``data/published`` as text by column; empty cells as ``""``."""
    with _path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def steunpunten_table() -> "pd.DataFrame":
    """Return the 20 steunpunten by code (index), one column per published answer."""
    return published_table("steunpunten").set_index("steunpunt")


def steunpunten_rows() -> dict[str, dict[str, str]]:
    """Return the published answers of each of the 20 steunpunten as text by column, by code."""
    return {row["steunpunt"]: row for row in published_rows("steunpunten")}


def kenmerken() -> tuple[Kenmerk, ...]:
    """Return the 74 predictors in the order of Bijlage 14."""
    return read(Kenmerk, "kenmerken")


def chaid_rows(bijlage: int) -> tuple[ChaidRow, ...]:
    """Return the 74 rows of Bijlage 14, …, 20 in its own order (else PublishedFiguresError)."""
    if bijlage not in range(14, 21):
        raise PublishedFiguresError(f"`bijlage`: expected 14 to 20, found {bijlage}")
    return read(ChaidRow, f"bijlage_{bijlage}")


def steunpunt_columns() -> tuple[SteunpuntKolom, ...]:
    """Return the columns of ``steunpunten_table`` in order."""
    return read(SteunpuntKolom, "steunpunten_kolommen")


def origin_by_sex() -> "pd.DataFrame":
    """Return the persons of Bijlage 3 by origin group (index): ``vrouw``, ``man``, ``totaal``."""
    counts = published_table("bijlage_03").set_index("herkomst")
    return counts.loc[counts.index != "totaal", ["label", "vrouw", "man", "totaal"]]


def months_in_nl() -> "pd.DataFrame":
    """Return n, mean and SD in months by steunpunt (index), and ``totaal`` (Bijlage 4)."""
    table = published_table("bijlage_04").set_index("steunpunt")
    return table[["n", "gemiddelde_maanden", "sd_maanden"]]


def figures() -> tuple[PublishedFigure, ...]:
    """Return every figure in the texts, with its rounding."""
    return read(PublishedFigure, "cijfers")


def dtv_table() -> tuple[DtvRow, ...]:
    """Return the letter's table as printed: five outcomes, then ``totaal``."""
    return read(DtvRow, "dtv")


def timeline() -> tuple[TimelineEvent, ...]:
    """Return the dated events of all five documents, oldest first."""
    return tuple(sorted(read(TimelineEvent, "tijdlijn"), key=lambda event: event.datum))


def research_questions() -> tuple[ResearchQuestion, ...]:
    """Return the 21 research questions in order."""
    return read(ResearchQuestion, "onderzoeksvragen")


def inconsistencies() -> tuple[Inconsistency, ...]:
    """Return the contradictions found in and between the documents."""
    return read(Inconsistency, "inconsistenties")


def _path(name: str) -> Path:
    return _file(FOLDER, name)


@cache
def _file(folder: Path, name: str) -> Path:
    """Return where a table is; every run of a page asks it, and it is looked up once."""
    path = folder / f"{name}.csv"
    if not path.is_file():
        nearest = ", ".join(f"`{n}`" for n in get_close_matches(name, table_names(), n=1))
        raise PublishedFiguresError(f"no published table `{name}`; nearest: {nearest or 'none'}")
    return path


def read(record: type[R], name: str) -> tuple[R, ...]:
    """Return the rows of one file as records whose fields carry the names of its columns."""
    return read_records(record, _path(name))
