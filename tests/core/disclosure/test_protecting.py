import pickle
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from perspectief_core import results
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.protecting import Protected, Provenance, protect, published_result
from perspectief_core.people import outcomes
from perspectief_core.published import records
from perspectief_core.results import DisclosureError, aggregate, refuse_rows
from tests.core.builders import make_cohort, make_extract


@dataclass(frozen=True, slots=True)
class Undeclared:
    n: int


@aggregate
@dataclass(frozen=True, slots=True)
class Carrier:
    content: object


@dataclass(frozen=True, slots=True)
class Inner:
    content: object


EXTRACT = make_extract(50)


def through(result, extract=EXTRACT, policy="open"):
    return protect(result, extract, Selection(), policy)


def test_a_result_passes_with_its_provenance():
    chosen = Selection(geslacht=("man",))
    result = outcomes.distribution(make_cohort(EXTRACT, geslacht=("man",)))
    protected = protect(result, EXTRACT, chosen, "open")
    assert protected.value is result
    assert protected.provenance == Provenance(
        kind="synthetic",
        extract_id=EXTRACT.id,
        peildatum="2011-04-01",
        origin="made for a test",
        selection=chosen,
        policy="open",
    )


def test_a_type_without_a_rule_is_refused():
    with pytest.raises(DisclosureError, match="no disclosure rule for `Undeclared`"):
        through(Undeclared(3))
    for value in (3, "733", (1, 2), None, EXTRACT, make_cohort(EXTRACT)):
        with pytest.raises(DisclosureError):
            through(value)


def test_a_subclass_does_not_inherit_the_rule():
    class Sly(outcomes.KnownShare):
        pass

    with pytest.raises(DisclosureError, match="no disclosure rule for `Sly`"):
        through(Sly("x", outcomes.intervals.share(0, 0), 0))


@pytest.mark.parametrize(
    "rows",
    [
        pd.DataFrame({"persoon": ["p1"]}),
        pd.Series(["p1"]),
        pd.Index(["p1"]),
        np.array(["p1"]),
        pa.table({"persoon": ["p1"]}),
        pa.array(["p1"]),
        ["p1"],
        iter(["p1"]),
        b"p1",
        EXTRACT,
        make_cohort(EXTRACT),
        object(),
        print,
    ],
    ids=lambda rows: type(rows).__name__,
)
def test_rows_and_unknown_values_are_refused_wherever_they_hide(rows):
    for hidden in (rows, (1, rows), {"a": rows}, Inner(rows), (Inner((rows,)),)):
        with pytest.raises(DisclosureError, match="may not carry"):
            through(Carrier(hidden))


@pytest.mark.parametrize(
    "value",
    [
        None,
        1,
        1.5,
        True,
        "code",
        date(2011, 4, 1),
        np.int64(3),
        np.bool_(True),
        (1, ("a",)),
        {"a": 1},
    ],
    ids=str,
)
def test_named_numbers_and_codes_pass(value):
    refuse_rows(Inner(value))
    assert through(Carrier(value)).value == Carrier(value)


@pytest.mark.parametrize(
    "hidden", [[1], np.array([1]), pd.Series([1])], ids=lambda of: str(type(of))
)
@pytest.mark.parametrize("many", [5, 500])
def test_rows_among_many_records_are_refused(hidden, many):
    within = [
        lambda part: Inner(part),
        lambda part: (1, part),
        lambda part: Inner((Inner((part,)),)),
        lambda part: {"a": (part,)},
    ]
    for made in within:
        refuse_rows(Carrier(tuple(made(at) for at in range(many))))
        for at in (0, many - 1):
            records = [made(number) for number in range(many)]
            records[at] = made(hidden)
            with pytest.raises(DisclosureError, match="may not carry"):
                refuse_rows(Carrier(tuple(records)))
            with pytest.raises(DisclosureError, match="may not carry"):
                refuse_rows(tuple(records[::-1]))


def test_real_persons_are_never_shown_openly():
    register = make_extract(50, kind="register")
    result = outcomes.distribution(make_cohort(register))
    with pytest.raises(DisclosureError, match="synthetic extracts only"):
        through(result, register)


def test_a_policy_that_does_not_exist_lets_nothing_through():
    with pytest.raises(DisclosureError, match="no disclosure rule"):
        through(outcomes.distribution(make_cohort(EXTRACT)), policy="onbekend")


def test_analysts_see_exact_results_of_a_register():
    register = make_extract(50, kind="register")
    result = outcomes.distribution(make_cohort(register))
    assert through(result, register, "analist").value is result


def test_protected_is_not_made_by_hand():
    provenance = through(outcomes.distribution(make_cohort(EXTRACT))).provenance
    with pytest.raises(DisclosureError, match="not by hand"):
        Protected(Undeclared(1), provenance, object())
    with pytest.raises(TypeError):
        Protected(Undeclared(1), provenance)


def test_protected_survives_a_cache():
    protected = through(outcomes.by(make_cohort(EXTRACT), "steunpunt"))
    again = pickle.loads(pickle.dumps(protected))
    assert isinstance(again, Protected)
    assert (again.value, again.provenance) == (protected.value, protected.provenance)


def test_published_facts_have_their_own_door():
    facts = records.inconsistencies()
    published = published_result(facts)
    assert published.value == facts
    assert published.provenance.kind == "published"
    for other in ((Undeclared(1),), (outcomes.distribution(make_cohort(EXTRACT)),), ("p1",)):
        with pytest.raises(DisclosureError, match="published fact"):
            published_result(other)


def test_every_result_is_a_dataclass():
    for cls in results.RESULTS:
        assert hasattr(cls, "__dataclass_fields__")


def test_a_protected_result_cannot_be_changed():
    result = through(outcomes.distribution(make_cohort(EXTRACT)))
    with pytest.raises(DisclosureError, match="`value`"):
        result.value = "something else"
