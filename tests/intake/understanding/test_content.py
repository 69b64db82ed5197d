"""Whether a column holds what its heading asks for."""

import pytest

from perspectief.intake.understanding.body import read_body
from perspectief.intake.understanding.content import contradicted
from perspectief.intake.understanding.header_row import find_header
from tests.intake.forms import ROWS
from tests.intake.tables import sheet


def wrong(births):
    rows = [["1234567890", birth, "man", "Angola"] for birth in births]
    made = sheet([ROWS[0], *rows])
    header = find_header(made, {})
    return contradicted(header.columns.matches, read_body(made, header), header.kind)


@pytest.mark.parametrize(
    ("births", "codes"),
    [
        (["1-2-1988"] * 4, ()),
        (["Angola"] * 4, ("C4",)),
        (["Angola"] * 3, ()),
        (["Angola"] * 2 + ["1-2-1988"] * 2, ()),
        (["Angola"] * 3 + ["1-2-1988"] * 2, ("C4",)),
        ([None] * 6 + ["Angola"], ()),
    ],
    ids=["dates", "no dates", "too few to say", "half", "less than half", "empty"],
)
def test_half_of_four_or_more_must_be_readable(births, codes):
    assert wrong(births) == codes
