import pytest

from perspectief_core.claims import claims
from perspectief_core.dtv import dtv_counts
from perspectief_core.sensitivity import grid
from tests.core.builders2 import (
    LETTER_DTV,
    LETTER_PERSPECTIEF,
    dtv_of,
    extract_of,
    random_people,
)


def verdicts_of(extract):
    found = claims(grid(extract), dtv_counts(extract))
    return {verdict.claim: verdict for verdict in found.verdicts}


def test_every_claim_of_the_letter_holds_on_the_letters_own_counts():
    found = verdicts_of(extract_of({"a": LETTER_PERSPECTIEF}))
    assert len(found) == 5
    assert all(verdict.in_report for verdict in found.values())
    permit = found["vergunning_hoger"]
    assert permit.bounds.above == pytest.approx(90 / 1140)
    assert permit.strict_bounds.above == pytest.approx(95 / 1135)
    assert found["mob_lager"].strict_bounds.below == pytest.approx(395 / 1145)
    assert found["concreet_perspectief"].outcomes == ("verblijfsvergunning", "terugkeer")


def test_verdicts_count_the_combinations_one_by_one():
    extract = random_people(200, seed=4)
    found, everything = verdicts_of(extract), grid(extract)
    outcome = everything.outcomes.index("verblijfsvergunning")
    shares = [c.counts[outcome] / c.n for c in everything.combinations]
    permit = found["vergunning_hoger"]
    assert permit.holds == sum(one > 90 / 1140 for one in shares)
    assert permit.holds_strictly == sum(one > 95 / 1135 for one in shares)
    assert (permit.of, permit.low, permit.high) == (528, min(shares), max(shares))
    assert permit.in_report == (shares[everything.report] > 90 / 1140)


def test_a_share_equal_to_dtvs_does_not_count():
    equal = extract_of(
        {"a": {"mob": 400, "in_begeleiding": 740}}, dtv=dtv_of(LETTER_DTV), rounding=1
    )
    mob = verdicts_of(equal)["mob_lager"]
    assert mob.bounds == mob.strict_bounds
    assert mob.in_report is False


@pytest.mark.parametrize(("counts", "dtv"), [({}, LETTER_DTV), ({"a": {"mob": 3}}, {}), ({}, {})])
def test_without_people_on_a_side_nothing_is_claimed(counts, dtv):
    found = verdicts_of(extract_of(counts, dtv=dtv_of(dtv)))
    mob = found["mob_lager"]
    assert (mob.bounds, mob.holds, mob.of, mob.in_report) == (None, 0, 0, None)
