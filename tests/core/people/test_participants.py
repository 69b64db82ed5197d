import pandas as pd
import pytest
from scipy import stats

from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.data import contract
from perspectief_core.people import participants
from perspectief_core.people.summaries import Summary
from perspectief_core.published.records import origin_by_sex
from perspectief_core.results import refuse_rows
from perspectief_core.shares.intervals import share
from tests.core.builders import make_cohort, make_extract, with_people

QUESTIONS = (
    participants.origin_by_sex,
    participants.age_summary,
    participants.children_by_sex,
    participants.health,
    participants.asylum_history,
    participants.inflow,
    participants.months_in_nl_by_steunpunt,
)


# The transcribed table keeps the document's spelling.
OTHER_ASIA = {"overige_azie": "overig_azie"}


def levels(breakdown):
    return {row.level: row.share.count for row in breakdown.shares}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("n", [0, 1, 2])
def test_nobody_and_a_few(question, n):
    result = question(make_cohort(make_extract(n), instroom_tot="geen_grens"))
    refuse_rows(result)
    assert "nan" not in repr(result)
    assert "inf" not in repr(result)


def test_origin_of_published_table():
    rows = list(origin_by_sex().rename(OTHER_ASIA).reset_index().itertuples())
    people = [
        (row.herkomst, sex)
        for row in rows
        for sex, count in (("vrouw", row.vrouw), ("man", row.man))
        for _ in range(count)
    ]
    herkomst, geslacht = zip(*people, strict=True)
    cohort = make_cohort(with_people({"herkomst": list(herkomst), "geslacht": list(geslacht)}))
    origin = participants.origin_by_sex(cohort)
    assert origin.everyone.n == 733
    women, men = origin.by_sex
    assert (women.group, men.group) == ("vrouw", "man")
    assert levels(women.breakdown) == {row.herkomst: row.vrouw for row in rows}
    assert levels(men.breakdown) == {row.herkomst: row.man for row in rows}
    # A quarter of the participants were women: 26 %.
    assert round(women.breakdown.n / origin.everyone.n, 2) == 0.26


def test_by_sex_agrees_with_pandas():
    cohort = make_cohort(make_extract(400))
    psychiatric = participants.health(cohort).psychiatric
    values = cohort.people["psychiatrische_diagnose"].astype(object).fillna("onbekend")
    table = pd.crosstab(cohort.people["geslacht"], values)
    for row in psychiatric.by_sex:
        assert levels(row.breakdown) == table.loc[row.group].to_dict()
        assert row.breakdown.shares[0].share == share(
            int(table.loc[row.group, "ja"]), int(table.loc[row.group].sum())
        )
    assert levels(psychiatric.everyone) == table.sum().to_dict()
    assert psychiatric.test is not None
    assert psychiatric.test.p == pytest.approx(
        stats.chi2_contingency(table, correction=False).pvalue
    )
    assert participants.health(cohort).physical.column == "lichamelijke_klachten"


def test_age_in_figures_and_classes():
    ages = [17, 18, 19, 20, 28, None]
    sexes = ["vrouw", "vrouw", "man", "man", "man", "man"]
    cohort = make_cohort(with_people({"leeftijd_instroom": ages, "geslacht": sexes}))
    summary = participants.age_summary(cohort)
    assert summary.years.everyone == Summary(5, 1, 20.4, pytest.approx(19.3**0.5), 19.0)
    assert summary.years.groups[0].summary == Summary(2, 0, 17.5, pytest.approx(0.5**0.5), 17.5)
    counted = levels(summary.classes.everyone)
    assert list(counted) == [*participants.AGES, "onbekend"]
    assert list(counted.values()) == [1, 2, 1, 0, 0, 0, 1, 1]


def test_one_person_has_no_spread_and_nobody_no_mean():
    summary = participants.age_summary(make_cohort(with_people({"leeftijd_instroom": [20]})))
    women, men = (group.summary for group in summary.years.groups)
    assert men == Summary(1, 0, 20.0, None, 20.0)
    assert women == Summary(0, 0, None, None, None)


