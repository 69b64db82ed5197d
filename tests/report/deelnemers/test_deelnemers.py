import re
from dataclasses import replace

import pytest

from perspectief.report.block import exports
from perspectief.report.block.blocks import MAX_ALT
from perspectief.report.block.fact_bars import fact_row
from perspectief.report.block.main_numbers import main_numbers
from perspectief.report.block.reported import text
from perspectief.report.block.tables import to_html
from perspectief.report.deelnemers import asylum, life, origin as deelnemers, stay
from perspectief.report.drawing import row_bars
from perspectief.takeaway.paper.view import view_of
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure import protecting
from perspectief_core.people import outcomes, participants
from perspectief_core.people.outcomes import Breakdown
from perspectief_core.people.participants import BreakdownBySex
from perspectief_core.published import counts as reported
from perspectief_core.shares import chi_square, intervals
from tests.core.builders import make_extract, with_people
from tests.report.asking import asked

CHOICES = (
    {},
    {"steunpunt": ("ede",)},
    {"uitstroom": True},
    {"koppeling": "gekoppeld"},
    {"leeftijd": (59, 60)},
)


def blocks(extract, report, **choices):
    def ask(analysis):
        return asked(extract, analysis, **choices)

    history = ask(participants.asylum_history)
    months = ask(participants.months_in_nl_by_steunpunt)
    return {
        block.key: block
        for block in (
            deelnemers.origin_block(
                ask(participants.origin_by_sex),
                protecting.published_result(reported.origins()),
                report,
            ),
            life.age_block(ask(participants.age_summary), report),
            life.children_block(ask(participants.children_by_sex), report),
            life.health_block(ask(participants.health), report),
            deelnemers.inflow_block(ask(participants.inflow), report),
            asylum.traject_block(
                ask(outcomes.trajectory_results), ask(outcomes.distribution), report
            ),
            asylum.history_block(history, report),
            asylum.averages_block(history, report),
            stay.months_block(months, protecting.published_result(reported.months_in_nl()), {}),
        )
    }


def test_the_range_under_a_mean_is_that_of_the_mean(report):
    block = blocks(make_extract(150, seed=5), report)["asielgemiddelden"]
    (number,) = main_numbers(block)
    assert (number.measure.column, number.unit) == ("verblijf_nl_maanden", "maanden")
    assert "maanden in Nederland" in block.sentence


@pytest.mark.parametrize("choices", CHOICES)
def test_every_block_can_be_drawn_read_and_saved(choices, report):
    for block in blocks(make_extract(150, seed=5), report, **choices).values():
        assert block.sentence.endswith(".")
        assert block.picture is None or len(block.picture.alt) <= MAX_ALT
        shown = f"{block.sentence}{block.picture.content if block.picture else ''}"
        assert not re.search(r"\bnan\b|\bNone\b|\binf\b", shown + to_html(block.table))
        assert exports.to_csv(block, exports.MACHINE, "x").startswith(b"# ")


def test_months_of_the_report_mark_all_people_of_a_steunpunt_only(report):
    extract = make_extract(150, seed=5)
    marked = blocks(extract, report)["verblijf"]
    women = blocks(extract, report, geslacht=("vrouw",))["verblijf"]
    assert "in het rapport" in marked.picture.content
    assert "streepje voor het rapport" in marked.picture.alt
    assert "in het rapport" not in women.picture.content
    assert "rapport" not in women.picture.alt
    assert "geen streepje" in women.reading
    place = extract.steunpunten["steunpunt"].iloc[0]
    chosen = blocks(extract, report, steunpunt=(place,))["verblijf"]
    assert "in het rapport" in chosen.picture.content


def test_origin_stands_beside_bijlage_3_and_is_sorted(shipped, report):
    table = blocks(shipped, report)["herkomst"].table
    *lines, total = table.rows
    printed = {row.herkomst: row for row in reported.origins()}
    assert len(lines) == 20
    counts = [line[3].count for line in lines]
    assert counts == sorted(counts, reverse=True)
    assert [line[6] for line in lines] == counts
    assert total[4:] == (printed["totaal"].vrouw, printed["totaal"].man, printed["totaal"].totaal)
    assert sum(line[1] + line[2] for line in lines) == total[3].count == 733


