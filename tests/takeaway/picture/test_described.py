"""Pictures of what the screen draws as HTML and that are no bars: all of it, with its words."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from perspectief.report.block.tables import cell_text
from perspectief.report.verantwoording import timeline
from perspectief.report.words import formats
from perspectief.takeaway.occasion import Occasion
from perspectief.takeaway.picture.drawable import can_draw
from perspectief.takeaway.picture.page import INSIDE, to_svg
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.published import records
from tests.takeaway.conftest import DAY, SITE, occasion

SVG = "{http://www.w3.org/2000/svg}"


def said(figure):
    picture = ET.fromstring(to_svg(figure.block, occasion(figure)))
    lines = ("".join(text.itertext()) for text in picture.iter(f"{SVG}text"))
    return picture, " ".join(" ".join(lines).split())


def test_every_step_of_a_flow_has_what_is_left_and_what_falls_out(seen, figure_of):
    figure = figure_of("vergelijking", "stappen")
    text = said(figure)[1]
    for row in figure.block.table.rows[-4:]:
        assert f"{cell_text(row[2], figure.block.table.columns[2])} {row[1]}" in text


def test_every_group_of_the_tree_stands_in_a_box_with_its_numbers(figure_of):
    figure = figure_of("samenhang", "boom")
    picture, text = said(figure)
    (boxes,) = figure.block.picture.described

    def under(box):
        return [box, *(descendant for child in box.below for descendant in under(child))]

    nodes = under(boxes.root)
    frames = [rect for rect in picture.iter(f"{SVG}rect") if rect.get("stroke-width") == "2"]
    assert len(frames) == len(nodes)
    for box in nodes:
        assert " ".join(box.lines[0].split()) in text
    levels = [node.level for node in nodes if node.level]
    assert all(level.low <= level.share <= level.high for level in levels)


def test_the_map_has_the_count_of_every_cell(figure_of):
    figure = figure_of("samenhang", "kaart")
    text = said(figure)[1]
    keys = [column.key for column in figure.block.table.columns]
    for row in figure.block.table.rows:
        count, expected = row[keys.index("aantal")], row[keys.index("verwacht")]
        assert f"{formats.count(count)}, verwacht {formats.number(expected, 1)}" in text


@pytest.mark.parametrize("key", ["verwacht", "vertrouwen"])
def test_lanes_stand_where_their_shares_are(key, figure_of):
    figure = figure_of("steunpunten", key)
    (lanes,) = figure.block.picture.described
    assert lanes.mark
    assert lanes.mark in said(figure)[1]
    assert len(lanes.lanes) == len(figure.block.table.rows)
    assert all(0 <= lane.low <= lane.high <= lanes.top for lane in lanes.lanes)


def test_ranges_beside_each_other_share_one_scale(figure_of):
    figure = figure_of("naast_elkaar")
    picture, text = said(figure)
    tracks = [rect for rect in picture.iter(f"{SVG}rect") if rect.get("fill") == "#f4f5f7"]
    assert (
        len(
            {
                (track.get("x"), track.get("width"))
                for track in tracks
                if track.get("height") == "14"
            }
        )
        == 1
    )
    (ranges,) = figure.block.picture.described
    for row in ranges.rows:
        assert row.verdict in text
        assert all(" ".join(range_.value.split()) in text for range_ in row.ranges)
    assert max(float(track.get("width")) for track in tracks) < INSIDE


def test_the_timeline_has_every_moment():
    block = timeline.timeline_block(published_result(records.timeline()))
    picture = ET.fromstring(to_svg(block, Occasion(f"{SITE}verantwoording#tijdlijn", DAY)))
    text = " ".join(
        " ".join("".join(element.itertext()) for element in picture.iter(f"{SVG}text")).split()
    )
    for row in block.table.rows:
        assert " ".join(row[2].split()) in text


def test_a_list_to_open_or_a_table_is_no_picture(figure_of):
    assert not can_draw(figure_of("verantwoording", "cijfers", onderdeel="rapport").block)
