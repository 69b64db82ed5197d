import numpy as np
import pytest

from perspectief_core import contract, sensitivity
from perspectief_core.cohort import select
from perspectief_core.disclosure import refuse_rows
from perspectief_core.intervals import share
from perspectief_core.selection import CRITERIA, Selection
from tests.core.builders2 import extract_of, random_people

CODES = tuple(criterion.code for criterion in CRITERIA)


@pytest.fixture(scope="module")
def extract():
    return random_people(300, seed=3)


@pytest.fixture(scope="module")
def grid(extract):
    return sensitivity.grid(extract)


def selection_of(combination):
    return Selection().only(**dict(zip(CODES, combination.choices, strict=True)))


def naive_shares(grid, outcome):
    return np.array([c.counts[grid.outcomes.index(outcome)] / c.n for c in grid.combinations])


def test_the_grid_holds_every_possible_combination_once(grid):
    every = int(np.prod([len(criterion.options) for criterion in CRITERIA]))
    impossible = every // (3 * 4)
    assert len({c.choices for c in grid.combinations}) == every - impossible == 528
    assert all(sum(c.counts) == c.n for c in grid.combinations)
    refuse_rows(grid)


def test_the_reports_choice_is_marked(grid, extract):
    report = grid.combinations[grid.report]
    assert selection_of(report) == Selection()
    assert report.n == select(extract, Selection()).n


def test_excluded_pairs_are_listed_and_count_the_same_people_as_another(grid, extract):
    for pair in grid.excluded:
        chosen = dict((pair.first, pair.second))
        assert not any(
            chosen.items() <= dict(zip(CODES, c.choices, strict=True)).items()
            for c in grid.combinations
        )
        without = Selection().only(**dict([pair.first]))
        both = select(extract, without.only(**dict([pair.second])))
        assert both.people.index.equals(select(extract, without).people.index)


def test_the_range_is_the_smallest_and_largest_share(grid, extract):
    found = sensitivity.ranges(grid, "mob")
    shares = naive_shares(grid, "mob")
    assert (found.low, found.high) == pytest.approx((shares.min(), shares.max()))
    assert (found.combinations, found.without_share) == (528, 0)
    for choices, expected in ((found.low_choices, found.low), (found.high_choices, found.high)):
        selection = Selection().only(**dict(zip(CODES, choices, strict=True)))
        people = select(extract, selection).people
        assert (people["uitkomst"] == "mob").mean() == pytest.approx(expected)
    people = select(extract, Selection()).people
    assert found.report == share(int((people["uitkomst"] == "mob").sum()), len(people))


def test_shares_of_those_who_left(grid):
    found = sensitivity.ranges(grid, "mob", "exits")
    left = [(c.counts[3], c.n - c.counts[0]) for c in grid.combinations]
    shares = [hits / total for hits, total in left if total]
    assert (found.low, found.high) == pytest.approx((min(shares), max(shares)))
    assert found.without_share == sum(total == 0 for _, total in left)
    with pytest.raises(ValueError, match="outcome"):
        sensitivity.ranges(grid, "in_begeleiding", "exits")


def test_a_merged_outcome_has_no_share_of_its_own(grid):
    found = sensitivity.ranges(grid, "doormigratie")
    apart = [c for c in grid.combinations if "apart" in c.choices]
    assert found.without_share == 528 - len(apart) == 264
    assert found.low == min(c.counts[4] / c.n for c in apart)
    bars = {bar.criterion: bar for bar in sensitivity.tornado(grid, "doormigratie").bars}
    assert (bars["doormigratie"].spread, bars["doormigratie"].matched) == (None, 0)


def test_the_tornado_compares_options_on_the_same_other_choices(grid):
    found = sensitivity.tornado(grid, "verblijfsvergunning")
    shares = dict(
        zip(
            (c.choices for c in grid.combinations),
            naive_shares(grid, "verblijfsvergunning"),
            strict=True,
        )
    )
    for bar in found.bars:
        axis = CODES.index(bar.criterion)
        options = CRITERIA[axis].options
        means = []
        for option in options:
            values = []
            for choices in shares:
                siblings = [(*choices[:axis], o, *choices[axis + 1 :]) for o in options]
                if choices[axis] == option and all(s in shares for s in siblings):
                    values.append(shares[choices])
            means.append(np.mean(values))
        assert [effect.mean for effect in bar.options] == pytest.approx(means)
        assert bar.spread == pytest.approx(max(means) - min(means))
    spreads = [bar.spread for bar in found.bars]
    assert spreads == sorted(spreads, reverse=True)


def test_an_option_alone_is_the_report_with_that_one_change(grid, extract):
    for bar in sensitivity.tornado(grid, "mob").bars:
        for effect in bar.options:
            people = select(extract, Selection().only(**{bar.criterion: effect.option})).people
            hits = int((people["uitkomst"] == "mob").sum())
            assert effect.alone == share(hits, len(people))


def test_filters_narrow_every_combination(extract):
    found = sensitivity.grid(extract, Selection(geslacht=("vrouw",)))
    assert found.filters.geslacht == ("vrouw",)
    women = select(extract, Selection(geslacht=("vrouw",)))
    assert found.combinations[found.report].n == women.n


def test_nobody_gives_no_range_and_no_bars():
    found = sensitivity.grid(extract_of({}))
    mob = sensitivity.ranges(found, "mob")
    assert (mob.low, mob.high, mob.low_choices, mob.without_share) == (None, None, (), 528)
    assert mob.report.share is None
    assert all(bar.spread is None for bar in sensitivity.tornado(found, "mob").bars)


def test_an_unknown_outcome_is_refused(grid):
    with pytest.raises(ValueError, match="outcome"):
        sensitivity.ranges(grid, "weg")
    with pytest.raises(ValueError, match="outcome"):
        sensitivity.tornado(grid, "weg")


def test_the_outcomes_are_those_of_the_contract(grid):
    assert grid.outcomes == contract.OUTCOMES
