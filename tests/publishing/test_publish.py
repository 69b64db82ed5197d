"""An edition answers every view, holds nothing about a person, and is refused when it would."""

from dataclasses import replace
from datetime import date

import pytest

from perspectief.publishing import asks, audit, publish as publishing
from perspectief.publishing.bundle import Bundle, Draft
from perspectief.publishing.publish import (
    DisclosedError,
    Making,
    NotExchangedError,
    edition_of,
    publish,
)
from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure import closing
from perspectief_core.disclosure.exchanging import exchanged
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.disclosure.protecting import protect
from perspectief_core.people import outcomes
from perspectief_core.shares.fives import Rounded
from tests.core.builders import all_alike, make_cohort, make_extract
from tests.publishing.editions import smuggled

EXTRACT = exchanged(make_extract(50, seed=2))
VIEWS = closing.views(EXTRACT)
MADE = date(2026, 11, 26)


def silent(_done, _views):
    pass


def opened(path, extract=EXTRACT):
    return Bundle(path, asks.codec(), edition_of(extract).program)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return an edition made in one go, with its checksum and what the audit found."""
    out = tmp_path_factory.mktemp("editions") / "uitgave.bundel"
    return out, *publish(EXTRACT, out, Making(MADE, silent, workers=1))


def test_every_view_has_its_answers(made):
    bundle = opened(made[0])
    shown = 0
    for view in VIEWS:
        cohort = make_cohort(EXTRACT, **kept(view.selection))
        for text, ask in asks.texts(asks.codec(), view.selection):
            own = answered_now(ask, cohort)
            if isinstance(own, str):
                with pytest.raises(Withheld) as stored:
                    bundle.answer(text)
                assert stored.value.reason == own.replace("siblings", "too_few")
            else:
                assert bundle.answer(text) == own
                shown += 1
    assert shown == made[2].shown > 20


def answered_now(ask, cohort):
    """Return what the gate lets through of an ask, or the reason why nothing."""
    try:
        return protect(ask.result(cohort), EXTRACT, cohort.selection, "publicatie").value
    except Withheld as held:
        return held.reason


def kept(selection):
    return {code: getattr(selection, code) for code in selection.active_filters}


def test_the_edition_says_what_it_is(made):
    bundle = opened(made[0])
    assert bundle.edition == edition_of(EXTRACT)
    assert (bundle.made, bundle.checksum) == (MADE, made[1])
    assert bundle.audit == publishing.said_of_audit(made[2])
    assert bundle.audit["disclosed"] == 0
    assert bundle.audit["shown"] + bundle.audit["withheld"] == len(VIEWS) * len(asks.ASKS)


def test_a_run_that_was_stopped_goes_on_and_makes_the_same(made, tmp_path, monkeypatch):
    out = tmp_path / "uitgave.bundel"

    def stop(done, _views):
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(EXTRACT, out, Making(MADE, stop, workers=1))
    assert not out.exists()
    answered, answers = [], publishing.answers
    monkeypatch.setattr(
        publishing, "answers", lambda *args: answered.append(args[1]) or answers(*args)
    )
    checksum, _ = publish(EXTRACT, out, Making(MADE, silent, workers=1))
    assert answered == [view.selection for view in VIEWS[5:]]
    assert checksum == made[1]


def test_more_processes_make_the_same(made, tmp_path):
    told = []
    checksum, _ = publish(
        EXTRACT,
        tmp_path / "uitgave.bundel",
        Making(MADE, lambda *counts: told.append(counts), workers=2),
    )
    assert checksum == made[1]
    assert told[-1] == (len(VIEWS), len(VIEWS))


def test_it_is_refused_when_the_attacker_finds_somebody(tmp_path, monkeypatch):
    out = tmp_path / "uitgave.bundel"
    attack = audit.attack_published
    monkeypatch.setattr(
        audit, "attack_published", lambda *args: replace(attack(*args), disclosed=1)
    )
    with pytest.raises(DisclosedError) as refused:
        publish(EXTRACT, out, Making(MADE, silent, workers=1))
    assert refused.value.findings.disclosed == 1
    assert not out.exists()


def test_it_is_refused_when_exchanging_does_not_help(tmp_path):
    out, register = tmp_path / "uitgave.bundel", all_alike(60)
    assert exchanged(register) is register
    with pytest.raises(NotExchangedError) as refused:
        publish(register, out, Making(MADE, silent, workers=1))
    assert refused.value.groups > 0
    assert "uitkomst" in refused.value.columns
    # Nothing was answered for it.
    assert list(tmp_path.iterdir()) == []


def test_the_audit_sees_an_exact_number_and_a_view_that_is_hidden(tmp_path):
    codec, everyone = asks.codec(), Selection()
    ask = asks.ASKS[0]
    exact = ask.result(make_cohort(EXTRACT))
    rounded = protect(exact, EXTRACT, everyone, "publicatie").value
    hidden = next(view.selection for view in VIEWS if view.reason is not None)
    off = replace(
        rounded,
        shares=(
            replace(rounded.shares[0], share=replace(rounded.shares[0].share, low=0.123)),
            *rounded.shares[1:],
        ),
    )
    draft = Draft(tmp_path / "uitgave.bundel", edition_of(EXTRACT), codec)
    draft.put(ask.text(codec, everyone), smuggled(rounded, EXTRACT, everyone))
    assert audit.audit(draft, EXTRACT, codec).is_sound
    draft.put(ask.text(codec, hidden), smuggled(rounded, EXTRACT, hidden))
    draft.put(ask.text(codec, everyone), smuggled(exact, EXTRACT, everyone))
    draft.put(asks.ASKS[1].text(codec, everyone), Withheld("filters"))
    audited = audit.audit(draft, EXTRACT, codec)
    assert (audited.exact, audited.beyond, audited.withheld) == (1, 1, 1)
    assert not audited.is_sound
    assert not audit.follows_from_rounded(off)
    draft.close()


def test_the_audit_sees_a_row_that_is_of_no_view(tmp_path):
    codec, everyone = asks.codec(), Selection()
    by_sex = asks.Ask(outcomes.by, ("geslacht",))
    honest = protect(by_sex.result(make_cohort(EXTRACT)), EXTRACT, everyone, "publicatie").value
    first = honest.groups[0]
    other = replace(honest, groups=(replace(first, n=Rounded(2 * first.n)), *honest.groups[1:]))
    beyond = []
    for table in (honest, other):
        draft = Draft(tmp_path / f"{len(beyond)}.bundel", edition_of(EXTRACT), codec)
        for view in VIEWS:
            if view.reason is None:
                text, ask = next(asks.texts(codec, view.selection))
                cohort = make_cohort(EXTRACT, **kept(view.selection))
                draft.put(text, protect(ask.result(cohort), EXTRACT, view.selection, "publicatie"))
        draft.put(by_sex.text(codec, everyone), smuggled(table, EXTRACT, everyone))
        beyond.append(audit.audit(draft, EXTRACT, codec).beyond)
        draft.close()
    assert beyond == [0, 1]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_column_that_is_missing_is_said(tmp_path, workers):
    """From another process too: what is said of it is sent back."""
    lacking = replace(EXTRACT, deelnemers=EXTRACT.deelnemers.drop(columns="beeindigd_door"))
    out = tmp_path / "uitgave.bundel"
    publish(lacking, out, Making(MADE, silent, workers=workers))
    text = next(
        text
        for text, ask in asks.texts(asks.codec(), Selection())
        if ask.analysis is outcomes.ended_by
    )
    with pytest.raises(ColumnMissingError) as missing:
        opened(out, lacking).answer(text)
    assert missing.value.column == "beeindigd_door"