def test_children():
    cohort = make_cohort(
        with_people(
            {
                "kinderen_nl": pd.array([0, 1, 3, None], dtype="Int64"),
                "geslacht": ["vrouw", "vrouw", "man", "man"],
            }
        )
    )
    children = participants.children_by_sex(cohort)
    assert levels(children.classes.everyone) == {"geen": 1, "een": 1, "meer": 1, "onbekend": 1}
    assert (children.any_child.share, children.any_child.missing) == (share(2, 3), 1)
    women, men = (row.known for row in children.any_child_by_sex)
    assert (women.share, women.missing) == (share(1, 2), 0)
    assert (men.share, men.missing) == (share(1, 1), 1)


def history_of(**columns):
    n = len(next(iter(columns.values())))
    plain = {
        spec.name: [None] * n
        for spec in contract.DEELNEMERS.columns
        if spec.linked and spec.kind == "integer"
    }
    return participants.asylum_history(make_cohort(with_people(plain | columns)))


def test_asylum_history_counts_linked_persons_only():
    history = history_of(
        dmb_koppeling=[True, True, True, False],
        asielaanvragen=[1, 2, None, None],
        beroep_ac=[0, 1, 2, None],
        beroep_ar=[1, 1, 1, None],
        beroep_vk=[0, 0, 1, None],
        reguliere_aanvragen=[0, 2, 4, None],
        vbm_aantal=[0, 1, 3, None],
        vbm_dagen=[0, 100, 190, None],
        buiten_schuld_aanvragen=[0, 1, 2, None],
        buiten_schuld_toegewezen=[0, 0, 1, None],
        jaar_bekend_nl=[1999, 2001, 2004, None],
        leeftijd_bekend_nl=[15, 16, 17, None],
        verblijf_nl_maanden=[80, 81, 82, None],
    )
    assert (history.n_linked, history.n_not_linked) == (3, 1)
    assert levels(history.applications) == {"geen": 0, "een": 1, "twee_of_meer": 1, "onbekend": 1}
    ac, ar, vk = history.appeals
    assert (ac.kind, ac.ever.share, ac.more_than_once.share) == (
        "beroep_ac",
        share(2, 3),
        share(1, 3),
    )
    assert (ar.ever.share, ar.more_than_once.share) == (share(3, 3), share(0, 3))
    assert vk.ever.share == share(1, 3)
    assert history.appeals_count.mean == pytest.approx((1 + 2 + 4) / 3)
    assert (history.regular.share, history.regular_count.mean) == (share(2, 3), 2.0)
    assert levels(history.vbm) == {"geen": 1, "een": 1, "twee_of_meer": 1}
    assert (history.vbm_days.n, history.vbm_days.mean) == (2, 145.0)
    assert history.buiten_schuld_requested.share == share(2, 3)
    assert history.buiten_schuld_granted.share == share(1, 2)
    assert levels(history.year_known) == {
        "tot_2000": 1,
        "2000": 0,
        "2001": 1,
        "2002": 0,
        "2003": 0,
        "vanaf_2004": 1,
    }
    assert (history.age_known.mean, history.months_in_nl.mean) == (16.0, 81.0)


def test_missing_register_columns_say_so():
    bare = make_cohort(with_people({"geslacht": ["man"]}))
    for question in (participants.asylum_history, participants.months_in_nl_by_steunpunt):
        with pytest.raises(ColumnMissingError):
            question(bare)


def test_inflow_per_period():
    starts = ["2009-09-01", "2009-10-01", "2010-03-01", "2010-04-01", "2010-10-01", "2010-11-01"]
    people = with_people({"instroom": starts})
    inflow = levels(participants.inflow(make_cohort(people, instroom_tot="geen_grens")))
    assert list(inflow.values()) == [1, 2, 1, 2]


def test_months_in_nl_agree_with_pandas():
    cohort = make_cohort(make_extract(400))
    months = participants.months_in_nl_by_steunpunt(cohort)
    expected = cohort.people.groupby("steunpunt")["verblijf_nl_maanden"]
    for row in months.groups:
        assert row.summary.mean == pytest.approx(expected.mean()[row.group])
        assert row.summary.sd == pytest.approx(expected.std()[row.group])
        assert row.summary.n == expected.count()[row.group]
    assert months.everyone.n + months.everyone.missing == cohort.n
