from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from perspectief_core.cohort import selecting
from perspectief_core.cohort.criteria import INCLUSION, Inclusion
from perspectief_core.cohort.selecting import ColumnMissingError, select
from perspectief_core.cohort.selection import CRITERIA, FILTERS, Selection
from perspectief_core.cohort.standing import months_between, stand
from tests.core.builders import STEUNPUNTEN, make_cohort, make_extract, with_people
from tests.core.cohort.test_selection import selections

EXTRACT = make_extract(150, seed=8)


def kept(extract=EXTRACT, **choices):
    return set(make_cohort(extract, **choices).people["persoon"])


def step(cohort, code):
    return next(step for step in cohort.flow.steps if step.code == code)


@given(selections)
@settings(max_examples=40)
def test_the_flow_adds_up(chosen):
    cohort = select(EXTRACT, chosen)
    flow = cohort.flow
    assert flow.start == 150
    assert flow.start - sum(stage.dropped for stage in flow.steps) == flow.counted == cohort.n
    remaining = flow.start
    for stage in flow.steps:
        assert stage.kept == remaining - stage.dropped
        remaining = stage.kept
    codes = [stage.code for stage in flow.steps]
    assert codes[: len(CRITERIA) - 1] == [c.code for c in CRITERIA if c.code != "doormigratie"]
    assert codes[len(CRITERIA) - 1 :] == list(chosen.active_filters)
    assert flow.included == flow.steps[len(CRITERIA) - 2].kept


@given(selections, st.data())
@settings(max_examples=40)
def test_one_more_filter_never_adds_a_person(chosen, data):
    filter_ = data.draw(st.sampled_from([f for f in FILTERS if f.kind == "choices"]))
    options = filter_.options or STEUNPUNTEN
    before = getattr(chosen, filter_.code) or options
    wide = chosen.only(**{filter_.code: ()})
    narrow = chosen.only(**{filter_.code: before})
    narrower = chosen.only(**{filter_.code: before[:1]})
    sets = [
        set(select(EXTRACT, selection).people["persoon"]) for selection in (narrower, narrow, wide)
    ]
    assert sets[0] <= sets[1] <= sets[2]


@given(selections, st.integers(0, 100))
@settings(max_examples=25)
def test_row_order_does_not_matter(chosen, seed):
    people = EXTRACT.deelnemers.sample(frac=1, random_state=seed)
    shuffled = select(replace(EXTRACT, deelnemers=people), chosen)
    cohort = select(EXTRACT, chosen)
    assert shuffled.flow == cohort.flow
    pd.testing.assert_frame_equal(
        shuffled.people.sort_values("persoon"), cohort.people.sort_values("persoon")
    )


def test_selecting_leaves_the_extract_as_it_was():
    extract = make_extract(50)
    before = extract.deelnemers.copy()
    make_cohort(extract, doormigratie="bij_overig", peildatum="2010-10-01")
    pd.testing.assert_frame_equal(extract.deelnemers, before)


def test_inflow_limit_includes_its_own_day_and_peildatum_does_not():
    starts = ["2010-09-01", "2010-10-01", "2010-11-01", "2011-04-01"]
    extract = with_people({"instroom": starts})
    assert kept(extract) == {"p0", "p1"}
    assert kept(extract, instroom_tot="geen_grens") == {"p0", "p1", "p2"}
    assert kept(extract, peildatum="2010-10-01") == {"p0"}


def test_who_left_before_the_start_never_took_part():
    extract = with_people(
        {
            "instroom": ["2009-01-01", "2009-01-01", "2009-01-01", "2009-10-01"],
            "uitstroom": ["2009-09-01", "2009-10-01", None, None],
            "uitkomst": ["mob", "mob", "in_begeleiding", "in_begeleiding"],
        }
    )
    assert kept(extract) == {"p1", "p2", "p3"}
    assert kept(extract, voor_start="weglaten") == {"p3"}


