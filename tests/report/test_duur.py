import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perspectief.report import duur, duur_curven, duur_einde, duur_klassen, exports
from perspectief.report.blocks import MAX_ALT
from perspectief.report.duur_honderd import MOMENTS, ORDER, Moment, moments
from perspectief.report.reported import Reported
from perspectief.report.tables import to_html
from perspectief_core import contacts, disclosure, durations, outcomes, published
from perspectief_core.cohort import select
from perspectief_core.extract import load
from perspectief_core.selection import Selection
from tests.core.builders import make_extract, with_people

CHOICES = (
    {},
    {"steunpunt": ("ede",)},
    {"uitstroom": True},
    {"doormigratie": "bij_overig"},
    {"peildatum": "2010-10-01", "voor_start": "weglaten"},
    {"leeftijd": (59, 60)},
)


def asked(extract, analysis, *args, **choices):
    selection = Selection(**choices)
    result = analysis(select(extract, selection), *args)
    return disclosure.protect(result, extract, selection, "open")


@pytest.fixture(name="shipped", scope="module")
def _shipped():
    return load(Path(__file__).parents[2] / "data" / "synthetic")


@pytest.fixture(name="report", scope="module")
def _report():
    return Reported(disclosure.published_result(published.figures()))


def both(extract, **choices):
    return [asked(extract, durations.curves, flag, **choices) for flag in (False, True)]


@pytest.mark.parametrize("choices", CHOICES)
def test_every_block_can_be_drawn_read_and_saved(choices, report):
    extract = make_extract(150, seed=6)
    naive, corrected = both(extract, **choices)
    summary = asked(extract, durations.duration_summary, **choices)
    waiting, stuck = (
        asked(extract, analysis, **choices)
        for analysis in (outcomes.awaiting_decision, outcomes.stuck_files)
    )
    made = (
        duur.hundred_block(corrected),
        *(duur_curven.curves_block(naive, corrected, code) for code in duur_curven.OPTIONS),
        duur_klassen.classes_block(summary),
        duur.report_block(summary, report),
        duur_einde.ended_block(asked(extract, outcomes.ended_by, **choices), report),
        duur_einde.waiting_block(waiting, stuck, report),
        duur_einde.contacts_block(asked(extract, contacts.contact_summary, **choices), report),
    )
    for block in made:
        assert block.sentence.endswith(".")
        assert block.picture is None or len(block.picture.alt) <= MAX_ALT
        assert not re.search(r"\bnan\b|\bNone\b|\binf\b", block.sentence + to_html(block.table))
        assert exports.to_csv(block, exports.EXCEL_NL, "x")


@given(st.lists(st.floats(0, 1), min_size=6, max_size=6).filter(lambda parts: sum(parts) > 0))
def test_a_hundred_is_a_hundred_and_no_part_is_off_by_one(parts):
    shares = dict(zip(ORDER, (part / sum(parts) for part in parts), strict=True))
    whole = Moment(12, 50, shares).of_hundred
    assert sum(whole.values()) == 100
    assert all(abs(whole[code] - 100 * shares[code]) < 1 for code in ORDER)


def test_the_bars_show_what_the_curves_estimate(shipped):
    _, corrected = both(shipped)
    found = moments(corrected.value)
    assert tuple(moment.month for moment in found) == MOMENTS
    for moment in found:
        assert moment.shares["in_begeleiding"] == corrected.value.event_free.cif[moment.month]
        assert moment.followed == {p.month: p.n for p in corrected.value.at_risk}[moment.month]
    at_18 = found[2].with_outcome
    assert f"na 18 maanden {at_18}" in duur.lead(corrected)
    assert f"De andere {100 - at_18}" in duur.lead(corrected)


