import string
from dataclasses import FrozenInstanceError, fields, replace
from functools import partial

import pytest
from hypothesis import given, strategies as st

from perspectief_core.cohort.filters import AGE_RANGE, TYPOLOGIES
from perspectief_core.cohort.selection import (
    CRITERIA,
    FIELDS,
    FILTERS,
    BadValue,
    InvalidChoiceError,
    Selection,
    from_query,
    to_query,
)
from perspectief_core.data import contract
from tests.core.builders import STEUNPUNTEN


def some_of(options):
    chosen = st.sets(st.sampled_from(options))
    return chosen.map(lambda picked: tuple(option for option in options if option in picked))


def choice_of(filter_):
    if filter_.kind == "flag":
        return st.booleans()
    if filter_.kind == "range":
        bounds = st.integers(*AGE_RANGE)
        return st.tuples(bounds, bounds).map(lambda pair: (min(pair), max(pair)))
    return some_of(filter_.options or STEUNPUNTEN)


selections = st.builds(
    Selection,
    **{criterion.code: st.sampled_from(criterion.options) for criterion in CRITERIA},
    **{filter_.code: choice_of(filter_) for filter_ in FILTERS},
)


@given(selections)
def test_an_address_gives_the_selection_back(chosen):
    query = to_query(chosen)
    assert from_query(query, STEUNPUNTEN) == (chosen, ())
    assert set(query) == {*chosen.departs_from_report, *chosen.active_filters}
    allowed = set(string.ascii_lowercase + string.digits + "_.-")
    assert set("".join(query.values())) <= allowed


@given(selections, selections)
def test_equal_selections_are_one_cache_key(one, other):
    assert (one == other) == (to_query(one) == to_query(other))
    if one == other:
        assert hash(one) == hash(other)


def test_the_default_is_the_report_and_has_an_empty_address():
    assert to_query(Selection()) == {}
    assert from_query({}, STEUNPUNTEN) == (Selection(), ())
    assert Selection().departs_from_report == Selection().active_filters == ()
    for criterion in CRITERIA:
        assert getattr(Selection(), criterion.code) == criterion.default


def test_every_field_is_a_criterion_or_a_filter_in_the_stated_order():
    codes = [choice.code for choice in (*CRITERIA, *FILTERS)]
    assert [field.name for field in fields(Selection)] == codes


def test_order_and_repetition_in_an_address_do_not_matter():
    query = {"herkomst": "angola.afghanistan.angola"}
    assert from_query(query, STEUNPUNTEN)[0].herkomst == ("afghanistan", "angola")


BAD = {
    **{c.code: ["", "vreemd", c.default.upper() + "x", ".".join(c.options)] for c in CRITERIA},
    "steunpunt": ["nergens", "almere.nergens", ""],
    "werkwijze_6": ["zacht"],
    "werkwijze_4": ["cyclisch_maatwerk"],
    "werkwijze_2": ["cyclisch"],
    "geslacht": ["vrouwen", "vrouw,man", "vrouw."],
    "herkomst": ["nederland"],
    "leeftijd": [
        "20",
        "20.",
        "30.20",
        "11.20",
        "20.61",
        "20.25.30",
        "a.b",
        "²0.25",
        "-20.25",
        "9" * 5000,
    ],
    "traject": ["geen"],
    "kinderen": ["2"],
    "diagnose": ["misschien"],
    "instroomperiode": ["2010"],
    "uitstroom": ["1", "True", ""],
}


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Breda", "breda"), (" breda", "breda"), ("Den Haag", "den_haag"), ("DEN_HAAG", "den_haag")],
)
def test_a_name_in_a_link_is_understood_as_it_is_written(written, meant):
    assert from_query({"steunpunt": written}, ("breda", "den_haag")) == (
        Selection(steunpunt=(meant,)),
        (),
    )


def test_a_code_comes_before_a_name_that_is_spelled_alike():
    selection, _ = from_query({"steunpunt": "Breda"}, ("Breda", "breda"))
    assert selection.steunpunt == ("Breda",)


def test_every_code_has_a_bad_value_below():
    assert set(BAD) == {field.name for field in fields(Selection)}


