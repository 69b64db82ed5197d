"""Exact tests beside chi-square: Fisher's, where a table is two by two."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import fisher_exact

from perspectief_core.associations.screening import Question
from perspectief_core.associations.sparse import exact_screening
from tests.core.builders import make_cohort, make_extract

QUESTION = Question("mob", "personen")
"""Sex is among what it asks, which no merging changes."""


def test_of_two_groups_it_is_fishers_test():
    cohort = make_cohort(make_extract(600, seed=3))
    people = cohort.people
    exact = exact_screening(cohort, QUESTION).of("sekse")
    mob, man = people["uitkomst"] == "mob", people["geslacht"] == "man"
    table = [[int((a & b).sum()) for b in (mob, ~mob)] for a in (man, ~man)]
    assert exact.p == pytest.approx(fisher_exact(table).pvalue)
    totals = np.array(table)
    least = np.outer(totals.sum(axis=1), totals.sum(axis=0)).min() / totals.sum()
    assert exact.least == pytest.approx(least)


def test_of_nobody_and_of_what_is_not_asked_there_is_no_test():
    extract = make_extract(30, seed=3)
    nobody = make_cohort(replace(extract, deelnemers=extract.deelnemers.head(0)))
    assert exact_screening(nobody, QUESTION).rows == ()
    assert exact_screening(make_cohort(extract), QUESTION).of("duur_tot_de_maan") is None
