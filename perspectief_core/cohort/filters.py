"""The filters, one record each: a filter knows its column and options, and selects by itself.

A filter looks at a part of the people who are counted. `Filters` declares each of them as a field
of `Selection`, by the same codes as a criterion has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import partial
from typing import ClassVar, Literal, TypeAlias

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks, pd
from perspectief_core.cohort.criteria import is_one_of, true
from perspectief_core.cohort.invalid import InvalidChoiceError
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

Group: TypeAlias = "Callable[[pd.Series], pd.Series]"
"""From the values of a column to options."""
_PLACE = re.compile(r"[^.,]+")
"""A code that only an extract knows: anything but what separates codes in a URL or a command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter: its code, column and options, and each person's option.

    `options` is empty when they come from the extract (the steunpunten), or are no list.
    """

    kind: ClassVar[Literal["choices", "range", "flag"]]
    default: ClassVar[object]

    code: str
    column: str
    options: tuple[str, ...] = ()
    group: Group | None = None

    def groups(self, people: pd.DataFrame) -> pd.Series:
        """Return each person's option, as codes; the column must be there."""
        values = people[self.column]
        return values if self.group is None else self.group(values)

    def kept(self, people: pd.DataFrame, chosen: object) -> Masks | None:
        """Return whom a choice keeps; None when the extract lacks the column."""
        return self._keep(people, chosen) if self.column in people else None

    def _keep(self, people: pd.DataFrame, chosen: object) -> Masks:
        raise NotImplementedError

    def read(self, text: str) -> object:
        """Return the choice that a URL parameter writes, not checked yet."""
        raise NotImplementedError

    def written(self, chosen: object) -> tuple[str, ...]:
        """Return a choice as codes."""
        parts = chosen if isinstance(chosen, tuple) else (str(chosen).lower(),)
        return tuple(str(part) for part in parts)

    def checked(self, chosen: object) -> object:
        """Return the choice in its one form; InvalidChoiceError when it is none."""
        raise NotImplementedError


