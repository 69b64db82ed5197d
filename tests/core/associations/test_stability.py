"""Bootstrap samples: the same as drawing and testing them one by one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from perspectief_core import splits
from perspectief_core.associations import stability
from perspectief_core.associations.screening import REPORT_SETTINGS, Question, code_people, tree
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from perspectief_core.disclosure.protecting import protect
from tests.core.builders import make_cohort, make_extract
from tests.places import SHIPPED

CLUSTERS = ("alles", "organisatie", "werkwijze", "demografie")


@pytest.mark.parametrize("cluster", CLUSTERS)
@pytest.mark.parametrize("outcome", ["verblijfsvergunning", "terugkeer", "mob", "in_begeleiding"])
def test_first_split_is_that_of_the_tree(everyone, outcome, cluster):
    question = Question(outcome, cluster)
    root = tree(everyone, question).tree.nodes[0]
    batch = stability.batch(everyone, question, 0)
    assert batch.first == (root.split.predictor if root.split else None)
    assert sum(times for _, times in batch.times) + batch.none == stability.BATCH


@pytest.mark.parametrize(
    ("cluster", "drawn"), [("organisatie", None), ("demografie", None), ("demografie", "steunpunt")]
)
def test_batch_equals_drawing_one_by_one(everyone, cluster, drawn):
    question = Question("in_begeleiding", cluster)
    people = code_people(everyone, question)
    batch = stability.batch(everyone, question, 3, drawn)
    assert drawn in (None, batch.unit)
    rng = np.random.default_rng((stability.SEED, 3))
    units = len(np.unique(people.nest.unit)) if batch.unit == "steunpunt" else people.n
    drawn = rng.multinomial(units, np.full(units, 1 / units), size=stability.BATCH)
    times = dict.fromkeys((name for name, _ in batch.times), 0)
    none = 0
    for sample in drawn:
        of_person = sample if batch.unit == "persoon" else sample[people.nest.unit]
        rows = np.repeat(np.arange(people.n), of_person)
        tests = splits.screen(people.written().take(rows), question.settings)
        tests = [test for test in tests if test.significant]
        tests = [test for test in tests if test.n >= REPORT_SETTINGS.min_parent]
        if tests:
            least = min(test.log_p_adjusted for test in tests)
            equal = [t for t in tests if t.log_p_adjusted <= least * (1 - 1e-12)]
            times[next(name for name in times if name in {t.predictor for t in equal})] += 1
        else:
            none += 1
    assert dict(batch.times) == times
    assert batch.none == none


def test_steunpunten_are_drawn_for_their_own_characteristics(everyone):
    assert (
        stability.batch(everyone, Question("in_begeleiding", "organisatie"), 0).unit == "steunpunt"
    )
    assert stability.batch(everyone, Question("terugkeer", "huiskamer"), 0).unit == "steunpunt"
    assert stability.batch(everyone, Question("mob"), 0).unit == "persoon"


def test_batches_add_up_and_are_the_same_every_time(everyone):
    question = Question("terugkeer", "werkwijze")
    bootstrap = stability.stability(everyone, question)
    assert bootstrap == stability.stability(everyone, question)
    assert bootstrap.same.total == stability.SAMPLES
    assert (
        sum(comeback.first.count for comeback in bootstrap.comebacks) + bootstrap.none.count
        == stability.SAMPLES
    )
    counts = [comeback.first.count for comeback in bootstrap.comebacks]
    assert counts == sorted(counts, reverse=True)
    by_name = {comeback.kenmerk: comeback.first for comeback in bootstrap.comebacks}
    assert bootstrap.same == (
        bootstrap.none if bootstrap.first is None else by_name[bootstrap.first]
    )


def test_a_strong_split_comes_back(everyone):
    bootstrap = stability.stability(everyone, Question("in_begeleiding", "werkwijze"))
    assert bootstrap.first == "duur_perspectief"
    assert bootstrap.same.count >= 0.99 * stability.SAMPLES
    assert bootstrap.units == 733


def test_a_steunpunt_that_makes_the_split_is_seen_only_when_steunpunten_are_drawn(everyone):
    # Only the women of one steunpunt leave so.
    place = (everyone.people["steunpunt"] == "amsterdam").to_numpy()
    mob = place & (everyone.people["geslacht"] == "vrouw").to_numpy()
    outcome = everyone.people["uitkomst"].where(~mob, "mob")
    people = everyone.people.assign(uitkomst=outcome.where(mob, "in_begeleiding"))
    one_place = replace(everyone, people=people)
    question = Question("mob", "demografie")
    by_people, by_places = (
        stability.stability(one_place, question, unit) for unit in stability.UNITS
    )
    assert by_people.first == by_places.first == "sekse"
    assert (by_people.units, by_places.units) == (733, 20)
    assert by_people.chosen
    assert by_people.same.count > 0.95 * stability.SAMPLES
    # A sample misses that steunpunt (1 − 1/20)^20 of the time: then nobody leaves so.
    missed = 0.95**20 * stability.SAMPLES
    assert by_places.none.count == pytest.approx(missed, abs=4 * np.sqrt(0.64 * missed))
    assert by_places.same.count == stability.SAMPLES - by_places.none.count


def test_noise_is_not_steady(everyone):
    settings = replace(REPORT_SETTINGS, alpha_split=0.2)
    bootstrap = stability.stability(
        everyone, Question("terugkeer", "organisatie", settings=settings)
    )
    assert max(comeback.first.count for comeback in bootstrap.comebacks) < 0.5 * stability.SAMPLES


def test_constant_outcome_and_nobody_are_answered():
    constant = stability.stability(make_cohort(), Question("in_begeleiding", only_exits=True))
    assert constant.none.count == stability.SAMPLES
    assert constant.comebacks == ()
    nobody = select(make_extract(), Selection(steunpunt=("nergens",)))
    bootstrap = stability.stability(nobody, Question("mob"))
    assert (bootstrap.units, bootstrap.same.total, bootstrap.first) == (0, 0, None)


def test_results_pass_the_gate(everyone):
    extract = load(SHIPPED)
    for result in (
        stability.stability(everyone, Question("mob", "huiskamer")),
        stability.batch(everyone, Question("mob", "huiskamer"), 1),
    ):
        assert protect(result, extract, Selection(), "open").value == result
