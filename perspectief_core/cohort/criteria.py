"""The inclusion criteria, one record each: options, whom they keep, what goes with what.

A criterion decides who belongs to the study at all. `Criteria` declares each of them as a field of
`Selection`. The name of the field is its code: the URL parameter, the command line option and the
key of its Dutch words. Its first option is the report's choice and the default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import partial
from typing import Literal, TypeAlias

import numpy as np

from perspectief_core.arrays import Masks, pd
from perspectief_core.cohort.invalid import InvalidChoiceError

START = date(2009, 10, 1)
"""First day of the experiment; earlier inflow counts only if still present then."""
FOLLOWED_MONTHS = 12
"""Whole months between inflow and peildatum that `volgtijd` may ask for."""
SMALL_STEUNPUNT = 10
"""A steunpunt with fewer people than this in the whole extract is small.

A criterion of who is counted, not `meaning.FEWEST`: it says of a steunpunt, not of a number.
"""

Rule: TypeAlias = "Callable[[pd.DataFrame], Masks]"
"""From people to whom an option keeps."""
Reason = Literal["zelfde_groep", "niet_bekend"]
"""Why two options are not combined. `zelfde_groep`: together they count the same people as another
combination. `niet_bekend`: the data cannot say who is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A choice with a report's option: its code and its options, the report's choice first."""

    code: str
    options: tuple[str, ...]

    @property
    def default(self) -> str:
        """The choice the report made."""
        return self.options[0]

    def read(self, text: str) -> object:
        """Return the choice that a URL parameter writes, not checked yet."""
        return text

    def written(self, choice: str) -> tuple[str, ...]:
        """Return a choice as codes."""
        return (choice,)

    def checked(self, choice: object) -> str:
        """Return the choice; InvalidChoiceError when it is not one of the options."""
        if not isinstance(choice, str) or choice not in self.options:
            raise InvalidChoiceError(self.code, self.options, choice)
        return choice


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Inclusion(Criterion):
    """A criterion of `Selection`, with what its options do.

    Parameters
    ----------
    keep : mapping of option to rule
        Whom an option keeps; an option without a rule keeps everyone. A criterion without rules
        (`peildatum`, `doormigratie`) changes what people are, not who is counted.
    needs : frozenset of str
        The columns that the rules look at.
    widest : str
        The option that keeps everyone whom any other option keeps; default: the report's.
    excludes : tuple of (option, other criterion, its option, reason)
        Options that are not combined.
    """

    keep: Mapping[str, Rule] = field(default_factory=dict)
    needs: frozenset[str] = frozenset()
    widest: str = ""
    excludes: tuple[tuple[str, str, str, Reason], ...] = ()

    def __post_init__(self) -> None:
        """Take the report's choice for the widest when none is given."""
        object.__setattr__(self, "widest", self.widest or self.default)

    def kept(self, people: pd.DataFrame, choice: str) -> Masks | None:
        """Return whom an option keeps; None when the extract lacks a column for it."""
        if choice not in self.keep:
            return np.ones(len(people), dtype=bool)
        return self.keep[choice](people) if self.needs <= set(people.columns) else None


def true(values: pd.Series) -> Masks:
    """Return where values are True; missing is not."""
    return values.fillna(False).to_numpy(dtype=bool)


