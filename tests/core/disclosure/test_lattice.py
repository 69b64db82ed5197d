import pytest

from perspectief_core import load
from perspectief_core.disclosure import closing
from perspectief_core.disclosure.policies import (
    GEOGRAPHIES,
    SENSITIVE,
    SMALLEST_SENSITIVE,
    SMALLEST_VIEW,
)
from tests.places import SHIPPED


@pytest.fixture(scope="module")
def lattice():
    return closing.lattice(load(SHIPPED))


def test_most_views_are_shown_and_none_is_small(lattice):
    sizes = lattice.members.sum(axis=1)
    shown = [view.reason is None for view in lattice.views]
    assert sum(shown) >= 0.6 * len(shown)
    for size, chosen, is_shown in zip(sizes, lattice.choices, shown, strict=True):
        codes = {code for code, _ in chosen}
        if is_shown:
            assert size >= (SMALLEST_SENSITIVE if codes & SENSITIVE else SMALLEST_VIEW)
        assert codes != GEOGRAPHIES
        assert len(codes) == len(chosen) <= 2


def test_what_is_hidden_cannot_be_found_by_subtraction(lattice):
    sizes = lattice.members.sum(axis=1)
    for parent, parts in lattice.families:
        shown = [part for part in parts if lattice.views[part].reason is None]
        if shown:
            assert lattice.views[parent].reason is None
            rest = sizes[parent] - sizes[shown].sum()
            assert rest == 0 or rest >= SMALLEST_VIEW


def test_categories_of_a_filter_do_not_overlap(lattice):
    _, parts = next(family for family in lattice.families if family[0] == 0)
    assert lattice.members[list(parts)].sum(axis=0).max() == 1
