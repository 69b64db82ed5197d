"""What an extract is: the tables, columns, levels and rules that every extract must satisfy.

The contract is data, so that the check, the codebook on the screen and the intake share one text.
A column says what may stand in it; a rule says what must hold between columns. Checking gathers
every fault of a table before anything is raised, and a fault never carries a person's value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from perspectief_core.arrays import Masks, pd

CONTRACT_VERSION = 1

Kind = Literal["text", "category", "integer", "number", "boolean", "date"]
Table = Literal["deelnemers", "steunpunten", "dtv", "manifest"]

OUTCOMES = (
    "in_begeleiding",
    "verblijfsvergunning",
    "terugkeer",
    "mob",
    "doormigratie",
    "overig",
)
ORIGINS = (
    "afghanistan",
    "angola",
    "benin",
    "burundi",
    "china",
    "congo",
    "ethiopie",
    "guinee",
    "irak",
    "liberia",
    "niger",
    "nigeria",
    "sierra_leone",
    "soedan",
    "somalie",
    "togo",
    "vietnam",
    "overig_afrika",
    "overig_azie",
    "europa_amerika",
)
WERKWIJZEN = (
    "cyclisch",
    "maatwerk",
    "lineair",
    "confrontatie",
    "cyclisch_maatwerk",
    "maatwerk_lineair",
)
DTV_OUTCOMES = (
    "caseload",
    "aantoonbaar_vertrek",
    "zelfstandig_zonder_toezicht",
    "vergunning",
    "andere_reden",
)
YES_NO_UNKNOWN = ("ja", "nee", "onbekend")

CODE = "[a-z0-9_]{1,40}"
"""What an address and the command line can carry."""
ARRIVALS_FROM = date(1985, 1, 1)
AGES: dict[str, Any] = {"minimum": 12, "maximum": 60}
GUIDANCE_FROM = date(1995, 1, 1)
"""Before anything the tables can be about: with the peildatum they bound every duration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSpec:
    """One column of the contract.

    Parameters
    ----------
    name, kind
        Column name (Dutch snake_case) and what it holds.
    levels
        Allowed codes of a category; empty for other kinds.
    minimum, maximum
        Inclusive bounds of a number, in the column's own unit.
    nullable
        Whether a value may be missing.
    required
        Whether the column must exist. Analyses that need an absent optional column say so.
    unit
        Unit of a number, in code form (`jaar`, `maand`, `dag`, `aantal`); empty otherwise.
    linked
        True for columns from the ministry's register, filled only where `dmb_koppeling`.
    earliest
        First day that can be meant; for every date. No date lies after the peildatum: all of them
        record what has happened.
    past
        Whether a number is a calendar year that has come: not after that of the peildatum.
    pattern
        What a text must match, as a regular expression; empty when any text will do.
    """

    name: str
    kind: Kind
    levels: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    nullable: bool = False
    required: bool = True
    unit: str = ""
    linked: bool = False
    earliest: date | None = None
    past: bool = False
    pattern: str = ""

    def bounds(self, peildatum: date) -> tuple[float, float] | None:
        """Return the least and the highest number on a peildatum; None when any number will do."""
        if self.minimum is None or self.maximum is None:
            return None
        return self.minimum, min(self.maximum, peildatum.year) if self.past else self.maximum


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule between columns of one row; `broken` marks the rows that break it."""

    name: str
    columns: tuple[str, ...]
    broken: Callable[[pd.DataFrame], Masks]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """The columns and row rules of one table, and the column that identifies a row.

    `by_month` says whether its dates are months where the manifest says that dates are.
    """

    name: Table
    columns: tuple[ColumnSpec, ...]
    rules: tuple[RowRule, ...] = ()
    key: str = "persoon"
    by_month: bool = True

    def column(self, name: str) -> ColumnSpec:
        """Return the spec of column `name`; KeyError when the contract has no such column."""
        for spec in self.columns:
            if spec.name == name:
                return spec
        raise KeyError(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One broken rule of an extract.

    `rule` is a stable code that the report turns into a Dutch sentence; `count` is the number of
    rows (0 when the fault is not about rows); `allowed` says what would have been right and
    `suggestion` the nearest known name, if any. No field ever holds a person's value.
    """

    table: str
    column: str
    rule: str
    count: int = 0
    allowed: str = ""
    suggestion: str = ""


def _optional(name: str, kind: Kind, **bounds: object) -> ColumnSpec:
    return ColumnSpec(name=name, kind=kind, nullable=True, required=False, **bounds)  # type: ignore[arg-type]


def _linked(name: str, kind: Kind, **bounds: object) -> ColumnSpec:
    return _optional(name, kind, linked=True, **bounds)


Broken: TypeAlias = "Callable[[pd.DataFrame], Masks]"


def _ends_before(start: str, end: str) -> Broken:
    def broken(frame: pd.DataFrame) -> Masks:
        both = frame[[start, end]].notna().all(axis=1).to_numpy(dtype=bool)
        return both & (frame[end] < frame[start]).to_numpy(dtype=bool)

    return broken


def _guided(frame: pd.DataFrame) -> Masks:
    return (frame["uitkomst"] == "in_begeleiding").to_numpy(dtype=bool)


def _filled_while_guided(column: str) -> Broken:
    return lambda frame: _guided(frame) & frame[column].notna().to_numpy(dtype=bool)


def _marked_after_exit(column: str) -> Broken:
    return lambda frame: ~_guided(frame) & frame[column].fillna(False).to_numpy(dtype=bool)


