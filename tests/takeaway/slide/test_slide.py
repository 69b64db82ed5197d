"""A figure as a slide, opened again; its chart has the numbers of the table."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from perspectief.report.block.tables import cell_text
from perspectief.report.words import labels
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.view import view_of
from perspectief.takeaway.slide.series import GRID_LEFT_OUT
from perspectief.takeaway.story.master import PIXEL
from perspectief.takeaway.story.pptx_deck import figure_to_pptx
from perspectief.takeaway.story.pptx_picture import is_native
from perspectief_core.cohort.selection import Selection
from tests.takeaway.conftest import SITE, occasion

HIGH = 1080 * PIXEL
"""Of a slide."""


def opened(figure):
    return Presentation(io.BytesIO(figure_to_pptx(figure.block, occasion(figure)))).slides[0]


def chart_of(slide):
    return next(shape for shape in slide.shapes if shape.has_chart)


def texts(slide):
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_every_figure_is_a_slide_that_opens_again_and_says_where_it_comes_from(every_figure):
    kinds = {"chart": 0, "table": 0}
    for where, figure in every_figure:
        slide, block = opened(figure), figure.block
        assert slide.shapes.title.text_frame.text == block.title
        said = texts(slide)
        for text in (block.sentence, figure.link, "26 november 2026"):
            assert text in said, where
        if block.provenance.kind == "synthetic":
            assert labels.SYNTHETIC_LONG in said
            assert block.provenance.extract_id in said
        assert block.definition.what in slide.notes_slide.notes_text_frame.text
        shown = [drawing for drawing in slide.shapes if drawing.has_chart or drawing.has_table]
        assert shown, where
        for frame in shown:
            kinds["chart" if frame.has_chart else "table"] += 1
            assert frame._element.nvGraphicFramePr.cNvPr.get("descr"), where
        if is_native(block.picture) and block.picture.bars:
            rows = [row for bars in block.picture.bars for row in bars.rows]
            charts = [drawing.chart.plots[0] for drawing in shown]
            assert sum(len(list(plot.categories)) for plot in charts) == len(rows), where
        assert smallest(slide) >= 14, where
        for shape in slide.shapes:
            assert shape.top + shape.height <= HIGH, (where, shape.name)
    assert min(kinds.values()) > 30


def smallest(slide):
    """Return the size of the smallest letters outside charts, in points."""
    return min(
        paragraph.font.size.pt
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        if paragraph.font.size
    )


def test_a_table_on_a_slide_has_the_texts_of_the_table_and_says_what_is_left_out(figure_of):
    figure = figure_of("samenhang", "toetsen")
    slide, whole = opened(figure), figure.block.table
    table = next(shape for shape in slide.shapes if shape.has_table).table
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    shown = len(rows[0])
    assert rows[0] == [column.label for column in whole.columns[:shown]]
    for row, wanted in zip(rows[1:], whole.rows, strict=False):
        cells = zip(wanted, whole.columns, strict=True)
        assert row == [cell_text(cell, column) for cell, column in cells][:shown]
    assert f"{len(rows) - 1} van {len(whole.rows)} rijen" in texts(slide)
    assert whole.note in texts(slide)


def test_a_native_chart_has_the_shares_of_the_table(figure_of):
    figure = figure_of("overzicht")
    shares = [row[1] for row in figure.block.table.rows]
    series = chart_of(opened(figure)).chart.plots[0].series
    assert [bar.values[0] for bar in series] == pytest.approx([100 * s.share for s in shares])
    assert [bar.name.rsplit(" ", 1)[-1] for bar in series] == [str(s.count) for s in shares]


def test_a_native_chart_of_counts_has_counts_and_of_months_months(figure_of):
    counts = chart_of(opened(figure_of("duur", "duurklassen"))).chart.plots[0].series
    table = figure_of("duur", "duurklassen").block.table
    at = [column.key for column in table.columns].index("verblijfsvergunning")
    permits = next(bar for bar in counts if bar.name == "vergunning")
    assert list(permits.values) == pytest.approx([row[at].count for row in table.rows])
    stay = figure_of("deelnemers", "verblijf")
    months = chart_of(opened(stay)).chart.plots[0].series[0]
    at = [column.key for column in stay.block.table.columns].index("gemiddelde")
    assert list(months.values) == pytest.approx([row[at] for row in stay.block.table.rows[:-1]])


def test_a_range_is_a_bar_after_an_empty_one_with_what_was_counted_in_it(figure_of):
    figure = figure_of("duur", "duur_groepen")
    low, before, mark, after = (
        [*bar.values] for bar in chart_of(opened(figure)).chart.plots[0].series
    )
    bands, counted = column(figure, "na_12_band"), column(figure, "na_12")
    assert low == pytest.approx([100 * band.low for band in bands])
    at = [start + part for start, part in zip(low, before, strict=True)]
    assert at == pytest.approx([100 * share for share in counted])
    ends = [sum(parts) for parts in zip(at, mark, after, strict=True)]
    assert ends == pytest.approx([100 * band.high for band in bands])


def test_the_same_figure_gives_the_same_slide(figure_of):
    figure = figure_of("deelnemers")
    first, second = (figure_to_pptx(figure.block, occasion(figure)) for _ in range(2))
    assert first == second


def points_of(series):
    """Return the points of a series of a scatter chart; None where a line is interrupted."""
    caches = [
        {
            int(point.get("idx")): float(point[0].text)
            for point in series._element.iterfind(f".//{{*}}{axis}//{{*}}pt")
        }
        for axis in ("xVal", "yVal")
    ]
    return [(x, caches[1].get(at)) for at, x in caches[0].items()]


def column(figure, key):
    table = figure.block.table
    at = [heading.key for heading in table.columns].index(key)
    return [row[at] for row in table.rows]


def test_the_funnel_of_a_slide_has_count_and_share_of_every_steunpunt(figure_of):
    figure = figure_of("steunpunten")
    series = chart_of(opened(figure)).chart.plots[0].series
    states = ("binnen de band", "erbuiten", "te klein")
    drawn = [pair for layer in series if layer.name.startswith(states) for pair in points_of(layer)]
    shares = [(share.total, 100 * share.share) for share in column(figure, "aandeel")[:-1]]
    assert sorted(drawn) == [pytest.approx(point) for point in sorted(shares)]


def test_ranges_of_a_slide_are_pieces_of_line_with_nothing_between(figure_of):
    figure = figure_of("steunpunten", "beste_schatting")
    series = list(chart_of(opened(figure)).chart.plots[0].series)
    at = [layer.name for layer in series].index("beste schatting")
    centres = [x for x, _ in points_of(series[at])]
    assert centres == pytest.approx([100 * estimate for estimate in column(figure, "schatting")])
    ends = [x for x, y in points_of(series[at - 1]) if y is not None]
    bands = [end for band in column(figure, "bandbreedte") for end in (band.low, band.high)]
    assert ends == pytest.approx([100 * end for end in bands])


def test_a_curve_of_a_slide_goes_through_its_table(figure_of):
    figure = figure_of("duur", "twee_tellingen")
    slide = opened(figure)
    series = {curve.name: points_of(curve) for curve in chart_of(slide).chart.plots[0].series}
    drawn = series["gecorrigeerd"]
    for months, share in zip(
        column(figure, "maanden"), column(figure, "gecorrigeerd"), strict=True
    ):
        if share is not None:
            at = [y for x, y in drawn if x == months]
            assert any(y == pytest.approx(100 * share, abs=0.01) for y in at), months
    assert "gecorrigeerd, nog gevolgd: 498" in texts(slide)


def test_the_curve_of_all_countings_has_the_middle_of_every_column(figure_of):
    figure = figure_of("gevoeligheid", "kromme")
    slide = opened(figure)
    drawn = max((points_of(curve) for curve in chart_of(slide).chart.plots[0].series), key=len)
    shares = [100 * (share.share or 0.0) for share in column(figure, "aandeel")[1:]]
    assert [y for _, y in drawn] == pytest.approx(shares)
    assert GRID_LEFT_OUT in texts(slide)


def test_more_rows_than_can_be_read_are_bars_of_what_the_table_says_of_groups(figure_of):
    figure = figure_of("werkwijzen", "werkwijzen")
    low, before, *_ = chart_of(opened(figure)).chart.plots[0].series
    table = figure.block.table
    at = {heading.key: number for number, heading in enumerate(table.columns)}
    types = [row for row in table.rows if row[at["steunpunt"]] == "alle samen"]
    counted = [sum(parts) for parts in zip(low.values, before.values, strict=True)]
    assert counted[: len(types)] == pytest.approx([100 * row[at["aandeel"]] for row in types])


def test_every_line_with_gaps_has_as_many_points_as_the_longest_series(figure_of):
    series = list(chart_of(opened(figure_of("vergelijking", "verschil"))).chart.plots[0].series)
    lengths = [len(points_of(line)) for line in series]
    gaps = [length for line, length in zip(series, lengths, strict=True) if None in ys(line)]
    assert len(gaps) == 3
    assert set(gaps) == {max(lengths)}


def ys(series):
    return [y for _, y in points_of(series)]


def test_a_legend_counts_only_what_is_the_same_for_every_bar(figure_of):
    names = [bar.name for bar in chart_of(opened(figure_of("steunpunt"))).chart.plots[0].series]
    assert names[:2] == ["nog in begeleiding", "vergunning"]


def test_a_chart_has_no_number_of_a_count_that_is_not_said(shipped):
    view = view_of(shipped, Selection(steunpunt=("den_haag",)), "publicatie")
    figure = reading.figure(view, reading.Asked("overzicht", SITE, {}))
    series = chart_of(opened(figure)).chart.plots[0].series
    secret = [bar.values[0] for bar in series if bar.name.endswith(" x")]
    assert secret == [None] * 4
    assert all(bar.values[0] for bar in series if not bar.name.endswith(" x"))
