"""One row of the contract per participant: ages, months and counts, and nothing that names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
from pandas.api.extensions import ExtensionDtype

from perspectief.intake.validating.endings import GUIDED
from perspectief.intake.validating.register import RegisterRecord
from perspectief.intake.validating.registrations import Registration, age_at
from perspectief.intake.values.dates import PartialDate
from perspectief_core.data import contract
from perspectief_core.data.contract import ColumnSpec

_DTYPES: dict[contract.Kind, ExtensionDtype] = {
    "integer": pd.Int64Dtype(),
    "boolean": pd.BooleanDtype(),
}


def derive(
    people: Sequence[Registration], records: Sequence[RegisterRecord | None], peildatum: dt.date
) -> pd.DataFrame:
    """Return the table `deelnemers` without its column `persoon`.

    Parameters
    ----------
    people
        Who counts; sex, month of inflow and outcome are known.
    records
        The record of the ministry's register per participant, or None.
    peildatum
        No year comes after it.

    Notes
    -----
    Ages are whole years at a day; where only the month of a date is known, at its first day.
    Months between two dates are differences of calendar months. A bound of the contract that a
    derived value breaks (a birth date that is wrong in one list) leaves the value out.
    """
    rows = [
        {**_guidance(person), **_register(person, record)}
        for person, record in zip(people, records, strict=True)
    ]
    specs = [spec for spec in contract.DEELNEMERS.columns if spec.name != "persoon"]
    frame = pd.DataFrame(rows, columns=[spec.name for spec in specs])
    for spec in specs:
        frame[spec.name] = _typed(frame[spec.name], spec, peildatum)
    return frame


def _typed(values: pd.Series, spec: ColumnSpec, peildatum: dt.date) -> pd.Series:
    if spec.kind == "date":
        return pd.to_datetime(values)
    if spec.kind not in _DTYPES:
        return values
    typed = values.astype(_DTYPES[spec.kind])
    bounds = spec.bounds(peildatum)
    return typed if bounds is None else typed.where(typed.between(*bounds).fillna(False))


def _guidance(person: Registration) -> dict[str, object]:
    guided = person.ending.outcome == GUIDED
    return {
        "steunpunt": person.sender,
        "geslacht": person.sex,
        "leeftijd_instroom": age_at(person.birth, _day(person.entry)),
        "herkomst": person.origin,
        "instroom": _month(person.entry),
        "uitstroom": _month(person.exit) if not guided else None,
        "uitkomst": person.ending.outcome,
        "kinderen_nl": person.children,
        "psychiatrische_diagnose": person.psychiatric,
        "lichamelijke_klachten": person.physical,
        "traject": person.goal,
        "contactmomenten": person.contacts,
        "beeindigd_door": person.ended_by if not guided else None,
        "wacht_op_beslissing": person.waiting and guided,
        "vastlopend_dossier": person.stuck,
        "uitstroomdatum_onbekend": person.ending.unclear and guided,
    }


def _register(person: Registration, record: RegisterRecord | None) -> dict[str, object]:
    if record is None:
        return {"dmb_koppeling": False}
    done = record.applications
    known = record.first_known
    return {
        "dmb_koppeling": True,
        "burgerlijke_staat": record.civil_state,
        "jaar_bekend_nl": known.year if known else None,
        "leeftijd_bekend_nl": age_at(record.birth, _day(known)),
        "leeftijd_eerste_gehoor": age_at(record.birth, _day(record.first_hearing)),
        "verblijf_nl_maanden": _months_between(known, person.entry),
        "asielaanvragen": done.asylum,
        "beroep_ac": done.appeals[0],
        "beroep_ar": done.appeals[1],
        "beroep_vk": done.appeals[2],
        **_detention(person, record),
        "buiten_schuld_aanvragen": done.no_fault_asked,
        "buiten_schuld_toegewezen": done.no_fault_granted,
        "reguliere_aanvragen": done.regular,
    }


def _detention(person: Registration, record: RegisterRecord) -> dict[str, object]:
    stay = record.detention
    first = _day(stay.first)
    entry = _day(person.entry)
    when: str | None = None
    if stay.periods == 0:
        when = "geen"
    elif first is not None and entry is not None:
        when = "voor_instroom" if first < entry else "na_instroom"
    return {"vbm_aantal": stay.periods, "vbm_dagen": stay.days, "vbm_eerste": when}


def _day(date: PartialDate | None) -> dt.date | None:
    """Return the day, or the first of the month when only that is known."""
    if date is None or date.month_start is None:
        return None
    return date.whole or date.month_start


def _month(date: PartialDate | None) -> dt.date | None:
    return date.month_start if date else None


def _months_between(start: PartialDate | None, end: PartialDate | None) -> int | None:
    if start is None or end is None or not start.month or not end.month:
        return None
    return (end.year - start.year) * 12 + end.month - start.month
