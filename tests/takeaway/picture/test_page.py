"""A figure as a picture that stands alone, read again as XML and as pixels."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from PIL import Image

from perspectief.report.block.blocks import Picture
from perspectief.report.words import labels
from perspectief.takeaway.picture.drawable import can_draw
from perspectief.takeaway.picture.page import WIDE, to_svg
from perspectief.takeaway.picture.raster import ZOOM, to_png
from tests.takeaway.conftest import occasion

SVG = "{http://www.w3.org/2000/svg}"


def drawn(figure):
    return ET.fromstring(to_svg(figure.block, occasion(figure)))


def words(element):
    """Return all text of a picture, as one line without the ends of its lines."""
    return " ".join("".join(text.itertext()) for text in element.iter(f"{SVG}text"))


def test_every_picture_is_sound_and_says_where_it_comes_from(every_figure):
    pictures = [(where, drawable) for where, drawable in every_figure if can_draw(drawable.block)]
    assert pictures
    for where, figure in pictures:
        block, picture = figure.block, drawn(figure)
        said = words(picture)
        assert picture.get("role") == "img"
        assert picture.find(f"{SVG}title").text == block.title
        assert picture.find(f"{SVG}desc").text == block.picture.alt
        for text in (block.title, block.sentence, block.definition.denominator, figure.link):
            assert text in said, where
        assert "26 november 2026" in said
        synthetic = block.provenance.kind == "synthetic"
        assert (labels.SYNTHETIC_LONG in said) is synthetic, where
        if synthetic:
            assert block.provenance.extract_id in said
            assert "Selectie: " in said


def test_nothing_is_fetched_and_nothing_stands_outside_the_picture(every_figure):
    for where, figure in every_figure:
        if not can_draw(figure.block):
            continue
        text = to_svg(figure.block, occasion(figure)).decode()
        assert not re.findall(r"href|<image|<script|@import|url\((?!#)", text), where
        assert "nan" not in text
        assert text.count("id='") == len(set(re.findall(r" id='([^']+)'", text))), where
        high = float(ET.fromstring(text).get("height"))
        # Pixels of every group are from its own corner: none may be wider than the picture.
        numbers = [float(number) for number in re.findall(r"<text x='([-\d.]+)'", text)]
        assert all(-1 <= number <= WIDE for number in numbers), where
        assert high < 3 * WIDE


def test_the_same_figure_gives_the_same_picture(figure_of):
    figure = figure_of("duur", "twee_tellingen")
    assert to_svg(figure.block, occasion(figure)) == to_svg(figure.block, occasion(figure))
    pixels = to_png(figure.block, occasion(figure))
    assert pixels == to_png(figure.block, occasion(figure))
    picture = Image.open(io.BytesIO(pixels))
    assert picture.width == ZOOM * WIDE
    assert picture.height == pytest.approx(ZOOM * float(drawn(figure).get("height")), abs=2)


def test_letters_are_drawn_in_the_font_of_the_product(figure_of):
    figure = figure_of("duur", "twee_tellingen")
    with_title = Image.open(io.BytesIO(to_png(figure.block, occasion(figure)))).convert("L")
    bare = replace(figure.block, heading=figure.block.heading.titled(" "))
    without = Image.open(io.BytesIO(to_png(bare, occasion(figure)))).convert("L")
    title = (64, 64, 900, 132)
    assert with_title.crop(title).getextrema()[0] < 60
    assert without.crop(title).getextrema()[0] > 200


def test_a_figure_that_is_only_a_table_has_no_picture(figure_of):
    table = figure_of("werkwijzen", "typen")
    assert not can_draw(table.block)
    with pytest.raises(ValueError, match="no description"):
        to_svg(table.block, occasion(table))


def test_what_cannot_be_drawn_is_not_left_out_in_silence(figure_of):
    figure = figure_of("duur", "twee_tellingen")
    chart = type(figure.block.picture.content)(figure.block.picture.content)
    chart.add_pie(values=[1])
    odd = replace(figure.block, picture=Picture("plotly", chart, "Een taart."))
    with pytest.raises(ValueError, match="cannot be drawn"):
        to_svg(odd, occasion(figure))