def _linked_without_link(frame: pd.DataFrame) -> Masks:
    names = [spec.name for spec in DEELNEMERS.columns if spec.linked and spec.name in frame]
    unlinked = ~frame["dmb_koppeling"].fillna(False).to_numpy(dtype=bool)
    return unlinked & frame[names].notna().any(axis=1).to_numpy(dtype=bool)


def _with_outcome(name: str, column: str, broken: Callable[[str], Broken]) -> RowRule:
    return RowRule(name, ("uitkomst", column), broken(column))


DEELNEMERS = TableSpec(
    "deelnemers",
    (
        ColumnSpec(name="persoon", kind="text"),
        ColumnSpec(name="steunpunt", kind="text", pattern=CODE),
        ColumnSpec(name="geslacht", kind="category", levels=("vrouw", "man")),
        ColumnSpec(name="leeftijd_instroom", kind="integer", nullable=True, unit="jaar", **AGES),
        ColumnSpec(name="herkomst", kind="category", levels=ORIGINS, nullable=True),
        ColumnSpec(name="instroom", kind="date", earliest=GUIDANCE_FROM),
        ColumnSpec(name="uitstroom", kind="date", nullable=True, earliest=GUIDANCE_FROM),
        ColumnSpec(name="uitkomst", kind="category", levels=OUTCOMES),
        ColumnSpec(name="dmb_koppeling", kind="boolean"),
        _optional("kinderen_nl", "integer", minimum=0, maximum=15, unit="aantal"),
        _optional("psychiatrische_diagnose", "category", levels=YES_NO_UNKNOWN),
        _optional("lichamelijke_klachten", "category", levels=YES_NO_UNKNOWN),
        _optional(
            "traject",
            "category",
            levels=("verblijfsvergunning", "buiten_schuld", "terugkeer", "twee_sporen", "anders"),
        ),
        _optional("contactmomenten", "integer", minimum=0, maximum=2000, unit="aantal"),
        _optional(
            "beeindigd_door",
            "category",
            levels=("steunpunt", "gemeente", "wederzijds", "client", "onbekend"),
        ),
        _optional("wacht_op_beslissing", "boolean"),
        _optional("vastlopend_dossier", "boolean"),
        _optional("uitstroomdatum_onbekend", "boolean"),
        _linked(
            "burgerlijke_staat",
            "category",
            levels=("ongehuwd", "gehuwd", "gescheiden", "samenwonend", "onbekend"),
        ),
        _linked("jaar_bekend_nl", "integer", minimum=1985, maximum=2011, unit="jaar", past=True),
        _linked("leeftijd_bekend_nl", "integer", minimum=0, maximum=40, unit="jaar"),
        _linked("leeftijd_eerste_gehoor", "integer", minimum=0, maximum=40, unit="jaar"),
        _linked("verblijf_nl_maanden", "integer", minimum=0, maximum=400, unit="maand"),
        _linked("asielaanvragen", "integer", minimum=0, maximum=20, unit="aantal"),
        _linked("beroep_ac", "integer", minimum=0, maximum=20, unit="aantal"),
        _linked("beroep_ar", "integer", minimum=0, maximum=20, unit="aantal"),
        _linked("beroep_vk", "integer", minimum=0, maximum=20, unit="aantal"),
        _linked("vbm_aantal", "integer", minimum=0, maximum=20, unit="aantal"),
        _linked("vbm_dagen", "integer", minimum=0, maximum=4000, unit="dag"),
        _linked("vbm_eerste", "category", levels=("voor_instroom", "na_instroom", "geen")),
        _linked("buiten_schuld_aanvragen", "integer", minimum=0, maximum=20, unit="aantal"),
        _linked("buiten_schuld_toegewezen", "integer", minimum=0, maximum=20, unit="aantal"),
        _linked("reguliere_aanvragen", "integer", minimum=0, maximum=30, unit="aantal"),
    ),
    (
        RowRule(
            "uitstroom_voor_instroom",
            ("instroom", "uitstroom"),
            _ends_before("instroom", "uitstroom"),
        ),
        _with_outcome("uitstroom_bij_in_begeleiding", "uitstroom", _filled_while_guided),
        _with_outcome("beeindigd_bij_in_begeleiding", "beeindigd_door", _filled_while_guided),
        _with_outcome("wacht_na_uitstroom", "wacht_op_beslissing", _marked_after_exit),
        _with_outcome("datum_onbekend_na_uitstroom", "uitstroomdatum_onbekend", _marked_after_exit),
        RowRule("dmb_zonder_koppeling", ("dmb_koppeling",), _linked_without_link),
    ),
)

DTV = TableSpec(
    "dtv",
    (
        ColumnSpec(name="persoon", kind="text"),
        ColumnSpec(name="uitkomst", kind="category", levels=DTV_OUTCOMES),
        _optional("bekend_ind", "date", earliest=ARRIVALS_FROM),
        _optional("overgedragen", "boolean"),
        _optional("in_beeld_van", "date", earliest=ARRIVALS_FROM),
        _optional("in_beeld_tot", "date", earliest=ARRIVALS_FROM),
        _optional("geboortejaar", "integer", minimum=1970, maximum=2011, unit="jaar", past=True),
        _optional("deelnemer_perspectief", "boolean"),
    ),
    (
        RowRule(
            "uit_beeld_voor_in_beeld",
            ("in_beeld_van", "in_beeld_tot"),
            _ends_before("in_beeld_van", "in_beeld_tot"),
        ),
    ),
)

# The published characteristics of Bijlagen 5–13 come on top of these, see `tables`.
STEUNPUNTEN_KEY = (
    ColumnSpec(name="steunpunt", kind="text", pattern=CODE),
    ColumnSpec(name="naam", kind="text"),
    ColumnSpec(name="werkwijze", kind="category", levels=WERKWIJZEN, nullable=True),
)
