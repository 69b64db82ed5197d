"""Who knows everybody but one, and who knows why a view is hidden."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from perspectief_core.attack.insider import all_but_one, insider, told_by_hiding
from perspectief_core.attack.shuffled import ENDED, MIXED, shuffled
from perspectief_core.cohort.standing import months_between
from perspectief_core.disclosure.attributes import attributes_of
from perspectief_core.disclosure.closing import closed_lattice, shown_of
from perspectief_core.disclosure.rounding import rounded_part


@pytest.fixture(scope="module")
def lattice(people):
    return closed_lattice(people)


def test_who_knows_all_others_sees_a_count_at_an_edge(people, lattice):
    """Told apart by publishing again without the one, and with the one having the other value."""
    attributes = attributes_of(people)
    has, lacks = all_but_one(lattice, attributes)
    views = lattice.members[shown_of(lattice)]

    def told(person):
        for members in views[views[:, person]]:
            for question in attributes.questions:
                whole = attributes.has[:, question.whole] & members
                total = int(whole.sum())
                if not whole[person] or total < question.fewest:
                    continue
                for value in question.parts:
                    own = bool(attributes.has[person, value])
                    others = int((attributes.has[members, value]).sum()) - own
                    if rounded_part(others, total) != rounded_part(others + 1, total):
                        yield own

    for person in np.random.default_rng(1).choice(len(people), 25, replace=False):
        answers = set(told(person))
        assert (bool(has[person]), bool(lacks[person])) == (True in answers, False in answers)


def test_the_report_counts_them(people):
    report = insider(people)
    assert report.persons == len(people)
    # Of the shipped extract every view is hidden for the number of people in it alone.
    assert (report.told_by_people, report.told_by_hiding) == (0, 0)


@pytest.mark.parametrize(("most", "persons"), [(12, 17), (20, 238), (30, 476)])
def test_the_others_of_a_small_group_are_enough(people, lattice, most, persons):
    """As `docs/security.md` says: the last one is told by groups of so many people alone."""
    large = lattice.members.sum(axis=1) > most
    views = zip(lattice.views, large, strict=True)
    kept = [replace(view, reason="too_few") if hide else view for view, hide in views]
    has, lacks = all_but_one(replace(lattice, views=tuple(kept)), attributes_of(people))
    assert (has | lacks).sum() == persons


def test_nothing_is_told_by_views_that_nothing_hides(people, lattice):
    """A view that no count of its own would hide says nothing by being hidden."""
    shown = shown_of(lattice)
    views = np.flatnonzero(shown)
    view = int(views[np.argmin(lattice.members.sum(axis=1)[views])])
    told = told_by_hiding(lattice, attributes_of(people), np.array([view]))
    assert told.shape == (len(people),)
    assert not told.any()
    nobody = told_by_hiding(lattice, attributes_of(people), np.array([], dtype=np.int64))
    assert not nobody.any()


def test_a_shuffled_register_has_the_same_values(people):
    for seed in (0, 2):
        other = shuffled(people, seed)
        assert other.shape == people.shape
        assert other.dtypes.equals(people.dtypes)
        for column in (*MIXED, "uitkomst", "beeindigd_door", "wacht_op_beslissing"):
            same = other[column].value_counts(dropna=False)
            pd.testing.assert_series_equal(
                same.sort_index(), people[column].value_counts(dropna=False).sort_index()
            )
            assert (
                not other[column]
                .reset_index(drop=True)
                .equals(people[column].reset_index(drop=True))
            )


def test_what_became_of_a_shuffled_person_hangs_together(people):
    for seed in (0, 1, 2):
        other = shuffled(people, seed)
        guided = other["uitkomst"].eq("in_begeleiding")
        assert other.loc[guided, ["uitstroom", "beeindigd_door"]].isna().all(axis=None)
        left = other[~guided]
        assert left[["uitstroom", "beeindigd_door"]].notna().all(axis=None)
        assert not left["wacht_op_beslissing"].any()
        assert (left["uitstroom"] >= left["instroom"]).all()
        assert left["maanden"].equals(months_between(left["instroom"], left["uitstroom"]))
        assert not other[list(ENDED)].equals(people[list(ENDED)])
