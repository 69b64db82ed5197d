"""What is made of published results: only of those, and never surer than the exact counts are."""

import itertools
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from perspectief_core.associations.divisions import COLUMNS, divisions
from perspectief_core.beside import beside
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison.comparing import ComparisonOptions, compare_selection
from perspectief_core.data import contract, description
from perspectief_core.disclosure import closing, lattice, policies
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.disclosure.protecting import protect, provenance_of
from perspectief_core.durations.half_years import exits_by_half_year
from perspectief_core.durations.left_within import BEFORE, left_within
from perspectief_core.durations.lifetable import life_table
from perspectief_core.people import outcomes, participants
from perspectief_core.released import counts
from perspectief_core.released.counts import Released
from perspectief_core.released.deriving import DERIVATIONS, derivation
from perspectief_core.shares import intervals
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Interval, Share
from perspectief_core.steunpunten import funnel, profile, shrinkage, werkwijzen

OUTCOMES = ("verblijfsvergunning", "terugkeer", "mob", "in_begeleiding", "concreet")
EVERYBODY = Selection()
WOMEN = {"geslacht": ("vrouw",)}
PEILDATUM = date(2011, 4, 1)


def published(shipped, selection=EVERYBODY):
    """Return what is published, and the asks that were made of it.

    As a view answers: what is made of published results is made of those again.
    """
    asked = []

    def ask(chosen, analysis, arguments):
        made = derivation(analysis, "publicatie")
        if made is not None:
            return made(replace(released, selection=chosen), *arguments)
        asked.append(analysis)
        result = analysis(select(shipped, chosen), *arguments)
        return protect(result, shipped, chosen, "publicatie").value

    released = Released(selection, ask, provenance_of(shipped, selection, "publicatie"))
    return released, asked


def of(analysis, released, *arguments):
    return derivation(analysis, "publicatie")(released, *arguments)


