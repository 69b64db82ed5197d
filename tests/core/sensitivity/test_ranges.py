import numpy as np
import pytest

from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import CRITERIA, Selection
from perspectief_core.data import contract
from perspectief_core.results import refuse_rows
from perspectief_core.sensitivity import distinct, ranges
from perspectief_core.sensitivity.combinations import combine, outcome_counts
from perspectief_core.sensitivity.curve import COLUMNS, curve
from perspectief_core.sensitivity.grid import grid
from perspectief_core.sensitivity.impossible import possible
from perspectief_core.sensitivity.ranges import EXITS_ONLY, REPORT
from perspectief_core.shares.intervals import share
from tests.core.builders2 import extract_of, random_people
from tests.places import ROOT

CODES = tuple(criterion.code for criterion in CRITERIA)
NUMBER = int(possible().sum())


@pytest.fixture(scope="module")
def extract():
    return random_people(300, seed=3)


@pytest.fixture(scope="module")
def combinations(extract):
    return combine(extract)


@pytest.fixture(scope="module")
def everything(combinations):
    return grid(combinations)


def selection_of(choices):
    return Selection().only(**dict(zip(CODES, choices, strict=True)))


def naive_shares(everything, outcome):
    """One share per group of people: the same people count once."""
    at = everything.outcomes.index(outcome)
    groups = {c.group: c.counts[at] / c.n if c.n else np.nan for c in everything.combinations}
    return np.array(list(groups.values()))


def test_the_grid_holds_every_possible_combination_once(everything):
    assert len({c.choices for c in everything.combinations}) == NUMBER
    # What was counted once by hand stands in the method page.
    said = (ROOT / "docs" / "methods" / "sensitivity.md").read_text(encoding="utf-8")
    every = f"{possible().size:,} combinations, of which {NUMBER:,} are possible"
    assert every in " ".join(said.split())
    assert all(sum(c.counts) == c.n for c in everything.combinations)
    refuse_rows(everything)


def test_combinations_that_count_the_same_people_have_one_number(everything, extract):
    seen = {}
    # Every seventh: selecting anew for each of them takes a minute and a half.
    for combination in everything.combinations[::7]:
        if combination.choices[CODES.index("doormigratie")] != "apart":
            continue
        people = select(extract, selection_of(combination.choices)).people["persoon"]
        who = (combination.choices[CODES.index("peildatum")], frozenset(people))
        assert seen.setdefault(who, combination.group) == combination.group
    assert len(set(seen.values())) == len(seen) > 100
    assert {combination.group for combination in everything.combinations} == set(
        range(1, everything.groups + 1)
    )
    assert everything.groups < NUMBER // 2


@pytest.mark.parametrize("outcome", contract.OUTCOMES)
def test_each_different_counting_of_an_outcome_counts_once(combinations, everything, outcome):
    merged = CODES.index("doormigratie")
    at, onward = (contract.OUTCOMES.index(code) for code in (outcome, "doormigratie"))
    apart = {c.group: c for c in everything.combinations if c.choices[merged] == "apart"}
    twice = (
        sum(counting.counts[onward] > 0 for counting in apart.values())
        if outcome == "overig"
        else 0
    )
    drawn = ranges.ranges(combinations, outcome)
    assert drawn.countings == everything.groups + twice
    shares = [c.counts[at] / c.n for c in everything.combinations if c.n]
    if outcome != "doormigratie":
        assert (drawn.low, drawn.high) == pytest.approx((min(shares), max(shares)))


def test_a_counting_is_told_with_the_fewest_departures(combinations, everything):
    each = distinct.countings(combinations)
    chosen = [ranges.all_choices()[at] for at in each.first]
    group_of = {combination.choices: combination.group for combination in everything.combinations}
    least = {}
    for combination in everything.combinations:
        away = sum(a != b for a, b in zip(combination.choices, REPORT, strict=True))
        least[combination.group] = min(least.get(combination.group, 99), away)
    assert len({group_of[choices] for choices in chosen}) == everything.groups
    for choices in chosen:
        away = sum(a != b for a, b in zip(choices, REPORT, strict=True))
        assert away == least[group_of[choices]]


def test_the_reports_choice_is_marked(everything, extract):
    report = everything.combinations[everything.report]
    assert report.choices == REPORT
    assert report.n == select(extract, Selection()).n


