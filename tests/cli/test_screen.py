"""`perspectief screen`: stored output, the core's numbers, and one clear line for bad input.

After a deliberate change of the shipped extract, store the output anew:
`perspectief screen --target mob --cluster huiskamer > tests/cli/golden/screen_mob.txt`, and so on.
"""

import json

import pytest

from perspectief.cli.main import main
from perspectief_core.associations.screening import Question, screening
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from tests.places import SHIPPED


def test_json_has_every_predictor_of_the_core(answered):
    answer = answered("screen", "--target", "mob", "--cluster", "all")
    extract = load(SHIPPED)
    expected = screening(select(extract, Selection()), Question("mob"))
    assert (answer["n"], answer["positives"], answer["cluster"]) == (733, 87, "alles")
    assert answer["extract"]["id"] == extract.id
    assert answer["selection"] == {}
    assert [predictor["predictor"] for predictor in answer["predictors"]] == [
        row.kenmerk.kenmerk for row in expected.rows
    ]
    for printed, row in zip(answer["predictors"], expected.rows, strict=True):
        assert printed["agrees"] == row.agrees
        assert printed["printed"]["significant"] == (row.printed.samenhang == "ja")
        if row.test is None:
            assert printed["significant"] is None
        else:
            assert printed["significant"] == row.test.significant
            assert printed["p_adjusted"] == row.test.p_adjusted
            assert printed["chi2"] == row.test.chi2


def test_only_exits_compares_with_the_tables_on_exits(answered):
    answer = answered("screen", "--target", "mob", "--only-exits")
    assert answer["n"] == 225
    assert answer["only_exits"] is True
    assert answer["selection"] == {"uitstroom": "true"}
    printed = [
        predictor for predictor in answer["predictors"] if predictor["printed"]["significant"]
    ]
    assert len(printed) == 17
    assert {predictor["printed"]["p"] for predictor in printed} == {None}


def test_settings_and_selection_are_obeyed(said):
    options = ["--target", "mob", "--cluster", "demografie", "--json"]
    plain = json.loads(said("screen", *options))
    changed = json.loads(said("screen", *options, "--no-bonferroni", "--min-child", "20"))
    women = json.loads(said("screen", *options, "--geslacht", "vrouw"))
    assert women["n"] < plain["n"] == changed["n"]
    assert all(predictor["p_adjusted"] == predictor["p"] for predictor in changed["predictors"])


def test_exact_tests_are_added_where_they_are_asked_for(said, answered):
    options = ["--target", "terugkeer", "--cluster", "huiskamer", "--exact", "--mid-p"]
    told = answered("screen", *options)["predictors"][0]
    assert told["mid_p"]["p"] < told["exact"]["p"] <= told["exact"]["p_adjusted"]
    assert told["exact"]["least_expected"] == pytest.approx(8.1, abs=0.1)
    assert "mid-p adjusted" in said("screen", *options)
    assert "exact" not in answered("screen", *options[:4])["predictors"][0]


def test_table_says_what_agrees(said):
    out = said("screen", "--target", "terugkeer")
    assert "agree with Bijlage 15" in out
    assert "agree" not in said("screen", "--target", "overig")


@pytest.mark.parametrize(
    ("options", "code", "expected"),
    [
        (["--target", "geluk"], 2, "`--target`: `geluk` is not one of in_begeleiding"),
        (["--target", "mob", "--cluster", "x"], 2, "`--cluster`: `x` is not one of all"),
        (["--target", "mob", "--alpha-split", "2"], 2, "`alpha_split` must be in the range [0, 1]"),
        (["--target", "mob", "--force", "x", "--cluster", "huiskamer"], 2, "`--force`: `x` is not"),
        (["--target", "mob", "--geslacht", "x"], 2, "`--geslacht`: `x` is not one of"),
        (["--target", "mob", "--extract", "/nergens"], 2, "no folder `/nergens`"),
        (["--target", "in_begeleiding", "--only-exits"], 1, "constant: none of the 225 people"),
        (["--target", "mob", "--geslacht", "vrouw", "--herkomst", "irak"], 1, "nobody is counted"),
        (["--target", "doormigratie", "--doormigratie", "bij_overig"], 1, "constant: none of"),
    ],
)
@pytest.mark.parametrize("command", ["screen", "tree"])
def test_bad_input_is_one_line(command, options, code, expected, capsys):
    assert main([command, *options]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert expected in captured.err