def test_age_criterion_and_filter_at_their_borders():
    extract = with_people({"leeftijd_instroom": [17, 18, 24, 25, None]})
    assert kept(extract, leeftijd_grens="18_plus") == {"p1", "p2", "p3"}
    assert kept(extract, leeftijd_grens="18_tot_25") == {"p1", "p2"}
    assert kept(extract, leeftijd=(17, 24)) == {"p0", "p1", "p2"}
    assert kept(extract, leeftijd=(12, 60)) == {"p0", "p1", "p2", "p3", "p4"}


def test_linked_persons_only():
    extract = with_people({"dmb_koppeling": [True, False]})
    assert kept(extract, koppeling="gekoppeld") == {"p0"}


def test_unknown_exit_dates():
    extract = with_people(
        {
            "uitkomst": ["in_begeleiding", "in_begeleiding", "mob", "mob"],
            "uitstroom": [None, None, None, "2010-05-01"],
            "uitstroomdatum_onbekend": [False, True, None, None],
        }
    )
    assert kept(extract) == {"p0", "p1", "p2", "p3"}
    assert kept(extract, datum_onbekend="weglaten") == {"p0", "p3"}
    months = make_cohort(extract).people["maanden"]
    assert months.tolist() == [15, 15, pd.NA, 4]


def test_onward_migration_joins_the_others_when_asked():
    extract = with_people({"uitkomst": ["doormigratie", "overig"], "uitstroom": ["2010-05-01"] * 2})
    assert make_cohort(extract).people["uitkomst"].tolist() == ["doormigratie", "overig"]
    merged = make_cohort(extract, doormigratie="bij_overig")
    assert merged.people["uitkomst"].tolist() == ["overig", "overig"]


def test_an_earlier_peildatum_undoes_later_exits():
    extract = with_people(
        {
            "uitkomst": ["mob", "mob", "mob", "mob"],
            "uitstroom": ["2010-09-01", "2010-10-01", "2011-01-01", None],
            "beeindigd_door": ["client"] * 4,
        }
    )
    cohort = make_cohort(extract, peildatum="2010-10-01")
    assert cohort.peildatum == date(2010, 10, 1)
    people = cohort.people
    assert people["uitkomst"].tolist() == ["mob", "in_begeleiding", "in_begeleiding", "mob"]
    assert people["beeindigd_door"].notna().tolist() == [True, False, False, True]
    assert people["maanden"].tolist() == [8, 9, 9, pd.NA]


def test_a_peildatum_after_that_of_the_extract_adds_nothing():
    made = with_people({"instroom": ["2010-01-01", "2010-09-01"]})
    manifest = replace(made.manifest, peildatum=date(2010, 9, 1))
    cohort = make_cohort(replace(made, manifest=manifest))
    assert cohort.peildatum == date(2010, 9, 1)
    assert cohort.people["persoon"].tolist() == ["p0"]


def test_only_those_who_left():
    people = make_cohort(EXTRACT, uitstroom=True).people
    assert len(people) > 0
    assert (people["uitkomst"] != "in_begeleiding").all()


@pytest.mark.parametrize(
    "filter_", [f for f in FILTERS if f.kind == "choices"], ids=lambda f: f.code
)
def test_every_filter_keeps_exactly_its_group(filter_):
    everyone = make_cohort(EXTRACT)
    codes = filter_.groups(everyone.people).astype(object)
    for option in filter_.options or STEUNPUNTEN:
        expected = set(everyone.people["persoon"][(codes == option).fillna(False)])
        assert kept(**{filter_.code: (option,)}) == expected


def test_two_filters_narrow_each_other():
    one, other = kept(geslacht=("vrouw",)), kept(werkwijze_2=("zacht",))
    assert kept(geslacht=("vrouw",), werkwijze_2=("zacht",)) == one & other


def test_a_filter_on_a_missing_column_keeps_everyone_and_says_so():
    bare = with_people({"geslacht": ["man", "vrouw"]})
    cohort = make_cohort(bare, traject=("terugkeer",), geslacht=("man",))
    assert step(cohort, "traject").column_missing
    assert (step(cohort, "traject").kept, step(cohort, "traject").dropped) == (1, 0)
    assert not step(cohort, "geslacht").column_missing
    with pytest.raises(ColumnMissingError, match="`deelnemers` has no column `traject`"):
        cohort.column("traject")


