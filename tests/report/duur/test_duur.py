import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from perspectief.report.block import exports
from perspectief.report.block.blocks import MAX_ALT
from perspectief.report.block.tables import to_html
from perspectief.report.duur import (
    classes,
    curves as duur_curven,
    endings,
    groups as duur_groepen,
    hundred,
    hundred_bars,
    life_table,
    reported as duur_rapport,
    tie,
)
from perspectief.report.duur.hundred_bars import Moment, moments
from perspectief.report.words.outcome_words import BAR_ORDER
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.cohort.standing import months_between
from perspectief_core.disclosure import protecting
from perspectief_core.durations import (
    artefact,
    curves as durations,
    groups,
    half_years,
    lifetable,
    reported,
    restricted_mean,
)
from perspectief_core.durations.groups import MOMENTS
from perspectief_core.people import contacts, outcomes
from perspectief_core.survival.logrank import GroupTest
from tests.core.builders import make_extract, with_people
from tests.report.asking import asked

CHOICES = (
    {},
    {"steunpunt": ("ede",)},
    {"uitstroom": True},
    {"doormigratie": "bij_overig"},
    {"peildatum": "2010-10-01", "voor_start": "weglaten"},
    {"leeftijd": (59, 60)},
)
TIES = tuple(life_table.TIES.values())


def klassen(summary):
    """Return the block of the classes; of who left alone nothing is needed where all are shown."""
    return classes.classes_block(summary, summary)


@pytest.fixture(name="facts", scope="module")
def _facts():
    return protecting.published_result(artefact.tie_facts())


def both(extract, **choices):
    return [asked(extract, durations.curves, flag, **choices) for flag in (False, True)]


def first_layer(extract, report, facts, **choices):
    naive, corrected = both(extract, **choices)
    summary = asked(extract, durations.duration_summary, **choices)
    behind = asked(extract, reported.reported_durations, **choices)
    return (
        hundred.hundred_block(corrected, naive),
        *(duur_curven.curves_block(naive, corrected, code) for code in duur_curven.CHOICE.options),
        klassen(summary),
        tie.tie_block(asked(extract, artefact.duration_tie, **choices), facts),
        duur_rapport.report_block(summary, behind, corrected, report),
    )


def groups_of(extract, column, outcome=None, **choices):
    return asked(extract, groups.groups_over_time, column, outcome, **choices)


def second_layer(extract, report, **choices):
    waiting, stuck = (
        asked(extract, analysis, **choices)
        for analysis in (outcomes.awaiting_decision, outcomes.stuck_files)
    )
    stays = [
        asked(extract, restricted_mean.time_in_guidance, flag, **choices) for flag in (True, False)
    ]
    curves = [asked(extract, durations.curves, True, ties, **choices) for ties in TIES]
    return (
        *(
            duur_groepen.groups_block(groups_of(extract, column, outcome, **choices), {})
            for column in duur_groepen.GROUP.options
            for outcome in (None, "mob")
        ),
        life_table.life_block(asked(extract, lifetable.life_table, True, **choices)),
        life_table.stay_block(*stays),
        life_table.ties_block(tuple(curves)),
        endings.ended_block(asked(extract, outcomes.ended_by, **choices), report),
        endings.waiting_block(waiting, stuck, report),
        endings.contacts_block(asked(extract, contacts.contact_summary, **choices), report),
    )


@pytest.mark.parametrize("choices", CHOICES)
@pytest.mark.parametrize("n", [150, 700])
def test_every_block_can_be_drawn_read_and_saved(choices, n, report, facts):
    extract = make_extract(n, seed=6)
    made = (
        *first_layer(extract, report, facts, **choices),
        *second_layer(extract, report, **choices),
    )
    for block in made:
        assert block.sentence.endswith(".")
        assert block.picture is None or len(block.picture.alt) <= MAX_ALT
        drawn = "" if block.picture is None else str(block.picture.content)
        assert not re.search(r"\bnan\b|\binf\b", drawn)
        assert not re.search(r"\bnan\b|\bNone\b|\binf\b", block.sentence + to_html(block.table))
        assert exports.to_csv(block, exports.EXCEL_NL, "x")


