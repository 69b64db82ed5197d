"""Headings: which question they ask, however they are written; what is unsure is not followed."""

import random

import pytest
from hypothesis import given, strategies as st

from perspectief.intake.demo.styles import MISSPELT, OFFICIAL, OWN, SHORT
from perspectief.intake.understanding.columns import match_columns
from perspectief.intake.understanding.fields import LIST_KINDS, fields_of
from perspectief.intake.understanding.headings import SURE, readings
from perspectief.intake.understanding.senders import round_in, sender_in
from perspectief_core.data.account import FINAL_ROUND
from perspectief_core.published import records

KNOWN = [
    (kind, field.code, heading)
    for kind in LIST_KINDS
    for field in fields_of(kind)
    for heading in field.headings
]


def fields(headings, kind="steunpunt", remembered=None):
    columns = match_columns([(text,) for text in headings], kind, remembered or {})
    return [match.field for match in columns.matches], columns.contested


def test_no_heading_stands_for_two_questions():
    for kind in LIST_KINDS:
        seen = {}
        for other, code, heading in KNOWN:
            if other == kind:
                assert seen.setdefault(heading, code) == code, heading


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


@pytest.mark.parametrize("style", [OFFICIAL, SHORT, OWN, MISSPELT])
def test_the_headings_of_the_offices(style):
    order = list(style)
    random.Random(1).shuffle(order)
    assert fields([style[code] for code in order]) == (order, ())


def test_misspelt_headings_were_not_taken_from_the_table():
    known = {heading for kind, _, heading in KNOWN if kind == "steunpunt"}
    unknown = [code for code, text in MISSPELT.items() if text.casefold().strip() not in known]
    assert len(unknown) >= 8


def test_names_of_clients_are_no_headings():
    for text in ("Mohammed", "Angola", "1-2-1988", "ja", "man", "12", "zie dossier", "Utrecht"):
        assert all(reading.certainty < SURE for reading in readings(text, "steunpunt")), text


def test_two_columns_for_one_question_are_not_guessed():
    _, contested = fields(["V-nummer", "Datum instroom", "Instroomdatum", "Sekse"])
    assert contested == ("C10",)


def test_a_correction_by_hand_wins():
    codes, contested = fields(
        ["V-nummer", "Datum instroom", "Instroomdatum"],
        remembered={"instroomdatum": "geen", "v nummer": "C1"},
    )
    assert (codes, contested) == (["C1", "C10", ""], ())


def test_a_column_may_repeat_only_where_the_question_does():
    codes, _ = fields(
        ["v1 V-nummer", "Soort beroep 1", "Soort beroep 2", "Soort beroep 3"], "ministerie"
    )
    assert codes == ["v1", "v10c", "v10c", "v10c"]


def test_senders_by_the_name_of_the_file():
    for code, row in records.steunpunten_table().iterrows():
        assert sender_in([f"Registratie {row['naam']} eindlijst"]) == code
    assert sender_in(["lijst 's-Gravenhage"]) == "den_haag"
    assert sender_in(["Almelo en Alkmaar"]) is None
    assert sender_in(["lijst 3", "Steunpunt Zwolle"]) == "zwolle"
    assert sender_in(["zwollenaren"]) is None


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("ronde 2/Utrecht.xlsx", 2),
        ("Utrecht 3e ronde.xlsx", 3),
        ("Utrecht_r2.xlsx", 2),
        ("eindlijst/Utrecht.xlsx", FINAL_ROUND),
        ("Utrecht.xlsx", 1),
        ("Utrecht 2010.xlsx", 1),
    ],
)
def test_rounds_by_the_name_of_file_or_folder(path, number):
    assert round_in(path) == number
