from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perspectief_core import contract
from perspectief_core.cohort import select
from perspectief_core.combinations import count_combinations, criteria_counts
from perspectief_core.selection import CRITERIA, Selection
from tests.core.builders2 import extract_of, random_people

CODES = [criterion.code for criterion in CRITERIA]


def naive(extract, filters, choices):
    selection = filters.only(**dict(zip(CODES, choices, strict=True)))
    people = select(extract, selection).people
    return [int((people["uitkomst"] == outcome).sum()) for outcome in contract.OUTCOMES]


def every_choice():
    return list(product(*(criterion.options for criterion in CRITERIA)))


def test_every_combination_equals_selecting_anew():
    extract = random_people(150, seed=7)
    found = criteria_counts(extract, Selection()).reshape(-1, 6).tolist()
    for choices, counts in zip(every_choice(), found, strict=True):
        assert counts == naive(extract, Selection(), choices)


@pytest.mark.parametrize(
    "filters",
    [
        Selection(geslacht=("vrouw",), peildatum="2010-10-01", koppeling="gekoppeld"),
        Selection(uitstroom=True),
        Selection(steunpunt=("plaats_a", "plaats_c"), kinderen=("geen", "meer")),
        Selection(steunpunt=("plaats_z",)),
    ],
)
def test_filters_apply_to_every_combination(filters):
    extract = random_people(150, seed=8)
    found = criteria_counts(extract, filters).reshape(-1, 6).tolist()
    for at in range(0, len(found), 13):
        assert found[at] == naive(extract, filters, every_choice()[at])


def test_a_criterion_without_its_column_keeps_everyone():
    extract = random_people(80, seed=9)
    bare = type(extract)(
        extract.manifest,
        extract.deelnemers.drop(columns=["dmb_koppeling", "leeftijd_instroom"]),
        extract.steunpunten,
        extract.dtv,
    )
    found = criteria_counts(bare, Selection()).reshape(-1, 6).tolist()
    for at in range(0, len(found), 17):
        assert found[at] == naive(bare, Selection(), every_choice()[at])


def test_nobody_gives_zeros():
    found = criteria_counts(extract_of({}), Selection())
    assert found.shape == (*(len(criterion.options) for criterion in CRITERIA), 6)
    assert not found.any()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 4), max_size=4),
    st.integers(0, 60),
    st.integers(0, 2**32 - 1),
)
def test_counting_by_pattern_equals_counting_people(sizes, people, seed):
    rng = np.random.default_rng(seed)
    outcome = rng.integers(0, 3, people)
    masks = [rng.random((size, people)) < 0.6 for size in sizes]
    found = count_combinations(outcome, 3, masks)
    assert found.shape == (*sizes, 3)
    for chosen in product(*(range(size) for size in sizes)):
        kept = np.ones(people, dtype=bool)
        for options, option in zip(masks, chosen, strict=True):
            kept &= options[option]
        assert found[chosen].tolist() == np.bincount(outcome[kept], minlength=3).tolist()


def test_more_options_than_bits_are_refused():
    with pytest.raises(ValueError, match="62 options"):
        count_combinations(np.zeros(1, dtype=int), 1, [np.ones((63, 1), dtype=bool)])