@given(st.lists(st.floats(0, 1), min_size=6, max_size=6).filter(lambda parts: sum(parts) > 0))
def test_a_hundred_is_a_hundred_and_no_part_is_off_by_one(parts):
    shares = dict(zip(BAR_ORDER, (part / sum(parts) for part in parts), strict=True))
    whole = Moment(12, 50, shares).of_hundred
    assert sum(whole.values()) == 100
    assert all(abs(whole[code] - 100 * shares[code]) < 1 for code in BAR_ORDER)


def test_the_bars_show_what_the_curves_estimate_in_both_countings(shipped):
    naive, corrected = both(shipped)
    for curves in (naive, corrected):
        bars = moments(curves.value)
        assert tuple(moment.month for moment in bars) == MOMENTS
        for moment in bars:
            free = curves.value.event_free.cif
            assert moment.shares["in_begeleiding"] == free[moment.month - 1]
            assert moment.followed == {p.month: p.n for p in curves.value.at_risk}[moment.month]
    lead = hundred.lead(corrected, naive)
    counts = [[m.with_outcome for m in moments(c.value)[1:3]] for c in (corrected, naive)]
    assert f"na 12 maanden {counts[0][0]} en na 18 maanden {counts[0][1]} een uitkomst" in lead
    assert f"zoals het rapport, dan komt u op {counts[1][0]} en {counts[1][1]}." in lead


def test_the_corrected_counting_stands_first_and_both_are_explained(shipped):
    drawn = hundred.hundred_block(*both(shipped)[::-1]).picture.content
    assert drawn.index(hundred.TOLD_CORRECTED) < drawn.index(hundred.TOLD_NAIVE)
    assert drawn.count("Na 18 maanden") == 2


def test_without_early_inflow_there_is_one_counting(shipped):
    naive, corrected = both(shipped, voor_start="weglaten")
    drawn = hundred.hundred_block(corrected, naive).picture.content
    assert drawn.count("Na 12 maanden") == 1
    assert hundred.TOLD_NAIVE not in drawn
    assert "zoals het rapport" not in hundred.lead(corrected, naive)


def test_the_convention_for_the_last_month_is_told(shipped):
    naive, corrected = both(shipped)
    what = hundred.hundred_block(corrected, naive).definition.what
    assert corrected.value.ties == "censored_first"
    assert "telt die maand niet mee: op de eerste dag van een maand" in what


def test_the_strip_is_about_the_outcome_shown():
    assert [number.measure.levels for number in hundred.within_a_year("terugkeer")] == [
        ("terugkeer",)
    ]
    for merged in ("doormigratie", "overig", duur_curven.ANY):
        assert hundred.within_a_year(merged) == ()
    assert [n.name for n in hundred.within_a_year("verblijfsvergunning", "mob")] == [
        "vergunning binnen een jaar",
        "mob binnen een jaar",
    ]


@pytest.mark.parametrize("outcome", duur_curven.CHOICE.options)
def test_no_line_goes_on_with_fewer_than_ten_followed(shipped, outcome):
    naive, corrected = both(shipped)
    block = duur_curven.curves_block(naive, corrected, outcome)
    drawn = {trace.name: trace for trace in block.picture.content.data if trace.name}
    for name, curves in ((duur_curven.NAIVE, naive), (duur_curven.CORRECTED, corrected)):
        assert max(drawn[name].x) == curves.value.reliable_until
    for line in block.table.rows:
        for followed in (line[3], line[6]):
            assert followed is None or followed >= durations.MIN_AT_RISK


