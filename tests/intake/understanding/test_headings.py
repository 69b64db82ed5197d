"""Headings: which question they ask, however they are written; what is unsure is not followed."""

from hypothesis import given, strategies as st

from perspectief.intake.demo.styles import MISSPELT
from perspectief.intake.understanding.columns import match_columns
from perspectief.intake.understanding.fields import LIST_KINDS, fields_of
from perspectief.intake.understanding.headings import SURE, readings

KNOWN = [
    (kind, field.code, heading)
    for kind in LIST_KINDS
    for field in fields_of(kind)
    for heading in field.headings
]


def fields(headings, kind="steunpunt", remembered=None):
    columns = match_columns([(text,) for text in headings], kind, remembered or {})
    return [match.field for match in columns.matches], columns.contested


@given(
    st.sampled_from(KNOWN), st.sampled_from(["{}", " {} ", "{}:", "{}?", "({})", "{} *"]), st.data()
)
def test_case_signs_and_spaces_change_nothing(known, form, data):
    kind, code, heading = known
    text = data.draw(st.sampled_from([heading, heading.upper(), heading.title()]))
    spaced = form.format(text.replace(" ", data.draw(st.sampled_from([" ", "  ", "-", "\n"]))))
    assert readings(spaced, kind)[0].field == code


@given(st.sampled_from(KNOWN), st.text(max_size=40))
def test_the_number_of_the_question_decides(known, text):
    kind, code, _ = known
    assert readings(f"{code}. vraag {text}", kind)[0].field == code


@given(st.sampled_from([known for known in KNOWN if len(known[2]) >= 9]), st.randoms())
def test_one_wrong_letter_never_leads_to_another_question(known, rng):
    kind, code, heading = known
    i = rng.randrange(1, len(heading))
    text = heading[:i] + rng.choice("abcdefgh") + heading[i + 1 :]
    codes, _ = fields([text], kind)
    assert codes[0] in (code, ""), (text, codes)


@given(st.text(max_size=60))
def test_any_text_can_be_a_heading(text):
    for kind in LIST_KINDS:
        for reading in readings(text, kind):
            assert 0 < reading.certainty <= 1
            assert reading.reason


def test_misspelt_headings_were_not_taken_from_the_table():
    known = {heading for kind, _, heading in KNOWN if kind == "steunpunt"}
    unknown = [code for code, text in MISSPELT.items() if text.casefold().strip() not in known]
    assert len(unknown) >= 8


def test_names_of_clients_are_no_headings():
    for text in ("Mohammed", "Angola", "1-2-1988", "ja", "man", "12", "zie dossier", "Utrecht"):
        assert all(reading.certainty < SURE for reading in readings(text, "steunpunt")), text
