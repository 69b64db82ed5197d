"""`perspectief chaid` on files: JSON, tables, options, and one line for what is wrong."""

from __future__ import annotations

import json
import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.cli.commands import answering, check_refused, running


@pytest.fixture
def frame():
    """400 rows; `groep` and `rang` matter, `ruis` does not; every fifth `rang` is missing."""
    rng = np.random.default_rng(4)
    n = 400
    groep = rng.choice(["a", "b", "c"], n)
    rang = rng.integers(1, 5, n).astype(float)
    chance = np.where(groep == "a", 0.75, 0.25) + np.where(rang > 2, 0.2, 0.0)
    data = pd.DataFrame(
        {
            "uit": np.where(rng.random(n) < chance, "ja", "nee"),
            "groep": groep,
            "rang": rang,
            "maat": np.round(rng.gamma(2, 5, n) + rang, 2),
            "ruis": rng.choice(["x", "y"], n),
            "w": 2,
            "mate": np.array(["laag", "midden", "hoog", "hoog"])[rang.astype(int) - 1],
            "een": "z",
            "leeg": np.nan,
            "min": -1,
        }
    )
    data.loc[::5, "rang"] = np.nan
    return data


@pytest.fixture
def csv(frame, tmp_path):
    path = tmp_path / "rijen.csv"
    frame.to_csv(path, index=False)
    return str(path)


run, answer = running("chaid"), answering("chaid")


def tree_of(capsys, *arguments):
    answered, err = answer(capsys, *arguments)
    assert err == ""
    return answered["nodes"]


def test_tree_as_json(csv, frame, capsys):
    nodes = tree_of(
        capsys, csv, "--target", "uit=ja", "--predictor", "groep:nominal", "rang:ordinal"
    )
    root = nodes[0]
    assert set(root) == {"id", "parent", "n", "counts", "rule", "split"}
    assert (root["id"], root["parent"], root["n"], root["rule"]) == (0, None, 400, {})
    assert root["counts"] == frame["uit"].value_counts().to_dict()
    assert set(root["split"]) == {"predictor", "kind", "groups", "chi2", "df", "p", "p_adjusted"}
    assert root["split"]["predictor"] == "groep"
    assert root["split"]["groups"] == [["a"], ["b", "c"]]
    children = [node for node in nodes if node["parent"] == 0]
    assert [node["id"] for node in children] == [1, 2]
    assert [node["rule"] for node in children] == [{"groep": ["a"]}, {"groep": ["b", "c"]}]
    assert sum(node["n"] for node in children) == 400
    table = pd.crosstab(frame["groep"] == "a", frame["uit"])
    assert children[0]["counts"] == table.loc[True].to_dict()


def test_root_chi_square_is_that_of_scipy(csv, frame, capsys):
    from scipy.stats import chi2_contingency

    root = tree_of(capsys, csv, "--target", "uit=ja", "--predictor", "groep:nominal")[0]
    table = pd.crosstab(frame["groep"] == "a", frame["uit"])
    reference = chi2_contingency(table, correction=False)
    assert root["split"]["chi2"] == pytest.approx(reference.statistic)
    assert root["split"]["p"] == pytest.approx(reference.pvalue)
    assert root["split"]["p_adjusted"] == pytest.approx(3 * reference.pvalue)


def test_screening_as_json_keeps_the_order_given(csv, capsys):
    code, out, _ = run(
        capsys,
        csv,
        *("--target", "uit", "--screen", "--json"),
        *("--predictor", "ruis:nominal", "een:nominal", "maat:scale", "--predictor=rang:ordinal"),
    )
    tests = json.loads(out)
    assert code == 0
    assert [test["predictor"] for test in tests] == ["ruis", "een", "maat", "rang"]
    assert set(tests[0]) == {
        "predictor",
        "significant",
        "p",
        "p_adjusted",
        "chi2",
        "df",
        "groups",
    }
    assert tests[1]["significant"] is False
    assert (tests[1]["chi2"], tests[1]["df"], tests[1]["p_adjusted"]) == (0, 0, 1)
    for (interval,) in tests[2]["groups"]:
        assert set(interval) == {"above", "up_to"}
    assert tests[2]["groups"][0][0]["above"] is None
    assert tests[2]["groups"][-1][0]["up_to"] is None
    assert any(None in group for group in tests[3]["groups"])
    levels = [level for group in tests[3]["groups"] for level in group if level is not None]
    assert levels == [1, 2, 3, 4]


