"""Questions for a person: written without what they are about, and read back as answered."""

import csv
import io

import pytest

from perspectief.intake.decisions import Decisions, Proposal, decisions_text, read_decisions
from perspectief.intake.settings import SettingsError

ASKED = (
    Proposal("dubbel", "k1", "Utrecht.xlsx, rij 2", "Utrecht.xlsx, rij 9", "V-nummer gelijk"),
    Proposal("koppeling", "k2", "Utrecht.xlsx, rij 3", "DMB.xlsx, rij 4", "V-nummer ontbreekt"),
)


def written(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def test_without_a_file_nothing_is_decided(tmp_path):
    assert read_decisions(tmp_path / "besluiten.csv") == Decisions()


def test_what_is_answered_comes_back_and_stands_last(tmp_path):
    path = written(tmp_path / "besluiten.csv", decisions_text(ASKED, Decisions()))
    assert read_decisions(path).of("dubbel") == {}
    text = path.read_text("utf-8").replace("V-nummer gelijk;", "V-nummer gelijk;Zelfde ")
    decisions = read_decisions(written(path, text))
    assert decisions.of("dubbel") == {"k1": "zelfde"}
    again = decisions_text(ASKED, decisions).lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(again), delimiter=";"))
    assert [(row["sleutel"], row["besluit"]) for row in rows] == [("k2", ""), ("k1", "zelfde")]


@pytest.mark.parametrize(("encoding", "separator"), [("cp1252", ";"), ("utf-8", ",")])
def test_it_may_come_back_from_another_program(tmp_path, encoding, separator):
    lines = ["soort;sleutel;bewijs;besluit", "uitkomst;k3;één;MOB"]
    text = "\r\n".join(lines).replace(";", separator)
    assert read_decisions(written(tmp_path / "b.csv", text, encoding)).of("uitkomst") == {
        "k3": "mob"
    }


@pytest.mark.parametrize(
    ("row", "says"),
    [("koppeling;k1;misschien", "rij 2: kies uit ja, nee"), ("iets;k1;ja", "een bekende soort")],
)
def test_an_answer_that_is_not_offered_is_refused_by_its_row(tmp_path, row, says):
    path = written(tmp_path / "b.csv", f"soort;sleutel;besluit\n{row}\n")
    with pytest.raises(SettingsError, match=says):
        read_decisions(path)


def test_a_file_without_its_header_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="kopregel"):
        read_decisions(written(tmp_path / "b.csv", "a;b\n1;2\n"))