def test_how_many_are_followed_stands_under_the_axis_of_both_lines(shipped):
    naive, corrected = both(shipped)
    figure = duur_curven.curves_block(naive, corrected, duur_curven.ANY).picture.content
    under = [note for note in figure.layout.annotations if note.yref == "paper"]
    for name, curves in ((duur_curven.CORRECTED, corrected), (duur_curven.NAIVE, naive)):
        followed = {point.month: point.n for point in curves.value.at_risk}
        head = next(note for note in under if name in note.text)
        shown = [note for note in under if note.yshift == head.yshift - 19]
        assert [note.x for note in shown] == list(range(0, len(shown) * 12, 12))
        for note in shown:
            if note.x <= curves.value.reliable_until:
                assert note.text == str(followed[note.x])
            else:
                assert note.text == "–"


def test_the_two_countings_differ_and_the_sentence_says_why(shipped):
    naive, corrected = both(shipped)
    block = duur_curven.curves_block(naive, corrected, duur_curven.ANY)
    counts = [round(100 * (1 - curves.value.event_free.cif[17])) for curves in (naive, corrected)]
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
    assert hundred.lead(corrected, naive) == hundred.TOO_FEW
    block = duur_curven.curves_block(naive, corrected, duur_curven.ANY)
    assert block.picture is None
    assert "te weinig" in block.sentence
    assert all(cell is None for line in block.table.rows for cell in line[1:])
    assert hundred.hundred_block(corrected, naive).table.rows == ()
    classes = klassen(asked(few, durations.duration_summary))
    assert classes.sentence == "Het gaat om 3 jongeren: te weinig om te verdelen."
    for column in ("geslacht", "steunpunt", "leeftijd"):
        block = duur_groepen.groups_block(groups_of(few, column, "mob"), {})
        assert block.picture is None
        assert "valt niets te vergelijken" in block.sentence


def test_the_published_chi_square_is_taken_apart(shipped, facts):
    block = tie.tie_block(asked(shipped, artefact.duration_tie), facts)
    # A number on a bar is nothing without what it is a number of.
    assert [row.value for row in block.picture.bars[0].rows] == ["chi² 176", "chi² 164", "chi² 195"]
    assert "Ongeveer 84\u00a0% daarvan komt door één groep" in block.sentence
    rows = {line[0]: line[1:] for line in block.table.rows}
    assert rows["Rapport: alle zes groepen, zoals gedrukt"] == (733, 175.6, 5)
    alone = rows["Rapport: korter dan 6 maanden tegen de rest"]
    # The published counts fix this one, so the extract must have the same.
    assert alone[1] == pytest.approx(147.5, abs=0.05)
    assert rows["Hier: korter dan 6 maanden tegen de rest"][1] == pytest.approx(alone[1])
    ours = asked(shipped, artefact.duration_tie).value
    for number in (ours.even, ours.everything.chi2):
        assert f"{number:.0f}" in block.sentence


def test_what_an_even_chance_gives_is_put_in_words():
    def told(even, seen):
        class Test:
            chi2, rough = seen, False

        class Found:
            everything = Test()

        Found.even = even
        return tie._here(Found())

    assert "minstens zo sterk" in told(200, 190)
    assert "bijna zo sterk" in told(180, 200)
    assert "een zwakker verband" in told(50, 200)


def test_only_exits_leave_nothing_to_take_apart(shipped, facts):
    block = tie.tie_block(asked(shipped, artefact.duration_tie, uitstroom=True), facts)
    assert "valt er niets te vergelijken" in block.sentence