@pytest.mark.parametrize("outcome", duur_curven.OPTIONS)
def test_no_line_goes_on_with_fewer_than_ten_followed(shipped, outcome):
    naive, corrected = both(shipped)
    block = duur_curven.curves_block(naive, corrected, outcome)
    drawn = {trace.name: trace for trace in block.picture.content.data if trace.name}
    for name, curves in ((duur_curven.NAIVE, naive), (duur_curven.CORRECTED, corrected)):
        assert max(drawn[name].x) == curves.value.reliable_until
    for line in block.table.rows:
        for followed in (line[3], line[6]):
            assert followed is None or followed >= durations.MIN_AT_RISK


def test_the_two_countings_differ_and_the_sentence_says_why(shipped):
    naive, corrected = both(shipped)
    block = duur_curven.curves_block(naive, corrected, duur_curven.ANY)
    counts = [round(100 * (1 - curves.value.event_free.cif[18])) for curves in (naive, corrected)]
    assert counts[0] < counts[1]
    assert f"hadden {counts[0]} van elke 100" in block.sentence
    assert f"{counts[1]} na correctie" in block.sentence
    assert f"{corrected.value.delayed} jongeren kwamen al vóór de start" in block.sentence
    late = both(shipped, voor_start="weglaten")
    same = duur_curven.curves_block(*late, duur_curven.ANY)
    assert "in beide tellingen" in same.sentence
    assert "niets te corrigeren" in same.sentence


def test_few_people_get_no_curve_and_no_percentage():
    few = with_people({"uitkomst": ["mob", "in_begeleiding", "terugkeer"]})
    naive, corrected = both(few)
    assert duur.lead(corrected) == duur.TOO_FEW
    block = duur_curven.curves_block(naive, corrected, duur_curven.ANY)
    assert block.picture is None
    assert "te weinig" in block.sentence
    assert all(cell is None for line in block.table.rows for cell in line[1:])
    assert duur.hundred_block(corrected).table.rows == ()
    classes = duur_klassen.classes_block(asked(few, durations.duration_summary))
    assert classes.sentence == "Het gaat om 3 jongeren: te weinig om te verdelen."


def test_the_report_stands_beside_what_is_counted(shipped, report):
    summary = asked(shipped, durations.duration_summary)
    block = duur.report_block(summary, report)
    rows = {line[0]: line[1:] for line in block.table.rows}
    assert rows["Gemiddelde duur van wie vertrok"][1] == "17 maanden"
    assert rows["Gemiddelde duur van wie nog in begeleiding is"][1] == "19 maanden"
    assert [line[2] for line in block.table.rows[2:]] == [
        "28\u00a0%",
        "29\u00a0%",
        "37\u00a0%",
        "een kwart",
    ]
    mean = f"{summary.value.exits.mean:.1f}".replace(".", ",")
    assert f"wie vertrok {mean} maanden (rapport: 17 maanden)" in block.sentence


def test_only_exits_and_the_early_class_are_explained(shipped):
    _, exits = both(shipped, uitstroom=True)
    assert duur.ONLY_EXITS.strip() in duur.lead(exits)
    everyone = duur_klassen.classes_block(asked(shipped, durations.duration_summary))
    assert "Dat komt door de telling" in everyone.sentence
    only = duur_klassen.classes_block(asked(shipped, durations.duration_summary, uitstroom=True))
    assert "Dat komt door de telling" not in only.sentence


def test_classes_add_up_to_everyone(shipped):
    table = duur_klassen.classes_block(asked(shipped, durations.duration_summary)).table
    assert sum(line[1] for line in table.rows) == 733
    for line in table.rows:
        assert sum(share.count for share in line[2:]) == line[1]


def test_who_ended_it_never_says_that_the_unknown_decided(report):
    unknown = with_people({"uitkomst": ["mob"] * 3, "beeindigd_door": [None, None, "onbekend"]})
    block = duur_einde.ended_block(asked(unknown, outcomes.ended_by), report)
    assert "Van geen van hen is bekend" in block.sentence
    assert "tellen op tot 102" in block.table.note
    known = with_people({"uitkomst": ["mob"] * 3, "beeindigd_door": ["client", None, None]})
    block = duur_einde.ended_block(asked(known, outcomes.ended_by), report)
    assert "de jongere zelf (1 van 3)" in block.sentence
