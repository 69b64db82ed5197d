"""Small hand-made extracts for the tests of comparisons between groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from perspectief_core.cohort.selecting import Cohort, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import contract
from perspectief_core.data.extract import TABLES, Extract, Manifest
from perspectief_core.shares.flags import GroupCounts

LETTER_PERSPECTIEF = {
    "in_begeleiding": 473,
    "verblijfsvergunning": 107,
    "terugkeer": 21,
    "mob": 87,
    "doormigratie": 10,
    "overig": 35,
}
LETTER_DTV = {
    "caseload": 300,
    "aantoonbaar_vertrek": 160,
    "zelfstandig_zonder_toezicht": 400,
    "vergunning": 90,
    "andere_reden": 190,
}
NO_PLACES: dict[str, dict[str, int]] = {}


def extract_of(
    counts: Mapping[str, Mapping[str, int]],
    werkwijzen: Mapping[str, str | None] | None = None,
    dtv: pd.DataFrame | None = None,
    rounding: int = 10,
) -> Extract:
    """Return an extract with the given outcome counts per steunpunt, everyone with plain dates."""
    pairs = [
        (place, outcome)
        for place, outcomes in counts.items()
        for outcome, number in outcomes.items()
        for _ in range(number)
    ]
    people = pd.DataFrame(pairs, columns=["steunpunt", "uitkomst"], dtype="str")
    people.insert(0, "persoon", [f"p{number}" for number in range(len(people))])
    people["geslacht"] = np.where(np.arange(len(people)) % 4 == 0, "vrouw", "man")
    people["leeftijd_instroom"] = (18 + np.arange(len(people)) % 9).astype("int64")
    people["herkomst"] = "angola"
    people["instroom"] = pd.Timestamp("2010-01-01")
    people["uitstroom"] = pd.Series(
        np.where(people["uitkomst"] == "in_begeleiding", None, "2010-12-01")
    ).pipe(pd.to_datetime)
    people["dmb_koppeling"] = True
    return assemble(people, places(counts, werkwijzen or {}), dtv, rounding)


def places(names: Mapping[str, object], werkwijzen: Mapping[str, str | None]) -> pd.DataFrame:
    """Return a steunpunten table, every steunpunt `maatwerk` unless told otherwise."""
    kinds = [werkwijzen.get(name, "maatwerk") for name in names]
    return pd.DataFrame(
        {
            "steunpunt": pd.Series(list(names), dtype="str"),
            "naam": pd.Series([name.title() for name in names], dtype="str"),
            "werkwijze": pd.Categorical(kinds, categories=list(contract.WERKWIJZEN)),
            "vaste_medewerkers": np.arange(1, len(names) + 1, dtype="float64"),
            "leefgeld": pd.Categorical(
                ["ja" if number % 2 else "nee" for number in range(len(names))], ["nee", "ja"]
            ),
        }
    )


def assemble(
    people: pd.DataFrame,
    steunpunten: pd.DataFrame,
    dtv: pd.DataFrame | None = None,
    rounding: int = 10,
) -> Extract:
    """Return an extract of these tables, typed as the loader would."""
    typed = people.copy()
    for column in contract.DEELNEMERS.columns:
        if column.name not in typed:
            continue
        if column.kind == "category":
            typed[column.name] = typed[column.name].astype(pd.CategoricalDtype(list(column.levels)))
        elif column.kind == "integer":
            typed[column.name] = typed[column.name].astype("Int64")
        elif column.kind == "boolean":
            typed[column.name] = typed[column.name].astype("boolean")
    manifest = Manifest(
        kind="synthetic",
        peildatum=date(2011, 4, 1),
        date_precision="month",
        rows=dict.fromkeys(TABLES, 0),
        sha256=dict.fromkeys(TABLES, "0"),
        contract_version=contract.CONTRACT_VERSION,
        origin="test",
        dtv_rounding=rounding,
    )
    return Extract(manifest, typed, steunpunten, dtv_of(LETTER_DTV) if dtv is None else dtv)


def dtv_of(counts: Mapping[str, int]) -> pd.DataFrame:
    """Return DT&V persons with these outcomes, all of whom the letter's selection keeps."""
    outcomes = [outcome for outcome, number in counts.items() for _ in range(number)]
    n = len(outcomes)
    return pd.DataFrame(
        {
            "persoon": pd.Series([f"d{number}" for number in range(n)], dtype="str"),
            "uitkomst": pd.Categorical(outcomes, list(contract.DTV_OUTCOMES)),
            "bekend_ind": pd.Timestamp("2008-06-01"),
            "overgedragen": pd.array([True] * n, dtype="boolean"),
            "in_beeld_van": pd.Timestamp("2009-12-01"),
            "in_beeld_tot": pd.Timestamp("2010-12-01"),
            "geboortejaar": pd.array([1990] * n, dtype="Int64"),
            "deelnemer_perspectief": pd.array([False] * n, dtype="boolean"),
        }
    )