def test_missing_can_be_left_out(csv, frame, capsys):
    options = ["--target", "uit", "--predictor", "rang:ordinal", "--missing", "exclude"]
    nodes = tree_of(capsys, csv, *options)
    assert not any(None in group for group in nodes[0]["split"]["groups"])
    assert sum(node["n"] for node in nodes if node["parent"] == 0) == frame["rang"].notna().sum()


def test_levels_give_the_order_of_text(csv, capsys):
    options = [
        "--target",
        "uit",
        "--predictor",
        "mate:ordinal",
        "--levels",
        "mate=laag,midden,hoog",
    ]
    groups = tree_of(capsys, csv, *options)[0]["split"]["groups"]
    assert [level for group in groups for level in group] == ["laag", "midden", "hoog"]


def test_parquet_gives_the_same_as_csv(csv, frame, tmp_path, capsys):
    path = tmp_path / "rijen.parquet"
    frame.to_parquet(path)
    options = ["--target", "uit=ja", "--predictor", "groep:nominal", "maat:scale", "rang:ordinal"]
    assert tree_of(capsys, str(path), *options) == tree_of(capsys, csv, *options)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators(frame, tmp_path, capsys, separator):
    path = tmp_path / "rijen.csv"
    frame.to_csv(path, index=False, sep=separator, encoding="utf-8-sig")
    assert tree_of(capsys, str(path), "--target", "uit", "--predictor", "groep:nominal")[0]["split"]


def test_options_reach_the_engine(csv, capsys):
    base = [csv, "--target", "uit=ja", "--predictor", "groep:nominal", "maat:scale"]
    plain = tree_of(capsys, *base)
    assert len(tree_of(capsys, *base, "--max-depth", "0")) == 1
    assert len(tree_of(capsys, *base, "--min-parent", "401")) == 1
    assert tree_of(capsys, *base, "--weight", "w")[0]["n"] == 800
    assert len(tree_of(capsys, *base, "--alpha-split", "0")) == 1
    apart = tree_of(capsys, *base, "--alpha-merge", "1", "--max-depth", "1")
    assert len(apart[0]["split"]["groups"]) == 3
    raw = tree_of(capsys, *base, "--no-bonferroni")[0]["split"]
    assert raw["p"] == raw["p_adjusted"]
    ratio = tree_of(capsys, *base, "--likelihood-ratio")[0]["split"]
    assert ratio["chi2"] != plain[0]["split"]["chi2"]
    forced = tree_of(capsys, *base, "--force", "maat")[0]["split"]
    assert forced["predictor"] == "maat"
    exhaustive = tree_of(capsys, *base, "--exhaustive")[0]["split"]
    assert exhaustive["p_adjusted"] == pytest.approx(12 * exhaustive["p"])
    assert {node["n"] >= 190 for node in tree_of(capsys, *base, "--min-child", "190")} == {True}
    few = tree_of(capsys, *base, "--force", "maat", "--intervals", "2")[0]["split"]
    assert len(few["groups"]) == 2


def test_tables_for_people(csv, capsys):
    base = [csv, "--target", "uit=ja", "--predictor", "groep:nominal", "maat:scale", "een:nominal"]
    code, out, _ = run(capsys, *base)
    assert code == 0
    assert "0 all rows" in out
    assert "1 groep: a" in out
    code, out, _ = run(capsys, *base, "--screen")
    assert code == 0
    assert "no: one category" in out
    assert "up to" in out


