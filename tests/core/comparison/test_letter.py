import numpy as np
import pytest

from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison.comparing import ComparisonOptions, compare
from perspectief_core.comparison.dtv import dtv_counts
from perspectief_core.comparison.letter import letter_comparison, letter_facts
from perspectief_core.comparison.sides import dtv_outcomes
from perspectief_core.published.records import dtv_table
from perspectief_core.shares.doubts import widths
from perspectief_core.shares.intervals import share
from perspectief_core.shares.rounded import Side, Whole
from tests.core.builders2 import LETTER_DTV, LETTER_PERSPECTIEF, dtv_of, extract_of


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
        for width in (row.widths, row.dtv.widths):
            assert width.combined.low <= width.chance_rounding.low <= width.chance.low
            assert width.chance.high <= width.chance_rounding.high <= width.combined.high


def test_widths_are_wilson_around_the_corner_cases():
    total, rest, nobody = Whole(1140, 1135, 1145), Whole(1050, 1030, 1070), Whole(0, 0, 0)
    side = Side(
        count=Whole(90, 85, 95),
        total=total,
        rest=rest,
        left_out=nobody,
        open=Whole(300, 295, 305),
        everyone=total,
    )
    ranges = widths(side)
    assert (ranges.chance.low, ranges.chance.high) == (share(90, 1140).low, share(90, 1140).high)
    assert ranges.chance_rounding.low == share(85, 1145).low
    assert ranges.chance_rounding.high == share(95, 1135).high
    assert ranges.combined.high == share(400, 1135).high


def admissible(unit=10):
    """Every whole number that prints as each part of DT&V, added up to what its total can be."""
    total = next(row.dtv for row in dtv_table() if row.uitkomst == "totaal")
    parts = {row.uitkomst_dtv: row.dtv for row in dtv_table() if row.uitkomst != "totaal"}
    ends = [range(printed - unit // 2, printed + unit // 2 + 1) for printed in parts.values()]
    grid = np.array(np.meshgrid(*ends, indexing="ij")).reshape(len(ends), -1)
    everyone = grid.sum(axis=0)
    fits = (everyone >= total - unit // 2) & (everyone <= total + unit // 2)
    return {code: numbers[fits] for code, numbers in zip(parts, grid, strict=True)}


@pytest.mark.parametrize("open_zaken", ["meetellen", "weglaten"])
@pytest.mark.parametrize("andere_reden", ["meetellen", "weglaten"])
def test_rounding_reaches_as_far_as_whole_numbers_that_print_so(open_zaken, andere_reden):
    options = ComparisonOptions(open_zaken=open_zaken, andere_reden=andere_reden)
    comparison = letter_comparison(letter_facts(), options)
    numbers = admissible()
    dropped = {pair[1] for pair in options.dropped}
    total = sum(n for code, n in numbers.items() if code not in dropped)
    for row in comparison.rows:
        share = numbers[row.dtv.outcome] / total
        assert row.dtv.range.low == pytest.approx(share.min(), abs=1e-12)
        assert row.dtv.range.high == pytest.approx(share.max(), abs=1e-12)


def test_rounding_of_permit_and_return_together_reaches_as_far_as_whole_numbers():
    rows = letter_comparison(letter_facts(), ComparisonOptions(resultaat="samen")).rows
    dtv = next(row for row in rows if row.outcome == "concreet").dtv
    numbers = admissible()
    share = (numbers["vergunning"] + numbers["aantoonbaar_vertrek"]) / sum(numbers.values())
    assert (dtv.range.low, dtv.range.high) == pytest.approx((share.min(), share.max()))


@pytest.mark.parametrize("dropped", [(), ("caseload",), ("caseload", "andere_reden")])
def test_open_cases_reach_as_far_as_whole_numbers_that_print_so(dropped):
    numbers = admissible()
    everyone = sum(numbers.values())
    counts = dtv_counts(extract_of({}, dtv=dtv_of(LETTER_DTV)))
    for outcome in ("vergunning", "aantoonbaar_vertrek"):
        (low, low_total), (high, high_total) = dtv_outcomes(counts).side(outcome, dropped).by_both
        assert low / low_total == pytest.approx((numbers[outcome] / everyone).min())
        ended_so = numbers[outcome] + numbers["caseload"]
        assert high / high_total == pytest.approx((ended_so / everyone).max())


def test_finished_cases_without_other_reasons_are_between_24_and_26_per_cent_returned():
    options = ComparisonOptions(open_zaken="weglaten", andere_reden="weglaten")
    rows = {row.outcome: row for row in letter_comparison(letter_facts(), options).rows}
    returned = rows["terugkeer"].dtv.range
    assert (round(returned.low, 4), round(returned.high, 4)) == (0.2366, 0.2558)


def test_an_exact_side_has_no_width_of_rounding():
    total = Whole(50, 50, 50)
    side = Side(
        count=Whole(5, 5, 5),
        total=total,
        rest=Whole(45, 45, 45),
        left_out=Whole(0, 0, 0),
        open=None,
        everyone=total,
    )
    ranges = widths(side)
    assert ranges.chance == ranges.chance_rounding == ranges.combined