def rounded_shares(value):
    """Yield every share in a result."""
    if isinstance(value, Share):
        yield value
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from rounded_shares(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from rounded_shares(part)


def test_every_derivation_answers_an_analysis_whose_result_is_derived():
    kinds = set()
    for name in DERIVATIONS:
        module, function = name.split(":")
        analysis = getattr(__import__(f"perspectief_core.{module}", fromlist=[function]), function)
        assert derivation(analysis, "publicatie") is not None
        assert derivation(analysis, "open") is None
        kinds.add(analysis.__annotations__["return"])
    assert kinds == policies.DERIVED


def test_it_is_made_of_published_results_alone(shipped):
    released, asked = published(shipped)
    answers = (
        of(funnel.funnel, released, "mob"),
        of(funnel.multiplicity, released),
        of(shrinkage.shrunken, released, "mob"),
        of(profile.profile, released, "utrecht"),
        of(werkwijzen.by_type, released, "4", "mob"),
        of(compare_selection, released, Selection(), ComparisonOptions()),
        of(beside.beside, released, "uitkomsten", ("utrecht", "arnhem", beside.OTHERS)),
        of(participants.origin_by_sex, released),
        of(participants.children_by_sex, released),
        of(left_within, released, PEILDATUM),
        of(life_table, released, True),
        of(participants.age_summary, released),
        of(participants.health, released),
        of(funnel.overall_test, released),
        of(divisions, released, "mob"),
        of(description.describe, released),
    )
    # Nothing else: each of these is published, and was attacked.
    assert set(asked) == {
        outcomes.by,
        outcomes.distribution,
        outcomes.trajectory_results,
        exits_by_half_year,
    }
    for answer in answers:
        for share in rounded_shares(answer):
            if share.total != 1140:
                assert isinstance(share.count, Rounded), type(answer)
                assert isinstance(share.total, Rounded), type(answer)


def test_who_had_left_by_period_is_what_was_counted_but_for_rounding(shipped):
    exact = left_within(select(shipped, Selection()), PEILDATUM)
    derived = of(left_within, published(shipped)[0], PEILDATUM)
    assert [period.period for period in derived.periods] == [
        period.period for period in exact.periods
    ]
    for ours, counted in zip(derived.periods, exact.periods, strict=True):
        assert abs(ours.left.count - counted.left.count) <= 4
        # What is said of half of them holds for the exact counts.
        assert ours.half.after <= counted.half.after
        assert ours.half.within is None or counted.half.within <= ours.half.within
        # One half year for each number that is added up, each at most two off.
        for halves, (share, true) in enumerate(zip(ours.within, counted.within, strict=True), 1):
            assert abs(share.count - true.count) <= 2 * halves
            assert abs(share.total - true.total) <= 2
    with pytest.raises(Withheld):
        of(left_within, published(shipped, Selection(diagnose=("ja",)))[0], PEILDATUM)


def test_the_life_table_holds_what_is_exactly_so(shipped):
    derived = of(life_table, published(shipped)[0], True)
    people = select(shipped, EVERYBODY).people
    since = replace(shipped, deelnemers=people[people["instroom"] >= "2009-10-01"])
    exact = life_table(select(since, EVERYBODY), corrected=True)
    assert len(derived.rows) == 2
    for ours, counted in zip(derived.rows, exact.rows, strict=False):
        assert ours.interval.low < counted.interval.low < counted.chance
        assert counted.chance < counted.interval.high < ours.interval.high
        assert abs(ours.chance - counted.chance) < 0.02
        for name in ("followed", "exits", "open_"):
            assert isinstance(getattr(ours, name), Rounded)
    with pytest.raises(Withheld, match="over_time"):
        of(life_table, published(shipped)[0], False)
    with pytest.raises(Withheld):
        of(life_table, published(shipped, Selection(diagnose=("ja",)))[0], True)


def test_who_came_before_the_start_is_told_since_the_start(shipped):
    first, *others = of(left_within, published(shipped)[0], PEILDATUM).periods
    assert (first.period, first.within, first.followed) == (BEFORE, (), (18, 18))
    assert (first.half.after, first.half.within) == (0, 18)
    assert [(period.half.after, period.half.within) for period in others] == [(12, None), (6, None)]


def test_the_exact_result_does_not_pass(shipped):
    exact = funnel.funnel(select(shipped, Selection()), "mob")
    with pytest.raises(Withheld):
        protect(exact, shipped, Selection(), "publicatie")


def test_only_what_holds_for_every_possible_count_is_outside(shipped):
    seen = 0
    for view in closing.views(shipped):
        if view.reason is not None or len(view.selection.active_filters) > 1:
            continue
        released, _ = published(shipped, view.selection)
        for outcome in OUTCOMES:
            try:
                derived = of(funnel.funnel, released, outcome)
            except Withheld:
                continue
            exact = funnel.funnel(select(shipped, view.selection), outcome)
            own = {point.steunpunt: point for point in exact.points}
            assert {point.steunpunt for point in derived.points} < set(own)
            for point in derived.points:
                if point.outside:
                    seen += 1
                    # The average is the rounded one, so the exact p can lie just over the edge.
                    assert own[point.steunpunt].p < 0.06, (view, outcome)
                    assert point.p <= 0.05
    assert seen > 10


def test_the_counts_nearest_to_the_average_are_published_as_they_are(shipped):
    released, _ = published(shipped)
    table = {group.group: group for group in released.by("steunpunt").groups}
    for outcome in OUTCOMES[:-1]:
        groups = counts.places(released, outcome)
        for chance in (0.0, 0.1, 0.5, 1.0):
            near = groups.nearest(chance)
            for code, hits in zip(near.codes, near.hits, strict=True):
                said = table[code].share_of(outcome).count
                low, high = Rounded(said).bounds
                assert low <= hits <= max(high, int(said))
    assert np.array_equal(groups.nearest(0.5, 2).totals, groups.totals + 2)


def test_a_steunpunt_that_is_not_shown_has_no_profile(shipped):
    released, _ = published(shipped)
    with pytest.raises(Withheld):
        of(profile.profile, released, "almelo")
    with pytest.raises(Withheld):
        of(werkwijzen.by_type, released, "6", "mob")


def test_rounding_of_perspectief_widens_the_comparison(shipped):
    released, _ = published(shipped)
    rounded = of(compare_selection, released, Selection(), ComparisonOptions())
    exact = compare_selection(shipped, Selection(), ComparisonOptions())
    assert (rounded.total, rounded.unlisted) == (735, 10)
    for own, other in zip(rounded.rows, exact.rows, strict=True):
        assert own.widths.chance_rounding.low <= other.widths.chance.low
        assert own.widths.chance_rounding.high >= other.widths.chance.high
        low, high = own.dtv.doubts.rounding.low, own.dtv.doubts.rounding.high
        narrow = other.dtv.doubts.rounding
        assert low <= narrow.low < narrow.high <= high
        assert high - low > narrow.high - narrow.low
    together = of(
        compare_selection, released, Selection(), replace(ComparisonOptions(), resultaat="samen")
    )
    assert [row.share.count for row in together.rows][:2] == [475, 125]


def test_people_by_sex_are_the_sizes_of_views(shipped):
    released, _ = published(shipped)
    derived = of(participants.origin_by_sex, released)
    table = {group.group: group.n for group in released.by("herkomst").groups}
    assert {part.level: part.share.count for part in derived.everyone.shares} == table
    women = {
        group.group: group.n for group in released.only(geslacht=("vrouw",)).by("herkomst").groups
    }
    for part in derived.of("vrouw").shares:
        assert part.share.count == women[part.level]
    assert (derived.everyone.n, derived.of("vrouw").n, derived.of("man").n) == (735, 190, 545)
    exact = participants.children_by_sex(select(shipped, EVERYBODY))
    children = of(participants.children_by_sex, released)
    for own, other in zip(children.any_child_by_sex, exact.any_child_by_sex, strict=True):
        assert abs(own.known.share.count - other.known.share.count) <= 4
    with pytest.raises(Withheld, match="filters"):
        of(participants.origin_by_sex, published(shipped, Selection(traject=("terugkeer",)))[0])


@pytest.mark.parametrize("chosen", [{"geslacht": ("man",)}, {"leeftijd": (20, 22)}])
def test_under_a_filter_people_are_told_of_together(shipped, chosen):
    released, _ = published(shipped, Selection(**chosen))
    origin = of(participants.origin_by_sex, released)
    table = {group.group: group.n for group in released.by("herkomst").groups}
    assert {part.level: part.share.count for part in origin.everyone.shares} == table
    assert (origin.apart, origin.test) == (False, None)
    # How many women there are is a view of two filters; of men alone nobody asks it.
    women = select(shipped, Selection(**chosen, **({} if "geslacht" in chosen else WOMEN))).n
    told = {group.group: group.breakdown.n for group in origin.by_sex}
    if "geslacht" in chosen:
        assert not told
    else:
        assert abs(told["vrouw"] - women) <= 2
    children = of(participants.children_by_sex, released)
    exact = participants.children_by_sex(select(shipped, released.selection)).any_child.share
    assert abs(children.any_child.share.count - exact.count) <= 4
    assert not children.any_child_by_sex


def test_a_part_is_not_of_other_people_than_those_chosen(shipped):
    young = published(shipped, Selection(leeftijd=(12, 19)))[0]
    with pytest.raises(Withheld, match="filters"):
        of(participants.age_summary, young)
    for chosen in ({"diagnose": ("ja",)}, {"geslacht": ("man",)}):
        with pytest.raises(Withheld, match="filters"):
            of(participants.health, published(shipped, Selection(**chosen))[0])
    came = Selection(instroomperiode=("okt_2009_mrt_2010",))
    left = of(left_within, published(shipped, came)[0], PEILDATUM)
    assert [period.period for period in left.periods] == ["okt_2009_mrt_2010"]
    table = of(life_table, published(shipped, came)[0], True)
    assert table.n == 240


def test_small_counts_together_are_up_to_so_many():
    nobody = intervals.share(Rounded(0), Rounded(40))
    group = outcomes.GroupOutcomes(
        "x",
        Rounded(40),
        tuple(outcomes.OutcomeShare(code, nobody, Interval(0, 1)) for code in contract.OUTCOMES),
    )
    both = counts.share_of(group, "concreet")
    assert both.count.bounds == (0, 8)
    assert counts.share_of(group, "mob").count.bounds == (0, 4)
    more = [intervals.share(Rounded(count), Rounded(40)) for count in (20, 25)]
    assert counts.together(more, Rounded(40)).bounds == (38, 42)
    assert int(counts.together(more, Rounded(40))) == 40


def test_a_test_says_no_more_than_the_exact_counts_do(shipped):
    released, _ = published(shipped)
    derived = of(funnel.overall_test, released)
    exact = funnel.overall_test(select(shipped, EVERYBODY)).test
    assert derived.draws == 0
    assert derived.test.more_than_chance
    assert derived.test.chi2 < exact.chi2
    assert derived.test.p > exact.p
    children = of(participants.children_by_sex, released).classes.test
    true = participants.children_by_sex(select(shipped, EVERYBODY)).classes.test
    assert 0 < children.chi2 < true.chi2
    assert children.cramers_v < true.cramers_v


def test_a_division_is_sure_only_where_it_exactly_is_so(shipped):
    assert tuple(sorted(policies.COARSE, key=COLUMNS.index)) == COLUMNS
    released, _ = published(shipped)
    seen = 0
    for outcome in OUTCOMES:
        derived = of(divisions, released, outcome)
        exact = {
            division.column: division
            for division in divisions(select(shipped, EVERYBODY), outcome).divisions
        }
        assert {division.column for division in derived.divisions} == set(COLUMNS) == set(exact)
        for division in derived.divisions:
            if division.more_than_chance:
                seen += 1
                assert (
                    exact[division.column].test.p < division.test.p <= division.p_adjusted <= 0.05
                )
    assert seen > 5
    # Somebody who chose a group is told of the others only.
    women = of(divisions, published(shipped, Selection(geslacht=("vrouw",)))[0], "mob")
    assert "geslacht" not in {division.column for division in women.divisions}
    for selection, basis in ((Selection(traject=("terugkeer",)), "all"), (EVERYBODY, "exits")):
        with pytest.raises(Withheld):
            of(divisions, published(shipped, selection)[0], "mob", basis)


def test_ages_and_diagnoses_are_the_sizes_of_views(shipped):
    released, _ = published(shipped)
    ages = of(participants.age_summary, released)
    assert ages.years.everyone.mean is None
    assert [part.level for part in ages.classes.everyone.shares] == ["12_19", "20_22", "23_60"]
    years = select(shipped, EVERYBODY).people["leeftijd_instroom"]
    for part, (low, high) in zip(ages.classes.everyone.shares, lattice.AGES, strict=True):
        assert abs(part.share.count - years.between(low, high).sum()) <= 2
        assert ages.classes.of("vrouw").share_of(part.level).count
    exact = participants.health(select(shipped, EVERYBODY)).psychiatric.everyone
    derived = of(participants.health, released)
    for part in derived.psychiatric.everyone.shares:
        assert abs(part.share.count - exact.share_of(part.level).count) <= 2
    assert not derived.physical.everyone.shares


def test_steunpunten_beside_each_other_differ_only_where_they_exactly_do(shipped):
    released, _ = published(shipped)
    codes = [group.group for group in released.by("steunpunt").groups if "+" not in group.group]
    seen = 0
    for first, second in itertools.combinations(codes, 2):
        derived = of(beside.beside, released, "uitkomsten", (first, second))
        exact = beside.beside(select(shipped, EVERYBODY), "uitkomsten", (first, second))
        own = {row.code: row for row in exact.rows}
        for row in derived.rows_with("verschilt"):
            seen += 1
            assert own[row.code].p <= row.p <= 0.05
        assert len(derived.rows_with("verschilt")) + len(derived.rows_with("afgerond")) == 6
    assert seen > 3
    for topic, groups in (("getallen", codes[:2]), ("uitkomsten", [codes[0], "almelo"])):
        with pytest.raises(Withheld):
            of(beside.beside, released, topic, tuple(groups))
    others = of(beside.beside, released, "uitkomsten", (codes[0], beside.OTHERS))
    assert sum(group.n for group in others.groups) == 735


def test_a_column_that_is_missing_divides_nobody(shipped):
    lacking = replace(shipped, deelnemers=shipped.deelnemers.drop(columns=["traject"]))
    whole, rest = (
        {division.column for division in of(divisions, published(extract)[0], "mob").divisions}
        for extract in (shipped, lacking)
    )
    assert rest == whole - {"traject"} != whole
