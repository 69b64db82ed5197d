"""From a seed to the three tables of a synthetic extract.

Every step draws from its own stream of random numbers, so that a change in one step leaves the
draws of the others as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from perspectief_core.data import contract
from perspectief_core.published import records
from synthesis.ages import add_ages
from synthesis.answers import invented_answers
from synthesis.background import add_background
from synthesis.dates import add_dates
from synthesis.dtv import dtv_people
from synthesis.effort import Effort, Search
from synthesis.guidance import add_guidance
from synthesis.places import place_people
from synthesis.procedures import add_procedures
from synthesis.stay import stays

Progress = Callable[[str], None]


def synthesise(seed: int, effort: Effort, noise_seed: int | None) -> dict[str, pd.DataFrame]:
    """Return the tables `deelnemers`, `steunpunten` and `dtv` of a synthetic extract.

    Parameters
    ----------
    seed : int
        0 or more, of the search for the outcomes per steunpunt.
    effort : Effort
        How much is searched, and what gets a line per step.
    noise_seed : int or None
        0 or more, of the noise and of every step after it; the same two seeds give the same tables.
        None for no noise: such tables are never written anywhere.

    Raises
    ------
    SearchError
        When this seed leads to a draw in which the published figures cannot hold.
    """
    search = next(_streams(seed))
    streams = _streams(seed if noise_seed is None else noise_seed)
    effort.progress("persons: steunpunten and outcomes")
    first = next(streams)
    noise = None if noise_seed is None else first
    people = _deelnemers(place_people(search, effort, noise), streams, effort)
    dtv = _dtv(streams, effort.progress)
    places = steunpunten()
    effort.progress("steunpunten: answers that are not published")
    answers = invented_answers(people, places["steunpunt"], Search(next(streams), effort))
    return {"deelnemers": people, "steunpunten": places.join(answers), "dtv": dtv}


def steunpunten() -> pd.DataFrame:
    """Return the 20 steunpunten with every published characteristic."""
    table = records.steunpunten_table().reset_index()
    key = ["steunpunt", "naam"]
    columns = [column.kolom for column in records.steunpunt_columns()]
    dates = [column.kolom for column in records.steunpunt_columns() if column.eenheid == "datum"]
    table = table[[*key, *columns]]
    return table.assign(**{name: pd.to_datetime(table[name]) for name in dates})


def _streams(seed: int) -> Iterator[np.random.Generator]:
    step = 0
    while True:
        yield np.random.default_rng([seed, step])
        step += 1


def _deelnemers(
    people: pd.DataFrame, streams: Iterator[np.random.Generator], effort: Effort
) -> pd.DataFrame:
    progress = effort.progress
    progress("persons: inflow and exit")
    people = add_dates(people, next(streams), effort)
    progress("persons: sex, origin, children and health")
    people = add_background(people, next(streams), effort)
    progress("persons: stay in the Netherlands and age")
    stay = stays(people, next(streams), effort)
    people = add_ages(people, stay, Search(next(streams), effort))
    progress("persons: guidance")
    people = add_guidance(people, next(streams), effort)
    progress("persons: procedures")
    people = add_procedures(people, next(streams), effort)
    people = people.iloc[next(streams).permutation(len(people))]
    return _numbered(people, "SYN-", contract.DEELNEMERS)


def _dtv(streams: Iterator[np.random.Generator], progress: Progress) -> pd.DataFrame:
    progress("persons of DT&V")
    return _numbered(dtv_people(next(streams)), "SYN-D", contract.DTV)


def _numbered(people: pd.DataFrame, prefix: str, spec: contract.TableSpec) -> pd.DataFrame:
    numbers = [f"{prefix}{number:04d}" for number in range(1, len(people) + 1)]
    columns = [column.name for column in spec.columns]
    return people.assign(persoon=numbers).reset_index(drop=True)[columns]