def test_shipped_numbers_stand_beside_the_published_ones(shipped, report):
    page = blocks(shipped, report)
    by_who = {line[0]: line for line in page["kinderen"].table.rows}
    assert by_who["vrouwen"][-1] == report.text("sv_kinderen_vrouw")
    assert round(100 * by_who["vrouwen"][1].share) == report.figure("sv_kinderen_vrouw").waarde
    for name, share, printed in page["asielverleden"].table.rows:
        assert f"{round(100 * share.share)}\u00a0%" == printed, name
    assert report.text("sv_leeftijd_vrouw") in page["leeftijd"].sentence


def test_small_groups_get_counts_and_no_conclusions(report):
    few = with_people({"geslacht": ["vrouw", "man", "man"], "herkomst": ["angola"] * 3})
    origin = asked(few, participants.origin_by_sex).value
    age = asked(few, participants.age_summary)
    lead = deelnemers.lead(origin, age, report)
    assert "1 vrouw en 2 man" in lead
    assert "trek hier geen conclusies" in lead
    assert "%" not in lead.split("Het rapport")[0]


def test_nobody_and_nobody_in_the_register(report):
    nobody = blocks(make_extract(40), report, leeftijd=(59, 60))
    assert "Van niemand" in nobody["kinderen"].sentence
    assert "Van niemand is de leeftijd bekend" in nobody["leeftijd"].sentence
    assert "Niemand van deze jongeren" in nobody["asielverleden"].sentence
    assert nobody["verblijf"].table.rows[-1][1] == 0


def test_women_and_men_are_compared_only_when_there_are_enough():
    def block(test, what):
        nobody = Breakdown("herkomst", 100, ())
        return deelnemers.differs(BreakdownBySex("herkomst", nobody, (), test), what)

    test = chi_square.IndependenceTest(
        chi2=9.0, df=1, p=0.003, log_p=-5.8, cramers_v=0.3, share_expected_below_5=0.0, n=100
    )
    assert "verschil is groter dan toeval" in block(test, "de herkomst")
    assert "kan toeval zijn" in block(replace(test, p=0.3), "de herkomst")
    assert "ruwe schatting" in block(replace(test, share_expected_below_5=0.4), "de herkomst")
    assert block(replace(test, n=12), "de herkomst") == ""
    assert block(None, "de herkomst") == ""


def test_a_reported_figure_keeps_its_unit_and_rounding(report):
    assert report.text("sv_vrouw") == "26\u00a0%"
    assert report.text("sv_leeftijd") == "22,4 jaar"
    assert report.text("sv_verblijf_nl") == "bijna 7 jaar"
    assert report.text("sv_psychiatrische_diagnose") == "een kwart"
    assert report.text("sv_vbm_dagen") == "145 dagen"
    assert report.text("kb11_dtv_totaal_n") == "ongeveer 1.140"
    assert text(replace(report.figure("sv_vbm_dagen"), waarde=1.0)) == "1 dag"
    with pytest.raises(KeyError):
        report.text("sv_bestaat_niet")


def test_a_fact_is_a_bar_with_a_mark_and_counts_first(report):
    row = fact_row("Vrouw", intervals.share(190, 733), report, "sv_vrouw")
    assert row.value == "190 van 733 · 26\u00a0% · rapport: 26\u00a0%"
    assert row.mark == pytest.approx(0.26)
    assert fact_row("Vrouw", intervals.share(1, 3), report).value == "1 van 3"
    assert "niemand" in fact_row("Vrouw", intervals.share(0, 0), report).value


def test_beside_a_part_the_report_is_about_others_and_has_no_mark(report):
    beside = replace(report, beside_part=True)
    row = fact_row("Vrouw", intervals.share(19, 73), beside, "sv_vrouw")
    assert row.mark is None
    assert row.value.endswith("rapport, alle jongeren: 26\u00a0%")
    assert (report.says, beside.says) == (
        "Het rapport noemt",
        "Over alle jongeren noemt het rapport",
    )


