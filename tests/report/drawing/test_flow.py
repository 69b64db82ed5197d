"""Steps drawn as a list: who are left, by what, and how many fell out."""

from perspectief.report.drawing.flow import Step, stepped


def test_a_step_says_how_many_fall_out_and_only_then():
    drawn = stepped([Step("733", "rijen"), Step("732", "a < b", 1), Step("ongeveer 730", "c", 2)])
    assert drawn == (
        "<ol class='pf-flow'><li><b>733</b><span>rijen</span></li>"
        "<li><b>732</b><span>a &lt; b <em>1 valt af</em></span></li>"
        "<li><b>ongeveer 730</b><span>c <em>2 vallen af</em></span></li></ol>"
    )