def test_tiny_p_values_print_as_such(tmp_path, capsys):
    path = tmp_path / "groot.csv"
    path.write_text("y,x,w\n0,a,1000000\n1,b,1000000\n0,b,1000\n1,a,1000\n")
    options = ["--target", "y", "--predictor", "x:nominal", "--weight", "w"]
    code, out, _ = run(capsys, str(path), *options)
    assert code == 0
    assert "e-4" in out
    assert tree_of(capsys, str(path), *options)[0]["split"]["p"] == 0


def test_many_categories(tmp_path, capsys):
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"y": rng.integers(0, 2, 6000), "x": rng.integers(0, 900, 6000)})
    path = tmp_path / "veel.csv"
    frame.to_csv(path, index=False)
    options = ["--target", "y", "--predictor", "x:nominal", "--screen", "--min-child", "1"]
    code, out, _ = run(capsys, str(path), *options)
    assert code == 0
    assert re.search(r"\d\.\de\d{3}", out)


def test_types_of_parquet(tmp_path, capsys):
    path = tmp_path / "soorten.parquet"
    n = 200
    rng = np.random.default_rng(3)
    table = pa.table(
        {
            "y": pa.array(rng.random(n) < 0.5),
            "woord": pa.array(rng.choice(["a", "b"], n)).dictionary_encode(),
            "heel": pa.array([None if i % 7 == 0 else i % 3 for i in range(n)], pa.int8()),
            "vlag": pa.array([i % 2 == 0 for i in range(n)]),
            "dag": pa.array(rng.integers(14000, 14003, n), pa.int32()).cast(pa.date32()),
            "bedrag": pa.array(range(n), pa.decimal128(10, 0)),
        }
    )
    pq.write_table(table, path)
    kinds = ["woord:nominal", "heel:ordinal", "vlag:nominal", "dag:ordinal"]
    code, out, err = run(
        capsys, str(path), "--target", "y=true", "--screen", "--json", "--predictor", *kinds
    )
    assert (code, err) == (0, "")
    levels = {
        test["predictor"]: {level for group in test["groups"] for level in group}
        for test in json.loads(out)
    }
    assert levels == {
        "woord": {"a", "b"},
        "heel": {0, 1, 2, None},
        "vlag": {"false", "true"},
        "dag": {"2008-05-01", "2008-05-02", "2008-05-03"},
    }


