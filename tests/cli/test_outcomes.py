"""`perspectief outcomes` on the shipped extract equals its stored output.

After a deliberate change of the shipped extract, store the output anew with the commands in CASES:
`perspectief outcomes --json > tests/cli/golden/outcomes.json`, and so on.
"""

import json
from pathlib import Path

import pandas as pd
import pytest

from perspectief.cli.main import main
from tests.places import SHIPPED

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "outcomes.txt": [],
    "outcomes.json": ["--json"],
    "outcomes_by_steunpunt.json": ["--by", "steunpunt", "--json"],
    "outcomes_by_werkwijze.txt": ["--by", "werkwijze"],
    "outcomes_exits_women.txt": ["--only-exits", "--geslacht", "vrouw", "--voor-start", "weglaten"],
}


@pytest.fixture(autouse=True)
def shipped(monkeypatch):
    monkeypatch.delenv("PERSPECTIEF_EXTRACT", raising=False)


@pytest.fixture
def people():
    return pd.read_parquet(SHIPPED / "deelnemers.parquet")


def said(capsys, *options):
    assert main(["outcomes", *options]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", CASES)
def test_stored_output(name, capsys):
    assert said(capsys, *CASES[name]) == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_six_counts_of_the_report(capsys):
    found = json.loads(said(capsys, "--json"))
    counts = {code: one["count"] for code, one in found["outcomes"].items()}
    assert found["n"] == 733
    assert counts == {
        "in_begeleiding": 473,
        "verblijfsvergunning": 107,
        "terugkeer": 21,
        "mob": 87,
        "doormigratie": 10,
        "overig": 35,
    }
    assert found["selection"] == {}
    assert found["extract"]["kind"] == "synthetic"
    permit = found["outcomes"]["verblijfsvergunning"]
    # Wilson's interval of 107 of 733, from the formula on its own.
    assert permit["share"] == pytest.approx(0.14598, abs=5e-6)
    assert (permit["low"], permit["high"]) == pytest.approx((0.12226, 0.17338), abs=5e-6)


def test_by_steunpunt_counts_the_persons_of_the_file(capsys, people):
    found = json.loads(said(capsys, "--by", "steunpunt", "--json"))
    table = pd.crosstab(people["steunpunt"], people["uitkomst"])
    assert [one["group"] for one in found["groups"]] == sorted(people["steunpunt"].unique())
    for one in found["groups"]:
        counts = {code: share["count"] for code, share in one["outcomes"].items()}
        assert counts == table.loc[one["group"]].to_dict()
        assert one["n"] == table.loc[one["group"]].sum()


def test_selection_options(capsys, people):
    options = ["--steunpunt", "utrecht,almelo", "--steunpunt", "zwolle", "--leeftijd", "20", "24"]
    found = json.loads(said(capsys, *options, "--doormigratie", "bij_overig", "--json"))
    places = people["steunpunt"].isin(["utrecht", "almelo", "zwolle"])
    chosen = people[places & people["leeftijd_instroom"].between(20, 24)]
    merged = chosen["uitkomst"].isin(["overig", "doormigratie"]).sum()
    assert found["n"] == len(chosen)
    assert found["outcomes"]["overig"]["count"] == merged
    assert found["selection"] == {
        "doormigratie": "bij_overig",
        "steunpunt": "almelo.utrecht.zwolle",
        "leeftijd": "20.24",
    }


def test_nobody_left(capsys):
    found = json.loads(said(capsys, "--leeftijd", "59", "60", "--json"))
    assert found["n"] == 0
    assert found["outcomes"]["mob"] == {"count": 0, "share": None, "low": 0.0, "high": 1.0}
    assert " . " in said(capsys, "--leeftijd", "59", "60")


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (["--steunpunt", "utregt"], "did you mean `utrecht`?"),
        (["--peildatum", "2012-01-01"], "`--peildatum`: `2012-01-01` is not one of 2011-04-01"),
        (["--leeftijd", "30", "20"], "two ages from 12 to 60"),
        (["--by", "kleur"], "`--by`: `kleur` is not one of steunpunt"),
        (["--extract", "/nowhere"], "no folder `/nowhere`"),
    ],
)
def test_bad_use(capsys, options, part):
    assert main(["outcomes", *options]) == 2
    output, error = capsys.readouterr()
    assert output == ""
    assert part in error
    assert error.count("\n") == 1


def test_bad_data(tmp_path, capsys):
    assert main(["outcomes", "--extract", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert f"run `perspectief extract check {tmp_path}`" in error
    assert error.count("\n") == 1


def test_folder_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(tmp_path / "nowhere"))
    assert main(["outcomes"]) == 2
