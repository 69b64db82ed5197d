"""Who is counted: the criteria and filters, and the `Selection` that holds one choice of each.

A criterion decides who belongs to the study at all and carries the report's choice as its default;
a filter looks at a part of those people. Both name themselves by a short stable code, which is the
URL parameter, the command line option and the key of the Dutch label. `Selection` is frozen and
hashable: cache key, URL, caption and provenance of every export.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal

from perspectief_core.data import contract

TYPOLOGIES: dict[str, dict[str, str]] = {
    "6": {code: code for code in contract.WERKWIJZEN},
    "4": {
        "cyclisch": "cyclisch",
        "maatwerk": "maatwerk",
        "lineair": "lineair",
        "confrontatie": "confrontatie",
        "cyclisch_maatwerk": "cyclisch",
        "maatwerk_lineair": "maatwerk",
    },
    "2": {
        "cyclisch": "zacht",
        "maatwerk": "zacht",
        "lineair": "hard",
        "confrontatie": "hard",
        "cyclisch_maatwerk": "zacht",
        "maatwerk_lineair": "hard",
    },
}
INFLOW_PERIODS = ("voor_start", "okt_2009_mrt_2010", "apr_2010_sep_2010", "vanaf_okt_2010")
CHILDREN = ("geen", "een", "meer", "onbekend")
NOT_RECORDED = "niet_vastgelegd"
AGE_RANGE = (12, 60)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One inclusion criterion: its code and its options, the report's choice first."""

    code: str
    options: tuple[str, ...]

    @property
    def default(self) -> str:
        """The choice the report made."""
        return self.options[0]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its code, how it chooses, its column and its options.

    `options` is empty when they come from the extract (the steunpunten).
    """

    code: str
    kind: Literal["choices", "range", "flag"]
    column: str
    options: tuple[str, ...] = ()


CRITERIA = (
    Criterion("peildatum", ("2011-04-01", "2011-01-01", "2010-10-01")),
    Criterion("instroom_tot", ("2010-10-01", "2010-07-01", "2010-04-01", "geen_grens")),
    Criterion("voor_start", ("meetellen", "weglaten")),
    Criterion("leeftijd_grens", ("geen_grens", "18_plus", "18_tot_25")),
    Criterion("koppeling", ("allen", "gekoppeld")),
    Criterion("doormigratie", ("apart", "bij_overig")),
    Criterion("datum_onbekend", ("in_begeleiding", "weglaten")),
    Criterion("volgtijd", ("geen", "12_maanden")),
    Criterion("wachtenden", ("meetellen", "weglaten")),
    Criterion("kleine_steunpunten", ("meetellen", "weglaten")),
    Criterion("zonder_traject", ("meetellen", "weglaten")),
)

FILTERS = (
    Filter("steunpunt", "choices", "steunpunt"),
    Filter("werkwijze_6", "choices", "werkwijze", contract.WERKWIJZEN),
    Filter(
        "werkwijze_4",
        "choices",
        "werkwijze",
        ("cyclisch", "maatwerk", "lineair", "confrontatie"),
    ),
    Filter("werkwijze_2", "choices", "werkwijze", ("zacht", "hard")),
    Filter("geslacht", "choices", "geslacht", ("vrouw", "man")),
    Filter("herkomst", "choices", "herkomst", contract.ORIGINS),
    Filter("leeftijd", "range", "leeftijd_instroom"),
    Filter(
        "traject",
        "choices",
        "traject",
        (*contract.DEELNEMERS.column("traject").levels, NOT_RECORDED),
    ),
    Filter("kinderen", "choices", "kinderen_nl", CHILDREN),
    Filter("diagnose", "choices", "psychiatrische_diagnose", contract.YES_NO_UNKNOWN),
    Filter("instroomperiode", "choices", "instroom", INFLOW_PERIODS),
    Filter("uitstroom", "flag", "uitkomst"),
)


@dataclass(frozen=True, slots=True)
class Selection:
    """One choice for every criterion and filter; the defaults are the report's choices, everyone.

    An empty tuple of a filter means no restriction. `leeftijd` is inclusive, in whole years at
    inflow; persons whose age is unknown are kept only while the range is `AGE_RANGE`.
    """

    peildatum: str = "2011-04-01"
    instroom_tot: str = "2010-10-01"
    voor_start: str = "meetellen"
    leeftijd_grens: str = "geen_grens"
    koppeling: str = "allen"
    doormigratie: str = "apart"
    datum_onbekend: str = "in_begeleiding"
    volgtijd: str = "geen"
    wachtenden: str = "meetellen"
    kleine_steunpunten: str = "meetellen"
    zonder_traject: str = "meetellen"
    steunpunt: tuple[str, ...] = ()
    werkwijze_6: tuple[str, ...] = ()
    werkwijze_4: tuple[str, ...] = ()
    werkwijze_2: tuple[str, ...] = ()
    geslacht: tuple[str, ...] = ()
    herkomst: tuple[str, ...] = ()
    leeftijd: tuple[int, int] = AGE_RANGE
    traject: tuple[str, ...] = ()
    kinderen: tuple[str, ...] = ()
    diagnose: tuple[str, ...] = ()
    instroomperiode: tuple[str, ...] = ()
    uitstroom: bool = False

    @property
    def departs_from_report(self) -> tuple[str, ...]:
        """Codes of the criteria that are not the report's choice, in order."""
        return tuple(c.code for c in CRITERIA if getattr(self, c.code) != c.default)

    @property
    def active_filters(self) -> tuple[str, ...]:
        """Codes of the filters that restrict, in order."""
        default = Selection()
        return tuple(f.code for f in FILTERS if getattr(self, f.code) != getattr(default, f.code))

    def only(self, **choices: object) -> Selection:
        """Return a copy with the given fields replaced."""
        return replace(self, **choices)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class BadValue:
    """A parameter that could not be used: its code, and what was allowed. Not the value itself."""

    code: str
    allowed: tuple[str, ...]


