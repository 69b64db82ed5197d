"""What every analysis costs as the people in the data grow: milliseconds by number of people.

Run `.venv/bin/python -m benchmarks.people [PEOPLE …]` (default 733, 7330, 73300 and 733000). The
data are the shipped extract repeated, with as many steunpunten more (5,000 at most), written to a
folder and loaded as any other. An analysis that is linear costs ten times as much a row further,
or less as long as what is fixed weighs more; the last column says how the cost grows over the last
step, as a power of the number of people (1 is linear).
"""

from __future__ import annotations

import resource
import sys
import tempfile
from collections.abc import Callable
from math import log
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from perspectief_core.associations import alternative, chance, residuals, screening
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison.comparing import ComparisonOptions, compare_selection
from perspectief_core.data.extract import Extract, load
from perspectief_core.data.writing import About, write_extract
from perspectief_core.durations import curves, groups, lifetable, restricted_mean
from perspectief_core.people import contacts, outcomes, participants
from perspectief_core.published.shipped import shipped
from perspectief_core.sensitivity import curve, measures, ranges
from perspectief_core.sensitivity.combinations import combine
from perspectief_core.steunpunten import funnel, profile, shrinkage, werkwijzen

SIZES = (733, 7_330, 73_300, 733_000)
MOST_PLACES = 5_000
PERMIT = "verblijfsvergunning"


def enlarged(extract: Extract, people: int) -> dict[str, pd.DataFrame]:
    """Return the tables with `people` people over proportionally more steunpunten."""
    places = len(extract.steunpunten)
    copies = min(max(people // len(extract.deelnemers), 1), MOST_PLACES // places)
    row = np.arange(people)
    original, copy = row % len(extract.deelnemers), row // len(extract.deelnemers) % copies
    who = extract.deelnemers.iloc[original].reset_index(drop=True)
    suffix = pd.Series(copy).map(lambda number: f"_{number}" if number else "")
    who["persoon"] = [f"SYN-{number:07d}" for number in row]
    who["steunpunt"] = who["steunpunt"].astype(object) + suffix
    where = pd.concat([_copy(extract.steunpunten, number) for number in range(copies)])
    return {"deelnemers": who, "steunpunten": where.reset_index(drop=True), "dtv": extract.dtv}


def _copy(places: pd.DataFrame, number: int) -> pd.DataFrame:
    if not number:
        return places
    return places.assign(
        steunpunt=places["steunpunt"].astype(str) + f"_{number}",
        naam=places["naam"].astype(str) + f" {number}",
    )


def write(folder: Path, people: int) -> None:
    """Write the enlarged extract."""
    extract = load(shipped("synthetic"))
    tables = enlarged(extract, people)
    about = About(
        kind="synthetic",
        peildatum=extract.manifest.peildatum,
        origin="enlarged",
        generator="benchmark",
    )
    origins = {name: dict.fromkeys(table, "synthetisch") for name, table in tables.items()}
    write_extract(folder, tables, origins, about)


def analyses(extract: Extract) -> dict[str, Callable[[], object]]:
    """Return what is timed, by name, on everyone."""
    everyone = select(extract, Selection())
    choices = combine(extract)
    asked = screening.Question(PERMIT)
    return {
        "select": lambda: select(extract, Selection()),
        "one steunpunt": lambda: select(extract, Selection(steunpunt=("almelo",))),
        "combine": lambda: combine(extract),
        "distribution": lambda: outcomes.distribution(everyone),
        "by steunpunt": lambda: outcomes.by(everyone, "steunpunt"),
        "origin by sex": lambda: participants.origin_by_sex(everyone),
        "age": lambda: participants.age_summary(everyone),
        "asylum history": lambda: participants.asylum_history(everyone),
        "months in nl": lambda: participants.months_in_nl_by_steunpunt(everyone),
        "contacts": lambda: contacts.contact_summary(everyone),
        "funnel": lambda: funnel.funnel(everyone, PERMIT),
        "multiplicity": lambda: funnel.multiplicity(everyone),
        "overall test": lambda: funnel.overall_test(everyone),
        "shrunken": lambda: shrinkage.shrunken(everyone, PERMIT),
        "profile": lambda: profile.profile(everyone, "almelo"),
        "werkwijzen": lambda: werkwijzen.by_type(everyone, "6", PERMIT),
        "curves": lambda: curves.curves(everyone, True),
        "groups over time": lambda: groups.groups_over_time(everyone, "geslacht", PERMIT),
        "life table": lambda: lifetable.life_table(everyone, True),
        "time in guidance": lambda: restricted_mean.time_in_guidance(everyone, True),
        "screening": lambda: screening.screening(everyone, asked),
        "tree": lambda: screening.tree(everyone, asked),
        "chance": lambda: chance.chance(everyone, asked),
        "residuals": lambda: residuals.residuals(everyone, "herkomst"),
        "alternative": lambda: alternative.alternative(everyone, asked),
        "curve of choices": lambda: curve.curve(choices, PERMIT),
        "tornado": lambda: ranges.tornado(choices, PERMIT),
        "strip": lambda: measures.measure_range(choices, measures.Measure("uitkomst", (PERMIT,))),
        "comparison": lambda: compare_selection(extract, Selection(), ComparisonOptions()),
    }


def milliseconds(work: Callable[[], object]) -> float:
    """Return the fastest of a few runs."""
    times = []
    while len(times) < 3 and sum(times) < 5:
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return 1000 * min(times)


def column(people: int) -> dict[str, float]:
    """Return what everything costs with this many people, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), people)
        start = perf_counter()
        extract = load(folder)
        loaded = 1000 * (perf_counter() - start)
    return {"load": loaded} | {name: milliseconds(work) for name, work in analyses(extract).items()}


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the table of costs."""
    table = pd.DataFrame({size: column(size) for size in sizes})
    print("milliseconds by number of people")
    print("analysis".ljust(18), *(f"{size:>10,}" for size in sizes), "   power")
    for name, costs in table.iterrows():
        growth = ""
        if len(sizes) > 1:
            last, before = costs.iloc[-1], costs.iloc[-2]
            growth = f"{log(last / before) / log(sizes[-1] / sizes[-2]):8.2f}"
        print(str(name).ljust(18), *(f"{cost:10.1f}" for cost in costs), growth)
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(tuple(int(text) for text in sys.argv[1:]) or SIZES)
