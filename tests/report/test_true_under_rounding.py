"""What an edition says holds for every count that is rounded so, and leaves no group out unsaid."""

import re
from functools import cache

import pytest

from perspectief.report.block import kept_back
from perspectief.report.drawing import states
from perspectief.report.gevoeligheid import lead
from perspectief.report.steunpunten import expected_block
from perspectief.report.verantwoording import audit
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.sheet import Told
from perspectief.takeaway.paper.view import view_of
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from perspectief_core.shares.fives import Rounded
from tests.places import SHIPPED

WOMEN, YOUNG = {"geslacht": ("vrouw",)}, {"leeftijd": (12, 19)}
PAGES = ("overzicht", "deelnemers", "steunpunten", "werkwijzen", "vergelijking", "duur")


@cache
def _shipped():
    return load(SHIPPED)


def blocks(page, **choices):
    """Return the figures of a page of an edition by their key."""
    view = view_of(_shipped(), Selection(**choices), "publicatie")
    items = reading.page(view, reading.Asked(page, "", {})).items
    return {item.block.key: item.block for item in items if hasattr(item, "block")}


def remarks(page, policy):
    """Return what stands beside the figures of a page."""
    view = view_of(_shipped(), Selection(), policy)
    items = reading.page(view, reading.Asked(page, "", {})).items
    return " ".join(str(item.text) for item in items if isinstance(item, Told))


def plain(text):
    return text.replace("\xa0", " ")


def test_a_difference_that_rounding_can_turn_is_not_said():
    figure = blocks("vergelijking", steunpunt=("eindhoven",))["aandelen_selectie"]
    assert (
        "of bij Perspectief een groter of een kleiner deel een vergunning kreeg, is door de "
        "afronding niet te zeggen: 0 tot 4 van 40 tegen"
    ) in plain(figure.sentence)
    # Four of seventy-eight at most is fewer than DT&V can have.
    sure = blocks("vergelijking", steunpunt=("den_haag",))["aandelen_selectie"]
    assert "kreeg een kleiner deel een vergunning: 0 tot 4 van 80" in plain(sure.sentence)


def test_a_count_of_a_few_has_no_difference():
    figure = blocks("vergelijking", steunpunt=("den_haag",))["verschil_selectie"]
    by_outcome = {row[0]: row[1] for row in figure.table.rows}
    assert by_outcome["Vergunning"] == "x"
    assert isinstance(by_outcome["Nog niet klaar"], float)


def test_rounding_is_said_to_be_of_both_sides():
    figures = blocks("vergelijking", geslacht=("man",))
    assert "met de afronding van beide kanten erbij" in figures["verschil_selectie"].sentence
    assert "afronding van DT&V erbij" not in figures["verschil_selectie"].sentence
    assert "zo'n 2 keer zo vaak" in figures["verborgen_selectie"].sentence
    steps = figures["stappen"]
    assert steps.sentence.startswith("Bij Perspectief blijven ongeveer 545 van ongeveer 735")
    assert "nagemaakt" not in steps.reading + steps.table.note


def test_that_steunpunten_do_not_differ_is_not_said():
    figures = blocks("steunpunten", **WOMEN)
    said = " ".join(plain(figure.sentence) for figure in figures.values())
    assert "niet groter dan toeval geeft" not in said
    assert "valt geen van" not in said
    assert "ligt er geen" not in said
    assert "van geen van de 6 steunpunten vast te stellen" in said
    assert "Daarvan valt er geen buiten de band" in said
    men = blocks("steunpunten", geslacht=("man",))["beste_schatting"].sentence
    assert "Dat is niet meer dan toeval" not in men
    assert "door de afronding niet te zeggen" in men


def test_a_type_that_is_hidden_is_named():
    figure = blocks("werkwijzen", **YOUNG)["werkwijzen"]
    assert (
        "Van 'lineair / planmatig' en 'confrontatie / realisme' wordt niets gepubliceerd (x)"
        in (figure.sentence)
    )
    assert "Korn" not in figure.definition.source
    children = blocks("werkwijzen", kinderen=("een",))["werkwijzen"]
    assert children.picture.alt.startswith("Geen stippen, in 2 groepen")


def test_what_is_equal_when_rounded_is_said_of_both():
    young = blocks("duur", **YOUNG)
    assert "het vaakst na minder dan 6 of na 24 of meer maanden: elk ongeveer 15 van 50" in plain(
        young["duurklassen"].sentence
    )
    assert "het vaakst: het steunpunt en samen besloten (elk ongeveer 20 van 50)" in plain(
        young["beeindigd_door"].sentence
    )
    life = blocks("duur")["halve_jaren"].definition
    assert (life.numerator, life.denominator) == (
        "jongeren die in het halve jaar vertrokken",
        "jongeren die er aan het begin van het halve jaar waren",
    )


def test_which_group_has_least_is_said_of_all_that_can():
    said = plain(blocks("samenhang")["boom"].sentence)
    assert (
        "het minst bij 'gericht op terugkeer' (0 tot 4 van 215) of 'twee sporen: verblijf en "
        "terugkeer' (0 tot 4 van 30), het meest bij 'gericht op een verblijfsvergunning'"
    ) in said


def test_one_division_is_said_as_one():
    figure = blocks("samenhang", steunpunt=("eindhoven",))["boom"]
    assert "Bij de ene indeling die wordt gepubliceerd, is niet zeker dat" in figure.sentence


def test_a_difference_has_no_finer_grain_than_the_shares():
    table = blocks("steunpunt", **WOMEN)["uitkomsten"].table
    assert {row[3] for row in table.rows} == {"x"}
    assert "Onder de 30 jongeren, en bij 0 tot 4, is er geen verschil te zeggen (x)" in table.note
    whole = blocks("steunpunt")["uitkomsten"].table
    assert [row[3] == "x" for row in whole.rows].count(False) >= 2


@pytest.mark.parametrize("page", PAGES)
def test_no_note_says_that_there_is_a_percentage_from_ten_people_on(page):
    for choices in ({}, WOMEN):
        for figure in blocks(page, **choices).values():
            told = f"{figure.reading} {figure.table.note}"
            assert not re.search(r"(Onder de|minder dan) (10|tien) jongeren", told), figure.key


def test_all_of_them_chosen_is_said_once():
    names = states.highlighted({"a": "Almelo", "b": "Breda"}, ("a", "b"))
    assert kept_back.together("kleine steunpunten", "b+a", names) == (
        "kleine steunpunten (uw keuze) samen (2): Almelo en Breda"
    )
    one = states.highlighted({"a": "Almelo", "b": "Breda"}, ("a",))
    assert (
        kept_back.together("kleine", "b+a", one) == "kleine samen (2): Almelo (uw keuze) en Breda"
    )


def test_a_total_in_a_sentence_is_about_so_many():
    figure = blocks("vergelijking")["stappen"]
    assert isinstance(figure.sources[0].value.start, Rounded)
    assert "ongeveer 735 van ongeveer 735 jongeren" in figure.sentence


@pytest.mark.parametrize(
    ("page", "remark"),
    [
        ("steunpunten", expected_block.NOT_CORRECTED),
        ("gevoeligheid", lead.CAVEAT),
        ("verantwoording", audit.FICTION),
    ],
)
def test_nothing_is_said_beside_a_figure_that_is_kept_back(page, remark):
    assert remark in remarks(page, "open")
    assert remark not in remarks(page, "publicatie")
