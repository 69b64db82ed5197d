"""Numbers of persons, however mangled."""

from hypothesis import given, strategies as st

from perspectief.intake.values.numbers_of_persons import parse_number


@given(st.integers(1, 10**10 - 1))
def test_numbers_of_persons_however_mangled(number):
    digits = f"{number:010d}"
    spaced = f"{digits[:3]}.{digits[3:6]} {digits[6:]}"
    for cell in (digits, spaced, f"V{digits}", f"v-nr. {digits}", f"'{digits}"):
        assert parse_number(cell).value == digits
    as_number = parse_number(float(number))
    if digits[:2] != "00":
        assert as_number.value == digits
        assert as_number.note == ("v_nummer_nul" if digits[0] == "0" else "")
        assert parse_number(f"{float(number):.1f}").value == digits
    else:
        assert as_number.fault == "v_nummer_ongeldig"


def test_a_number_in_scientific_notation_is_lost():
    assert parse_number("1,23457E+09").fault == "v_nummer_afgekapt"