def test_the_report_stands_beside_what_is_counted_and_what_it_hides(shipped, report):
    _, corrected = both(shipped)
    summary = asked(shipped, durations.duration_summary)
    behind = asked(shipped, reported.reported_durations)
    block = duur_rapport.report_block(summary, behind, corrected, report)
    rows = {line[0]: line[1:] for line in block.table.rows}
    assert rows["Gemiddelde duur van wie vertrok"][1] == "17 maanden"
    assert rows["Gemiddelde duur van wie nog in begeleiding is"][1] == "19 maanden"
    assert [line[2] for line in block.table.rows[2:]] == [
        "28\u00a0%",
        "29\u00a0%",
        "37\u00a0%",
        "een kwart",
    ]
    hidden = [line[3] for line in block.table.rows]
    assert len(set(hidden)) == 6
    assert all(text in block.picture.content for text in hidden)
    assert "kwamen alle 32 vóór de start" in hidden[4]
    assert "kwamen alle 109 vóór de start" in hidden[5]
    assert "73 van 733" in hidden[2]
    chance = round(100 * (1 - corrected.value.event_free.cif[5]))
    assert f"dan vertrekken {chance} van elke 100" in hidden[2]
    # The same number as at the top of the page: after six months is within half a year.
    assert moments(corrected.value)[0].with_outcome == chance


def test_the_early_mob_share_is_too_high_once_both_ends_are_made_up(shipped, report):
    corrected = both(shipped)[1]
    summary = asked(shipped, durations.duration_summary)
    behind = asked(shipped, reported.reported_durations)
    block = duur_rapport.report_block(summary, behind, corrected, report)
    hidden = next(row[3] for row in block.table.rows if "mob-groep" in row[0])
    # A second way: the estimate from the people one by one, months 0 to 5 against all.
    people = select(shipped, Selection()).people
    months = people["maanden"].astype(float).to_numpy()
    opening = pd.Series(pd.Timestamp("2009-10-01"), index=people.index)
    late = months_between(people["instroom"], opening).astype(float).to_numpy()
    start = np.where(late > 0, late, -1)
    outcome = people["uitkomst"].astype(str).to_numpy()
    free, mob, until = 1.0, 0.0, {}
    for month in range(int(np.nanmax(months)) + 1):
        # Who is there at the peildatum does not count in that month.
        there = (start < month) & (months >= month)
        there &= ~((months == month) & (outcome == "in_begeleiding"))
        now = there & (months == month)
        if there.any():
            mob += free * (now & (outcome == "mob")).sum() / there.sum()
            free *= 1 - now.sum() / there.sum()
        until[month] = mob
    part = round(100 * until[5] / mob)
    assert f"ongeveer {part}\u00a0% binnen een half jaar: het deel hierboven is te hoog" in hidden
    assert part < round(100 * summary.value.mob_within_6.share)


def test_means_are_shown_apart_only_for_ten_or_more(report):
    people = {
        "instroom": ["2009-06-01"] * 12 + ["2010-01-01"] * 3,
        "uitstroom": ["2010-01-01"] * 12 + ["2010-05-01"] * 3,
        "uitkomst": ["mob"] * 15,
    }
    few = with_people(people)
    behind = asked(few, reported.reported_durations)
    summary = asked(few, durations.duration_summary)
    block = duur_rapport.report_block(summary, behind, both(few)[1], report)
    assert "mengsel" not in block.table.rows[0][3]
    assert "Wie sinds de start kwam en vertrok," not in block.sentence


def test_groups_are_told_with_counts_and_a_verdict(shipped):
    by_group = groups_of(shipped, "geslacht")
    block = duur_groepen.groups_block(by_group, {})
    shares = [round(100 * group.moments[1].share) for group in by_group.value.groups]
    assert f": {shares[0]} (vrouw) en {shares[1]} (man)." in block.sentence
    verdict = "is groter dan toeval" if by_group.value.logrank.p < 0.05 else "kan toeval zijn"
    assert f"Het verschil in hoe snel dit gaat, {verdict}." in block.sentence
    assert "Log-rangtoets: chi-kwadraat" in block.table.note
    assert "Gray" not in block.table.note
    assert (
        "Toets van Gray ("
        in duur_groepen.groups_block(groups_of(shipped, "geslacht", "mob"), {}).table.note
    )


