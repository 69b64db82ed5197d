from itertools import chain, product

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from perspectief_core.cohort.criteria import Inclusion
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import CRITERIA, Selection
from perspectief_core.data import contract
from perspectief_core.sensitivity import combinations
from perspectief_core.sensitivity.combinations import (
    _bits,
    _told_apart,
    combine,
    outcome_counts,
)
from perspectief_core.sensitivity.impossible import IMPOSSIBLE, possible
from perspectief_core.sensitivity.ranges import all_choices
from tests.core.builders2 import extract_of, random_people

CODES = [criterion.code for criterion in CRITERIA]
SIZES = tuple(len(criterion.options) for criterion in CRITERIA)


def selected(extract, filters, choices):
    return select(extract, filters.only(**dict(zip(CODES, choices, strict=True))))


def naive(extract, filters, choices):
    people = selected(extract, filters, choices).people
    return [int((people["uitkomst"] == outcome).sum()) for outcome in contract.OUTCOMES]


def some(step):
    """Every `step`th combination, with a step that shares no factor with the numbers of options."""
    return range(0, len(all_choices()), step)


def counts_of(extract, filters=None):
    return outcome_counts(combine(extract, filters)).reshape(-1, 6).tolist()


def test_combinations_equal_selecting_anew():
    extract = random_people(150, seed=7)
    counts = counts_of(extract)
    for at in some(23):
        assert counts[at] == naive(extract, Selection(), all_choices()[at])


def test_every_option_alone_equals_selecting_anew():
    extract = random_people(150, seed=6)
    counts = outcome_counts(combine(extract))
    for axis, criterion in enumerate(CRITERIA):
        for place, option in enumerate(criterion.options):
            spot = tuple(place if at == axis else 0 for at in range(len(CRITERIA)))
            choices = [option if c is criterion else c.default for c in CRITERIA]
            assert counts[spot].tolist() == naive(extract, Selection(), choices)


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
    counts = counts_of(extract, filters)
    for at in some(131):
        assert counts[at] == naive(extract, filters, all_choices()[at])


def test_a_criterion_without_its_column_keeps_everyone():
    extract = random_people(80, seed=9)
    missing = ["dmb_koppeling", "leeftijd_instroom", "wacht_op_beslissing", "traject"]
    bare = type(extract)(
        extract.manifest,
        extract.deelnemers.drop(columns=missing),
        extract.steunpunten,
        extract.dtv,
    )
    counts = counts_of(bare)
    for at in some(127):
        assert counts[at] == naive(bare, Selection(), all_choices()[at])


def test_a_fault_in_a_rule_is_not_taken_for_a_missing_column(monkeypatch):
    broken = Inclusion(
        code="koppeling",
        options=("allen", "gekoppeld"),
        keep={"gekoppeld": lambda p: p["vergeten"]},
    )
    monkeypatch.setattr(combinations, "KEEPING", (broken,))
    with pytest.raises(KeyError, match="vergeten"):
        combine(random_people(20, seed=4))


def test_nobody_gives_zeros():
    counts = outcome_counts(combine(extract_of({})))
    assert counts.shape == (*SIZES, 6)
    assert not counts.any()


def test_any_classes_of_people_can_be_counted():
    extract = random_people(150, seed=5)
    counts = combine(extract).add(_by_sex).reshape(-1, 2)
    for at in some(211):
        people = selected(extract, Selection(), all_choices()[at]).people
        known = people[people["herkomst"] != "irak"]
        sexes = [int((known["geslacht"] == sex).sum()) for sex in ("vrouw", "man")]
        assert counts[at].tolist() == sexes


def _by_sex(layer):
    people, alike = layer.people("geslacht", "herkomst")
    classes = (alike.people["geslacht"] == "man").to_numpy(dtype=np.int64)
    known = (alike.people["herkomst"] != "irak").to_numpy(dtype=bool)
    return people, combinations.one_each(np.where(known, classes, -1), 2)


def test_pairs_that_count_the_same_people_as_another_combination():
    extract = random_people(300, seed=3)
    for pair in (excluded for excluded in IMPOSSIBLE if excluded.reason == "zelfde_groep"):
        both = Selection().only(**dict([pair.first]), **dict([pair.second]))
        twins = (
            selected(extract, Selection(), choices)
            for at, choices in enumerate(all_choices())
            if possible().ravel()[at] and _apart(choices, both) <= 3
        )
        index = select(extract, both).people.index
        assert any(index.equals(twin.people.index) for twin in twins)


def _apart(choices, selection):
    return sum(
        getattr(selection, code) != option for code, option in zip(CODES, choices, strict=True)
    )


def test_impossible_pairs_are_in_no_combination():
    allowed = possible().ravel()
    for at, choices in enumerate(all_choices()):
        chosen = set(zip(CODES, choices, strict=True))
        excluded = any(pair.first in chosen and pair.second in chosen for pair in IMPOSSIBLE)
        assert allowed[at] != excluded


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 4), max_size=4),
    st.integers(0, 60),
    st.integers(0, 2**32 - 1),
)
def test_counting_by_pattern_equals_counting_people(sizes, people, seed):
    rng = np.random.default_rng(seed)
    classes = rng.integers(-1, 3, people)
    masks = [rng.random((size, people)) < 0.6 for size in sizes]
    pattern, kept_by = _told_apart(_bits(people, chain(*masks)), sizes)
    counted = np.zeros((kept_by.shape[1], 3), dtype=int)
    np.add.at(counted, (pattern[classes >= 0], classes[classes >= 0]), 1)
    counts = (kept_by.astype(int) @ counted).reshape(*sizes, 3)
    for chosen in product(*(range(size) for size in sizes)):
        kept = classes >= 0
        for options, option in zip(masks, chosen, strict=True):
            kept = kept & options[option]
        assert counts[chosen].tolist() == np.bincount(classes[kept], minlength=3).tolist()


def test_more_options_than_bits_are_refused():
    with pytest.raises(ValueError, match="62 options"):
        _bits(1, np.ones((63, 1), dtype=bool))
