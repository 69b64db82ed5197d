"""The bounds: held to a second, plain implementation, to whole-number programmes, and by hand."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import scipy

from perspectief_core.disclosure.attributes import attributes_of, published
from perspectief_core.disclosure.closing import shown_of
from perspectief_core.disclosure.lattice import lattice_of
from perspectief_core.disclosure.questions import fitting
from perspectief_core.disclosure.rounding import rounded_part
from perspectief_core.inference.bounds import Known, carried, tightened
from perspectief_core.inference.following import facts
from perspectief_core.results import DisclosureError
from tests.core.builders import make_cohort, make_extract

CELLS, VALUES = 3, 4
"""Of a tiny table: groups of people that nothing tells apart, and what somebody can have."""
FAMILIES = ((3, (0, 1)), (4, (3, 2)))
"""Groups 0 to 2 are the cells; 3 is the first two together, 4 is everybody."""
SUMS = ((0, (1, 2)), (2, (3, 4)))
"""Value 0 everybody has; 1 and 2 divide them, 3 and 4 divide who has 2."""


def tiny(seed):
    """Return bounds on a tiny table, loose around what is true, and that truth."""
    rng = np.random.default_rng(seed)
    leaves = rng.integers(0, 7, (CELLS, 3))
    one, three, four = leaves.T
    values = np.column_stack([one + three + four, one, three + four, three, four])
    truth = np.vstack([values, values[0] + values[1], values.sum(axis=0)])
    low = np.maximum(truth - rng.integers(0, 4, truth.shape), 0)
    high = truth + rng.integers(0, 4, truth.shape)
    low[:, 0] = high[:, 0] = truth[:, 0]
    members = np.zeros((len(truth), int(truth[-1, 0])), dtype=bool)
    tells = np.ones(truth.shape[1], dtype=bool)
    known = Known(members=members, low=low, high=high, families=FAMILIES, sums=SUMS, tells=tells)
    return known, truth


def plainly(known):
    """Return the bounds at their fixpoint, one number at a time."""
    low, high = known.low.tolist(), known.high.tolist()
    groups, values = range(len(low)), range(len(low[0]))
    equations = [
        ((whole, value), [(part, value) for part in parts])
        for whole, parts in known.families
        for value in values
    ] + [
        ((group, whole), [(group, part) for part in parts])
        for whole, parts in known.sums
        for group in groups
    ]

    def least(cell):
        return low[cell[0]][cell[1]]

    def most(cell):
        return high[cell[0]][cell[1]]

    while True:
        before = [row[:] for row in low], [row[:] for row in high]
        for whole, parts in equations:
            low[whole[0]][whole[1]] = max(least(whole), sum(map(least, parts)))
            high[whole[0]][whole[1]] = min(most(whole), sum(map(most, parts)))
            for part in parts:
                others = [other for other in parts if other != part]
                fewest = least(whole) - sum(map(most, others))
                low[part[0]][part[1]] = max(least(part), fewest)
                greatest = most(whole) - sum(map(least, others))
                high[part[0]][part[1]] = min(most(part), greatest)
        if before == (low, high):
            return low, high


@pytest.mark.parametrize("seed", range(20))
def test_a_plain_second_implementation_comes_to_the_same(seed):
    known, truth = tiny(seed)
    found = tightened(known)
    assert (found.low.tolist(), found.high.tolist()) == plainly(known)
    assert (known.low <= found.low).all()
    assert (found.low <= truth).all()
    assert (truth <= found.high).all()
    assert (found.high <= known.high).all()


@pytest.mark.parametrize("seed", range(8))
def test_no_whole_numbers_that_fit_are_left_out(seed):
    """What a solver finds as least and most of every count lies within the bounds."""
    known, _ = tiny(seed)
    found = tightened(known)
    size = known.low.size
    at = {cell: place for place, cell in enumerate(product(*map(range, known.low.shape)))}
    rows = []
    for whole, parts in known.families:
        rows += [[(at[whole, v], 1), *((at[p, v], -1) for p in parts)] for v in range(VALUES + 1)]
    for whole, parts in known.sums:
        rows += [
            [(at[g, whole], 1), *((at[g, p], -1) for p in parts)] for g in range(len(known.low))
        ]
    matrix = np.zeros((len(rows), size))
    for number, row in enumerate(rows):
        for place, sign in row:
            matrix[number, place] = sign
    bounds = scipy.optimize.Bounds(known.low.ravel(), known.high.ravel())
    adds_up = scipy.optimize.LinearConstraint(matrix, 0, 0)
    for place in range(size):
        wanted = np.zeros(size)
        wanted[place] = 1
        ends = [
            scipy.optimize.milp(
                sign * wanted, constraints=adds_up, bounds=bounds, integrality=np.ones(size)
            )
            for sign in (1, -1)
        ]
        assert all(end.success for end in ends)
        assert found.low.ravel()[place] <= round(ends[0].fun)
        assert round(-ends[1].fun) <= found.high.ravel()[place]


def test_by_hand_the_rest_of_a_group_is_what_the_others_are_not():
    """Of 12 people 10 are in guidance at most, of 2 endings each has one at most: then it is 10."""
    low, high = np.array([[12, 0, 0, 0, 0]]), np.array([[12, 10, 12, 1, 1]])
    said = Known(
        members=np.ones((1, 12), dtype=bool),
        low=low,
        high=high,
        families=(),
        sums=SUMS,
        tells=np.ones(5, dtype=bool),
    )
    found = tightened(said)
    assert (found.low.tolist(), found.high.tolist()) == ([[12, 10, 2, 1, 1]], [[12, 10, 2, 1, 1]])
    with pytest.raises(DisclosureError):
        tightened(replace(said, high=high - [0, 1, 0, 0, 0]))


@pytest.mark.parametrize("seed", [0, 3])
def test_what_is_said_of_every_view_holds_the_truth_and_adds_up(seed):
    people = make_cohort(make_extract(300, seed=seed)).people
    lattice, attributes = lattice_of(people), attributes_of(people)
    shown = shown_of(lattice)
    counts = lattice.members.astype(int) @ attributes.has.astype(int)
    for whole, parts in attributes.sums:
        assert (counts[:, whole] == counts[:, list(parts)].sum(axis=1)).all()
    first = published(lattice, shown, attributes)
    known = carried(first, shown)
    truth = known.members.astype(int) @ attributes.has.astype(int)
    assert (known.low <= truth).all()
    assert (truth <= known.high).all()
    # What the counts of a view add up to says more than each of them.
    assert (known.low[: len(shown)] > first.low).any()
    for fact in facts(known, shown):
        has = attributes.has[fact.group, fact.value]
        assert has.all() if fact.everybody else not has.any()


@pytest.mark.parametrize("totals", [(33, 37), (30, 32), (23, 23), (73, 77)])
def test_a_published_count_stands_for_all_that_is_published_so(totals):
    pairs = [
        (count, total) for total in range(totals[0], totals[1] + 1) for count in range(total + 1)
    ]
    for said in {int(rounded_part(*pair)) for pair in pairs}:
        fit = [pair for pair in pairs if rounded_part(*pair) == said]
        has = [count for count, _ in fit]
        lacks = [total - count for count, total in fit]
        assert fitting(said, totals) == ((min(has), max(has)), (min(lacks), max(lacks)))