def to_query(selection: Selection) -> dict[str, str]:
    """Return the URL parameters of a selection: only what departs from the defaults.

    Several choices of one filter become one value joined by `.` in the stated order; `leeftijd`
    becomes its two bounds and a flag `true`. No code contains a `.`.
    """
    default = Selection()
    query: dict[str, str] = {}
    for field in fields(Selection):
        value = getattr(selection, field.name)
        if value == getattr(default, field.name):
            continue
        if isinstance(value, bool):
            query[field.name] = str(value).lower()
        elif isinstance(value, str):
            query[field.name] = value
        else:
            query[field.name] = ".".join(str(part) for part in value)
    return query


def from_query(
    query: Mapping[str, str], steunpunten: tuple[str, ...]
) -> tuple[Selection, tuple[BadValue, ...]]:
    """Return the selection that URL parameters ask for, and the parameters that made no sense.

    Parameters
    ----------
    query : mapping of parameter to value
        Unknown parameters are ignored: they may belong to something else on the page.
    steunpunten : tuple of str
        The steunpunten of the extract in use.

    Returns
    -------
    (Selection, tuple of BadValue)
        A bad parameter falls back to its default as a whole and is reported.
    """
    chosen: dict[str, object] = {}
    bad: list[BadValue] = []
    for criterion in CRITERIA:
        value = query.get(criterion.code)
        if value in criterion.options:
            chosen[criterion.code] = value
        elif value is not None:
            bad.append(BadValue(criterion.code, criterion.options))
    for filter_ in FILTERS:
        value = query.get(filter_.code)
        if value is None:
            continue
        options = steunpunten if filter_.code == "steunpunt" else filter_.options
        parsed = _parse_filter(filter_, value, options)
        if parsed is None:
            bad.append(BadValue(filter_.code, options))
        else:
            chosen[filter_.code] = parsed
    return Selection(**chosen), tuple(bad)  # type: ignore[arg-type]


def _parse_filter(filter_: Filter, value: str, options: tuple[str, ...]) -> object | None:
    if filter_.kind == "flag":
        return {"true": True, "false": False}.get(value)
    parts = value.split(".")
    if filter_.kind == "range":
        return _parse_range(parts)
    if not set(parts) <= set(options):
        return None
    # The stated order, so that two links with the same choices are the same selection.
    return tuple(option for option in options if option in parts)


def _parse_range(parts: list[str]) -> tuple[int, int] | None:
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    low, high = (int(part) for part in parts)
    return (low, high) if AGE_RANGE[0] <= low <= high <= AGE_RANGE[1] else None
