"""A register of a few people in one steunpunt: what is too small says so."""

from dataclasses import replace

from perspectief.report.block.withheld import WithheldBlock
from perspectief.report.deelnemers import asylum
from perspectief.report.words.withheld import WHY
from perspectief.takeaway.paper.view import view_of
from perspectief_core.cohort.selection import Selection
from perspectief_core.people import outcomes
from tests.core.builders import make_extract


def test_where_no_traject_is_large_enough_that_is_said():
    extract = make_extract(25, seed=3)
    people = extract.deelnemers
    extract = replace(extract, deelnemers=people.assign(steunpunt="almere"))
    view = view_of(extract, Selection(), "publicatie")
    aims, everyone = view.ask(outcomes.trajectory_results), view.ask(outcomes.distribution)
    assert not aims.value.groups
    block = view.block(asylum.traject_block, aims, everyone, None)
    assert isinstance(block, WithheldBlock)
    assert block.why == WHY["too_few"]
