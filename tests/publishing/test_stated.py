"""What an edition states is read, attacked, and set beside the people."""

from dataclasses import replace

import pytest

from perspectief.publishing import asks
from perspectief.publishing.audit import beside_people
from perspectief.publishing.bundle import Bundle
from perspectief.publishing.publish import edition_of
from perspectief.publishing.stated import ATTRIBUTES, stated_in
from perspectief_core.attack.against import attack_stated
from perspectief_core.attack.alone import attack_alone
from perspectief_core.attack.exposure import attack_published
from perspectief_core.attack.stated import Stated
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.attributes import attributes_of
from perspectief_core.disclosure.closing import counted, views
from perspectief_core.shares.fives import Rounded
from tests.core.builders import make_extract
from tests.publishing.editions import SMALL, altered, unprotected

CODEC = asks.codec()
FEW = make_extract(60, seed=1)


def read(path, extract=SMALL):
    return stated_in(Bundle(path, CODEC, edition_of(extract).program), CODEC)


def attacked(stated, extract=SMALL):
    return attack_stated(counted(extract), select(extract, Selection()).flow, stated)


@pytest.fixture(scope="module")
def honest(small_edition):
    return read(small_edition)


@pytest.fixture(scope="module")
def naked(tmp_path_factory):
    return read(unprotected(FEW, tmp_path_factory.mktemp("naked") / "bloot.bundel"), FEW)


def test_all_that_is_answered_is_read(honest):
    by_size = {view.selection for view in views(SMALL)}
    assert set(honest.views) == by_size
    assert honest.shown == {view.selection for view in views(SMALL) if view.reason is None}
    assert honest.unread == ()
    assert not honest.held
    assert {statement.column for statement in honest.statements} == {
        "uitkomst",
        "beeindigd_door",
        "duur_vertrek",
        "wacht_op_beslissing",
        "vastlopend_dossier",
    }


def test_of_a_published_edition_nothing_follows_and_every_count_is_right(honest):
    report = attacked(honest)
    assert not report.contradicts
    assert (report.disclosed, report.linear, report.uncounted) == (0, 0, 0)
    assert report.linear_groups > 50
    by_rules = attack_published(counted(SMALL))
    assert (report.views, report.shown) == (by_rules.views, by_rules.shown)
    found = beside_people(SMALL, honest)
    assert found.counts > 1000
    assert (found.unrounded, found.held, found.wrong, found.beyond) == (0, 0, 0, 0)


def test_without_the_people_nothing_follows_either(honest):
    report = attack_alone(honest, ATTRIBUTES)
    assert report.groups > 100
    assert (report.told, report.disclosed, report.contradicts) == (0, 0, False)


def test_what_is_asked_of_nobody_is_what_is_asked_of_people():
    of_people = attributes_of(counted(SMALL))
    assert ATTRIBUTES.names == of_people.names
    assert (ATTRIBUTES.questions, ATTRIBUTES.sums) == (of_people.questions, of_people.sums)


def test_an_unprotected_edition_names_most_persons(naked):
    report = attacked(naked, FEW)
    assert report.disclosed > 0.8 * report.persons
    assert report.linear > 0.5 * report.persons
    assert report.singled_out > 0
    found = beside_people(FEW, naked)
    assert found.unrounded > 1000
    assert found.beyond > 0
    assert "IndependenceTest" in naked.unread
    alone = attack_alone(naked, ATTRIBUTES)
    assert 0 < alone.disclosed <= report.disclosed


def shifted(which, by):
    """Return what moves one count of a distribution by so many people."""

    def change(answer):
        shares = list(answer.shares)
        part = shares[which]
        count = Rounded(part.share.count + by)
        shares[which] = replace(part, share=replace(part.share, count=count))
        return replace(answer, shares=tuple(shares))

    return change


@pytest.mark.parametrize(("which", "by"), [(0, 5), (0, -5), (1, 5)])
def test_a_count_that_was_altered_is_found(small_edition, tmp_path, which, by):
    ask = asks.FIRST.text(CODEC, Selection())
    other = read(altered(small_edition, tmp_path / "anders", ask, shifted(which, by)))
    assert beside_people(SMALL, other).wrong == 1
    # Beside an earlier edition it can be one that is held.
    again = beside_people(SMALL, replace(other, held=True))
    assert (again.wrong, again.held) == (0, 1)


def test_a_count_that_fits_nothing_is_found_without_the_people(small_edition, tmp_path):
    ask = asks.FIRST.text(CODEC, Selection())
    other = read(altered(small_edition, tmp_path / "anders", ask, shifted(1, 100)))
    assert attacked(other).contradicts
    assert attack_alone(other, ATTRIBUTES).contradicts
    assert beside_people(SMALL, other).wrong == 1


def test_a_flow_that_was_altered_is_found(small_edition, tmp_path):
    ask = asks.ASKS[1].text(CODEC, Selection())

    def change(flow):
        return replace(flow, start=Rounded(flow.start + 5))

    other = read(altered(small_edition, tmp_path / "anders", ask, change))
    assert beside_people(SMALL, other).wrong == 1


def test_what_is_shown_of_a_hidden_view_is_found(honest):
    hidden = next(view.selection for view in views(SMALL) if view.reason is not None)
    first = honest.statements[0]
    more: Stated = replace(honest, statements=(*honest.statements, replace(first, whom=hidden)))
    assert beside_people(SMALL, more).beyond == 1


def test_a_column_that_the_extract_lacks_tells_nothing(honest):
    people = counted(SMALL).drop(columns="beeindigd_door")
    report = attack_stated(people, select(SMALL, Selection()).flow, honest)
    assert (report.disclosed, report.contradicts) == (0, False)
