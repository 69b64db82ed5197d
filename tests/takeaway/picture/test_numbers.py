"""A picture shows the numbers of the table: its places are measured, by its own axis."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words.shares import full
from perspectief.takeaway.picture.bars import GAP, THIN
from perspectief.takeaway.picture.page import INSIDE, to_svg
from tests.takeaway.conftest import occasion

SVG = "{http://www.w3.org/2000/svg}"


def drawn(figure):
    return ET.fromstring(to_svg(figure.block, occasion(figure)))


def scale(picture, axis):
    """Return what a pixel means, from two numbers that are written at the axis."""
    written = {}
    for text in picture.iter(f"{SVG}text"):
        said = "".join(text.itertext())
        anchor = {"x": "middle", "y": "end"}[axis]
        if text.get("text-anchor") == anchor and re.fullmatch(r"\d+(\u00a0%)?", said):
            # The foot of the letters is 0,36 of their size under the middle.
            foot = 0.36 * float(text.get("font-size")) if axis == "y" else 0.0
            written[float(said.removesuffix("\u00a0%"))] = float(text.get(axis)) - foot
    (low, at_low), (high, at_high) = min(written.items()), max(written.items())
    return lambda pixel: low + (pixel - at_low) / (at_high - at_low) * (high - low)


def signs(picture):
    """Return the middle of every named sign, by the first words of its name."""
    places = {}
    for group in picture.iter(f"{SVG}g"):
        title = group.find(f"{SVG}title")
        if title is None:
            continue
        sign = list(group)[-1]
        if sign.tag == f"{SVG}circle":
            place = float(sign.get("cx")), float(sign.get("cy"))
        else:
            points = [
                tuple(map(float, point.split(",")))
                for point in re.findall(r"[-\d.]+,[-\d.]+", sign.get("d"))
            ]
            sides = list(zip(*points, strict=True))
            place = tuple((min(side) + max(side)) / 2 for side in sides)
        places.setdefault(title.text.split(";")[0], []).append(place)
    return places


def shares(figure, column):
    names = [
        cell.label if hasattr(cell, "label") else cell
        for cell in (row[0] for row in figure.block.table.rows)
    ]
    at = [heading.key for heading in figure.block.table.columns].index(column)
    return dict(zip(names, (row[at] for row in figure.block.table.rows), strict=True))


def test_the_funnel_shows_count_and_share_of_every_steunpunt(figure_of):
    figure = figure_of("steunpunten", "steunpunten")
    picture = drawn(figure)
    table = shares(figure, "aandeel")
    places = signs(picture)
    across, up = scale(picture, "x"), scale(picture, "y")
    assert len(places) == 20
    for name, ((x, y),) in places.items():
        assert across(x) == pytest.approx(table[name].total, abs=0.1), name
        # A triangle has its middle a little off its point.
        assert up(y) == pytest.approx(100 * table[name].share, abs=0.6), name


def test_the_best_estimate_shows_its_range(figure_of):
    figure = figure_of("steunpunten", "beste_schatting")
    picture = drawn(figure)
    across = scale(picture, "x")
    estimates, bands = shares(figure, "schatting"), shares(figure, "bandbreedte")
    for name, places in signs(picture).items():
        assert across(places[1][0]) == pytest.approx(100 * estimates[name], abs=0.05), name
    lines = [
        group.find(f"{SVG}line")
        for group in picture.iter(f"{SVG}g")
        if group.find(f"{SVG}title") is not None
    ]
    ends = [
        (across(float(line.get("x1"))), across(float(line.get("x2"))))
        for line in lines
        if line is not None
    ]
    wanted = [(100 * bands[name].low, 100 * bands[name].high) for name in signs(picture)]
    assert ends == [pytest.approx(band, abs=0.05) for band in wanted]


def test_a_curve_goes_through_the_numbers_of_its_table(figure_of):
    figure = figure_of("duur", "twee_tellingen")
    picture = drawn(figure)
    across, up = scale(picture, "x"), scale(picture, "y")
    curves = [
        [
            (across(x), up(y))
            for x, y in (
                tuple(map(float, p.split(",")))
                for p in re.findall(r"[-\d.]+,[-\d.]+", path.get("d"))
            )
        ]
        for path in picture.iter(f"{SVG}path")
        if path.get("stroke-width") == "3"
    ]
    for curve, column in zip(curves, ("rapport", "gecorrigeerd"), strict=True):
        for months, share in shares(figure, column).items():
            if share is None:
                continue
            at = [y for x, y in curve if x == pytest.approx(months, abs=0.05)]
            assert any(y == pytest.approx(100 * share, abs=0.3) for y in at), (column, months)


def test_bars_of_doubt_reach_as_far_as_the_table_says(figure_of):
    figure = figure_of("vergelijking", "aandelen")
    picture = drawn(figure)
    across = scale(picture, "x")
    counted = [across(places[0][0]) for places in signs(picture).values()]
    assert counted[0] == pytest.approx(100 * 473 / 733, abs=0.1)


def parts(picture):
    """Return left side and width of every named part of a bar, by its name."""
    boxes = {}
    for group in picture.iter(f"{SVG}g"):
        title, box = group.find(f"{SVG}title"), group.find(f"{SVG}rect")
        if title is not None and box is not None:
            boxes[title.text] = float(box.get("x")), float(box.get("width")) + GAP
    return boxes


def test_the_parts_of_a_bar_are_as_wide_as_their_shares(figure_of):
    figure = figure_of("overzicht")
    boxes = parts(drawn(figure))
    told = {full(share): share.share for share in shares(figure, "aandeel").values()}
    assert sum(wide for _, wide in boxes.values()) == pytest.approx(INSIDE, abs=0.1)
    for name, (_, wide) in boxes.items():
        assert wide == pytest.approx(INSIDE * told[name.split(": ")[1]], abs=0.02), name


def test_a_fact_is_drawn_as_long_as_it_is_large(figure_of):
    figure = figure_of("deelnemers", "asielverleden")
    for name, (_, wide) in parts(drawn(figure)).items():
        share = shares(figure, "aandeel")[name.split(": ")[0]]
        assert wide == pytest.approx(INSIDE * share.share, abs=0.02), name


def test_of_every_hundred_are_whole_numbers_that_make_a_hundred(figure_of):
    named = [
        [part for part in group if part.find(f"{SVG}title") is not None]
        for group in drawn(figure_of("duur")).iter(f"{SVG}g")
    ]
    bars = [bar for bar in named if bar]
    assert len(bars) == 8
    for bar in bars:
        told = [
            int(re.search(r": (\d+) van", part.find(f"{SVG}title").text).group(1)) for part in bar
        ]
        wide = [float(part.find(f"{SVG}rect").get("width")) + GAP for part in bar]
        assert sum(told) == 100
        for n, room in zip(told, wide, strict=True):
            assert room == pytest.approx(n * INSIDE / 100, abs=0.02) or n == 0


def test_a_range_stands_where_the_table_says(figure_of):
    figure = figure_of("duur", "duur_groepen")
    bars = [
        (float(rect.get("x")), float(rect.get("x")) + float(rect.get("width")) + GAP)
        for rect in drawn(figure).iter(f"{SVG}rect")
        if rect.get("fill") == LIGHT.categories[0] and rect.get("height") == str(THIN)
    ]
    in_legend, *ranges = bars
    assert in_legend[0] > 0
    for range_, band in zip(ranges, shares(figure, "na_12_band").values(), strict=True):
        assert range_ == pytest.approx((band.low * INSIDE, band.high * INSIDE), abs=0.02)
