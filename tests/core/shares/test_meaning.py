"""One limit for 'more than chance' and one for too few people, whoever asks."""

from __future__ import annotations

import ast
from dataclasses import fields, replace

import numpy as np
import pytest

from perspectief_core.people.summaries import Summary
from perspectief_core.shares import meaning
from perspectief_core.shares.chi_square import independence_test
from perspectief_core.shares.intervals import share
from perspectief_core.shares.stratified import Stratified
from perspectief_core.splits.settings import Settings
from perspectief_core.steunpunten.funnel import Funnel, OverallTest
from perspectief_core.steunpunten.shrinkage import Shrunken
from perspectief_core.steunpunten.werkwijzen import TypeComparison
from perspectief_core.survival.logrank import GroupTest
from tests.places import ROOT

JUST, NOT = meaning.ALPHA, float(np.nextafter(meaning.ALPHA, 1))


def result(kind, **given):
    return kind(**{field.name: None for field in fields(kind)} | given)


def test_the_limit_itself_is_more_than_chance_as_where_chaid_splits():
    assert meaning.more_than_chance(JUST)
    assert not meaning.more_than_chance(NOT)
    assert not meaning.more_than_chance(None)
    assert Settings().alpha_split == meaning.ALPHA


@pytest.mark.parametrize(
    ("kind", "p"),
    [
        (GroupTest, "p"),
        (Funnel, "dispersion_p"),
        (OverallTest, "p_simulated"),
        (Shrunken, "spread_p"),
        (TypeComparison, "permutation_p"),
    ],
)
def test_every_result_with_a_p_answers_by_that_limit(kind, p):
    assert result(kind, **{p: JUST}).more_than_chance
    assert not result(kind, **{p: NOT}).more_than_chance


def test_a_chi_square_test_says_whether_it_is_more_than_chance_and_whether_it_is_rough():
    clear = independence_test(np.array([[30, 10], [10, 30]]))
    assert clear.more_than_chance
    assert not clear.rough
    assert not replace(clear, p=NOT).more_than_chance
    alike = independence_test(np.array([[3, 3], [3, 3]]))
    assert alike.rough
    assert not alike.more_than_chance


def test_a_split_within_strata_stands_by_the_same_limit_or_is_not_judged():
    assert result(Stratified, p=JUST).stands is True
    assert result(Stratified, p=NOT).stands is False
    assert result(Stratified).stands is None


def test_ten_people_have_a_percentage_and_a_mean_and_thirty_a_conclusion():
    assert [share(0, n).enough for n in (0, 1, 9, 10)] == [False, False, False, True]
    assert [result(Summary, n=n).enough for n in (9, 10)] == [False, True]
    assert [meaning.enough_to_conclude(n) for n in (29, 30)] == [False, True]


DECLARED = {
    "cohort/criteria.py": {"SMALL_STEUNPUNT"},
    "differences/ranks.py": {"LARGE"},
    "disclosure/policies.py": {"SMALLEST_VIEW", "SMALLEST_SENSITIVE", "SMALLEST_CATEGORY"},
    "expected/describing.py": {"SMALLEST_LEVEL"},
    "shares/meaning.py": {"FEWEST", "FEWEST_TO_CONCLUDE"},
    # Of other things than people: the unit of rounded counts, and classes of a number.
    "comparison/letter.py": {"ROUNDING"},
    "data/writing.py": {"DTV_ROUNDING"},
    "splits/settings.py": {"INTERVALS"},
    # Steps of a search.
    "mixed/fitting.py": {"_NEWTON"},
}
"""Where the core declares a ten or a thirty. Whoever adds one uses a limit of `meaning`, or says at
the constant what else it is."""


def test_no_other_module_declares_how_few_people_say_nothing():
    declared = {}
    for file in sorted((ROOT / "perspectief_core").rglob("*.py")):
        names = {
            ast.unparse(target)
            for node in ast.parse(file.read_text(encoding="utf-8")).body
            if isinstance(node, (ast.Assign, ast.AnnAssign))
            and isinstance(node.value, ast.Constant)
            and type(node.value.value) is int
            and node.value.value in (meaning.FEWEST, meaning.FEWEST_TO_CONCLUDE)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        }
        if names:
            declared[str(file.relative_to(ROOT / "perspectief_core"))] = names
    assert declared == DECLARED


def test_chance_gives_two_of_forty():
    assert meaning.expected_by_chance(40) == pytest.approx(2)
