"""How often people were seen: contacts, whose number per month hangs together with a permit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from synthesis import targets
from synthesis.effort import Search
from synthesis.search import Ints, Undo, descend, swap_within
from synthesis.watching import Watch

TRIES = 120_000
HEAT = (1.0, 0.02)
STEPS = 0.7


def draw_contacts(months: Ints, classes: Ints, search: Search) -> Ints:
    """Draw contacts with the published mean, per person and per month of guidance.

    Notes
    -----
    The mean per month is that of each person's own contacts per month: with the published mean
    durations it cannot be all contacts divided by all months.
    """
    total = targets.MEAN_CONTACTS * len(months)
    per_month = targets.MEAN_CONTACTS_PER_MONTH * len(months)
    drawn = search.rng.gamma(2.5, 1.0, len(months)) * months**0.75
    contacts: Ints = np.maximum(np.round(drawn * total / drawn.sum()), 1).astype(np.int64)
    watch = Watch(classes, (("contacten_per_maand", "scale"),))

    def off_means() -> float:
        mean = float((contacts / months).sum())
        return abs(int(contacts.sum()) - total) + max(0.0, abs(mean - per_month) - 0.5)

    def off_all() -> float:
        return 100 * off_means() + watch.cost(pd.Series(contacts / months))

    descend(off_means, _more_or_fewer(contacts, search.rng), "mean contacts")
    step = _more_or_fewer(contacts, search.rng)
    # Between people who were as long in guidance, a swap keeps both means.
    exchange = swap_within(pd.Series(months), contacts, search.rng)

    def change() -> Undo:
        return step() if search.rng.random() < STEPS else exchange()

    search.tell("contacts", search.cool(off_all, change, TRIES, HEAT))
    return contacts


def _more_or_fewer(contacts: Ints, rng: np.random.Generator) -> Callable[[], Undo]:
    def change() -> Undo:
        who = rng.integers(0, len(contacts), 2)
        step = int(rng.integers(1, 12)) * np.array([1, int(rng.integers(-1, 1))])
        before = contacts[who].copy()
        contacts[who] = np.maximum(before + step * int(rng.choice((-1, 1))), 1)

        def undo() -> None:
            contacts[who] = before

        return undo

    return change