def test_the_grid_counts_as_selecting_does(everything, extract):
    for combination in everything.combinations[::307]:
        people = select(extract, selection_of(combination.choices)).people
        assert combination.n == len(people)
        assert combination.counts[3] == int((people["uitkomst"] == "mob").sum())


def test_the_range_is_the_smallest_and_largest_share(combinations, everything, extract):
    mob = ranges.ranges(combinations, "mob")
    shares = naive_shares(everything, "mob")
    assert (mob.low, mob.high) == pytest.approx((np.nanmin(shares), np.nanmax(shares)))
    assert (mob.combinations, mob.countings) == (NUMBER, everything.groups)
    assert mob.without_share == int(np.isnan(shares).sum())
    people = select(extract, Selection()).people
    assert mob.report == share(int((people["uitkomst"] == "mob").sum()), len(people))


def test_shares_of_those_who_left(combinations, everything):
    mob = ranges.ranges(combinations, "mob", "exits")
    left = [(c.counts[3], c.n - c.counts[0]) for c in everything.combinations]
    shares = [hits / total for hits, total in left if total]
    assert (mob.low, mob.high) == pytest.approx((min(shares), max(shares)))
    nobody = {c.group for c in everything.combinations if c.n == c.counts[0]}
    assert mob.without_share == len(nobody)
    with pytest.raises(ValueError, match="outcome"):
        ranges.ranges(combinations, "in_begeleiding", "exits")


def test_a_merged_outcome_has_no_share_of_its_own(combinations, everything):
    onward = ranges.ranges(combinations, "doormigratie")
    apart = [c for c in everything.combinations if "apart" in c.choices and c.n]
    # Whoever is merged into the others is counted apart in another combination.
    assert onward.countings == everything.groups
    assert onward.without_share == len({c.group for c in everything.combinations if not c.n})
    assert onward.low == min(c.counts[4] / c.n for c in apart)
    bars = {bar.criterion: bar for bar in ranges.tornado(combinations, "doormigratie").bars}
    assert (bars["doormigratie"].spread, bars["doormigratie"].matched) == (None, 0)


def test_the_tornado_compares_options_on_the_same_other_choices(combinations, extract):
    outcome = CODES.index("koppeling")
    bar = next(
        bar
        for bar in ranges.tornado(combinations, "verblijfsvergunning").bars
        if bar.criterion == "koppeling"
    )
    cube = ranges.share_cube(
        ranges.outcome_counts(combinations),
        ("verblijfsvergunning",),
        "all",
        possible("niet_bekend"),
    )
    pairs = np.moveaxis(cube, outcome, 0).reshape(2, -1)
    groups = np.moveaxis(combinations.groups, outcome, 0).reshape(2, -1)
    both = {
        tuple(groups[:, at]): pairs[:, at]
        for at in range(pairs.shape[1])
        if not np.isnan(pairs[:, at]).any()
    }
    both = np.array(list(both.values())).T
    assert [effect.mean for effect in bar.options] == pytest.approx(both.mean(axis=1).tolist())
    assert bar.spread == pytest.approx(abs(np.diff(both.mean(axis=1))[0]))
    assert bar.matched == both.size


def test_the_bars_run_from_long_to_short(combinations):
    bars = ranges.tornado(combinations, "verblijfsvergunning").bars
    assert {bar.criterion for bar in bars} == {*CODES, EXITS_ONLY}
    spreads = [bar.spread for bar in bars if bar.spread is not None]
    assert spreads == sorted(spreads, reverse=True)


def test_who_was_waiting_is_known_at_the_last_peildatum_only(combinations):
    bars = {bar.criterion: bar for bar in ranges.tornado(combinations, "mob").bars}
    others = int(np.prod([len(c.options) for c in CRITERIA if c.code != "peildatum"]))
    assert bars["wachtenden"].matched <= others
    assert bars["peildatum"].matched <= 3 * others // 2


def test_an_option_alone_is_the_report_with_that_one_change(combinations, extract):
    for bar in ranges.tornado(combinations, "mob").bars:
        for effect in bar.options:
            choice = effect.option == "true" if bar.criterion == EXITS_ONLY else effect.option
            people = select(extract, Selection().only(**{bar.criterion: choice})).people
            hits = int((people["uitkomst"] == "mob").sum())
            assert effect.alone == share(hits, len(people))


def test_being_in_guidance_has_no_bar_for_those_who_left(combinations):
    bars = ranges.tornado(combinations, "in_begeleiding").bars
    assert EXITS_ONLY not in {bar.criterion for bar in bars}


