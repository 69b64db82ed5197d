"""Who is at which steunpunt, with which outcome, and who is found in the ministry's register."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from perspectief.intake.synthetic import targets
from perspectief.intake.synthetic.search import SearchError
from perspectief_core import published

Words = npt.NDArray[np.object_]
DRAWS = 1_000


def place_people(rng: np.random.Generator) -> pd.DataFrame:
    """Return one row per person with `steunpunt`, `dmb_koppeling` and `uitkomst`.

    Notes
    -----
    Matched persons per steunpunt are Bijlage 4; the 18 others are spread over the steunpunten with
    at least `SMALLEST_WITH_UNMATCHED` matched, in proportion to size. Outcomes are dealt out at
    random, so that every steunpunt has exits: which steunpunt has which outcomes is invented.
    """
    sizes = published.months_in_nl()["n"].drop("totaal")
    linked = pd.DataFrame(
        {"steunpunt": np.repeat(sizes.index.to_numpy(), sizes), "dmb_koppeling": True}
    )
    linked["uitkomst"] = _outcomes(linked["steunpunt"], rng)
    places = sizes[sizes >= targets.SMALLEST_WITH_UNMATCHED]
    extra = pd.DataFrame(
        {
            "steunpunt": rng.choice(
                places.index.to_numpy(), sum(targets.UNMATCHED.values()), p=places / places.sum()
            ),
            "dmb_koppeling": False,
            "uitkomst": rng.permutation(_repeated(dict(targets.UNMATCHED))),
        }
    )
    return pd.concat([linked, extra], ignore_index=True)


def _outcomes(steunpunt: pd.Series, rng: np.random.Generator) -> Words:
    outcomes = _repeated(_linked_outcomes())
    for _ in range(DRAWS):
        dealt = rng.permutation(outcomes)
        if steunpunt[dealt != "in_begeleiding"].nunique() == steunpunt.nunique():
            return dealt
    raise SearchError("no outcomes with exits at every steunpunt")


def _linked_outcomes() -> dict[str, int]:
    return {
        outcome: count - targets.UNMATCHED.get(outcome, 0)
        for outcome, count in targets.OUTCOMES.items()
    }


def _repeated(counts: dict[str, int]) -> Words:
    return np.repeat(np.array(list(counts), dtype=object), list(counts.values()))
