"""What became of a citation, when data, definition or program changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from perspectief.report.block import cited
from perspectief.report.citing import ledger, verdict
from perspectief.report.citing.verdict import judge
from perspectief.report.overzicht import outcomes
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.protecting import protect
from perspectief_core.people.outcomes import distribution


@pytest.fixture(scope="module")
def block(shipped):
    counted = distribution(select(shipped, Selection()))
    return outcomes.outcome_block(protect(counted, shipped, Selection(), "open"))


def test_a_link_remembers_and_is_read_again(block):
    made = cited.link(block, "https://voorbeeld.nl/map/?geslacht=vrouw#uitkomsten")
    before, fragment = made.split("#")
    assert fragment == "uitkomsten"
    assert before.startswith("https://voorbeeld.nl/map/?geslacht=vrouw&citaat=uitkomsten~")
    assert cited.read(before.split("citaat=")[1]) == cited.cited(block)
    assert cited.link(block, "https://voorbeeld.nl/").count("?citaat=") == 1
    assert cited.link(block, "") == ""
    for wrong in ("", "uitkomsten", "a~b~c~d", "<script>~921dab4b4313~0.1.0~1", "x~921d~1~1~2"):
        assert cited.read(wrong) is None


def test_the_extract_that_ships_is_the_last_in_the_ledger(shipped):
    assert ledger.EXTRACTS[-1].extract == shipped.id
    names = [entry.extract for entry in ledger.EXTRACTS]
    assert len(set(names)) == len(names)


def test_each_way_to_change_is_told_with_its_reason(block, monkeypatch):
    now = cited.cited(block)
    assert judge(now, block) == verdict.Verdict("klopt", "", now.numbers, now.numbers)
    one_other = ("100", "64", *now.numbers[2:])
    older = ledger.EXTRACTS[-2]
    told = judge(replace(now, extract=older.extract, numbers=one_other), block)
    assert told.status == "veranderd"
    assert told.said.startswith("Dit getal was 64, is nu 65, want de gegevens zijn vervangen")
    assert ledger.EXTRACTS[-1].why in told.said
    same = judge(replace(now, extract=older.extract), block)
    assert same.status == "klopt"
    assert "gelijk gebleven" in same.said
    foreign = judge(replace(now, extract="0123456789ab", numbers=one_other), block)
    assert "kent die eerdere gegevens niet" in foreign.said
    program = judge(replace(now, version="0.0.9", numbers=one_other), block)
    assert f"van versie 0.0.9 naar {cited.VERSION}" in program.said
    change = ledger.Change(cited.VERSION, "uitkomsten", "mob telt nu ook wie terugkwam")
    monkeypatch.setattr(ledger, "CHANGES", (change,))
    defined = judge(replace(now, version="0.0.9", numbers=one_other), block)
    assert "want de definitie is veranderd: mob telt nu ook wie terugkwam." in defined.said
    assert "definitie" not in judge(replace(now, numbers=one_other), block).said
    forged = judge(replace(now, numbers=one_other), block)
    assert (forged.status, verdict.NO_REASON in forged.said) == ("veranderd", True)
    several = judge(replace(now, numbers=("100", "1", "2", *now.numbers[3:])), block)
    assert several.said.startswith("Deze getallen zijn veranderd: 1 is nu 65 en 2 is nu 15, want")
    shorter = judge(replace(now, numbers=("7",)), block)
    assert shorter.said.startswith("Dit citaat noemde 7 en noemt nu 100, 65")
