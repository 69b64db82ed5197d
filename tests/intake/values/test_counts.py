"""Counts: whole numbers, however they are written."""

from hypothesis import given, strategies as st

from perspectief.intake.values.counts import parse_count


@given(st.integers(0, 999_999), st.sampled_from(["{}", " {} ", "{:,}", "{},0", "{}.0", "{},00"]))
def test_counts(number, form):
    text = (
        form.format(number).replace(",", ".")
        if "," in form and ":" in form
        else form.format(number)
    )
    assert parse_count(text).value == number
    assert parse_count(float(number)).value == number


@given(st.integers(0, 99), st.integers(1, 9))
def test_halves_and_words_around_a_number_are_faults(number, tenth):
    for cell in (f"{number},{tenth}", f"{number}.{tenth}", number + tenth / 10):
        assert parse_count(cell).fault == "getal_niet_heel"
    for cell in (f"ca. {number}", f"{number}+", f"{number} keer", f"{number}?"):
        assert parse_count(cell).fault == "getal_onleesbaar"
