"""A figure as a slide, opened again; its chart has the numbers of the table."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from perspectief.report.words import labels
from perspectief.takeaway.slide.series import has_native_chart
from perspectief.takeaway.slide.writing import to_pptx
from tests.takeaway.conftest import occasion


def opened(figure):
    return Presentation(io.BytesIO(to_pptx(figure.block, occasion(figure)))).slides[0]


def chart_of(slide):
    return next(one for one in slide.shapes if one.has_chart)


def texts(slide):
    return "\n".join(one.text_frame.text for one in slide.shapes if one.has_text_frame)


def test_every_slide_opens_again_and_says_where_it_comes_from(every_figure):
    figures = [(where, one) for where, one in every_figure if has_native_chart(one.block)]
    assert figures
    for where, figure in figures:
        slide, block = opened(figure), figure.block
        assert slide.shapes.title.text_frame.text == block.title
        said = texts(slide)
        for text in (block.sentence, figure.link, "26 november 2026"):
            assert text in said, where
        if block.provenance.kind == "synthetic":
            assert labels.SYNTHETIC_LONG in said
            assert block.provenance.extract_id in said
        frame = chart_of(slide)
        assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == block.picture.alt
        assert block.definition.what in slide.notes_slide.notes_text_frame.text
        if block.picture.bars:
            rows = [row for bars in block.picture.bars for row in bars.rows]
            assert len(list(frame.chart.plots[0].categories)) == len(rows), where
        for paragraph in slide.shapes.title.text_frame.paragraphs:
            assert all(run.font.size.pt >= 14 for run in paragraph.runs)


def test_a_native_chart_has_the_shares_of_the_table(figure_of):
    figure = figure_of("overzicht")
    shares = [row[1] for row in figure.block.table.rows]
    series = chart_of(opened(figure)).chart.plots[0].series
    assert [one.values[0] for one in series] == pytest.approx([100 * s.share for s in shares])
    assert [one.name.rsplit(" ", 1)[-1] for one in series] == [str(s.count) for s in shares]


def test_a_native_chart_of_counts_has_counts_and_of_months_months(figure_of):
    counts = chart_of(opened(figure_of("duur", "duurklassen"))).chart.plots[0].series
    table = figure_of("duur", "duurklassen").block.table
    at = [column.key for column in table.columns].index("verblijfsvergunning")
    permits = next(one for one in counts if one.name == "vergunning")
    assert list(permits.values) == pytest.approx([row[at].count for row in table.rows])
    stay = figure_of("deelnemers", "verblijf")
    months = chart_of(opened(stay)).chart.plots[0].series[0]
    at = [column.key for column in stay.block.table.columns].index("gemiddelde")
    assert list(months.values) == pytest.approx([row[at] for row in stay.block.table.rows[:-1]])


def test_a_range_is_a_bar_after_an_empty_one(figure_of):
    figure = figure_of("duur", "duur_groepen")
    low, width = chart_of(opened(figure)).chart.plots[0].series
    keys = [column.key for column in figure.block.table.columns]
    bands = [row[keys.index("na_12_band")] for row in figure.block.table.rows]
    assert list(low.values) == pytest.approx([100 * band.low for band in bands])
    assert list(width.values) == pytest.approx([100 * (band.high - band.low) for band in bands])


def test_the_same_figure_gives_the_same_slide(figure_of):
    figure = figure_of("deelnemers")
    assert to_pptx(figure.block, occasion(figure)) == to_pptx(figure.block, occasion(figure))


def points_of(series):
    """Return the points of a series of a scatter chart; None where a line is interrupted."""
    caches = [
        {
            int(one.get("idx")): float(one[0].text)
            for one in series._element.iterfind(f".//{{*}}{axis}//{{*}}pt")
        }
        for axis in ("xVal", "yVal")
    ]
    return [(x, caches[1].get(at)) for at, x in caches[0].items()]


def column(figure, key):
    table = figure.block.table
    at = [one.key for one in table.columns].index(key)
    return [row[at] for row in table.rows]


def test_the_funnel_of_a_slide_has_count_and_share_of_every_steunpunt(figure_of):
    figure = figure_of("steunpunten")
    series = chart_of(opened(figure)).chart.plots[0].series
    states = ("binnen de band", "erbuiten", "te klein")
    drawn = [pair for one in series if one.name.startswith(states) for pair in points_of(one)]
    shares = [(one.total, 100 * one.share) for one in column(figure, "aandeel")[:-1]]
    assert sorted(drawn) == [pytest.approx(one) for one in sorted(shares)]


def test_ranges_of_a_slide_are_pieces_of_line_with_nothing_between(figure_of):
    figure = figure_of("steunpunten", "beste_schatting")
    series = list(chart_of(opened(figure)).chart.plots[0].series)
    at = [one.name for one in series].index("beste schatting")
    centres = [x for x, _ in points_of(series[at])]
    assert centres == pytest.approx([100 * one for one in column(figure, "schatting")])
    ends = [x for x, y in points_of(series[at - 1]) if y is not None]
    bands = [end for one in column(figure, "bandbreedte") for end in (one.low, one.high)]
    assert ends == pytest.approx([100 * end for end in bands])


def test_a_curve_of_a_slide_goes_through_its_table(figure_of):
    figure = figure_of("duur", "twee_tellingen")
    slide = opened(figure)
    series = {one.name: points_of(one) for one in chart_of(slide).chart.plots[0].series}
    drawn = series["gecorrigeerd"]
    for months, share in zip(
        column(figure, "maanden"), column(figure, "gecorrigeerd"), strict=True
    ):
        if share is not None:
            at = [y for x, y in drawn if x == months]
            assert any(y == pytest.approx(100 * share, abs=0.01) for y in at), months
    assert "gecorrigeerd, nog gevolgd: 498" in texts(slide)


@pytest.mark.parametrize(
    ("page", "key"), [("gevoeligheid", "kromme"), ("werkwijzen", "werkwijzen")]
)
def test_a_grid_of_colours_or_too_many_names_have_no_slide(page, key, figure_of):
    figure = figure_of(page, key)
    assert not has_native_chart(figure.block)
    with pytest.raises(ValueError, match="no native chart"):
        to_pptx(figure.block, occasion(figure))


def test_a_legend_counts_only_what_is_the_same_for_every_bar(figure_of):
    names = [one.name for one in chart_of(opened(figure_of("steunpunt"))).chart.plots[0].series]
    assert names[:2] == ["nog in begeleiding", "vergunning"]
