"""Whom a criterion or a filter keeps: one mask per choice, over the people of an extract."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from perspectief_core.arrays import Masks
from perspectief_core.cohort.selection import (
    AGE_RANGE,
    INFLOW_PERIODS,
    NOT_RECORDED,
    TYPOLOGIES,
    Filter,
    Selection,
)

START = date(2009, 10, 1)
"""First day of the experiment; earlier inflow counts only if still present then."""

FOLLOWED_MONTHS = 12
"""Whole months between inflow and peildatum that `volgtijd` may ask for."""
SMALL_STEUNPUNT = 10
"""A steunpunt with fewer people than this in the whole extract is small."""


def _true(values: pd.Series) -> Masks:
    return values.fillna(False).to_numpy(dtype=bool)


def _everyone(people: pd.DataFrame) -> Masks:
    return np.ones(len(people), dtype=bool)


def came_by(people: pd.DataFrame, peildatum: date) -> Masks:
    """Return who had come before the peildatum."""
    return _true(people["instroom"] < pd.Timestamp(peildatum))


def _keep_inflow(people: pd.DataFrame, choice: str) -> Masks:
    if choice == "geen_grens":
        return _everyone(people)
    # "to 1 October 2010" includes that day: with whole months, the month of October itself.
    return _true(people["instroom"] <= pd.Timestamp(choice))


def _keep_before_start(people: pd.DataFrame, choice: str) -> Masks:
    start = pd.Timestamp(START)
    early = _true(people["instroom"] < start)
    if choice == "weglaten":
        return ~early
    gone = _true(people["uitstroom"] < start)
    return ~(early & gone)


def _keep_age(people: pd.DataFrame, choice: str) -> Masks:
    low, high = {"geen_grens": (0, 200), "18_plus": (18, 200), "18_tot_25": (18, 24)}[choice]
    age = people["leeftijd_instroom"]
    return _everyone(people) if choice == "geen_grens" else _true(age.between(low, high))


def _keep_linked(people: pd.DataFrame, choice: str) -> Masks:
    return _everyone(people) if choice == "allen" else _true(people["dmb_koppeling"])


def _keep_unknown_exit(people: pd.DataFrame, choice: str) -> Masks:
    if choice == "in_begeleiding":
        return _everyone(people)
    undated = _true((people["uitkomst"] != "in_begeleiding") & people["uitstroom"].isna())
    if "uitstroomdatum_onbekend" in people:
        undated = undated | _true(people["uitstroomdatum_onbekend"])
    return ~undated


def _keep_followed(people: pd.DataFrame, choice: str) -> Masks:
    return _everyone(people) if choice == "geen" else _true(people["volgtijd"] >= FOLLOWED_MONTHS)


def _keep_waiting(people: pd.DataFrame, choice: str) -> Masks:
    if choice == "meetellen":
        return _everyone(people)
    return ~_true(people["wacht_op_beslissing"])


def _keep_small(people: pd.DataFrame, choice: str) -> Masks:
    if choice == "meetellen":
        return _everyone(people)
    return _true(people["grootte_steunpunt"] >= SMALL_STEUNPUNT)


def _keep_untracked(people: pd.DataFrame, choice: str) -> Masks:
    if choice == "meetellen":
        return _everyone(people)
    return people["traject"].notna().to_numpy(dtype=bool)


KEEP_BY_CRITERION: dict[str, Callable[..., Masks]] = {
    "instroom_tot": _keep_inflow,
    "voor_start": _keep_before_start,
    "leeftijd_grens": _keep_age,
    "koppeling": _keep_linked,
    "datum_onbekend": _keep_unknown_exit,
    "volgtijd": _keep_followed,
    "wachtenden": _keep_waiting,
    "kleine_steunpunten": _keep_small,
    "zonder_traject": _keep_untracked,
}
"""Whom each criterion keeps, as `keep(people, choice)`, in the order in which they apply."""


def keep_by_filter(people: pd.DataFrame, filter_: Filter, selection: Selection) -> Masks:
    """Return whom a filter keeps; KeyError when the extract lacks its column."""
    chosen = getattr(selection, filter_.code)
    if filter_.kind == "flag":
        return _true(people["uitkomst"] != "in_begeleiding")
    if filter_.kind == "range":
        inside = _true(people[filter_.column].between(*chosen))
        return inside if chosen != AGE_RANGE else _everyone(people)
    return _true(group_codes(people, filter_).isin(chosen))


def group_codes(people: pd.DataFrame, filter_: Filter) -> pd.Series:
    """Return each person's option of a filter with choices, as codes.

    Raises KeyError when the extract lacks the column.
    """
    values = people[filter_.column]
    if filter_.code.startswith("werkwijze_"):
        return values.map(TYPOLOGIES[filter_.code.removeprefix("werkwijze_")])
    if filter_.code == "instroomperiode":
        bounds = pd.to_datetime(["2009-10-01", "2010-04-01", "2010-10-01"])
        codes = np.searchsorted(bounds.to_numpy(), values.to_numpy(), side="right")
        return pd.Series(np.asarray(INFLOW_PERIODS)[codes], index=people.index)
    if filter_.code == "kinderen":
        return values.map(_children_code, na_action=None)
    if filter_.code == "traject":
        return values.astype(object).where(values.notna(), NOT_RECORDED)
    return values


def _children_code(count: object) -> str:
    if pd.isna(count):  # type: ignore[call-overload]
        return "onbekend"
    return {0: "geen", 1: "een"}.get(int(count), "meer")  # type: ignore[call-overload]