def test_small_steunpunten_are_named_and_get_no_bar(shipped):
    by_group = groups_of(shipped, "steunpunt", "mob").value
    names = {group.group: f"punt {group.group}" for group in by_group.groups}
    block = duur_groepen.groups_block(groups_of(shipped, "steunpunt", "mob"), names)
    small = [group for group in by_group.groups if group.small]
    assert small
    left_out = block.picture.content.split("Te klein om te tonen: ")[1]
    assert all(f"punt {group.group}" in left_out for group in small)
    for line, group in zip(block.table.rows, by_group.groups, strict=True):
        assert (line[2] is None) == group.small


def test_who_came_before_the_start_has_no_bar_and_a_reason(shipped):
    block = duur_groepen.groups_block(groups_of(shipped, "instroomperiode"), {})
    assert "niet te schatten: te weinig jongeren vanaf het begin gevolgd" in block.picture.content


def group_test(p):
    return GroupTest(1.0, 1, p, (1.0, 1.0), (1.0, 1.0))


def test_the_two_tests_may_disagree_and_then_both_are_told():
    class Found:
        column, logrank, gray = "geslacht", group_test(0.5), group_test(0.01)

    text = duur_groepen._verdict(Found())
    assert duur_groepen.ALIKE not in text
    assert "hoe snel dit gaat, kan toeval zijn" in text
    assert "hoe vaak het gebeurt bij wie sinds de start kwam, is groter dan toeval" in text


def test_working_methods_come_with_the_warning_that_steunpunten_cluster():
    class Found:
        column, logrank, gray = "werkwijze_6", group_test(0.01), None

    assert duur_groepen.ALIKE in duur_groepen._verdict(Found())


def test_a_small_group_is_not_taken_apart(shipped, facts, report):
    choices = {"steunpunt": ("almelo",)}
    block = tie.tie_block(asked(shipped, artefact.duration_tie, **choices), facts)
    assert "te klein om dit na te rekenen" in block.sentence
    assert "gelijke kans" not in block.picture.content
    behind = asked(shipped, reported.reported_durations, **choices)
    summary = asked(shipped, durations.duration_summary, **choices)
    _, corrected = both(shipped, **choices)
    rows = duur_rapport.report_block(summary, behind, corrected, report).table.rows
    assert not any("%" in line[3] for line in rows)


def test_half_years_are_told_in_order_and_the_table_closes(shipped):
    table = asked(shipped, lifetable.life_table, True)
    block = life_table.life_block(table)
    chances = [round(100 * row.chance) for row in table.value.rows[:4]]
    assert f"{chances[0]}, {chances[1]}, {chances[2]} en {chances[3]}" in block.sentence
    for line, following in zip(block.table.rows, block.table.rows[1:], strict=False):
        _, begun, joined, left, still, *_ = line
        assert begun + joined - left - still == following[1]


def test_the_mean_time_is_of_everyone_and_has_a_range(shipped):
    stays = [asked(shipped, restricted_mean.time_in_guidance, flag) for flag in (True, False)]
    block = life_table.stay_block(*stays)
    mean = f"{stays[0].value.estimates[1].mean:.1f}".replace(".", ",")
    assert f"Van de eerste 24 maanden waren jongeren er gemiddeld {mean}" in block.sentence


def test_conventions_lie_in_order(shipped):
    curves = tuple(asked(shipped, durations.curves, True, ties) for ties in TIES)
    block = life_table.ties_block(curves)
    at_18 = [line[5] for line in block.table.rows]
    assert at_18 == sorted(at_18, reverse=True)
    low, high = round(100 * min(at_18)), round(100 * max(at_18))
    assert f"{low} tot {high}" in block.sentence


@pytest.mark.parametrize("layer", [duur_groepen, life_table])
def test_a_link_to_a_choice_opens_its_layer(layer):
    assert not layer.OPENED_BY & {"uitkomst", "steunpunt"}
    assert {choice.code for choice in layer.CHOICES} == layer.OPENED_BY


def test_options_of_the_address_do_not_collide_with_each_other_or_the_selection():
    codes = [
        choice.code for choice in (duur_curven.CHOICE, *duur_groepen.CHOICES, *life_table.CHOICES)
    ]
    assert len(set(codes)) == len(codes)
    assert set(codes).isdisjoint(Selection.__dataclass_fields__)


