"""`perspectief outcomes`: the counts of the report, and what is refused."""

import pandas as pd
import pytest

from perspectief.cli.main import main
from tests.places import SHIPPED


@pytest.fixture
def people():
    return pd.read_parquet(SHIPPED / "deelnemers.parquet")


def test_the_six_counts_of_the_report(answered):
    answer = answered("outcomes")
    counts = {code: outcome["count"] for code, outcome in answer["outcomes"].items()}
    assert answer["n"] == 733
    assert counts == {
        "in_begeleiding": 473,
        "verblijfsvergunning": 107,
        "terugkeer": 21,
        "mob": 87,
        "doormigratie": 10,
        "overig": 35,
    }
    assert answer["selection"] == {}
    assert answer["extract"]["kind"] == "synthetic"
    permit = answer["outcomes"]["verblijfsvergunning"]
    # Wilson's interval of 107 of 733, from the formula on its own.
    assert permit["share"] == pytest.approx(0.14598, abs=5e-6)
    assert (permit["low"], permit["high"]) == pytest.approx((0.12226, 0.17338), abs=5e-6)


def test_by_steunpunt_counts_the_persons_of_the_file(answered, people):
    answer = answered("outcomes", "--by", "steunpunt")
    table = pd.crosstab(people["steunpunt"], people["uitkomst"])
    assert [group["group"] for group in answer["groups"]] == sorted(people["steunpunt"].unique())
    for group in answer["groups"]:
        counts = {code: share["count"] for code, share in group["outcomes"].items()}
        assert counts == table.loc[group["group"]].to_dict()
        assert group["n"] == table.loc[group["group"]].sum()


def test_selection_options(answered, people):
    options = ["--steunpunt", "utrecht,almelo", "--steunpunt", "zwolle", "--leeftijd", "20", "24"]
    answer = answered("outcomes", *options, "--doormigratie", "bij_overig")
    places = people["steunpunt"].isin(["utrecht", "almelo", "zwolle"])
    chosen = people[places & people["leeftijd_instroom"].between(20, 24)]
    merged = chosen["uitkomst"].isin(["overig", "doormigratie"]).sum()
    assert answer["n"] == len(chosen)
    assert answer["outcomes"]["overig"]["count"] == merged
    assert answer["selection"] == {
        "doormigratie": "bij_overig",
        "steunpunt": "almelo.utrecht.zwolle",
        "leeftijd": "20.24",
    }


def test_nobody_left(said, answered):
    answer = answered("outcomes", "--leeftijd", "59", "60")
    assert answer["n"] == 0
    assert answer["outcomes"]["mob"] == {"count": 0, "share": None, "low": 0.0, "high": 1.0}
    assert " . " in said("outcomes", "--leeftijd", "59", "60")


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


def test_bad_data(tmp_path, refused):
    error = refused(1, "outcomes", "--extract", tmp_path)
    assert f"run `perspectief extract check {tmp_path}`" in error
    assert error.count("\n") == 1


def test_folder_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(tmp_path / "nowhere"))
    assert main(["outcomes"]) == 2
