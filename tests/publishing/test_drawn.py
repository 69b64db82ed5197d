"""An edition of results that were partly drawn by lot says so, and does not say by which lot."""

from dataclasses import replace

import pytest

from perspectief.publishing import asks
from perspectief.publishing.bundle import BundleError, Draft
from perspectief.publishing.edition import open_edition
from perspectief.publishing.publish import Making, OtherLotError, edition_of, publish
from perspectief.report.block import citation
from perspectief.report.overzicht.outcomes import outcome_block
from perspectief.report.words import labels
from perspectief.takeaway.forms import make
from perspectief.takeaway.occasion import Occasion
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.exchanging import exchanged
from perspectief_core.disclosure.protecting import protect
from perspectief_core.disclosure.randomising import Lot, randomised
from perspectief_core.people import outcomes
from tests.core.builders import make_extract
from tests.publishing.editions import MADE
from tests.publishing.leaving import EditionView

EXTRACT = make_extract(60, seed=1)
LOT = Lot(30, b"a key that nobody knows of")
HOW = Making(MADE, lambda *_: None, workers=1, lot=LOT)
SAID = labels.randomised_long(30)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return an edition of results of which part was drawn, with what the audit found."""
    out = tmp_path_factory.mktemp("editions") / "geloot.bundel"
    return out, publish(EXTRACT, out, HOW)[1]


def test_it_is_counted_of_the_people_after_the_lot(made):
    shown = open_edition(made[0])
    drawn = exchanged(randomised(EXTRACT, LOT))
    of_drawn, of_all = (
        protect(
            outcomes.distribution(select(extract, Selection())), extract, Selection(), "publicatie"
        ).value
        for extract in (drawn, exchanged(EXTRACT))
    )
    assert shown.bundle.answer(asks.FIRST.text(asks.codec(), Selection())) == of_drawn
    assert of_drawn != of_all


def test_who_knows_all_others_is_told_nothing(made):
    findings = made[1]
    assert findings.is_sound
    assert findings.told_to_who_knows_all_others == findings.told_to_who_knows_leavers == 0


def test_it_says_of_how_many_and_holds_no_key(made):
    edition = open_edition(made[0]).bundle.edition
    assert edition.lot == (30, LOT.mark)
    assert edition == edition_of(EXTRACT, lot=LOT)
    assert LOT.key not in made[0].read_bytes()
    assert edition_of(EXTRACT).lot == (0, 0)


def test_whatever_leaves_says_it(made):
    view = EditionView.of(open_edition(made[0]), Selection())
    block = view.block(outcome_block, view.ask(outcomes.distribution))
    assert citation.data_line(block.provenance).endswith("; " + labels.randomised(30))
    assert ("LET OP", SAID) in citation.about(block, "")
    assert labels.randomised(30) in citation.citation(block, "")
    occasion = Occasion("https://voorbeeld.nl/", MADE)
    assert SAID in make("csv", block, occasion).decode()


@pytest.mark.parametrize(
    "other",
    [None, Lot(20, LOT.key), Lot(30, b"another key, also unknown")],
    ids=["none", "number", "key"],
)
def test_an_edition_by_another_lot_is_not_laid_beside_it(made, other, tmp_path):
    previous = (open_edition(made[0]).bundle,)
    out = tmp_path / "tweede.bundel"
    with pytest.raises(OtherLotError):
        publish(EXTRACT, out, replace(HOW, previous=previous, lot=other))
    assert list(tmp_path.iterdir()) == []


def test_an_edition_by_the_same_lot_is(made, tmp_path):
    previous = (open_edition(made[0]).bundle,)
    out = tmp_path / "tweede.bundel"
    assert publish(EXTRACT, out, replace(HOW, previous=previous))[1].is_sound


def test_a_run_by_another_lot_is_not_gone_on_with(tmp_path):
    out = tmp_path / "uitgave.bundel"
    Draft(out, edition_of(EXTRACT), asks.codec()).close()
    with pytest.raises(BundleError) as error:
        publish(EXTRACT, out, HOW)
    assert error.value.fault == "unfinished_differs"