@pytest.mark.parametrize(
    ("code", "value"), [(code, value) for code, values in BAD.items() for value in values]
)
def test_a_bad_value_falls_back_and_is_reported_without_the_value(code, value):
    selection, bad = from_query({code: value, "geslacht": "man"} | {code: value}, STEUNPUNTEN)
    assert getattr(selection, code) == getattr(Selection(), code)
    assert [fault.code for fault in bad] == [code]
    if code not in ("leeftijd", "uitstroom"):
        assert bad[0].allowed
    if code != "geslacht":
        assert selection.geslacht == ("man",)


def test_a_number_of_any_length_is_only_a_bad_value():
    _, bad = from_query({"leeftijd": "9" * 5000 + ".20"}, STEUNPUNTEN)
    assert bad == (BadValue("leeftijd", ()),)


def test_several_bad_values_are_all_reported():
    _, bad = from_query({"geslacht": "x", "peildatum": "y", "vreemd": "z"}, STEUNPUNTEN)
    assert bad == (
        BadValue("peildatum", CRITERIA[0].options),
        BadValue("geslacht", ("vrouw", "man")),
    )


def test_a_selection_cannot_be_changed_only_copied():
    chosen = Selection()
    with pytest.raises(FrozenInstanceError):
        chosen.geslacht = ("man",)
    assert chosen.only(geslacht=("man",)).geslacht == ("man",)
    assert chosen.geslacht == ()


def test_every_working_method_has_a_place_in_every_typology():
    for name, typology in TYPOLOGIES.items():
        assert tuple(typology) == contract.WERKWIJZEN
        options = next(f.options for f in FILTERS if f.code == f"werkwijze_{name}")
        assert set(typology.values()) == set(options)


@pytest.mark.parametrize(
    ("code", "value", "nearest"),
    [
        ("leeftijd_grens", "18plus", "18_plus"),
        ("koppeling", "gekopeld", "gekoppeld"),
        ("wachtenden", "weglatn", "weglaten"),
        ("peildatum", "", None),
        ("volgtijd", 12, None),
        ("doormigratie", None, None),
        ("koppeling", ("allen",), None),
        ("geslacht", ("vrouw", "mam"), "man"),
        ("geslacht", "vrouw", "vrouw"),
        ("geslacht", ["vrouw"], None),
        ("geslacht", (True,), None),
        ("steunpunt", ("almere.breda",), None),
        ("steunpunt", ("",), None),
        ("leeftijd", (11, 20), None),
        ("leeftijd", (20, 61), None),
        ("leeftijd", (25, 20), None),
        ("leeftijd", (20, 22, 25), None),
        ("leeftijd", ("20", "25"), None),
        ("leeftijd", (True, 25), None),
        ("leeftijd", [20, 25], None),
        ("uitstroom", "true", None),
        ("uitstroom", 1, None),
    ],
)
@pytest.mark.parametrize("made", [Selection, Selection().only, partial(replace, Selection())])
def test_a_choice_that_does_not_exist_is_refused(made, code, value, nearest):
    with pytest.raises(InvalidChoiceError) as caught:
        made(**{code: value})
    error = caught.value
    assert isinstance(error, ValueError)
    assert (error.field, error.nearest) == (code, nearest)
    field = next(choice for choice in FIELDS if choice.code == code)
    for said in (f"`{code}`: expected", *field.options, f"found `{error.found}`"):
        assert said in str(error)
    assert ("nearest" in str(error)) == (nearest is not None)


def test_a_long_value_is_cut_in_the_message():
    with pytest.raises(InvalidChoiceError) as caught:
        Selection(koppeling="x" * 500)
    assert len(caught.value.found) == 40
    assert "x" * 41 not in str(caught.value)


def test_equal_choices_are_one_selection_however_they_are_made():
    selection = Selection(geslacht=("man", "vrouw", "man"), steunpunt=("breda", "almere"))
    assert selection == Selection(geslacht=("vrouw", "man"), steunpunt=("almere", "breda"))
    assert selection.geslacht == ("vrouw", "man")
    assert (
        selection
        == from_query({"geslacht": "man.vrouw", "steunpunt": "breda.almere"}, STEUNPUNTEN)[0]
    )
    assert selection.only(steunpunt=("breda", "breda")).steunpunt == ("breda",)
