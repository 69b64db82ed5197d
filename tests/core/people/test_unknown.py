"""Unknown answers: every way to fill them in, one by one."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from perspectief_core.cohort.selecting import ColumnMissingError, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from perspectief_core.people.unknown import unknown_answers
from perspectief_core.results import refuse_rows
from perspectief_core.shares.contrasts import newcombe_difference
from tests.core.builders2 import assemble, places
from tests.places import SHIPPED

DIAGNOSIS = "psychiatrische_diagnose"


def cohort(answers, mob):
    n = len(answers)
    frame = pd.DataFrame(
        {
            "persoon": [f"p{at}" for at in range(n)],
            "steunpunt": "a",
            "geslacht": "man",
            "leeftijd_instroom": 20,
            "herkomst": "angola",
            "instroom": pd.Timestamp("2010-01-01"),
            "uitstroom": pd.to_datetime(pd.Series(["2010-06-01" if m else None for m in mob])),
            "uitkomst": ["mob" if m else "in_begeleiding" for m in mob],
            "dmb_koppeling": True,
            DIAGNOSIS: answers,
        }
    ).astype({"steunpunt": "str"})
    return select(assemble(frame, places(["a"], {})), Selection())


@pytest.mark.parametrize("seed", range(6))
def test_bounds_are_the_extremes_of_every_way_to_fill_in(seed):
    rng = np.random.default_rng(seed)
    answers = ["ja"] * 3 + ["nee"] * 4 + ["onbekend"] * 6
    mob = rng.random(13) < 0.4
    outcome = next(
        row
        for row in unknown_answers(cohort(answers, mob), DIAGNOSIS).outcomes
        if row.outcome == "mob"
    )
    differences = []
    for filled in product([True, False], repeat=6):
        yes = np.array([True] * 3 + [False] * 4 + list(filled))
        differences.append(mob[yes].mean() - mob[~yes].mean())
    assert outcome.bounds.low == pytest.approx(min(differences))
    assert outcome.bounds.high == pytest.approx(max(differences))
    expected = newcombe_difference(int(mob[:3].sum()), 3, int(mob[3:7].sum()), 4)
    assert outcome.known == expected
    low, high = min(differences), max(differences)
    assert outcome.sign == ("meer" if low > 0 else "minder" if high < 0 else "open")


def test_on_the_shipped_extract_people_add_up():
    everyone = select(load(SHIPPED), Selection())
    for column in (DIAGNOSIS, "lichamelijke_klachten"):
        answer = unknown_answers(everyone, column)
        yes, unknown = answer.of_known.count, answer.unknown.count
        assert (answer.bounds.low, answer.bounds.high) == (yes / 733, (yes + unknown) / 733)
        for part in ("yes", "no", "unknown"):
            shares = [getattr(outcome, part) for outcome in answer.outcomes]
            assert sum(share.count for share in shares) == shares[0].total
        for outcome in answer.outcomes:
            assert outcome.bounds.low <= outcome.known.estimate <= outcome.bounds.high


def test_nothing_unknown_leaves_nothing_open():
    answer = unknown_answers(cohort(["ja", "ja", "nee"], [True, True, False]), DIAGNOSIS)
    mob = next(outcome for outcome in answer.outcomes if outcome.outcome == "mob")
    assert (mob.bounds.low, mob.bounds.high, mob.sign) == (1, 1, "meer")
    assert answer.bounds.low == answer.bounds.high


def test_few_nobody_and_what_lacks():
    for answers in ([], ["onbekend"], ["ja"]):
        answer = unknown_answers(cohort(answers, [False] * len(answers)), DIAGNOSIS)
        refuse_rows(answer)
        assert all(outcome.bounds is None and outcome.sign == "open" for outcome in answer.outcomes)
        assert (answer.bounds is None) is (not answers)
    with pytest.raises(ValueError, match="column"):
        unknown_answers(cohort(["ja"], [False]), "geslacht")
    with pytest.raises(ColumnMissingError):
        unknown_answers(cohort(["ja"], [False]), "lichamelijke_klachten")
