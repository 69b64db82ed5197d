"""The page that lists every kind of result says what the policies do."""

from perspectief.publishing import fates
from perspectief_core.disclosure.policies import (
    BY_VIEWS,
    DERIVED,
    NOT_PUBLISHED,
    POLICIES,
    ROUNDED,
)
from tests.places import ROOT


def test_the_page_is_what_the_policies_say():
    assert (ROOT / fates.PAGE).read_text() == fates.markdown(), (
        f"run `python -m {fates.__name__} > {fates.PAGE}`"
    )


def test_every_kind_of_result_has_a_fate_and_no_rule_is_for_nothing():
    by_kind = {kind.name: dict(kind.fates) for kind in fates.fates()}
    assert set(by_kind) == ROUNDED | BY_VIEWS | DERIVED | set(NOT_PUBLISHED)
    assert all(tuple(by_policy) == POLICIES for by_policy in by_kind.values())
    for policy in ("open", "analist"):
        assert {by_policy[policy] for by_policy in by_kind.values()} == {"exact"}


def test_every_kind_says_what_it_is():
    assert all(len(kind.says) > 20 for kind in fates.fates())
