"""What a block refuses to be made of."""

import plotly.graph_objects as go
import pytest
from markupsafe import Markup

from perspectief.report.block.blocks import Picture


@pytest.mark.parametrize("wrong", [("html", "<b>"), ("html", go.Figure()), ("plotly", Markup())])
def test_a_picture_is_a_chart_or_html_that_was_escaped(wrong):
    with pytest.raises(TypeError, match="expected `Markup`"):
        Picture(*wrong, "alt")
