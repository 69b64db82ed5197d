"""What the home page says: the verbs fit the numbers, and small groups get no percentages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markupsafe import escape

from perspectief.report.block.reported import Reported
from perspectief.report.overzicht import front, half, inclusion, outcomes
from perspectief.report.words import labels
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.protecting import protect, published_result
from perspectief_core.durations import curves
from perspectief_core.people.outcomes import distribution
from perspectief_core.published import records
from tests.core.builders import make_cohort, make_extract
from tests.report.asking import asked

REPORT = Reported(published_result(records.figures()))


def block_of(n: int, **selection: object):
    extract = make_extract(n=n, seed=2)
    counted = distribution(make_cohort(extract, **selection))
    return outcomes.outcome_block(protect(counted, extract, Selection(**selection), "open"), REPORT)


@pytest.mark.parametrize(
    ("n", "question"),
    [
        (0, "Wat is er van deze jongeren geworden?"),
        (1, "Wat is er van deze ene jongere geworden?"),
        (3, "Wat is er van deze 3 jongeren geworden?"),
        (1140, "Wat is er van de 1.140 jongeren geworden?"),
    ],
)
def test_question_fits_the_number(n, question):
    assert outcomes.question(n) == question


def test_verbs_fit_the_numbers():
    assert outcomes._said("Van 3 jongeren", [1, 2, 1, 0]) == (
        "Van 3 jongeren was er 1 nog in begeleiding. 2 kregen een vergunning, 1 keerde terug en "
        "niemand vertrok met onbekende bestemming."
    )
    assert outcomes._said("Van 26 jongeren", [16, 0, 0, 3]) == (
        "Van 26 jongeren waren er 16 nog in begeleiding. Niemand kreeg een vergunning, niemand "
        "keerde terug en 3 vertrokken met onbekende bestemming."
    )
    assert outcomes._said("Van 5 jongeren", [0, 0, 1, 4]) == (
        "Van 5 jongeren kreeg niemand een vergunning, keerde er 1 terug en vertrokken er 4 met "
        "onbekende bestemming."
    )


def test_a_rounded_nought_is_not_said_to_be_nobody():
    said = outcomes._said("Van elke 100 jongeren", [90, 10, 0, 0], rounded=True)
    assert "0 keerden terug" in said
    assert "niemand" not in said
    # Made from shares: three of a thousand are not nobody.
    extract = make_extract(1000, seed=1)
    extract.deelnemers["uitkomst"] = ["terugkeer"] * 3 + ["in_begeleiding"] * 997
    assert "niemand" not in outcomes.sentence(distribution(make_cohort(extract)))


def test_of_one_person_the_outcome_is_said_in_words():
    said = outcomes.sentence(block_of(1).source.value)
    assert said.startswith("Er telt 1 jongere mee: die ")
    assert any(said[27:].startswith(what) for what in labels.OUTCOME_SENTENCE.values())


def test_nobody_and_one_are_said_in_words_in_the_flow():
    extract = make_extract(n=40, seed=2)
    flow = make_cohort(extract).flow
    none, one = (
        replace(flow, steps=(*flow.steps[:-1], replace(flow.steps[-1], kept=n))) for n in (0, 1)
    )
    assert inclusion.sentence(none) == (
        "Van de 40 jongeren in de gegevens telt er nu niemand mee. 40 vallen af."
    )
    assert "telt er nu 1 mee. 39 vallen af." in inclusion.sentence(one)
    assert "<b>1</b><span>jongere telt mee</span>" in inclusion.drawing(one)
    assert "<b>0</b><span>jongeren tellen mee</span>" in inclusion.drawing(none)


def test_exits_are_not_said_to_be_in_guidance():
    assert outcomes._said("Van elke 100 jongeren", [0, 41, 1, 33]) == (
        "Van elke 100 jongeren kregen er 41 een vergunning, keerde er 1 terug en vertrokken er 33 "
        "met onbekende bestemming."
    )


def test_under_ten_people_there_is_no_percentage_at_all():
    block = block_of(6)
    assert len(block.table.columns) == 2
    assert not re.search(r"\d\s*%", block.picture.content)
    assert "staat er geen percentage" in block.table.note


def test_with_more_people_every_outcome_has_its_range():
    assert len(block_of(60).table.columns) == 3


def test_beside_numbers_that_depart_stands_what_the_report_has():
    assert "apport" not in block_of(200).picture.content
    departing = block_of(200, wachtenden="weglaten")
    share = next(row[1] for row in departing.table.rows if row[0] == "verblijfsvergunning")
    # Rounded here by another way than the product's: the report prints 15 %.
    now = f"{100 * share.count / share.total:.0f}"
    assert f"Rapport 15\u00a0% → nu {now}\u00a0%" in departing.picture.content


def test_a_part_is_not_set_against_all_as_if_it_were_the_same():
    content = block_of(200, geslacht=("vrouw",)).picture.content
    assert "→" not in content
    assert "Rapport, over alle jongeren: 15\u00a0%" in content


def test_the_flow_folds_what_drops_nobody_and_loses_no_step():
    extract = make_extract(n=200, seed=2)
    flow = make_cohort(extract, leeftijd_grens="18_plus", geslacht=("vrouw",)).flow
    shown, _, folded = inclusion.drawing(flow).partition("<details>")
    for step in flow.steps:
        keeps_all = step.dropped == 0 and not step.is_filter and step.code != "leeftijd_grens"
        assert (escape(inclusion.step_name(step)) in folded) is keeps_all
        assert (escape(inclusion.step_name(step)) in shown) is not keeps_all


def test_the_front_door_says_what_is_real_and_where_to_read_on():
    text = front.front("synthetic")
    assert "ex-amv" in text
    assert "experiment" in text
    assert "nagemaakt" in text
    assert "verantwoording?onderdeel=gegevens" in text
    assert "19 637, nr. 1461" in text
    assert "nagemaakt" not in front.front("register")


def test_when_half_had_an_outcome_is_counted_month_by_month(shipped):
    incidence = asked(shipped, curves.curves, True)
    said = half.half_sentence(incidence)
    # A second way: half is reached when the five endings together are half. After m months is
    # fewer than m whole months, as on the page of durations.
    shares = list(zip(*(ending.cif for ending in incidence.value.outcomes), strict=True))
    over = [m for m, parts in zip(incidence.value.months, shares, strict=True) if sum(parts) >= 0.5]
    if over and over[0] <= incidence.value.reliable_until:
        assert said.startswith(f"Nagemaakt: na {over[0] + 1} maanden heeft naar schatting de helft")
        # Most are still in guidance: without this it reads as wrong beside that number.
        assert "Wie nog in begeleiding is, telt mee" in said
    else:
        assert f"na {incidence.value.reliable_until} maanden had nog niet de helft" in said
    assert half.half_sentence(asked(make_extract(5, seed=1), curves.curves, True)) == ""
