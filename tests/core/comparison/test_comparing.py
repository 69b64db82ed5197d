import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison.comparing import ComparisonOptions, compare, lay_beside
from perspectief_core.comparison.dtv import dtv_counts
from perspectief_core.data import contract
from perspectief_core.published.records import dtv_table
from perspectief_core.results import refuse_rows
from perspectief_core.shares.rounded import Whole
from tests.core.builders2 import LETTER_DTV, LETTER_PERSPECTIEF, dtv_of, extract_of


@pytest.fixture(scope="module")
def letter():
    return extract_of({"a": LETTER_PERSPECTIEF})


def compared(extract, **options):
    return compare(select(extract, Selection()), extract, ComparisonOptions(**options))


def rows_of(comparison):
    return {row.outcome: row for row in comparison.rows}


def test_the_letters_table_comes_out_as_printed(letter):
    comparison = compared(letter)
    printed = {row.uitkomst: row for row in dtv_table()}
    for row in comparison.rows:
        expected = printed[row.outcome]
        assert row.dtv.outcome == expected.uitkomst_dtv
        assert (row.share.count, row.dtv.share.count) == (expected.perspectief, expected.dtv)
        assert round(100 * row.share.share) == expected.perspectief_procent
        assert round(100 * row.dtv.share.share) == expected.dtv_procent
    assert len(comparison.rows) == len(printed) - 1 == 5
    assert (comparison.total, comparison.dtv_total.value) == (733, 1140)


def test_ten_people_are_in_no_row_until_the_table_is_completed(letter):
    printed, apart, merged = (
        compared(letter, doormigratie=choice) for choice in ("weggelaten", "apart", "bij_overig")
    )
    assert (printed.unlisted, sum(row.share.count for row in printed.rows)) == (10, 723)
    assert rows_of(apart)["doormigratie"].share.count == 10
    assert rows_of(apart)["doormigratie"].dtv is None
    assert rows_of(merged)["overig"].share.count == 45
    for comparison in (apart, merged):
        assert (comparison.unlisted, sum(row.share.count for row in comparison.rows)) == (0, 733)


def test_permit_and_return_can_be_one_row_on_both_sides(letter):
    comparison = compared(letter, resultaat="samen")
    rows = rows_of(comparison)
    assert list(rows) == ["in_begeleiding", "concreet", "mob", "overig"]
    both = rows["concreet"]
    assert (both.share.count, both.share.total) == (107 + 21, 733)
    # Two counts in tens, each ± 5 by itself.
    assert both.dtv.count == Whole(160 + 90, 240, 260)
    assert (both.dtv.share.total, comparison.unlisted) == (1140, 10)
    low, high = confint_proportions_2indep(128, 733, 250, 1140, method="newcomb")
    assert (both.dtv.difference.low, both.dtv.difference.high) == pytest.approx((low, high))
    assert both.dtv.difference.estimate < 0
    assert (both.bounds.low, both.bounds.high) == pytest.approx((128 / 733, 601 / 733))
    apart = rows_of(compared(letter))
    assert {name: row for name, row in rows.items() if name != "concreet"} == {
        name: row for name, row in apart.items() if name in rows
    }


def test_chance_agrees_with_statsmodels(letter):
    for row in compared(letter).rows:
        numbers = (row.share.count, 733, row.dtv.share.count, 1140)
        difference = confint_proportions_2indep(*numbers, method="newcomb")
        ratio = confint_proportions_2indep(*numbers, compare="ratio", method="log")
        assert (row.dtv.difference.low, row.dtv.difference.high) == pytest.approx(difference)
        assert (row.dtv.ratio.low, row.dtv.ratio.high) == pytest.approx(ratio)


def test_rounding_carries_through_to_the_dtv_share(letter):
    rows = rows_of(compared(letter))
    mob, permit = rows["mob"].dtv, rows["verblijfsvergunning"].dtv
    assert mob.count == Whole(400, 395, 405)
    assert (mob.range.low, mob.range.high) == pytest.approx((395 / 1145, 405 / 1135))
    assert (permit.range.low, permit.range.high) == pytest.approx((85 / 1145, 95 / 1135))


def test_open_cases_decide_every_row_but_their_own(letter):
    rows = rows_of(compared(letter))
    assert rows["in_begeleiding"].bounds is None
    assert rows["in_begeleiding"].dtv.doubts.decides == "geen"
    assert {row.dtv.doubts.decides for name, row in rows.items() if name != "in_begeleiding"} == {
        "open_zaken"
    }
    permit = rows["verblijfsvergunning"]
    assert (permit.bounds.low, permit.bounds.high) == pytest.approx((107 / 733, 580 / 733))
    assert (permit.dtv.bounds.low, permit.dtv.bounds.high) == pytest.approx((90 / 1140, 390 / 1140))


def test_finished_cases_only(letter):
    comparison = compared(letter, open_zaken="weglaten")
    rows = rows_of(comparison)
    assert "in_begeleiding" not in rows
    assert (comparison.total, comparison.dtv_total) == (260, Whole(840, 830, 850))
    assert rows["mob"].share.total == 260
    assert rows["mob"].bounds.high == pytest.approx((87 + 473) / 733)


def test_other_reasons_out_on_both_sides(letter):
    comparison = compared(letter, andere_reden="weglaten", doormigratie="bij_overig")
    assert "overig" not in rows_of(comparison)
    assert (comparison.total, comparison.dtv_total.value) == (733 - 45, 950)
    both = compared(letter, andere_reden="weglaten", open_zaken="weglaten")
    assert (both.total, both.dtv_total) == (225, Whole(650, 635, 665))


def test_exact_counts_leave_no_doubt_from_rounding():
    extract = extract_of({"a": LETTER_PERSPECTIEF}, dtv=dtv_of(LETTER_DTV), rounding=1)
    for row in compared(extract).rows:
        doubts = row.dtv.doubts
        assert doubts.rounding.low == doubts.rounding.high
        assert doubts.chance_rounding == doubts.chance


@pytest.mark.parametrize("counts", [{}, {"a": {"mob": 1}}])
@pytest.mark.parametrize("dtv", [{}, {"caseload": 1}, {"vergunning": 3, "caseload": 9}])
@pytest.mark.parametrize("open_zaken", ["meetellen", "weglaten"])
def test_empty_and_tiny_sides_give_a_valid_table(counts, dtv, open_zaken):
    extract = extract_of(counts, dtv=dtv_of(dtv))
    comparison = compared(extract, open_zaken=open_zaken, doormigratie="apart")
    refuse_rows(comparison)
    for row in comparison.rows:
        assert row.share.total in (0, 1)
        if row.dtv is not None and comparison.total == 0:
            assert (row.dtv.doubts, row.dtv.ratio.estimate) == (None, None)


def test_without_the_optional_dtv_columns_the_table_still_comes(letter):
    bare = extract_of({"a": LETTER_PERSPECTIEF}, dtv=letter.dtv[["persoon", "uitkomst"]])
    comparison = compared(bare)
    assert all(step.column_missing for step in comparison.dtv_flow.steps)
    assert rows_of(comparison)["mob"].dtv.share.count == 400


def test_counts_alone_give_what_their_people_give(letter):
    counted = {code: LETTER_PERSPECTIEF.get(code, 0) for code in contract.OUTCOMES}
    beside = lay_beside(counted, dtv_counts(letter), ComparisonOptions())
    assert beside.rows == compared(letter).rows
    assert beside.total == sum(counted.values())
