"""Bars drawn as HTML: outcomes in one bar, facts beside the report's."""

from __future__ import annotations

from perspectief.report.block import fact_bars
from perspectief.report.block.fact_bars import Fact
from perspectief.report.block.tables import Column
from perspectief.report.drawing import outcome_bars, stacked_bar, states, theme
from perspectief_core.shares.intervals import share


def test_an_outcome_has_its_colour_and_only_guidance_is_open():
    part = stacked_bar.outcome_part("in_begeleiding", share(473, 733))
    assert part.open_
    assert part.category == outcome_bars.category("in_begeleiding")
    assert not stacked_bar.outcome_part("terugkeer", share(21, 733)).open_


def test_a_bar_leaves_out_parts_without_people_that_its_legend_keeps():
    parts = [stacked_bar.Part("a<", share(9, 10), 1), stacked_bar.Part("b", share(0, 10), 2)]
    bar, legend = stacked_bar.stacked(parts).split("<ul")
    assert bar.count("pf-seg") == 1
    assert legend.count("<li>") == 2
    assert "a&lt; <b>9</b>" in bar
    assert stacked_bar.stacked_alt("2 delen", parts) == "Liggende balk in 2 delen: a< 9 en b 0."


def test_facts_stand_beside_the_report_where_it_names_one(report):
    facts = (Fact("Vrouw", share(190, 733), "sv_vrouw"), Fact("Anders", share(1, 3)))
    picture = fact_bars.facts_picture("geslacht", facts, report)
    assert "rapport: 26\u00a0%" in picture.content
    assert "vrouw 190 van 733" in picture.alt
    named = fact_bars.facts_picture("geslacht", facts, report, named=facts[1:])
    assert "vrouw" not in named.alt
    table = fact_bars.facts_table("Geslacht", Column("wie", "Wie"), facts, report)
    assert table.rows == (
        ("Vrouw", facts[0].share, "26\u00a0%"),
        ("Anders", facts[1].share, ""),
    )


def test_markers_of_a_state_can_be_larger():
    assert states.marker("hoger", 2)["size"] == states.marker("hoger")["size"] + 2
    assert states.marker("hoger")["symbol"] == "triangle-up"


def test_a_legend_lies_under_the_chart_and_the_margin_is_a_choice():
    sketch = theme.base(300)
    theme.with_legend(sketch, traceorder="normal")
    assert sketch.figure().layout.legend.traceorder == "normal"
    assert sketch.figure().layout.margin.t == 8
    theme.with_legend(sketch, 66)
    assert sketch.figure().layout.margin.t == 66