def is_one_of(values: pd.Series, levels: Sequence[str]) -> Masks:
    """Return where values are one of some levels; missing is none of them."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        # By their code: `isin` takes longer than all else that is done with some tens of kinds.
        wanted = [category in levels for category in values.cat.categories.tolist()]
        return np.array([*wanted, False])[values.cat.codes.to_numpy()]
    return true(values.isin(levels))


def _came_until(people: pd.DataFrame, day: str) -> Masks:
    # "to 1 October 2010" includes that day: with whole months, the month of October itself.
    return true(people["instroom"] <= pd.Timestamp(day))


def _came_since_start(people: pd.DataFrame) -> Masks:
    return ~true(people["instroom"] < pd.Timestamp(START))


def _there_since_start(people: pd.DataFrame) -> Masks:
    return _came_since_start(people) | ~true(people["uitstroom"] < pd.Timestamp(START))


def _aged(people: pd.DataFrame, low: int, high: int) -> Masks:
    return true(people["leeftijd_instroom"].between(low, high))


def _linked(people: pd.DataFrame) -> Masks:
    return true(people["dmb_koppeling"])


def _exit_known(people: pd.DataFrame) -> Masks:
    undated = true((people["uitkomst"] != "in_begeleiding") & people["uitstroom"].isna())
    if "uitstroomdatum_onbekend" in people:
        undated = undated | true(people["uitstroomdatum_onbekend"])
    return ~undated


def _followed(people: pd.DataFrame) -> Masks:
    return true(people["volgtijd"] >= FOLLOWED_MONTHS)


def _not_waiting(people: pd.DataFrame) -> Masks:
    return ~true(people["wacht_op_beslissing"])


def _large(people: pd.DataFrame) -> Masks:
    return true(people["grootte_steunpunt"] >= SMALL_STEUNPUNT)


def _on_track(people: pd.DataFrame) -> Masks:
    return people["traject"].notna().to_numpy(dtype=bool)


def _criterion(*options: str, needs: tuple[str, ...] = (), **rest: object) -> str:
    """Declare a criterion: its options, the report's choice first, and the rest of its record."""
    metadata = {"options": options, "needs": frozenset(needs), **rest}
    return field(default=options[0], metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """One choice for every criterion, in the order in which they apply; part of `Selection`."""

    __slots__ = ()

    peildatum: str = _criterion(
        "2011-04-01",
        "2011-01-01",
        "2010-10-01",
        excludes=(
            # Who came by 1 October 2010 is then everyone: no limit and the report's limit agree.
            ("2010-10-01", "instroom_tot", "geen_grens", "zelfde_groep"),
            # Twelve months before the last peildatum is that limit.
            ("2011-04-01", "instroom_tot", "2010-04-01", "zelfde_groep"),
        ),
    )
    instroom_tot: str = _criterion(
        "2010-10-01",
        "2010-07-01",
        "2010-04-01",
        "geen_grens",
        keep={
            day: partial(_came_until, day=day) for day in ("2010-10-01", "2010-07-01", "2010-04-01")
        },
        needs=("instroom",),
        widest="geen_grens",
    )
    voor_start: str = _criterion(
        "meetellen",
        "weglaten",
        keep={"meetellen": _there_since_start, "weglaten": _came_since_start},
        needs=("instroom", "uitstroom"),
    )
    leeftijd_grens: str = _criterion(
        "geen_grens",
        "18_plus",
        "18_tot_25",
        keep={
            "18_plus": partial(_aged, low=18, high=200),
            "18_tot_25": partial(_aged, low=18, high=24),
        },
        needs=("leeftijd_instroom",),
    )
    koppeling: str = _criterion(
        "allen", "gekoppeld", keep={"gekoppeld": _linked}, needs=("dmb_koppeling",)
    )
    doormigratie: str = _criterion("apart", "bij_overig")
    datum_onbekend: str = _criterion(
        "in_begeleiding",
        "weglaten",
        keep={"weglaten": _exit_known},
        needs=("uitkomst", "uitstroom"),
    )
    volgtijd: str = _criterion(
        "geen",
        "12_maanden",
        keep={"12_maanden": _followed},
        needs=("volgtijd",),
        excludes=(
            # Twelve months before any peildatum lies before each of these limits.
            ("12_maanden", "instroom_tot", "2010-07-01", "zelfde_groep"),
            ("12_maanden", "instroom_tot", "2010-04-01", "zelfde_groep"),
            ("12_maanden", "instroom_tot", "geen_grens", "zelfde_groep"),
        ),
    )
    wachtenden: str = _criterion(
        "meetellen",
        "weglaten",
        keep={"weglaten": _not_waiting},
        needs=("wacht_op_beslissing",),
        excludes=(
            # Who was waiting is recorded once, for the last peildatum.
            ("weglaten", "peildatum", "2011-01-01", "niet_bekend"),
            ("weglaten", "peildatum", "2010-10-01", "niet_bekend"),
        ),
    )
    kleine_steunpunten: str = _criterion(
        "meetellen", "weglaten", keep={"weglaten": _large}, needs=("grootte_steunpunt",)
    )
    zonder_traject: str = _criterion(
        "meetellen", "weglaten", keep={"weglaten": _on_track}, needs=("traject",)
    )


INCLUSION = tuple(
    Inclusion(code=criterion.name, **criterion.metadata) for criterion in fields(Criteria)
)
"""The criteria with what they do."""
KEEPING = tuple(criterion for criterion in INCLUSION if criterion.keep)
"""The criteria that keep or drop people."""
CRITERIA = tuple(
    Criterion(code=criterion.code, options=criterion.options) for criterion in INCLUSION
)
"""The criteria by code and options only, as results carry them."""