def _spelled(name: str) -> str:
    """Return a name as codes are spelled: Den Haag is den_haag."""
    return name.strip().replace(" ", "_").casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Filter):
    """Any number of options; none of them is no restriction."""

    kind = "choices"
    default: ClassVar[tuple[str, ...]] = ()

    def _keep(self, people: pd.DataFrame, chosen: object) -> Masks:
        return is_one_of(self.groups(people), self.checked(chosen))

    def read(self, text: str) -> object:
        """Return the parts of a parameter; as a name is written it is understood too."""
        as_code = {option.casefold(): option for option in self.options}
        parts = text.split(".")
        return tuple(
            part if part in self.options else as_code.get(_spelled(part), part) for part in parts
        )

    def checked(self, chosen: object) -> tuple[str, ...]:
        """Return the options chosen, each once, in the stated order (alphabetical without one)."""
        expected = f"a tuple of {', '.join(self.options) or 'codes'}"
        if not isinstance(chosen, tuple):
            raise InvalidChoiceError(self.code, self.options, chosen, expected)
        for part in chosen:
            if not isinstance(part, str) or not self._known(part):
                raise InvalidChoiceError(self.code, self.options, part, expected)
        return tuple(option for option in self.options or sorted(set(chosen)) if option in chosen)

    def _known(self, part: str) -> bool:
        return part in self.options if self.options else _PLACE.fullmatch(part) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRange(Filter):
    """Two ages, both included; who has no age is kept by the whole range only."""

    kind = "range"
    default: ClassVar[tuple[int, int]] = AGE_RANGE

    def _keep(self, people: pd.DataFrame, chosen: object) -> Masks:
        if chosen == AGE_RANGE:
            return np.ones(len(people), dtype=bool)
        return true(people[self.column].between(*self.checked(chosen)))

    def read(self, text: str) -> object:
        """Return the parts of a parameter, short ones of digits as numbers."""
        parts = text.split(".")
        return tuple(int(p) if re.fullmatch("[0-9]{1,9}", p) else p for p in parts)

    def checked(self, chosen: object) -> tuple[int, int]:
        """Return the two ages."""
        # The type itself: True is an int too.
        if isinstance(chosen, tuple) and [type(part) for part in chosen] == [int, int]:
            low, high = chosen
            if AGE_RANGE[0] <= low <= high <= AGE_RANGE[1]:
                return low, high
        expected = f"a tuple of two ages from {AGE_RANGE[0]} to {AGE_RANGE[1]}, the lowest first"
        raise InvalidChoiceError(self.code, (), chosen, expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyExits(Filter):
    """Only those who left, or everyone."""

    kind = "flag"
    default: ClassVar[bool] = False

    def _keep(self, people: pd.DataFrame, chosen: object) -> Masks:
        left = true(people[self.column] != "in_begeleiding")
        return left if chosen else np.ones(len(people), dtype=bool)

    def read(self, text: str) -> object:
        """Return what a parameter says, or its text when it says neither."""
        return {"true": True, "false": False}.get(text, text)

    def checked(self, chosen: object) -> bool:
        """Return whether only those who left are kept."""
        if not isinstance(chosen, bool):
            raise InvalidChoiceError(self.code, (), chosen, "True or False")
        return chosen


def types_in(typology: str) -> tuple[str, ...]:
    """Return the types of a typology, in the order of the contract; ValueError when unknown."""
    if typology not in TYPOLOGIES:
        raise ValueError(f"`typology` must be one of {', '.join(TYPOLOGIES)}; found `{typology}`")
    return tuple(dict.fromkeys(TYPOLOGIES[typology].values()))


def _type(values: pd.Series, typology: str) -> pd.Series:
    kinds, options = TYPOLOGIES[typology], types_in(typology)
    place = [options.index(kinds[code]) for code in values.cat.categories]
    # Behind the last one stands what is missing.
    return _coded(np.array([*place, -1])[values.cat.codes], options, values)


def _recorded(values: pd.Series) -> pd.Series:
    return values.cat.add_categories(NOT_RECORDED).fillna(NOT_RECORDED)


def _children(values: pd.Series) -> pd.Series:
    known = values.notna().to_numpy(dtype=bool)
    # None, one, more; whoever is not known comes last.
    count = np.clip(values.to_numpy(dtype=np.float64, na_value=0.0), 0, 2)
    return _coded(np.where(known, count, 3), CHILDREN, values)


def _period(values: pd.Series) -> pd.Series:
    bounds = pd.to_datetime(["2009-10-01", "2010-04-01", "2010-10-01"])
    periods = np.searchsorted(bounds.to_numpy(), values.to_numpy(), side="right")
    return _coded(periods, INFLOW_PERIODS, values)


def _coded(options: Floats | Ints, codes: tuple[str, ...], values: pd.Series) -> pd.Series:
    """Return the option of each value, given by its place among `codes`."""
    made = pd.Categorical.from_codes(options.astype(np.int8), pd.Index(codes))
    return pd.Series(made, index=values.index)


def _choices(column: str, *options: str, group: Group | None = None) -> tuple[str, ...]:
    """Declare a filter with choices."""
    made = partial(Choices, column=column, options=options, group=group)
    return field(default=Choices.default, metadata={"filter": made})


def _types(typology: str) -> tuple[str, ...]:
    return _choices("werkwijze", *types_in(typology), group=partial(_type, typology=typology))


@dataclass(frozen=True, kw_only=True)
class Filters:
    """One choice for every filter; the defaults restrict nothing; part of `Selection`."""

    __slots__ = ()

    steunpunt: tuple[str, ...] = _choices("steunpunt")
    werkwijze_6: tuple[str, ...] = _types("6")
    werkwijze_4: tuple[str, ...] = _types("4")
    werkwijze_2: tuple[str, ...] = _types("2")
    geslacht: tuple[str, ...] = _choices("geslacht", "vrouw", "man")
    herkomst: tuple[str, ...] = _choices("herkomst", *contract.ORIGINS)
    leeftijd: tuple[int, int] = field(
        default=AGE_RANGE, metadata={"filter": partial(AgeRange, column="leeftijd_instroom")}
    )
    traject: tuple[str, ...] = _choices(
        "traject",
        *contract.DEELNEMERS.column("traject").levels,
        NOT_RECORDED,
        group=_recorded,
    )
    kinderen: tuple[str, ...] = _choices("kinderen_nl", *CHILDREN, group=_children)
    diagnose: tuple[str, ...] = _choices("psychiatrische_diagnose", *contract.YES_NO_UNKNOWN)
    instroomperiode: tuple[str, ...] = _choices("instroom", *INFLOW_PERIODS, group=_period)
    uitstroom: bool = field(
        default=False, metadata={"filter": partial(OnlyExits, column="uitkomst")}
    )


FILTERS: tuple[Filter, ...] = tuple(
    filter_.metadata["filter"](code=filter_.name) for filter_ in fields(Filters)
)
"""The filters, in screen order."""
