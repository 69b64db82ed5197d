"""Who sent a list and of which round, by the name of the file."""

import pytest

from perspectief.intake.understanding.senders import round_in, sender_in
from perspectief_core.data.account import FINAL_ROUND
from perspectief_core.published import records


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
