"""How recognisable persons are, beside a count person by person."""

from collections import Counter
from itertools import combinations

import pandas as pd
from hypothesis import given, strategies as st

from perspectief.intake.anonymising.measuring import measure

COLUMNS = ("steunpunt", "geslacht", "leeftijd_instroom")
PERSONS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("mv"), st.sampled_from([18, 19, None])),
    min_size=1,
    max_size=25,
)


@given(PERSONS)
def test_sizes_of_groups_equal_a_naive_count(persons):
    measured = measure(pd.DataFrame(persons, columns=list(COLUMNS)))
    places = [p for size in (1, 2, 3) for p in combinations(range(3), size)]
    assert [sizes.columns for sizes in measured] == [
        tuple(COLUMNS[at] for at in place) for place in places
    ]
    for sizes, place in zip(measured, places, strict=True):
        groups = Counter(tuple(person[at] for at in place) for person in persons).values()
        assert sizes.k == min(groups)
        assert sizes.unique == sum(n == 1 for n in groups)
        assert sizes.below_5 == sum(n for n in groups if n < 5)
        assert sizes.below_10 == sum(n for n in groups if n < 10)


def test_the_least_diverse_group_has_one_answer_when_all_say_the_same():
    frame = pd.DataFrame(
        {"steunpunt": ["a", "a", "b", "b"], "uitkomst": ["mob", "mob", "mob", "x"]}
    )
    (sizes,) = measure(frame)
    assert sizes.least_diverse == (("uitkomst", 1),)


def test_of_nobody_nothing_is_measured():
    (sizes,) = measure(pd.DataFrame({"steunpunt": pd.Series(dtype="object")}))
    assert (sizes.k, sizes.unique, sizes.below_10) == (0, 0, 0)