def test_only_exits_and_the_early_class_are_explained(shipped):
    naive, exits = both(shipped, uitstroom=True)
    assert hundred.ONLY_EXITS.strip() in hundred.lead(exits, naive)
    everyone = klassen(asked(shipped, durations.duration_summary))
    assert "Dat komt door de telling" in everyone.sentence
    only = klassen(asked(shipped, durations.duration_summary, uitstroom=True))
    assert "Dat komt door de telling" not in only.sentence


def test_classes_add_up_to_everyone(shipped):
    table = klassen(asked(shipped, durations.duration_summary)).table
    assert sum(line[1] for line in table.rows) == 733
    for line in table.rows:
        assert sum(share.count for share in line[2:]) == line[1]


def test_legends_leave_out_onward_migration_when_it_is_merged(shipped):
    naive, corrected = both(shipped, doormigratie="bij_overig")
    assert "doormigratie" not in hundred.hundred_block(corrected, naive).picture.content
    assert hundred_bars.BAR_ORDER[-1] == "doormigratie"


def test_an_outcome_of_nobody_yet_is_said_of_both_countings():
    none = with_people({"uitkomst": ["in_begeleiding"] * 40})
    naive, corrected = both(none)
    said = hundred.lead(corrected, naive)
    assert "had nog geen van elke 100 jongeren een uitkomst." in said
    assert "geen een" not in said


def test_who_waits_is_said_of_none_one_and_nobody_left(report):
    def said(waiting, reported=report):
        people = with_people(
            {
                "uitkomst": ["in_begeleiding"] * len(waiting) or ["mob"],
                "wacht_op_beslissing": waiting or [None],
                "vastlopend_dossier": [None] * (len(waiting) or 1),
            }
        )
        both = asked(people, outcomes.awaiting_decision), asked(people, outcomes.stuck_files)
        return endings.waiting_block(*both, reported).sentence

    assert "wacht niemand op een beslissing" in said([False, False])
    assert "wacht 1 van 2 op een beslissing" in said([True, False])
    assert "wachten 2 van 2 op" in said([True, True])
    assert said([]).startswith("Er is niemand nog in begeleiding.")
    part = replace(report, beside_part=True)
    assert "Over alle jongeren noemt het rapport 85" in said([True], part)


def test_who_ended_it_never_says_that_the_unknown_decided(report):
    unknown = with_people({"uitkomst": ["mob"] * 3, "beeindigd_door": [None, None, "onbekend"]})
    block = endings.ended_block(asked(unknown, outcomes.ended_by), report)
    assert "Van geen van hen is bekend" in block.sentence
    assert "tellen op tot 102" in block.table.note
    assert block.definition.denominator == "de 3 jongeren die uitstroomden"
    alone = with_people({"uitkomst": ["mob"], "beeindigd_door": [None]})
    block = endings.ended_block(asked(alone, outcomes.ended_by), report)
    assert block.sentence.endswith("Wie dat besloot, is niet bekend.")
    assert block.definition.denominator == "de ene jongere die uitstroomde"
    known = with_people({"uitkomst": ["mob"] * 3, "beeindigd_door": ["client", None, None]})
    block = endings.ended_block(asked(known, outcomes.ended_by), report)
    assert "besloot de jongere zelf dat het vaakst (1 van 3)" in block.sentence


def test_where_the_classes_are_withheld_stand_those_of_who_left(shipped):
    exits = asked(shipped, half_years.exits_by_half_year)
    hidden = protecting.Hidden("averages", exits.provenance)
    block = classes.classes_block(hidden, exits)
    assert block.table.rows[0][1].count == 73
    assert sum(row[1].count for row in block.table.rows) == 260
    most = max(block.table.rows, key=lambda row: row[1].count)
    assert f"na {most[0]} maanden: {most[1].count} van 260" in block.sentence
