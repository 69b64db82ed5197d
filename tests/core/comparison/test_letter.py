import pytest

from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison.comparing import ComparisonOptions, compare
from perspectief_core.comparison.letter import letter_comparison, letter_facts
from perspectief_core.published.records import dtv_table
from perspectief_core.shares.doubts import Side, Whole, widths
from perspectief_core.shares.intervals import share
from tests.core.builders2 import LETTER_PERSPECTIEF, extract_of


@pytest.mark.parametrize(
    "options",
    [
        ComparisonOptions(),
        ComparisonOptions(doormigratie="apart"),
        ComparisonOptions(doormigratie="bij_overig", open_zaken="weglaten"),
        ComparisonOptions(open_zaken="weglaten", andere_reden="weglaten"),
    ],
)
def test_the_published_counts_give_what_an_extract_with_those_counts_gives(options):
    extract = extract_of({"a": LETTER_PERSPECTIEF})
    computed = compare(select(extract, Selection()), extract, options)
    published = letter_comparison(letter_facts(), options)
    assert published.rows == computed.rows
    assert (published.total, published.dtv_total) == (computed.total, computed.dtv_total)
    assert published.unlisted == computed.unlisted


def test_the_letter_has_no_steps_in_between():
    assert letter_comparison(letter_facts()).dtv_flow.steps == ()
    assert letter_comparison(letter_facts()).dtv_flow.counted == 1140


def test_the_facts_are_the_table_and_the_ten_it_lacks():
    facts = letter_facts()
    assert facts[:-1] == dtv_table()
    assert facts[-1].waarde == 10


def test_widths_only_grow():
    for row in letter_comparison(letter_facts()).rows:
        for found in (row.widths, row.dtv.widths):
            assert found.combined.low <= found.chance_rounding.low <= found.chance.low
            assert found.chance.high <= found.chance_rounding.high <= found.combined.high


def test_widths_are_wilson_around_the_corner_cases():
    side = Side(
        Whole(90, 85, 95), Whole(1140, 1135, 1145), Whole(300, 295, 305), Whole(1140, 1135, 1145)
    )
    found = widths(side)
    assert (found.chance.low, found.chance.high) == (share(90, 1140).low, share(90, 1140).high)
    assert found.chance_rounding.low == share(85, 1145).low
    assert found.chance_rounding.high == share(95, 1135).high
    assert found.combined.high == share(400, 1135).high


def test_an_exact_side_has_no_width_of_rounding():
    side = Side(Whole(5, 5, 5), Whole(50, 50, 50), None, Whole(50, 50, 50))
    found = widths(side)
    assert found.chance == found.chance_rounding == found.combined
