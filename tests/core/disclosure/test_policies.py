import importlib
import pickle
import pkgutil

import pytest

import perspectief_core
from perspectief_core import Selection, select
from perspectief_core.disclosure import policies
from perspectief_core.disclosure.policies import Withheld, fate
from perspectief_core.disclosure.protecting import protect
from perspectief_core.disclosure.rounding import rounded_part
from perspectief_core.people import outcomes, participants
from perspectief_core.results import RESULTS
from perspectief_core.shares.fives import Rounded, rounded


def shown(shipped, result, **filters):
    return protect(result, shipped, Selection(**filters), "publicatie").value


def test_every_result_type_has_one_fate_under_every_policy():
    for module in pkgutil.walk_packages(perspectief_core.__path__, "perspectief_core."):
        importlib.import_module(module.name)
    own = {kind for kind in RESULTS if kind.__module__.startswith("perspectief_core.")}
    assert {fate(kind, "publicatie") for kind in own} == {"rounded", "derived", "withheld"}
    assert {fate(kind, policy) for kind in own for policy in ("open", "analist")} == {"exact"}
    shown = policies.ROUNDED | policies.BY_VIEWS | policies.DERIVED
    assert not shown & set(policies.NOT_PUBLISHED)
    assert {kind.__name__ for kind in own} == shown | set(policies.NOT_PUBLISHED)


def test_the_outcomes_are_shown_from_rounded_counts(shipped):
    exact = outcomes.distribution(select(shipped, Selection()))
    published = shown(shipped, exact)
    assert [int(row.share.count) for row in published.shares] == [475, 105, 20, 85, 10, 35]
    assert all(isinstance(row.share.count, Rounded) for row in published.shares)
    assert (published.n, type(published.n)) == (735, Rounded)
    assert published.shares[0].share.share == 475 / 735
    assert 0 < published.shares[0].share.low < 475 / 735 < published.shares[0].share.high < 1


def test_all_but_a_few_is_everybody():
    for total in range(10, 120):
        for count in range(total + 1):
            same = rounded_part(count, total) == rounded(total)
            assert same == (total - count < 5)


@pytest.mark.parametrize(
    ("filters", "reason"),
    [
        ({"steunpunt": ("almelo",)}, "filters"),
        ({"geslacht": ("man", "vrouw")}, "filters"),
        ({"uitstroom": True}, "filters"),
        ({"koppeling": "gekoppeld"}, "criteria"),
    ],
)
def test_a_view_outside_the_lattice_is_withheld(shipped, filters, reason):
    result = outcomes.distribution(select(shipped, Selection(**filters)))
    with pytest.raises(Withheld) as caught:
        shown(shipped, result, **filters)
    assert caught.value.reason == reason
    assert pickle.loads(pickle.dumps(caught.value)).reason == reason


def test_a_result_of_exact_values_is_withheld(shipped):
    result = participants.asylum_history(select(shipped, Selection()))
    with pytest.raises(Withheld, match="averages"):
        shown(shipped, result)


def test_only_columns_that_are_attacked_are_counted(shipped):
    everyone = select(shipped, Selection())
    assert shown(shipped, outcomes.ended_by(everyone)).n == rounded(everyone.n - 473)
    with pytest.raises(Withheld, match="not_published"):
        shown(shipped, outcomes.breakdown(everyone.people["burgerlijke_staat"], ("gehuwd",)))