def test_rows_escape_what_they_show_and_mark_the_report():
    row = row_bars.Row("<b>x</b>", (row_bars.Segment(0.5, 1, "'\""),), "1 & 2", 0.25)
    for drawn in (row_bars.wide([row]), row_bars.compact([row], [row_bars.Key("rapport", 0)])):
        assert "<b>x" not in drawn
        assert "1 &amp; 2" in drawn
        assert "left:25.00%" in drawn
        assert "width:50.00%" in drawn


def test_of_an_edition_ages_are_ranges_and_health_is_the_diagnosis(shipped, report):
    view = view_of(shipped, Selection(), "publicatie")
    ages = life.age_block(view.ask(participants.age_summary), report)
    assert ages.sentence.startswith("Bij instroom waren zij jonger dan 20: ongeveer 135 van 735")
    assert "twee leeftijden" not in ages.reading
    assert len(ages.table.rows) == len(ages.picture.bars[0].rows) == 3
    health = life.health_block(view.ask(participants.health), report)
    assert health.sentence.endswith("Over lichamelijke klachten wordt niets gepubliceerd.")
    assert [row[0] for row in health.table.rows] == ["Psychiatrische diagnose"]
    aims, everyone = view.ask(outcomes.trajectory_results), view.ask(outcomes.distribution)
    aimed = asylum.traject_block(aims, everyone, report)
    assert aimed.sentence.startswith("Het vaakst was het traject gericht op een verblijfsvergunn")
    assert len(aimed.table.rows) == 4
    # Not of the trajects that are shown: another may be withheld.
    fewer = replace(aims.value, groups=aims.value.groups[1:])
    part = asylum.traject_block(protecting.released(fewer, aims.provenance), everyone, report)
    assert {row[1].total for row in part.table.rows[:-1]} == {735}
    assert part.definition.denominator == "de ongeveer 735 jongeren die nu meetellen"
    assert part.sentence.startswith("Van de trajecten die worden gepubliceerd, kwam het vaakst")


def test_of_a_group_of_an_edition_women_and_men_stand_together(shipped, report):
    view = view_of(shipped, Selection(steunpunt=("den_haag",)), "publicatie")
    origins = protecting.published_result(reported.origins())
    came = deelnemers.origin_block(view.ask(participants.origin_by_sex), origins, report)
    assert [row[0] for row in came.table.rows] == [
        "West-Afrika",
        "Midden-Afrika",
        "overig Afrika, Europa en Amerika (niet gepubliceerd)",
        "Azië (niet gepubliceerd)",
        "totaal",
    ]
    assert [column.key for column in came.table.columns][:2] == ["herkomst", "samen"]
    assert came.table.rows[2][1:] == ("x",) * 4
    # What the report counts of a region is what it counts of its countries.
    printed = {row.herkomst: row.totaal for row in reported.origins()}
    assert came.table.rows[1][4] == sum(printed[code] for code in ("angola", "congo", "burundi"))
    assert "Van overig Afrika, Europa en Amerika en Azië wordt niets gepubliceerd" in came.sentence
    assert "apart worden zij met uw andere filters niet gepubliceerd" in came.table.note
    assert "vrouwen" not in came.reading + came.picture.alt
    assert not came.picture.bars[0].legend
    ages = life.age_block(view.ask(participants.age_summary), report)
    assert [column.key for column in ages.table.columns] == ["leeftijd", "samen"]
    age = view.ask(participants.age_summary)
    said = deelnemers.lead(view.ask(participants.origin_by_sex).value, age, report)
    assert said.startswith("Nagemaakt: Het gaat om ongeveer 80 jongeren: ongeveer 25 vrouwen")
    women = view_of(shipped, Selection(geslacht=("vrouw",)), "publicatie")
    children = life.children_block(women.ask(participants.children_by_sex), report)
    assert children.sentence.startswith("Kinderen in Nederland hebben ongeveer 105 van 190")
    assert "andere filters" not in children.table.note
    assert len(children.table.rows) == 1
