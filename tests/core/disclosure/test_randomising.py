"""Of a part of the people results are drawn from others: nothing follows of anybody for sure."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from perspectief_core import Selection, select
from perspectief_core.attack.exposure import attack
from perspectief_core.attack.knowing_more import knowing_more, undeniable
from perspectief_core.data import contract
from perspectief_core.disclosure.exchanging import exchanged
from perspectief_core.disclosure.policies import SMALLEST_VIEW
from perspectief_core.disclosure.randomising import (
    OF_OUTCOME,
    Lot,
    deniable,
    most_likely,
    randomised,
)
from perspectief_core.durations.half_years import until_exit
from perspectief_core.shares.fives import rounded
from tests.core.builders import make_extract, with_people

RESULTS = ("uitkomst", *OF_OUTCOME)


def lot(percent, number=0):
    return Lot(percent, number.to_bytes(16))


def plain(frame, columns=RESULTS):
    """Return what the columns say as plain values, missing as one thing."""
    return frame[list(columns)].astype(object).where(frame[list(columns)].notna(), "-")


@pytest.mark.parametrize("seed", range(4))
def test_what_comes_out_is_a_valid_extract_in_which_only_results_are_others(seed):
    before = make_extract(150, seed=seed)
    after = randomised(before, lot(40, seed))
    now, then = after.deelnemers, before.deelnemers
    kept = [column for column in then if column not in RESULTS]
    assert now[kept].equals(then[kept])
    assert now.dtypes.equals(then.dtypes)
    assert [rule.name for rule in contract.DEELNEMERS.rules if rule.broken(now).any()] == []
    moved = (plain(now) != plain(then)).any(axis=1).sum()
    assert 20 < moved < 75
    assert after.manifest.randomised == 40
    assert (before.manifest.randomised, after.id) == (0, before.id)


def test_the_key_decides_and_does_not_show():
    extract = make_extract(150)
    first, again, other = (randomised(extract, lot(20, key)).deelnemers for key in (1, 1, 2))
    assert plain(first).equals(plain(again))
    assert not plain(first).equals(plain(other))
    assert repr(lot(20, 1)) == "Lot(20)"
    assert lot(20, 1).mark != lot(20, 2).mark


def test_more_people_take_part_with_a_higher_percentage_and_those_stay():
    extract = make_extract(400)
    before, changed = plain(extract.deelnemers), []
    for percent in (10, 30):
        now = plain(randomised(extract, lot(percent)).deelnemers)
        changed.append(set(np.flatnonzero((now != before).any(axis=1))))
    assert changed[0] < changed[1]


def test_who_is_added_changes_the_results_of_few_others():
    """So that two editions say hardly more of the lot than one."""
    extract = make_extract(400)
    people = extract.deelnemers
    fewer = replace(extract, deelnemers=people.iloc[:-4].reset_index(drop=True))
    all_now, fewer_now = (randomised(each, lot(40)).deelnemers for each in (extract, fewer))
    differ = (plain(all_now.iloc[:-4]) != plain(fewer_now)).any(axis=1)
    assert differ.sum() <= 10


def given(extract, column):
    """Return what each person has of a column as it is published, missing as one thing."""
    if column == "uitstroom":
        column_of = until_exit(select(extract, Selection()).people)
        return column_of.astype(object).where(column_of.notna(), "-")
    return plain(extract.deelnemers, (column,))[column]


@pytest.mark.parametrize("column", RESULTS)
def test_nobody_gets_what_only_one_other_has(column):
    """Without months before an arrival: of a date it is asked which half year it makes."""
    for seed in range(6):
        extract = make_extract(40, seed=seed)
        people = extract.deelnemers.assign(instroom=pd.Timestamp("2010-02-01"))
        late = people["uitstroom"] < people["instroom"]
        people["uitstroom"] = people["uitstroom"].mask(late, pd.Timestamp("2010-12-01"))
        extract = replace(extract, deelnemers=people)
        before = given(extract, column)
        after = given(randomised(extract, lot(50, seed)), column)
        counts = Counter(before)
        for old, new in zip(before, after, strict=True):
            if new not in (old, "-"):
                assert counts[new] >= 2


@pytest.mark.parametrize("came", ["2011-03-01", "2010-06-20"], ids=["later", "same month"])
def test_a_date_lies_after_the_person_came_or_is_not_known(came):
    people = {
        "instroom": ["2010-01-01"] * 30 + [came] * 30,
        "uitstroom": ["2010-06-10"] * 30 + [None] * 30,
        "uitkomst": ["mob"] * 30 + ["in_begeleiding"] * 30,
    }
    now = randomised(with_people(people), lot(50)).deelnemers
    late = now["instroom"] == came
    left = now["uitkomst"] == "mob"
    assert (left & late).sum() > 3
    assert now["uitstroom"][left & late].isna().all()
    assert (now["uitstroom"][left & ~late] == "2010-06-10").all()
    assert now["uitstroom"][~left].isna().all()


def test_what_is_published_with_a_result_is_published_without_it_too():
    """Who knows all others sees in a view what they would also see had this one another result."""
    people = {
        "uitkomst": ["mob"] * 7 + ["in_begeleiding"] * 13 + ["mob"],
        "uitstroom": ["2010-06-01"] * 7 + [None] * 13 + ["2010-06-01"],
    }
    with_it = with_people(people)
    people["uitkomst"][-1], people["uitstroom"][-1] = "in_begeleiding", None
    without = with_people(people)
    assert len(with_it.deelnemers) >= SMALLEST_VIEW
    said = [
        Counter(
            int(rounded((randomised(extract, lot(20, key)).deelnemers["uitkomst"] == "mob").sum()))
            for key in range(400)
        )
        for extract in (with_it, without)
    ]
    # Rounding alone says 10 with this one and 5 without. Here each is said of either, and whatever
    # comes up more than now and then of one comes up of the other too.
    assert {5, 10} <= set(said[0]) & set(said[1])
    for own, other in (said, reversed(said)):
        assert all(value in other for value, times in own.items() if times > 8)


@pytest.mark.parametrize("seed", range(3))
def test_a_result_is_deniable_when_trying_many_keys_gives_it_to_somebody_of_another(seed):
    """A second way: give the person another outcome, and see whether a lot makes it this one."""
    before = make_extract(14, seed=seed)
    before = replace(before, deelnemers=before.deelnemers.drop(columns=[*OF_OUTCOME[1:]]))
    drawn = randomised(before, lot(50, seed))
    true = before.deelnemers["uitkomst"].astype(str).tolist()
    published = drawn.deelnemers["uitkomst"].astype(str).tolist()
    by_outcome = deniable(without_dates(before), without_dates(drawn))
    for person, said in enumerate(published):
        other = next(code for code in contract.OUTCOMES if code != said)
        people = before.deelnemers.copy()
        people["uitkomst"] = [other if who == person else code for who, code in enumerate(true)]
        elsewhere = without_dates(replace(before, deelnemers=people))
        given_by_some_key = any(
            randomised(elsewhere, lot(50, key)).deelnemers["uitkomst"].iloc[person] == said
            for key in range(400)
        )
        assert by_outcome[person] == given_by_some_key
    assert by_outcome.any()


def without_dates(extract):
    return replace(extract, deelnemers=extract.deelnemers.drop(columns="uitstroom"))


def test_what_one_other_has_is_never_published():
    people = {
        "uitkomst": ["mob"] * 2 + ["in_begeleiding"] * 13,
        "uitstroom": ["2010-06-01"] * 2 + [None] * 13,
    }
    before = with_people(people)
    drawn = randomised(before, lot(1))
    assert set(drawn.deelnemers["uitkomst"]) == {"in_begeleiding"}
    assert deniable(before, drawn).all()
    assert not undeniable(before, drawn).any()
    # Without a lot nobody can deny anything.
    assert undeniable(before, before).all()


@pytest.mark.parametrize("seed", range(4))
def test_of_small_registers_nobody_is_told_anything_for_sure(seed):
    before = make_extract(60, seed=seed)
    published = exchanged(randomised(before, lot(20, seed)))
    sure = undeniable(before, published)
    assert knowing_more(published, None, ~sure).all_others > 20
    assert knowing_more(published, None, sure).all_others == 0


def test_of_the_shipped_extract_every_result_is_deniable(shipped):
    assert deniable(shipped, randomised(shipped, lot(15))).all()


def test_how_likely_a_result_can_become_is_what_trying_many_keys_gives(shipped):
    """Who even reads whose result was counted: of those who seem to have it, so many have it."""
    true = shipped.deelnemers["uitkomst"].astype(str).to_numpy()
    seen = np.array(
        [randomised(shipped, lot(15, key)).deelnemers["uitkomst"].astype(str) for key in range(60)]
    )
    right = seen == true
    most = [right[seen == code].mean() for code in contract.OUTCOMES]
    bound = most_likely(randomised(shipped, lot(15)))
    assert max(most) == pytest.approx(bound, abs=0.01)
    assert min(most) > 0.7


def test_by_lot_the_attackers_find_nothing_either(shipped):
    report = attack(randomised(shipped, lot(15)), "publicatie")
    assert report.disclosed == 0
    assert report.shown >= 0.6 * report.views


def test_without_people_or_with_one_there_is_nothing_to_draw():
    for n in (0, 1):
        extract = replace(make_extract(1), deelnemers=make_extract(1).deelnemers.iloc[:n])
        after = randomised(extract, lot(50))
        assert after.deelnemers.equals(extract.deelnemers)
        assert after.manifest.randomised == 50
        assert most_likely(after) == pytest.approx(float(n))


@pytest.mark.parametrize("percent", [0, 51, -3])
def test_a_percentage_out_of_bounds_is_refused(percent):
    with pytest.raises(ValueError, match="from 1 to 50"):
        Lot(percent, b"k" * 16)


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="16 bytes"):
        Lot(10, b"k" * 15)
