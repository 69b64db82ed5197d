"""The deliberate noise keeps every size and total, and leaves no cell of few people as it was."""

from collections import Counter
from dataclasses import replace
from itertools import islice, pairwise

import numpy as np
import pytest

from perspectief_core.associations.screening import BIJLAGE, Question, screening
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from synthesis import noise
from synthesis.annealing import CLASS_OF_OUTCOME
from synthesis.attacker import shipped_problem
from synthesis.effort import Effort
from synthesis.moves import GUIDED
from synthesis.places import place_problem

STEPS = 120


@pytest.fixture(scope="module")
def problem(shipped):
    return shipped_problem(shipped)[0]


@pytest.fixture(scope="module")
def table(shipped):
    return shipped_problem(shipped)[1]


def drawn(problem, table, seed, least=noise.NOTHING, steps=STEPS):
    rng = np.random.default_rng(seed)
    tables = noise.exchanges(problem, noise.from_everybody(table, rng), rng, least)
    return next(islice(tables, steps, None))


@pytest.mark.parametrize("seed", range(3))
def test_sizes_and_totals_stay(problem, table, seed):
    changed = drawn(problem, table, seed)
    assert (changed.sum(axis=0) == table.sum(axis=0)).all()
    assert (changed.sum(axis=1) == table.sum(axis=1)).all()
    assert changed.min() >= 0
    assert (changed.sum(axis=1) - changed[:, GUIDED]).min() >= 1


def test_the_same_stream_gives_the_same_noise(problem, table):
    once = drawn(problem, table, 1)
    assert (once == drawn(problem, table, 1)).all()
    assert (once != drawn(problem, table, 2)).any()


def test_an_exchange_and_the_one_back_are_as_likely():
    """Without tests: two units with four permits between them; every division is as likely."""
    problem = replace(place_problem(), predictors=place_problem().predictors[:1])
    problem = replace(problem, predictors=(replace(problem.predictors[0], level=np.arange(2)),))
    table = np.zeros((2, 6), dtype=np.int64)
    table[:, GUIDED], table[:, 0] = (12, 10), (1, 3)
    rng = np.random.default_rng(5)
    exchanges = islice(noise.exchanges(problem, table, rng, noise.NOTHING), 30_000)
    tables = [1, *(int(each[0, 0]) for each in exchanges)]
    counts = Counter(pairwise(tables))
    # Every unit keeps an exit.
    assert set(tables) == {1, 2, 3}
    assert counts[1, 2] == pytest.approx(counts[2, 1], abs=1)
    assert Counter(tables)[1] == pytest.approx(Counter(tables)[3], rel=0.15)


def test_cells_move_by_about_two_when_no_test_holds_them(problem, table):
    off = np.array([drawn(problem, table, seed, steps=250) - table for seed in range(8)])
    large = table.sum(axis=1) >= noise.SMALL
    spread = np.sqrt((off[:, large] ** 2).mean(axis=(0, 1)))
    assert (spread > 0.4).all()
    assert 1.2 < np.sqrt((spread**2).mean()) < 2.6


def test_no_exchange_leaves_too_few_tests(problem, table):
    before = noise.Tests(problem, table).held()
    rng = np.random.default_rng(1)
    for changed in islice(noise.exchanges(problem, table, rng, before), 30):
        held = noise.Tests(problem, changed).held()
        assert held.near >= before.near
        assert held.agree >= before.agree


@pytest.mark.parametrize("at", [0, 1])
def test_an_exchange_that_leaves_too_few_changes_nothing(problem, table, at):
    tests = noise.Tests(problem, table)
    results, held = tests.results, tests.held()
    most = [held.near, held.agree]
    most[at] += 40
    places = tuple(int(place) for place in np.argsort(-table.sum(axis=1))[:2])
    guided = CLASS_OF_OUTCOME["mob"], GUIDED
    assert not tests.exchanged(places, guided, noise.Held(*most))
    assert tests.results == results
    assert tests.exchanged(places, guided)
    assert tests.results != results


def test_results_after_exchanges_are_those_of_the_new_table(problem, table):
    """Only what an exchange can change is computed again."""
    tests = noise.Tests(problem, table)
    changed, rng = table.copy(), np.random.default_rng(2)
    large = np.flatnonzero(table.sum(axis=1) >= noise.SMALL)
    for _ in range(12):
        here, there = (int(place) for place in rng.choice(large, 2, replace=False))
        one, other = (int(each) for each in rng.choice(6, 2, replace=False))
        if changed[here, one] and changed[there, other]:
            changed[here, [one, other]] += (-1, 1)
            changed[there, [one, other]] += (1, -1)
            assert tests.exchanged((here, there), (one, other))
    assert (changed != table).any()
    assert tests.results == noise.Tests(problem, changed).results


def test_a_small_steunpunt_holds_nothing_of_its_own(problem, table):
    """Whatever its people had, what it draws is of everybody: the two tables give the same."""
    small = int(np.argmin(table.sum(axis=1)))
    size = int(table[small].sum())
    assert size < noise.SMALL
    results = []
    for own in (CLASS_OF_OUTCOME["mob"], CLASS_OF_OUTCOME["verblijfsvergunning"]):
        other = table.copy()
        other[small] = 0
        other[small, own] = size
        rng = np.random.default_rng(7)
        counts = [noise.from_everybody(other, rng)[small] for _ in range(300)]
        results.append(np.mean(counts, axis=0) / size)
    everybody = table.sum(axis=0) / table.sum()
    # A draw without exits does not count.
    none = everybody[GUIDED] ** size
    everybody[GUIDED] -= none
    for shares in results:
        assert abs(shares - everybody / (1 - none)).max() < 0.05


def test_people_keep_their_outcome_and_units_their_size(problem, table):
    units, classes = noise._people(table)
    whole = replace(problem, classes=classes)
    effort = Effort(0.01, lambda line: None)
    moved = noise.with_noise(whole, units, np.random.default_rng(3), effort)
    assert (np.bincount(moved, minlength=len(table)) == table.sum(axis=1)).all()
    assert (moved != units).any()


def test_what_ships_holds_what_it_must(problem, table):
    held = noise.Tests(problem, table).held()
    assert held.near >= noise.LEAST.near
    assert held.agree >= noise.LEAST.agree


def test_results_are_those_of_the_engine(shipped, problem, table):
    results = noise.Tests(problem, table).results
    cohort = select(shipped, Selection())
    at = {predictor.kenmerk: number for number, predictor in enumerate(problem.predictors)}
    for (outcome, only_exits), bijlage in BIJLAGE.items():
        for row in screening(cohort, Question(outcome, only_exits=only_exits)).rows:
            if row.kenmerk.kenmerk in at:
                result = results[at[row.kenmerk.kenmerk], bijlage - 14]
                assert result.chi2 == pytest.approx(row.test.chi2), row.kenmerk.kenmerk
                assert (result.df, result.significant) == (row.test.df, row.test.significant)