def test_filters_narrow_every_combination(extract):
    women = Selection(geslacht=("vrouw",))
    everything = grid(combine(extract, women))
    assert everything.filters.geslacht == ("vrouw",)
    assert everything.combinations[everything.report].n == select(extract, women).n


def test_nobody_gives_no_range_no_bars_and_no_curve():
    combinations = combine(extract_of({}))
    mob = ranges.ranges(combinations, "mob")
    # Nobody at three dates.
    assert (mob.low, mob.high, mob.without_share) == (None, None, 3)
    assert mob.report.share is None
    assert all(bar.spread is None for bar in ranges.tornado(combinations, "mob").bars)
    drawn = curve(combinations, "mob")
    assert (drawn.columns, drawn.report_place, drawn.without_share) == ((), None, 3)


def test_an_unknown_outcome_is_refused(combinations):
    for ask in (ranges.ranges, ranges.tornado, curve):
        with pytest.raises(ValueError, match="outcome"):
            ask(combinations, "weg")


def test_the_outcomes_are_those_of_the_contract(everything):
    assert everything.outcomes == contract.OUTCOMES


def test_the_curve_holds_every_counting_in_order(combinations, everything):
    drawn = curve(combinations, "mob")
    shares = np.sort(naive_shares(everything, "mob"))
    shares = shares[~np.isnan(shares)]
    assert len(drawn.columns) == COLUMNS
    assert sum(column.size for column in drawn.columns) == len(shares)
    assert drawn.without_share == everything.groups - len(shares)
    at = 0
    for column in drawn.columns:
        part = shares[at : at + column.size]
        assert (column.low, column.high) == pytest.approx((part[0], part[-1]))
        assert column.low <= column.middle.share <= column.high
        at += column.size
    refuse_rows(drawn)


def test_a_column_says_how_often_each_option_stands_in_it(combinations, extract):
    drawn = curve(combinations, "mob")
    number = sum(column.size for column in drawn.columns)
    for axis, criterion in enumerate(CRITERIA):
        for column in drawn.columns:
            # A counting that several options give counts for each of them.
            assert sum(column.options[axis]) >= 1 - 1e-12
        early = sum(column.size * column.options[axis][0] for column in drawn.columns)
        assert 0 < early <= number, criterion.code
    middle = drawn.columns[17]
    people = select(extract, selection_of(middle.choices)).people
    assert middle.middle == share(int((people["uitkomst"] == "mob").sum()), len(people))


def test_the_place_of_the_report_is_in_the_middle_of_equal_shares(combinations, everything):
    drawn = curve(combinations, "mob")
    shares = naive_shares(everything, "mob")
    shares = shares[~np.isnan(shares)]
    below = np.mean(shares < drawn.report.share)
    equal = np.mean(shares == drawn.report.share)
    assert drawn.report_place == pytest.approx(below + equal / 2)


@pytest.mark.parametrize("basis", ["all", "exits"])
def test_the_results_together_are_asked_as_one_outcome(combinations, extract, basis):
    both = ranges.ranges(combinations, "concreet", basis)
    people = select(extract, Selection()).people
    people = people if basis == "all" else people[people["uitkomst"] != "in_begeleiding"]
    hits = people["uitkomst"].isin(["verblijfsvergunning", "terugkeer"])
    assert both.report == share(int(hits.sum()), len(people))
    last = curve(combinations, "concreet", basis).columns[-1]
    assert last.high == both.high
    highest = select(extract, selection_of(last.choices)).people
    highest = highest if basis == "all" else highest[highest["uitkomst"] != "in_begeleiding"]
    results = highest["uitkomst"].isin(["verblijfsvergunning", "terugkeer"])
    assert results.mean() == pytest.approx(last.middle.share)
    bar = next(
        b
        for b in ranges.tornado(combinations, "concreet", basis).bars
        if b.criterion == "koppeling"
    )
    assert bar.options[0].alone == both.report


@pytest.mark.parametrize("basis", ["all", "exits"])
def test_the_share_of_the_report_is_that_of_its_own_selection(extract, combinations, basis):
    people = select(extract, Selection()).people
    left = people["uitkomst"] != "in_begeleiding"
    total = len(people) if basis == "all" else int(left.sum())
    hits = int((people["uitkomst"] == "mob").sum())
    counts = outcome_counts(combinations)
    assert ranges.report_share(counts, "mob", basis) == share(hits, total)
