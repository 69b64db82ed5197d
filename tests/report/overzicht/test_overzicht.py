"""What the home page says: the verbs fit the numbers, and small groups get no percentages."""

from __future__ import annotations

import re

import pytest

from perspectief.report.overzicht import outcomes
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.protecting import protect
from perspectief_core.people.outcomes import distribution
from tests.core.builders import make_cohort, make_extract


def block_of(n: int, **selection: object):
    extract = make_extract(n=n, seed=2)
    found = distribution(make_cohort(extract, **selection))
    return outcomes.outcome_block(protect(found, extract, Selection(**selection), "open"))


@pytest.mark.parametrize(
    ("n", "question"),
    [
        (0, "Wat is er van deze jongeren geworden?"),
        (1, "Wat is er van deze ene jongere geworden?"),
        (1140, "Wat is er van de 1.140 jongeren geworden?"),
    ],
)
def test_question_fits_the_number(n, question):
    assert outcomes.question(n) == question


def test_verbs_fit_the_numbers():
    assert outcomes._said("Van 3 jongeren", [1, 2, 1, 0]) == (
        "Van 3 jongeren was er 1 nog in begeleiding. 2 kregen een vergunning, 1 keerde terug en "
        "0 vertrokken met onbekende bestemming."
    )


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
