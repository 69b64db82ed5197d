from datetime import date

import numpy as np
import pandas as pd
import pytest

from perspectief_core.comparison import dtv
from perspectief_core.data import contract
from tests.core.builders2 import LETTER_DTV, assemble, dtv_of, extract_of, places


def extract_with(**columns):
    people = dtv_of({"vergunning": 1, "caseload": 2}).assign(**columns)
    return extract_of({"a": {"mob": 1}}, dtv=people)


def dropped(extract):
    return {step.code: step.dropped for step in dtv.dtv_counts(extract).flow.steps}


def test_the_steps_come_in_the_letters_order_and_account_for_everyone():
    flow = dtv.dtv_counts(extract_with()).flow
    assert [step.code for step in flow.steps] == [
        "overgedragen",
        "in_beeld",
        "volwassen",
        "geen_deelnemer",
    ]
    assert (flow.start, flow.counted) == (3, 3)


@pytest.mark.parametrize(
    ("column", "values", "step", "number"),
    [
        ("overgedragen", pd.array([True, False, None], dtype="boolean"), "overgedragen", 2),
        ("geboortejaar", pd.array([1992, 1993, None], dtype="Int64"), "volwassen", 2),
        (
            "deelnemer_perspectief",
            pd.array([True, False, None], dtype="boolean"),
            "geen_deelnemer",
            1,
        ),
        ("in_beeld_van", pd.to_datetime(["2011-03-31", "2011-04-01", None]), "in_beeld", 2),
        ("in_beeld_tot", pd.to_datetime(["2009-09-30", "2009-10-01", None]), "in_beeld", 1),
    ],
)
def test_each_step_keeps_exactly_who_the_letter_counts(column, values, step, number):
    left_out = dropped(extract_with(**{column: values}))
    assert left_out == {
        "overgedragen": 0,
        "in_beeld": 0,
        "volwassen": 0,
        "geen_deelnemer": 0,
    } | {step: number}


def test_a_missing_column_is_said_and_keeps_everyone():
    people = dtv_of({"caseload": 4}).drop(columns=["geboortejaar", "in_beeld_tot"])
    flow = dtv.dtv_counts(extract_of({}, dtv=people)).flow
    missing = {step.code for step in flow.steps if step.column_missing}
    assert missing == {"in_beeld", "volwassen"}
    assert flow.counted == 4


@pytest.mark.parametrize("day", [date(2010, 10, 1), date(2011, 1, 1), date(2011, 4, 1)])
def test_at_an_earlier_date_later_outcomes_are_undone_and_later_people_gone(day):
    rng = np.random.default_rng(4)
    people = dtv_of(LETTER_DTV)
    days = pd.date_range("2009-02-01", "2011-03-01", freq="MS")
    people["in_beeld_van"] = rng.choice(days, len(people))
    people["in_beeld_tot"] = pd.Series(rng.choice(days, len(people))).where(
        rng.random(len(people)) < 0.8
    )
    counts = dtv.dtv_counts(extract_of({}, dtv=people), peildatum=day)
    expected = dict.fromkeys(contract.DTV_OUTCOMES, 0)
    for person in people.itertuples():
        gone = person.in_beeld_tot
        if person.in_beeld_van >= pd.Timestamp(day):
            continue
        if not pd.isna(gone) and gone < pd.Timestamp("2009-10-01"):
            continue
        open_then = not pd.isna(gone) and gone >= pd.Timestamp(day)
        expected["caseload" if open_then else person.uitkomst] += 1
    assert {count.outcome: count.exact for count in counts.outcomes} == expected
    assert counts.flow.peildatum == day


@pytest.mark.parametrize("column", ["in_beeld_van", "in_beeld_tot"])
def test_without_dates_dtv_stays_at_the_letters_date_and_says_so(column):
    extract = extract_of({}, dtv=dtv_of(LETTER_DTV).drop(columns=column))
    early = dtv.dtv_counts(extract, peildatum=date(2010, 10, 1))
    assert early.flow.peildatum == dtv.END
    assert early == dtv.dtv_counts(extract)


def test_counts_round_half_up_and_say_what_they_can_have_been():
    counts = LETTER_DTV | {"caseload": 304, "vergunning": 85, "andere_reden": 194}
    side = dtv.dtv_counts(extract_of({}, dtv=dtv_of(counts)))
    by_code = {count.outcome: count for count in side.outcomes}
    assert (by_code["caseload"].exact, by_code["caseload"].rounded) == (304, 300)
    assert (by_code["vergunning"].rounded, by_code["vergunning"].low) == (90, 85)
    assert by_code["vergunning"].high == 95
    assert (side.total.exact, side.total.rounded) == (1143, 1140)


@pytest.mark.parametrize("unit", [1, 5, 10])
def test_the_exact_count_is_always_within_its_range(unit):
    for exact in range(40):
        count = dtv.rounded_count("x", exact, unit)
        assert count.rounded % unit == 0
        assert count.low <= exact <= count.high
        assert unit > 1 or (count.low, count.high) == (exact, exact)


def test_nobody_gives_zeros():
    extract = assemble(extract_of({}).deelnemers, places({}, {}), dtv_of({}))
    side = dtv.dtv_counts(extract)
    assert (side.total.exact, side.total.low, side.flow.counted) == (0, 0, 0)
    assert [count.exact for count in side.outcomes] == [0] * 5