OKAY = ("--target", "uit=ja", "--predictor", "groep:nominal")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--target", "uitt", "--predictor", "groep:nominal"), 2, "unknown column `uitt`"),
        (("--target", "uit=ja", "--predictor", "grp:nominal"), 2, "there is `groep`"),
        ((*OKAY, "--weight", "gewicht"), 2, "unknown column `gewicht`"),
        (("--target", "uit=misschien", "--predictor", "groep:nominal"), 2, "no row has the value"),
        ((*OKAY, "groep:ordinal"), 2, "used twice"),
        ((*OKAY, "uit:nominal"), 2, "used twice"),
        ((*OKAY, "rang"), 2, "must be NAME:nominal"),
        ((*OKAY, "rang:interval"), 2, "must be NAME:nominal"),
        ((*OKAY, "mate:ordinal"), 2, "give the order"),
        ((*OKAY, "mate:ordinal", "--levels", "mate=laag,hoog"), 2, "not among the levels"),
        ((*OKAY, "--levels", "mate=laag,hoog"), 2, "not one of the predictors"),
        ((*OKAY, "--levels", "groep"), 2, "NAME=a,b,c"),
        ((*OKAY, "maat:scale", "--levels", "maat=1,2"), 2, "has no levels"),
        ((*OKAY, "--alpha-merge", "1.5"), 2, "`alpha_merge` must be in the range"),
        ((*OKAY, "--alpha-split", "nan"), 2, "`alpha_split` must be in the range"),
        ((*OKAY, "--min-child", "-1"), 2, "`min_child` must be at least 0"),
        ((*OKAY, "--intervals", "1"), 2, "`intervals` must be in the range"),
        ((*OKAY, "--force", "maat"), 2, "not one of the predictors"),
        ((*OKAY, "--exhaustive", "--alpha-split-merge", "0.01"), 2, "no meaning"),
        (("--target", "een", "--predictor", "groep:nominal"), 1, "is constant"),
        (("--target", "leeg", "--predictor", "groep:nominal"), 1, "no row has a value"),
        ((*OKAY, "mate:scale"), 1, "must be numeric"),
        ((*OKAY, "leeg:nominal"), 1, "has no values"),
        ((*OKAY, "leeg:scale"), 1, "has no values"),
        ((*OKAY, "--weight", "min"), 1, "whole numbers of at least 0"),
        ((*OKAY, "--weight", "maat"), 1, "whole numbers of at least 0"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(csv, capsys, arguments, code, words):
    check_refused(run(capsys, csv, *arguments), code, words)


def _write_parquet(path, column):
    pq.write_table(pa.table({"uit": [0, 1] * 3, "groep": column}), path)


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("leeg.csv", b"", 1, "is empty"),
        ("kop.csv", b"uit,groep\n", 1, "has no rows"),
        ("scheef.csv", b'uit,groep\n1,"a\n', 1, "cannot read"),
        ("latin.csv", "uit,groep\n1,é\n".encode("latin-1"), 1, "cannot read"),
        ("breed.csv", b"uit,groep\n1,a,b\n2,a,c\n", 1, "more fields"),
        ("nul.csv", b"\x00\x00\x00\x00", 1, "NUL"),
        ("kort.parquet", b"PAR1", 1, "cannot read"),
        ("kapot.parquet", b"PAR1" + bytes(range(256)) * 8 + b"PAR1", 1, "cannot read"),
        ("map", None, 2, "cannot open"),
    ],
)
def test_files_that_cannot_be_read(tmp_path, capsys, name, content, code, words):
    path = tmp_path / name
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    told = run(capsys, path, "--target", "uit", "--predictor", "groep:nominal")
    check_refused(told, code, words)


def test_a_file_that_is_not_there(tmp_path, capsys):
    code, _, err = run(capsys, str(tmp_path / "geen.csv"), *OKAY)
    assert code == 2
    assert "No such file" in err


@pytest.mark.parametrize(
    "column",
    [
        pa.array([[1], [2]] * 3),
        pa.array([{"a": 1}, {"a": 2}] * 3),
        pa.array([b"\x00", b"\xff"] * 3),
    ],
    ids=["lists", "structs", "bytes"],
)
def test_columns_that_hold_no_plain_values(tmp_path, capsys, column):
    path = tmp_path / "vreemd.parquet"
    _write_parquet(path, column)
    code, out, err = run(capsys, str(path), "--target", "uit", "--predictor", "groep:nominal")
    assert (code, out) == (1, "")
    assert "must hold text, numbers, dates or booleans" in err


def test_metadata_of_a_parquet_file_is_not_interpreted(tmp_path, capsys):
    path = tmp_path / "vijandig.parquet"
    table = pa.table({"uit": [0, 1] * 60, "groep": ["a", "b"] * 60})
    pq.write_table(table.replace_schema_metadata({b"pandas": b"{not json"}), path)
    nodes = tree_of(capsys, str(path), "--target", "uit", "--predictor", "groep:nominal")
    assert nodes[0]["split"]["groups"] == [["a"], ["b"]]


def test_exact_tests_stand_beside_chi_square(capsys, csv):
    asked = (csv, "--target", "uit=ja", "--predictor", "ruis:nominal", "een:nominal")
    options = (*asked, "--screen", "--exact", "--mid-p")
    code, out, _ = run(capsys, *options, "--json")
    noise, constant = json.loads(out)
    assert code == 0
    assert noise["mid_p"]["p"] < noise["exact"]["p"] == noise["exact"]["p_adjusted"]
    assert noise["exact"]["p"] == pytest.approx(noise["p"], abs=0.1)
    assert constant["exact"] is None
    assert "exact adjusted" in run(capsys, *options)[1]
    assert run(capsys, *asked, "--exact")[0] == 2
