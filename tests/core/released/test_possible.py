"""What is made of published counts says of every count that it can be what it exactly is."""

from __future__ import annotations

import pytest

from perspectief_core.beside import beside
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import contract
from perspectief_core.disclosure import lattice
from perspectief_core.disclosure.exchanging import shown_under
from perspectief_core.disclosure.policies import JOINT, Withheld
from perspectief_core.durations.left_within import left_within
from perspectief_core.durations.lifetable import life_table
from perspectief_core.people import outcomes, participants
from perspectief_core.released.counts import counted, share_of
from perspectief_core.shares.fives import possible
from perspectief_core.shares.intervals import Share
from perspectief_core.steunpunten import profile
from tests.core.released.test_deriving import PEILDATUM, of, published

VIEWS = (
    {},
    {"geslacht": ("vrouw",)},
    {"geslacht": ("man",)},
    {"leeftijd": lattice.AGES[0]},
    {"leeftijd": lattice.AGES[2]},
    {"steunpunt": ("den_haag",)},
    {"werkwijze_4": ("maatwerk",)},
    {"kinderen": ("een",)},
    {"traject": ("terugkeer",)},
)


@pytest.fixture(name="views", scope="module")
def _views(shipped):
    """Return what is published of some views, with the people whom it is of."""
    shown = shown_under(shipped, "publicatie")
    return [
        (published(shipped, Selection(**chosen))[0], select(shown, Selection(**chosen)))
        for chosen in VIEWS
    ]


def agrees(said, exact):
    """Fail when a count of one result cannot be that of the other; return how many can."""
    if isinstance(said, Share):
        for own, real in ((counted(said), exact.count), (said.total, exact.total)):
            low, high = possible(own)
            assert low <= real <= high, (said, exact)
        return 1
    if hasattr(said, "__dataclass_fields__"):
        return sum(
            agrees(getattr(said, name), getattr(exact, name))
            for name in said.__dataclass_fields__
            if name not in ("test", "provenance")
        )
    if isinstance(said, tuple):
        return sum(agrees(mine, its) for mine, its in zip(said, exact, strict=False))
    return 0


def tried(views, analysis, *arguments, part=lambda result: result):
    seen = 0
    for released, people in views:
        try:
            said = of(analysis, released, *arguments)
        except Withheld:
            continue
        seen += agrees(part(said), part(analysis(people, *arguments)))
    return seen


def test_who_left_within_a_time_and_by_the_peildatum(views):
    for at in (0, 1, 2):
        seen = tried(
            views,
            left_within,
            PEILDATUM,
            part=lambda left, at=at: (left.periods[at].within, left.periods[at].left),
        )
        assert seen >= 3


def test_who_has_children(views):
    assert tried(views, participants.children_by_sex, part=lambda found: found.any_child.share) > 3
    assert tried(views, participants.children_by_sex, part=lambda found: found.any_child_by_sex) > 1


@pytest.mark.parametrize("place", ["amsterdam", "den_haag", "eindhoven", "utrecht"])
def test_a_steunpunt_and_all_others(views, place):
    rows = tried(
        views,
        profile.profile,
        place,
        part=lambda own: tuple((row.own, row.rest) for row in own.outcomes),
    )
    assert rows >= 2 * len(contract.OUTCOMES)
    groups = (place, "arnhem", beside.OTHERS)
    seen = tried(
        views,
        beside.beside,
        "uitkomsten",
        groups,
        part=lambda found: tuple(row.values for row in found.rows),
    )
    assert seen >= 3 * len(contract.OUTCOMES)


def test_the_life_table(views):
    for released, people in views[:3]:
        try:
            table = of(life_table, released, True)
        except Withheld:
            continue
        exact = left_within(people, PEILDATUM).since_start
        low, high = possible(table.n)
        assert low <= sum(period.left.total for period in exact) <= high
        first = table.rows[0]
        low, high = possible(first.exits)
        assert low <= sum(period.within[0].count for period in exact) <= high


def test_permits_and_returns_together(views):
    seen = 0
    for released, people in views:
        for column in ("steunpunt", "instroomperiode", "herkomst", "traject"):
            try:
                groups = released.by(column).groups
            except Withheld:
                continue
            exact = {group.group: group for group in outcomes.by(people, column).groups}
            for group in groups:
                if JOINT in group.group:
                    continue
                low, high = possible(share_of(group, "concreet").count)
                real = exact[group.group]
                both = ("verblijfsvergunning", "terugkeer")
                assert low <= sum(real.share_of(code).count for code in both) <= high
                seen += 1
    assert seen > 50
