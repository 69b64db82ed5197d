"""Words mean levels of the contract, and what can mean two things is not guessed."""

import pytest

from perspectief.intake.values.text import normalised
from perspectief.intake.values.word_tables import one_code, read_table
from perspectief_core.data import contract


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("uitkomsten", "uitkomst"),
        ("doelen", "traject"),
        ("beeindigd_door", "beeindigd_door"),
        ("burgerlijke_staat", "burgerlijke_staat"),
        ("geslacht", "geslacht"),
    ],
)
def test_words_mean_levels_of_the_contract_and_say_why(table, column):
    rows = read_table(table)
    levels = set(contract.DEELNEMERS.column(column).levels) | {""}
    assert {row["betekent"] for row in rows} <= levels
    assert all(row["bron"] for row in rows)
    assert all(row["woorden"] == normalised(row["woorden"]) for row in rows)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("M.O.B.", "mob"),
        ("Met onbekende bestemming vertrokken", "mob"),
        ("geen vergunning, teruggekeerd", "terugkeer"),
        ("heeft verblijfsvergunning gekregen", "verblijfsvergunning"),
        ("werkt niet mee aan terugkeer", "overig"),
        ("vertrokken naar België", "doormigratie"),
        ("", None),
        ("n.v.t.", None),
    ],
)
def test_reasons(text, outcome):
    parsed = one_code(text, "uitkomsten")
    assert (parsed.value, parsed.fault) == (outcome, "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("vergunning ingetrokken", "woord_ontkend"),
        ("niet echt MOB", "woord_ontkend"),
        ("MOB of terugkeer", "woord_dubbelzinnig"),
        ("gewoon klaar", "woord_onbekend"),
    ],
)
def test_reasons_that_are_not_guessed(text, fault):
    assert one_code(text, "uitkomsten").fault == fault