def cohort_of(
    counts: Mapping[str, Mapping[str, int]],
    werkwijzen: Mapping[str, str | None] | None = None,
    **choices: object,
) -> Cohort:
    """Return the cohort of `extract_of` under the report's choices, or the given ones."""
    return select(extract_of(counts, werkwijzen), Selection().only(**choices))


def binary(hits: Mapping[str, tuple[int, int]], outcome: str = "mob") -> dict[str, dict[str, int]]:
    """Return counts per steunpunt from (k, n): k people with the outcome, the rest in guidance."""
    return {place: {outcome: k, "in_begeleiding": n - k} for place, (k, n) in hits.items()}


def group_counts(hits: Sequence[int], totals: Sequence[int]) -> GroupCounts:
    """Return groups named 0, 1, … with so many people, of whom `hits` have an outcome."""
    return GroupCounts(tuple(map(str, range(len(hits)))), np.array(hits), np.array(totals))


def random_people(n: int, seed: int) -> Extract:
    """Return an extract whose people differ on everything that an inclusion criterion looks at."""
    rng = np.random.default_rng(seed)
    names = [f"plaats_{letter}" for letter in "abcdef"]
    outcome = rng.choice(contract.OUTCOMES, n, p=[0.5, 0.15, 0.05, 0.15, 0.05, 0.1])
    arrival = rng.integers(-20, 22, n)
    guided = outcome == "in_begeleiding"
    # Some exits lie before the start of the experiment, some have no date.
    departure = arrival + rng.integers(0, 20, n)
    undated = guided | (rng.random(n) < 0.1)
    ages = pd.array(rng.integers(14, 30, n), dtype="Int64")
    ages[rng.random(n) < 0.05] = pd.NA
    people = pd.DataFrame(
        {
            "persoon": [f"p{number}" for number in range(n)],
            "steunpunt": rng.choice(names, n),
            "geslacht": rng.choice(["vrouw", "man"], n),
            "leeftijd_instroom": ages,
            "herkomst": rng.choice(["angola", "china", "irak"], n),
            "instroom": _months_after_start(arrival),
            "uitstroom": _months_after_start(departure).where(pd.Series(~undated)),
            "uitkomst": outcome,
            "dmb_koppeling": rng.random(n) < 0.9,
            "uitstroomdatum_onbekend": guided & (rng.random(n) < 0.1),
            "kinderen_nl": pd.array(rng.integers(0, 4, n), dtype="Int64"),
            "wacht_op_beslissing": guided & (rng.random(n) < 0.2),
            "traject": rng.choice(["terugkeer", "verblijfsvergunning", None], n),
        }
    )
    # One steunpunt too small for whoever leaves those out.
    names.append("plaats_klein")
    people.loc[people.index[:4], "steunpunt"] = "plaats_klein"
    return assemble(people, places(dict.fromkeys(names), dict.fromkeys(names, "lineair")))


def _months_after_start(months: np.ndarray) -> pd.Series:
    start = np.datetime64("2009-10", "M")
    return pd.Series((start + months.astype("timedelta64[M]")).astype("datetime64[ns]"))
