import pytest

from perspectief_core.results import refuse_rows
from perspectief_core.sensitivity import reclassification
from perspectief_core.sensitivity.reclassification import reclassify
from perspectief_core.steunpunten.werkwijzen import by_type
from tests.core.builders2 import binary, cohort_of

PLACES = {"a": (5, 20), "b": (10, 20), "c": (15, 20), "d": (2, 20), "e": (18, 20)}
KINDS = {
    "a": "cyclisch",
    "b": "cyclisch_maatwerk",
    "c": "maatwerk_lineair",
    "d": "confrontatie",
    "e": None,
}


@pytest.fixture(scope="module")
def cohort():
    return cohort_of(binary(PLACES), KINDS)


def test_mixed_steunpunten_go_to_either_parent_and_others_to_a_neighbour(cohort):
    reclassified = reclassify(cohort, "mob")
    assert (reclassified.mixed, reclassified.neighbours) == (4, 2)
    assert reclassified.tested == 6
    ranges = {kind.type: kind for kind in reclassified.types}
    # Cyclisch: a alone, with b, or with nobody once a itself has moved and b stays.
    assert ranges["cyclisch"].usual.count == 15
    assert (ranges["cyclisch"].low, ranges["cyclisch"].high) == (5 / 20, 10 / 20)
    # Maatwerk: b, c, both, or what is usual with a beside it.
    assert ranges["maatwerk"].low == pytest.approx(20 / 40)
    assert ranges["maatwerk"].high == pytest.approx(15 / 20)
    refuse_rows(reclassified)


def test_the_usual_classification_is_that_of_the_page(cohort):
    reclassified, usual = reclassify(cohort, "mob"), by_type(cohort, "4", "mob")
    assert [kind.usual for kind in reclassified.types] == [kind.pooled for kind in usual.types[:4]]


def test_without_people_or_types_there_is_nothing_to_compare():
    nobody = reclassify(cohort_of(binary({"a": (0, 0)}), {"a": "cyclisch"}), "mob")
    assert (nobody.tested, nobody.differs) == (0, 0)
    untyped = reclassify(cohort_of(binary({"a": (1, 9)}), {"a": None}), "mob")
    assert (untyped.mixed, untyped.neighbours, untyped.tested) == (1, 0, 0)
    assert all(kind.low is None for kind in untyped.types)


def test_of_too_many_classifications_some_are_tried_and_it_is_said(cohort, monkeypatch):
    whole = reclassify(cohort, "mob")
    assert whole.every
    # Room for one classification of each sort, of five steunpunten.
    monkeypatch.setattr(reclassification, "_MOST_PLACES", 5)
    some = reclassify(cohort, "mob")
    assert not some.every
    assert (some.mixed, some.neighbours, some.tested) == (1, 1, 2)
    assert some.differs <= whole.differs
    for part, all_ in zip(some.types, whole.types, strict=True):
        assert all_.low <= part.low <= part.high <= all_.high