def test_people_in_guidance_at_the_steunpunt_are_counted_before_criteria_and_filters():
    extract = with_people(
        {
            "steunpunt": ["almere", "almere", "almere", "breda"],
            "geslacht": ["man", "vrouw", "man", "man"],
            "uitkomst": ["in_begeleiding", "in_begeleiding", "mob", "mob"],
        }
    )
    people = make_cohort(extract, geslacht=("man",)).people
    assert people["begeleid_steunpunt"].tolist() == [2, 2, 0]
    left = make_cohort(extract, uitstroom=True).people
    assert left["begeleid_steunpunt"].tolist() == [2, 0]


def test_months_between_count_calendar_months():
    start = pd.Series(pd.to_datetime(["2009-10-01", "2009-12-31", "2010-01-01", None]))
    end = pd.Series(pd.to_datetime(["2011-04-01", "2010-01-01", "2010-01-31", "2010-01-01"]))
    assert months_between(start, end).tolist() == [18, 1, 0, pd.NA]


def test_an_empty_selection_is_an_empty_cohort():
    cohort = make_cohort(EXTRACT, herkomst=("angola",), leeftijd=(60, 60))
    assert (cohort.n, cohort.flow.counted) == (0, 0)
    assert cohort.flow.included == make_cohort(EXTRACT).n == select(EXTRACT, Selection()).n


every_option = pytest.mark.parametrize(
    ("criterion", "option"),
    [(criterion, option) for criterion in INCLUSION for option in criterion.options],
    ids=lambda part: getattr(part, "code", part),
)


@every_option
def test_a_criterion_looks_at_the_columns_it_names_only(criterion, option):
    people = make_cohort(EXTRACT).people
    wanted = people[sorted(criterion.needs)]
    assert criterion.kept(wanted, option).shape == (len(people),)
    for column in criterion.needs:
        rest = people.drop(columns=column)
        assert (criterion.kept(rest, option) is None) == (option in criterion.keep)


@every_option
def test_the_widest_option_keeps_whom_any_other_keeps(criterion, option):
    # The peildatum changes what people are: its earlier dates keep fewer, as limits do.
    narrow = kept(**{criterion.code: option})
    assert narrow <= kept(**{criterion.code: criterion.widest})


@pytest.mark.parametrize("filter_", FILTERS, ids=lambda f: f.code)
def test_a_filter_looks_at_its_own_column_only(filter_):
    people = make_cohort(EXTRACT).people
    chosen = filter_.checked(filter_.default)
    assert filter_.kept(people[[filter_.column]], chosen).shape == (len(people),)
    assert filter_.kept(people.drop(columns=filter_.column), chosen) is None


def test_a_fault_in_a_rule_is_not_taken_for_a_missing_column(monkeypatch):
    broken = Inclusion(
        code="koppeling",
        options=("allen", "gekoppeld"),
        keep={"gekoppeld": lambda p: p["vergeten"]},
    )
    monkeypatch.setattr(selecting, "KEEPING", (broken,))
    extract = make_extract(20, seed=9)
    assert make_cohort(extract).n > 0
    with pytest.raises(KeyError, match="vergeten"):
        make_cohort(extract, koppeling="gekoppeld")


@pytest.mark.parametrize("day", [date(2011, 4, 1), date(2011, 1, 1), date(2010, 10, 1)])
def test_times_of_everyone_are_counted_from_their_own_dates(day):
    extract = make_extract(n=300, seed=5)
    for person in stand(extract, day).people.itertuples():
        came, left = person.instroom, person.uitstroom
        months = 12 * (day.year - came.year) + day.month - came.month
        assert person.volgtijd == months - (came.day > day.day)
        if person.uitkomst == "in_begeleiding":
            assert person.maanden == months
        elif pd.isna(left):
            assert person.maanden is pd.NA
        else:
            assert person.maanden == 12 * (left.year - came.year) + left.month - came.month
