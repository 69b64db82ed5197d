"""How often there was contact between a young person and the steunpunt."""

from __future__ import annotations

from dataclasses import dataclass

from perspectief_core.cohort.kinds import kinds
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.people.summaries import Summary, summarise
from perspectief_core.results import aggregate


@aggregate
@dataclass(frozen=True, slots=True)
class ContactSummary:
    """Contacts per person in all, and per month of guidance."""

    total: Summary
    per_month: Summary


def contact_summary(cohort: Cohort) -> ContactSummary:
    """Return how many contacts people had.

    Raises
    ------
    ColumnMissingError
        When the extract lacks `contactmomenten`.

    Notes
    -----
    Per month is the mean of each person's own contacts per month, not all contacts over all months:
    short stays weigh as much as long ones. A stay under one month counts as one month. Who left on
    an unknown date is missing per month.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> contacts = contact_summary(everyone)
    >>> contacts.total.n, round(contacts.per_month.mean, 1)
    (733, 2.3)
    """
    alike = kinds(cohort, "contactmomenten", "maanden")
    contacts, months = alike.people["contactmomenten"], alike.people["maanden"].clip(lower=1)
    return ContactSummary(
        summarise(contacts, alike.times), summarise(contacts / months, alike.times)
    )
