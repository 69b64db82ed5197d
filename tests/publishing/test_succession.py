"""A second edition tells nothing, beside the first, of the few who differ between the two."""

from dataclasses import replace
from datetime import date

import pytest

from perspectief.publishing import asks, audit, succession
from perspectief.publishing.bundle import Bundle, Draft
from perspectief.publishing.publish import answers, edition_of
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.holding import identifies
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people import outcomes
from perspectief_core.shares.fives import Rounded, rounded
from tests.core.builders import make_cohort, make_extract

FIRST = make_extract(120, seed=4)
VIEWS = (
    Selection(),
    *(Selection(geslacht=(sex,)) for sex in ("vrouw", "man")),
    *(Selection(leeftijd=ages) for ages in ((12, 19), (20, 22), (23, 60))),
)
CODEC = asks.codec()


def with_outcome(extract, outcome, n):
    """Return the extract in which `n` people who had another outcome have this one."""
    people = extract.deelnemers.copy()
    others = people.index[people["uitkomst"].ne(outcome) & people["uitstroom"].notna()][:n]
    people.loc[others, "uitkomst"] = outcome
    return replace(extract, deelnemers=people)


def value_of(answer):
    return answer.value if isinstance(answer, Protected) else None


def draft_of(extract, path):
    """Return a draft of a few views; tables per group would ask for the views of all groups."""
    draft = Draft(path, edition_of(extract), CODEC)
    for view in VIEWS:
        draft.put_all(
            (ask, answer)
            for ask, answer in answers(extract, view)
            if not isinstance(value_of(answer), outcomes.OutcomesBy)
        )
    return draft


def opened(path):
    return Bundle(path, CODEC, edition_of(FIRST).program)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    out = tmp_path_factory.mktemp("editions") / "eerste.bundel"
    draft_of(FIRST, out).finish({}, date(2026, 11, 26))
    return opened(out)


def counts(bundle_or_draft):
    """Return every count of people with an attribute, by ask and place."""
    return {
        (ask, place, at): share.count
        for ask, answer in bundle_or_draft.answers()
        for place, (part, _) in enumerate(succession._pairs(answer, answer))
        for at, share in succession._shares(part).items()
    }


@pytest.mark.parametrize("n", [0, 4, 9])
def test_a_few_who_differ_are_held(first, tmp_path, n):
    second = with_outcome(FIRST, "mob", n)
    draft = draft_of(second, tmp_path / "tweede.bundel")
    loose = counts(draft)
    identified = succession.identifying(draft, (first,))
    assert (identified > 0) == (n > 0)
    number = succession.held(draft, (first,), second, CODEC)
    assert (number > 0) == (n > 0)
    assert number <= identified
    assert succession.identifying(draft, (first,)) == 0
    before, now = counts(first), counts(draft)
    for place, count in now.items():
        assert count in (loose[place], before.get(place))
    for _, answer in draft.answers():
        assert not hasattr(answer, "shares") or audit.follows_from_rounded(answer)
    draft.close()


def test_a_table_per_group_says_what_the_held_views_say():
    by_sex = outcomes.by(make_cohort(FIRST), "geslacht")
    views = {
        Selection(geslacht=(row.group,)): outcomes.OutcomeDistribution(
            rounded(row.n), row.shares[::-1], merged=False
        )
        for row in by_sex.groups
    }
    by_group = succession._of_rows(by_sex, Selection(), views)
    assert [(row.n, row.shares) for row in by_group.groups] == [
        (view.n, view.shares) for view in views.values()
    ]


def test_no_two_counts_that_a_few_people_are_the_difference_of_are_both_published():
    for before in range(60):
        for now in range(60):
            old, new = rounded(before), rounded(now)
            differ = identifies(old, new)
            assert differ == identifies(new, old)
            if old != new and abs(before - now) < 10:
                assert differ
    assert not identifies(Rounded(10), Rounded(25))


def test_a_held_count_is_no_larger_than_its_group(first, tmp_path):
    fewer = replace(FIRST, deelnemers=FIRST.deelnemers.iloc[:-20])
    draft = draft_of(fewer, tmp_path / "kleiner.bundel")
    succession.held(draft, (first,), fewer, CODEC)
    seen = 0
    for _, answer in draft.answers():
        for part, _ in succession._pairs(answer, answer):
            total = part.share.total if hasattr(part, "share") else part.n
            assert max(share.count for share in succession._shares(part).values()) <= total
            seen += 1
    assert seen
    draft.close()


def finished(extract, path, previous=()):
    """Return the edition of a few views, held beside others."""
    draft = draft_of(extract, path)
    if previous:
        succession.held(draft, previous, extract, CODEC)
    draft.finish({}, date(2026, 11, 26))
    return opened(path)


def test_beside_several_editions_no_count_identifies(first, tmp_path):
    second = finished(with_outcome(FIRST, "mob", 25), tmp_path / "tweede.bundel", (first,))
    third = with_outcome(FIRST, "mob", 9)
    draft = draft_of(third, tmp_path / "derde.bundel")
    both = succession.in_order((second, first))
    assert succession.identifying(draft, both) >= succession.identifying(draft, (first,)) > 0
    assert succession.held(draft, both, third, CODEC) > 0
    assert succession.identifying(draft, both) == 0
    for _, answer in draft.answers():
        assert not hasattr(answer, "shares") or audit.follows_from_rounded(answer)
    draft.close()


def test_a_value_that_only_one_edition_has_is_no_mistake(first, tmp_path):
    """Who left on an unknown date stands in the breakdown only where there is somebody."""
    people = FIRST.deelnemers.copy()
    left = people["uitkomst"].ne("in_begeleiding")
    people.loc[left, "uitstroom"] = people.loc[left, "uitstroom"].fillna(people["instroom"])
    known = replace(FIRST, deelnemers=people)
    draft = draft_of(known, tmp_path / "tweede.bundel")
    succession.held(draft, (first,), known, CODEC)
    assert succession.identifying(draft, (first,)) == 0
    draft.close()


def test_the_oldest_comes_first(first, tmp_path):
    later = replace(FIRST, manifest=replace(FIRST.manifest, peildatum=date(2011, 6, 1)))
    second = finished(later, tmp_path / "later.bundel")
    assert succession.in_order((second, first)) == (first, second)
