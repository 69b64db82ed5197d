"""Registrations and register records as a test needs them."""

import datetime as dt
from dataclasses import replace

from perspectief.intake.validating.endings import GUIDED, Ending
from perspectief.intake.validating.findings import Place
from perspectief.intake.validating.register import Applications, Detention, RegisterRecord
from perspectief.intake.validating.registrations import Registration, person_key
from perspectief.intake.values.dates import PartialDate


def day(text):
    date = dt.date.fromisoformat(text)
    return PartialDate(date.year, date.month, date.day)


def registration(row=2, **changes):
    """Return someone guided in Utrecht since March 2010."""
    base = Registration(
        place=Place("Utrecht.xlsx", "Blad1", row),
        key="",
        sender="utrecht",
        round=1,
        number="1234567890",
        name="demo sara",
        birth=day("1988-02-01"),
        sex="man",
        origin="angola",
        children=0,
        psychiatric="nee",
        physical="nee",
        entry=day("2010-03-01"),
        goal="terugkeer",
        contacts=5,
        ended_by=None,
        ending=Ending(GUIDED, None),
        waiting=False,
        stuck=False,
    )
    made = replace(base, **changes)
    return replace(made, key=person_key(made.sender, made.number, made.name, made.birth))


def record(row=2, **changes):
    """Return the record of that same person."""
    base = RegisterRecord(
        place=Place("DMB.xlsx", "DMB", row),
        key="",
        number="1234567890",
        birth=day("1988-02-01"),
        sex="man",
        origin="angola",
        civil_state="ongehuwd",
        first_known=day("2004-05-06"),
        first_hearing=None,
        applications=Applications(1, 0, 0, 0, (0, 0, 0)),
        detention=Detention(0, 0, None),
    )
    made = replace(base, **changes)
    return replace(made, key=person_key("ministerie", made.number, "", made.birth))
