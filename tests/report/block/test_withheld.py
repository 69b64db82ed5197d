"""Why a figure may not be shown is said in its own words."""

from perspectief.report.words.withheld import START, WHY
from perspectief_core.disclosure import policies


def test_every_reason_has_its_sentence_and_siblings_are_not_told_apart():
    assert set(WHY) == set(policies.Reason.__args__)
    assert WHY["siblings"] == WHY["too_few"]
    assert all(why.startswith(START) and why.endswith(".") for why in WHY.values())


def test_on_paper_nothing_stands_on_the_left():
    assert not any("links" in why for why in WHY.values())
