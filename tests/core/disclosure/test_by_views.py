"""A table per group says of each group what the view of that group says, and nothing of others."""

import pytest

from perspectief_core import Selection, select
from perspectief_core.disclosure import closing
from perspectief_core.disclosure.policies import JOINT, SMALLEST_CATEGORY, Withheld
from perspectief_core.disclosure.protecting import protect
from perspectief_core.people import outcomes, participants
from perspectief_core.shares.fives import Rounded


def shown(shipped, analysis, *arguments, **filters):
    selection = Selection(**filters)
    result = analysis(select(shipped, selection), *arguments)
    return protect(result, shipped, selection, "publicatie").value


@pytest.mark.parametrize("column", ["steunpunt", "herkomst", "geslacht"])
@pytest.mark.parametrize("filters", [{}, {"leeftijd": (20, 22)}])
def test_every_row_is_what_the_view_of_the_group_says(shipped, column, filters):
    by_group = shown(shipped, outcomes.by, column, **filters)
    assert by_group.test is None
    assert len(by_group.groups) > 1
    for group in by_group.groups:
        own = filters | {column: tuple(group.group.split(JOINT))}
        alone = shown(shipped, outcomes.distribution, **own)
        assert (group.n, group.shares) == (alone.n, alone.shares)
        assert type(group.n) is Rounded


def test_hidden_groups_are_not_there_and_small_ones_stand_together(shipped):
    views = [
        view
        for view in closing.views(shipped)
        if set(view.selection.active_filters) == {"steunpunt", "geslacht"}
        and view.selection.geslacht == ("vrouw",)
    ]
    by_group = shown(shipped, outcomes.by, "steunpunt", geslacht=("vrouw",))
    there = {tuple(group.group.split(JOINT)) for group in by_group.groups}
    assert there == {view.selection.steunpunt for view in views if view.reason is None}
    assert any(view.reason is not None for view in views)
    whole = shown(shipped, outcomes.by, "steunpunt")
    sizes = shipped.deelnemers["steunpunt"].value_counts()
    for group in whole.groups:
        assert JOINT in group.group or sizes[group.group] >= SMALLEST_CATEGORY


def test_the_order_of_groups_does_not_tell_which_is_larger(shipped):
    codes = [group.group for group in shown(shipped, outcomes.by, "steunpunt").groups]
    single = [code for code in codes if JOINT not in code]
    assert codes == [*sorted(single), *(code for code in codes if JOINT in code)]


def test_how_people_divide_is_the_size_of_each_view(shipped):
    inflow = shown(shipped, participants.inflow)
    sizes = {
        part.level: int(shown(shipped, outcomes.distribution, instroomperiode=(part.level,)).n)
        for part in inflow.shares
        if part.share.count
    }
    assert {level: int(inflow.share_of(level).count) for level in sizes} == sizes
    assert len(sizes) == 3


def test_a_result_about_some_of_the_people_is_not_made_of_all_of_them(shipped):
    left = select(shipped, Selection(uitstroom=True))
    everyone = Selection()
    for result in (outcomes.by(left, "geslacht"), participants.inflow(left)):
        with pytest.raises(Withheld, match="not_published"):
            protect(result, shipped, everyone, "publicatie")


@pytest.mark.parametrize(
    ("analysis", "arguments", "filters", "reason"),
    [
        # Of steunpunten there are no ways of working beside, and a sensitive filter stands alone.
        (outcomes.by, ("werkwijze_4",), {"steunpunt": ("utrecht",)}, "filters"),
        (outcomes.by, ("traject",), {"geslacht": ("man",)}, "filters"),
        (outcomes.by, ("werkwijze_6",), {}, "not_published"),
    ],
)
def test_groups_that_are_not_published_are_withheld(shipped, analysis, arguments, filters, reason):
    with pytest.raises(Withheld) as held:
        shown(shipped, analysis, *arguments, **filters)
    assert held.value.reason == reason
