"""Contacts grow with time: what 'many contacts' says of who leaves, looked at in three ways.

Who stays long gathers contacts, and who leaves soon cannot. Put who had many in all beside who had
few, and the first seem to stay longer: they had to, to get that many (immortal time). Two answers
look at no contact before it was made: what was known at a chosen month (landmark), and 'many' from
the month in which somebody reached it (a characteristic that changes in time).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from perspectief_core.arrays import Floats, Masks
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.durations.curves import whole_month_ties
from perspectief_core.durations.groups import MIN_GROUP
from perspectief_core.durations.timelines import cause_of, spells
from perspectief_core.expected.expecting import ENOUGH
from perspectief_core.results import aggregate
from perspectief_core.survival.hazard_ratio import HazardRatio, hazard_ratios
from perspectief_core.survival.histories import Ties, ended
from perspectief_core.survival.regression import Spells, cox

Asked = tuple[int | None, Ties]
MONTHS = (3, 6, 9, 12)
"""Months after inflow to choose from."""


@dataclass(frozen=True, slots=True)
class Look:
    """Who had many contacts beside who had few, at equal duration.

    Parameters
    ----------
    many, few
        People on each side; of a characteristic that changes, who ever reached many, and who never.
    events
        Of both together.
    ratio
        Of the chance of the outcome; None with fewer than `MIN_GROUP` people on a side or `ENOUGH`
        outcomes, or where the data do not settle it.
    """

    many: int
    few: int
    events: int
    ratio: HazardRatio | None


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """The three looks; see `landmark`.

    Parameters
    ----------
    outcome
        None: any.
    month
        The landmark, in months after inflow.
    in_all, by_then
        From how many contacts somebody has many: in all, and by the landmark. None of nobody.
    naive, known_then, growing
        Contacts in all; contacts by the landmark, of who was followed after it; many from the month
        in which it was reached.
    unknown
        People in none of them: without a known stay, time at risk or any recorded contact.
    """

    outcome: str | None
    month: int
    in_all: float | None
    by_then: float | None
    naive: Look
    known_then: Look
    growing: Look
    unknown: int


def landmark(cohort: Cohort, outcome: str | None = None, month: int = 6) -> Landmark:
    """Look at contacts in three ways.

    Parameters
    ----------
    cohort : Cohort
    outcome : str, optional
        One of `timelines.ENDINGS`, or `concreet`; by default any.
    month : int
        One of `MONTHS`.

    Raises
    ------
    ValueError
        When the outcome or the month is unknown.
    ColumnMissingError
        When the extract lacks the contacts.

    Notes
    -----
    Only the total is recorded, so contacts are spread evenly over somebody's months. Many is the
    median or more: of totals, and at the landmark of those by then. Ratios are `regression.cox` per
    cause with late entry, steunpunten as clusters. Who leaves in the month of the landmark itself
    left before it was over and is not followed after it.

    References
    ----------
    Anderson, J. R., Cain, K. C. & Gelber, R. D. (1983). Analysis of survival by tumor response.
    Journal of Clinical Oncology 1, 710–719. Suissa, S. (2008). Immortal time bias in
    pharmacoepidemiology. American Journal of Epidemiology 167, 492–499.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> looks = landmark(everyone)
    >>> looks.in_all, round(looks.naive.ratio.ratio, 1), round(looks.growing.ratio.ratio, 1)
    (25.0, 0.5, 1.4)
    """
    asked = (None if outcome is None else cause_of(outcome), whole_month_ties(cohort))
    if month not in MONTHS:
        raise ValueError(f"`month` must be one of {MONTHS}; found {month}")
    people, contacts = _people(cohort, outcome)
    # Whoever came and went within one month was there for at most one month.
    pace = contacts / np.maximum(people.exit, 1)
    after = people.exit > np.maximum(people.entry, month)
    later = replace(people.of(after), entry=np.maximum(people.entry, month)[after])
    in_all, by_then = _middle(contacts), _middle(month * pace[after])
    return Landmark(
        outcome=outcome,
        month=month,
        in_all=in_all,
        by_then=by_then,
        naive=_look(people, contacts >= (in_all or 0), asked),
        known_then=_look(later, month * pace[after] >= (by_then or 0), asked),
        growing=_growing(people, np.ceil((in_all or 0) / pace), asked),
        unknown=cohort.n - len(contacts),
    )


def _people(cohort: Cohort, outcome: str | None) -> tuple[Spells, Floats]:
    """Return who is followed and how many contacts they had in all, of those who had any."""
    people = spells(cohort, outcome, columns=np.zeros((cohort.n, 0)))
    contacts = cohort.column("contactmomenten").to_numpy(dtype=np.float64, na_value=np.nan)
    known = (people.entry < people.exit) & (contacts > 0)
    return people.of(known), contacts[known]


def _middle(numbers: Floats) -> float | None:
    return float(np.median(numbers)) if len(numbers) else None


def _look(people: Spells, many: Masks, asked: Asked) -> Look:
    """Return one look of people who have many, or few, all the time that they are followed."""
    return _told(replace(people, columns=many.astype(np.float64)[:, None]), many, asked)


def _growing(people: Spells, reached: Floats, asked: Asked) -> Look:
    """Return the look in which somebody has few before the month `reached`, and many from it on.

    Everyone is followed twice: until half a month before the month, and from there.
    """
    change = reached - 0.5
    before = people.entry < change
    ever = people.exit > change
    few = replace(
        people,
        exit=np.minimum(people.exit, change),
        event=np.where(ever, 0, people.event),
        columns=np.zeros((len(change), 1)),
    ).of(before)
    many = replace(
        people, entry=np.maximum(people.entry, change), columns=np.ones((len(change), 1))
    ).of(ever)
    both = Spells(
        *(
            np.concatenate([getattr(few, name), getattr(many, name)])
            for name in ("exit", "event", "entry", "cluster", "columns")
        )
    )
    return _told(both, ever, asked)


def _told(people: Spells, many: Masks, asked: Asked) -> Look:
    cause, ties = asked
    sides = int(many.sum()), int((~many).sum())
    has = ended(people.event, cause)
    enough = min(sides) >= MIN_GROUP and has.sum() >= ENOUGH
    regression = cox(people, cause, ties=ties) if enough else None
    ratio = None if regression is None else hazard_ratios(regression)[0]
    return Look(*sides, int(has.sum()), ratio)
