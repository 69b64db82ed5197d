"""Coarser where one person stands out: the highest counts, the dates, the order of the rows."""

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from perspectief.intake.anonymising.coarsening import coarsen, shuffled
from perspectief.intake.settings import Settings


def counts(values):
    return pd.DataFrame({"kinderen_nl": pd.array(values, dtype="Int64")})


@given(st.lists(st.integers(0, 9), max_size=30), st.integers(1, 6))
def test_the_highest_value_is_shared_by_so_many_or_by_all(values, fewest):
    made = coarsen(counts(values), Settings(topcodering=fewest))
    after = made.frame["kinderen_nl"].tolist()
    if len(values) >= fewest:
        assert after.count(max(after)) >= fewest
    changed = sum(one != other for one, other in zip(values, after, strict=True))
    assert [(top.column, top.rows) for top in made.top] == [("kinderen_nl", changed)] * (
        changed > 0
    )
    assert all(
        one == other or other == max(after) for one, other in zip(values, after, strict=True)
    )


def test_unknown_stays_unknown_and_nothing_is_shared_when_not_asked():
    assert coarsen(counts([9, None, 0, 0]), Settings(topcodering=2)).frame["kinderen_nl"].isna()[1]
    assert coarsen(counts([9, 0]), Settings(topcodering=0)).frame["kinderen_nl"].tolist() == [9, 0]


def test_months_become_quarters_and_columns_go_when_asked():
    dates = pd.to_datetime(["2010-02-01", "2010-06-01", None])
    frame = pd.DataFrame({"instroom": dates, "uitstroom": dates, "weg": [1, 2, 3]})
    made = coarsen(frame, Settings(datums="kwartaal", weglaten=("weg",))).frame
    assert list(made) == ["instroom", "uitstroom"]
    quarters = [str(day.date()) for day in made["uitstroom"].dropna()]
    assert quarters == ["2010-01-01", "2010-04-01"]
    assert made["instroom"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize("seed", [b"a", b"b"])
def test_the_order_follows_the_seed_alone_and_nobody_is_lost(seed):
    frame = pd.DataFrame({"x": range(40)})
    one, other = shuffled(frame, seed, "SYN-"), shuffled(frame, seed, "SYN-")
    assert one.equals(other)
    assert sorted(one["x"]) == list(range(40))
    assert one["x"].tolist() != list(range(40))
    assert one["persoon"].tolist() == [f"SYN-{number:04d}" for number in range(1, 41)]
    assert one["x"].tolist() != shuffled(frame, seed + b"x", "SYN-")["x"].tolist()
