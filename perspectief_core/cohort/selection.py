"""One choice for every criterion and filter: who is counted, as one value.

`Selection` is frozen and hashable: cache key, URL, caption and provenance of every export.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from perspectief_core.cohort.criteria import CRITERIA, Criteria, Criterion
from perspectief_core.cohort.filters import FILTERS, Choices, Filter, Filters
from perspectief_core.cohort.invalid import InvalidChoiceError

__all__ = [
    "CRITERIA",
    "FIELDS",
    "FILTERS",
    "BadValue",
    "Criterion",
    "Filter",
    "InvalidChoiceError",
    "Selection",
    "from_query",
    "to_query",
]

FIELDS: tuple[Criterion | Filter, ...] = (*CRITERIA, *FILTERS)
"""The criteria and filters, one field of `Selection` each, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Filters, Criteria):
    """One choice for every criterion and filter; the defaults are the report's choices, everyone.

    The fields are those of `Criteria` and `Filters`. An empty tuple of a filter means no
    restriction. `leeftijd` is inclusive, in whole years at inflow; persons whose age is unknown are
    kept only while the range is `AGE_RANGE`.

    Raises
    ------
    InvalidChoiceError
        When a criterion or filter does not have an option, or it is of another type. Codes of
        steunpunten differ by extract: they can be any text without a point or comma.

    Notes
    -----
    Choices of a filter are kept once each, in the stated order of its options (steunpunten:
    alphabetical), so that the same people are one selection however it was made.

    Examples
    --------
    >>> Selection(geslacht=("man", "vrouw")) == Selection(geslacht=("vrouw", "man", "man"))
    True
    >>> Selection(koppeling="gekopeld")
    Traceback (most recent call last):
    perspectief_core.cohort.invalid.InvalidChoiceError: `koppeling`: expected one of allen, \
gekoppeld; found `gekopeld`; nearest `gekoppeld`
    """

    def __post_init__(self) -> None:
        """Check every choice, and bring it to its one form."""
        for field in FIELDS:
            object.__setattr__(self, field.code, field.checked(getattr(self, field.code)))

    @property
    def departs_from_report(self) -> tuple[str, ...]:
        """Codes of the criteria that are not the report's choice, in order."""
        return tuple(c.code for c in CRITERIA if getattr(self, c.code) != c.default)

    @property
    def active_filters(self) -> tuple[str, ...]:
        """Codes of the filters that restrict, in order."""
        return tuple(f.code for f in FILTERS if getattr(self, f.code) != f.default)

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
    return {
        field.code: ".".join(field.written(value))
        for field in FIELDS
        if (value := getattr(selection, field.code)) != field.default
    }


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
    for asked in (candidate for candidate in FIELDS if candidate.code in query):
        from_extract = isinstance(asked, Choices) and not asked.options
        field = replace(asked, options=steunpunten) if from_extract else asked
        try:
            chosen[field.code] = field.checked(field.read(query[field.code]))
        except InvalidChoiceError:
            bad.append(BadValue(field.code, field.options))
    return Selection(**chosen), tuple(bad)  # type: ignore[arg-type]
