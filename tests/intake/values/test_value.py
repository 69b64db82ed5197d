"""No cell breaks a reader: a value or a fault, never both."""

from hypothesis import given, strategies as st

from perspectief.intake.values.counts import parse_count
from perspectief.intake.values.dates import Calendar, parse_date
from perspectief.intake.values.numbers_of_persons import parse_number
from perspectief.intake.values.yes_no import parse_yes_no

CALENDAR = Calendar(last_year=2011)

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.text(max_size=30),
    st.dates(),
    st.times(),
    st.from_regex(r"[0-9]{0,4}[-/. ][0-9]{0,4}[-/. ][0-9]{0,4}", fullmatch=True),
)


@given(CELLS)
def test_no_cell_breaks_a_reader(cell):
    for parse in (parse_count, parse_yes_no, parse_number, lambda c: parse_date(c, CALENDAR)):
        parsed = parse(cell)
        assert parsed.value is None or not parsed.fault
        assert parsed.fault == "" or parsed.fault.islower()
