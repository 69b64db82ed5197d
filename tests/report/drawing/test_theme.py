"""Charts in the making: what is set of a part leaves the rest of it, and text leaves as text."""

import plotly.graph_objects as go
from markupsafe import Markup

from perspectief.report.drawing import theme
from perspectief.report.drawing.palette import DARK


def test_what_is_set_of_a_part_leaves_the_rest_of_it():
    sketch = theme.base(300, x_title="maanden")
    sketch.update_xaxes(title={"standoff": 4}, range=[0, 5])
    sketch.update_layout(margin={"t": 60})
    layout = sketch.figure().layout
    assert (layout.xaxis.title.text, layout.xaxis.title.standoff) == ("maanden", 4)
    assert (layout.margin.t, layout.margin.b) == (60, 8)


def test_no_chart_changes_what_another_is_made_of():
    before = dict(theme.LEGEND_UNDER)
    first, second = theme.base(300), theme.base(300)
    theme.with_legend(first, traceorder="normal")
    first.update_layout(legend={"y": 1.0}, font={"size": 20})
    theme.with_legend(second)
    assert before == theme.LEGEND_UNDER
    assert second.figure().layout.legend.y == 0
    assert second.figure().layout.font.size == theme.FONT_SIZE


def test_a_chart_is_what_plotly_makes_of_the_same_parts():
    sketch = theme.base(300)
    sketch.add_scatter(x=[0, 1], y=[2, None], name=Markup("<b>a</b>"), fill=None)
    sketch.add_bar(x=[1], y=[2])
    sketch.add_annotation({"text": Markup("<i>b</i>"), "x": 0})
    sketch.add_upright(1.0, {"width": 2})
    sketch.add_level(0.0, {"width": 2})
    made = go.Figure()
    made.add_scatter(x=[0, 1], y=[2, None], name="<b>a</b>")
    made.add_bar(x=[1], y=[2])
    made.add_annotation(text="<i>b</i>", x=0)
    made.add_vline(x=1.0, line={"width": 2})
    made.add_hline(y=0.0, line={"width": 2})
    ours, plotlys = (figure.to_plotly_json() for figure in (sketch.figure(), made))
    assert ours["data"] == plotlys["data"]
    for part in ("annotations", "shapes"):
        assert ours["layout"][part] == plotlys["layout"][part]
    assert type(ours["data"][0]["name"]) is str


def test_the_dark_chart_differs_by_its_colours_only():
    sketch = theme.base(300)
    sketch.add_scatter(x=[1], y=[2], line={"color": theme.BLUE, "width": 3})
    figure = sketch.figure()
    light, dark = (theme.for_theme(figure, dark=is_dark).to_dict() for is_dark in (False, True))
    assert light == figure.to_plotly_json()
    assert dark["data"][0] == light["data"][0] | {"line": {"color": DARK.categories[0], "width": 3}}
