"""Parquet in parts gives what the same rows give in one piece, in any order of parts."""

from __future__ import annotations

import os
from threading import Barrier

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from perspectief.cli.main import main
from perspectief.cli.reading import parquet
from perspectief.cli.streaming import files, inspecting, parts, survey
from tests.cli.commands import answering

ASKED = (
    *("--target", "uit=ja", "--min-parent", "40", "--min-child", "15"),
    *("--predictor", "groep:nominal", "rang:ordinal", "maat:scale", "leeftijd:scale"),
)


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch):
    monkeypatch.setattr(parts, "_PART_ROWS", 130)
    monkeypatch.setattr(inspecting, "_PIECE_ROWS", 250)


@pytest.fixture(scope="module")
def frame():
    """1,500 rows; every column has missing values, `maat` hardly a value twice."""
    rng = np.random.default_rng(8)
    n = 1500
    groep = rng.choice(["a", "b", "c", "d"], n)
    rang = rng.integers(1, 6, n)
    maat = rng.gamma(2, 5, n) - 3
    chance = 0.2 + 0.3 * (groep == "a") + 0.2 * (rang > 3) + 0.2 * (maat > 7)
    data = pd.DataFrame(
        {
            "uit": np.where(rng.random(n) < chance, "ja", rng.choice(["nee", "weg"], n)),
            "groep": groep,
            "rang": pd.array(rang, dtype="Int64"),
            "maat": maat,
            "leeftijd": rng.integers(18, 60, n).astype(float),
            "w": rng.integers(0, 4, n),
        }
    )
    for column in ("uit", "groep", "rang", "maat", "leeftijd"):
        data.loc[rng.random(n) < 0.05, column] = None
    return data


run = answering("chaid")


@pytest.fixture
def whole(frame, tmp_path):
    """The rows as a CSV, which is read in one piece."""
    path = tmp_path / "geheel.csv"
    frame.to_csv(path, index=False)
    return path


def folder(frame, path, order=(0, 1, 2)):
    """The rows in three files, named in the given order."""
    path.mkdir()
    for name, at in enumerate(order):
        part = frame.iloc[at * 500 : (at + 1) * 500]
        pq.write_table(
            pa.Table.from_pandas(part, preserve_index=False),
            path / f"{name}.parquet",
            row_group_size=170,
        )
    return path


@pytest.mark.parametrize("options", [(), ("--screen",), ("--weight", "w"), ("--na", "c")])
@pytest.mark.parametrize("keys", [5, 60, 1 << 14])
def test_parts_give_what_one_piece_gives(
    frame, whole, tmp_path, capsys, monkeypatch, options, keys
):
    expected = run(capsys, whole, *ASKED, *options)
    monkeypatch.setattr(survey, "MOST_KEYS", keys)
    for number, order in enumerate([(0, 1, 2), (2, 0, 1)]):
        path = folder(frame, tmp_path / str(number), order)
        assert run(capsys, path, *ASKED, *options) == expected
    assert run(capsys, f"{path}/*.parquet", *ASKED, *options) == expected


@pytest.mark.parametrize("cores", [1, 2, 5])
@pytest.mark.parametrize("options", [(), ("--screen",), ("--weight", "w")])
def test_one_row_group_that_threads_share(
    frame, whole, tmp_path, capsys, monkeypatch, options, cores
):
    frame.to_parquet(tmp_path / "x.parquet", row_group_size=len(frame))
    expected = run(capsys, whole, *ASKED, *options)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    for keys in (60, 1 << 14):
        monkeypatch.setattr(survey, "MOST_KEYS", keys)
        assert run(capsys, tmp_path / "x.parquet", *ASKED, *options) == expected
    monkeypatch.setattr(files, "MOST_WHOLE", 100)
    assert run(capsys, whole, *ASKED, *options) == expected


def test_threads_count_one_row_group_at_the_same_time(frame, tmp_path, capsys, monkeypatch):
    frame.to_parquet(tmp_path / "x.parquet", row_group_size=len(frame))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    both, plain, seen = Barrier(2, timeout=20), survey.Survey.add, []

    def add(surveyed, part):
        seen.append(part)
        if len(seen) <= 2:
            both.wait()
        plain(surveyed, part)

    monkeypatch.setattr(survey.Survey, "add", add)
    run(capsys, tmp_path / "x.parquet", *ASKED)
    assert len(seen) == 12


def test_of_parts_that_cannot_be_read_the_first_is_said(frame, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    texts = [None if x != x else repr(x) for x in frame["maat"]]
    texts[300], texts[400], texts[1200] = "veel", "meer", "meest"
    written = frame.assign(maat=texts)
    written.to_parquet(tmp_path / "x.parquet", row_group_size=len(frame))
    written.to_csv(tmp_path / "x.csv", index=False)
    monkeypatch.setattr(files, "MOST_WHOLE", 100)
    for name, where in (("x.parquet", "row 301"), ("x.csv", "line 302")):
        assert main(["chaid", str(tmp_path / name), *ASKED]) == 1
        assert where in capsys.readouterr().err


def test_a_file_more_counts_as_the_rows_it_holds(frame, whole, tmp_path, capsys):
    path = folder(frame, tmp_path / "map", (0, 1))
    two = run(capsys, path, *ASKED)
    last = pa.Table.from_pandas(frame.iloc[1000:], preserve_index=False)
    (path / "onder").mkdir()
    pq.write_table(last, path / "onder" / "meer.parquet")
    assert run(capsys, path, *ASKED) == run(capsys, whole, *ASKED) != two


def test_a_target_of_all_its_values(frame, whole, tmp_path, capsys):
    asked = ("--target", "uit", *ASKED[6:])
    path = folder(frame, tmp_path / "map")
    assert run(capsys, path, *asked) == run(capsys, whole, *asked)


def test_a_value_among_very_many_of_the_target(tmp_path, capsys):
    rng = np.random.default_rng(2)
    n = 2000
    frame = pd.DataFrame({"uit": rng.integers(0, 300, n), "groep": rng.choice(["a", "b"], n)})
    frame.loc[rng.random(n) < 0.3, "uit"] = 299
    frame.to_csv(tmp_path / "x.csv", index=False)
    frame.to_parquet(tmp_path / "x.parquet")
    asked = ("--target", "uit=299", "--predictor", "groep:nominal")
    expected = run(capsys, tmp_path / "x.csv", *asked)
    assert run(capsys, tmp_path / "x.parquet", *asked) == expected
    assert list(expected[0]["nodes"][0]["counts"]) == ["not 299", "299"]


def test_too_many_categories_are_refused_by_count(tmp_path, capsys):
    frame = pd.DataFrame({"uit": [0, 1] * 3000, "groep": np.arange(6000) // 3})
    frame.to_parquet(tmp_path / "x.parquet")
    asked = ("--target", "uit=1", "--predictor", "groep:nominal")
    assert main(["chaid", str(tmp_path / "x.parquet"), *asked]) == 1
    assert "`groep` has 2000 categories; at most 1000" in capsys.readouterr().err


def test_progress_is_said_when_asked(frame, tmp_path, capsys):
    path = folder(frame, tmp_path / "map")
    _, err = run(capsys, path, *ASKED, "--progress")
    assert "pass 1: 1,500 rows" in err
    assert "pass 3: 1,500 rows" in err
    assert "pass 1" not in run(capsys, path, *ASKED)[1]


LAST = {"uit": ["ja"], "groep": ["a"], "rang": [1]}


def into(path, folder):
    (path / folder).mkdir(parents=True)
    (path / "0.parquet").rename(path / folder / "0.parquet")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda path: (path / "3.parquet").write_bytes(b"ja,a\n"), "3.parquet` is no Parquet"),
        (lambda path: (path / "3.parquet").write_bytes(b"PAR1" * 9), "3.parquet`: "),
        (
            lambda path: [file.unlink() for file in path.iterdir()],
            "there is no Parquet or CSV file",
        ),
        (
            lambda path: pq.write_table(pa.table({"uit": ["ja"]}), path / "3.parquet"),
            "unknown column `groep`",
        ),
        (
            lambda path: pq.write_table(
                pa.table({**LAST, "maat": ["een"], "leeftijd": ["1"]}), path / "3.parquet"
            ),
            "row 1 of `",
        ),
        (lambda path: (path / "3.csv").write_text("uit\n"), "all Parquet or all CSV"),
        (lambda path: into(path, "groep=a"), "`groep` is a column and is given by a folder too"),
        (lambda path: into(path, "jaar=1/jaar=2"), "two folders that give `jaar`"),
    ],
)
def test_a_folder_that_cannot_be_read_is_said(frame, tmp_path, capsys, change, words):
    path = folder(frame, tmp_path / "map")
    change(path)
    assert main(["chaid", str(path), *ASKED]) in (1, 2)
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1


def test_hidden_and_unfinished_files_are_passed_over(frame, whole, tmp_path, capsys):
    path = folder(frame, tmp_path / "map")
    (path / "_temporary").mkdir()
    for name in ("_temporary/0.parquet", ".1.parquet"):
        (path / name).write_bytes((path / "0.parquet").read_bytes())
    assert run(capsys, path, *ASKED) == run(capsys, whole, *ASKED)


@pytest.mark.parametrize("separator", [",", ";"])
def test_csv_in_parts_gives_what_one_piece_gives(
    frame, whole, tmp_path, capsys, monkeypatch, separator
):
    """Numbers with a decimal comma and thousands show from all files together."""
    written = frame.assign(maat=[f"{1000 * x:,.2f}" for x in frame["maat"]])
    if separator == ";":
        swap = str.maketrans(".,", ",.")
        written["maat"] = [text.translate(swap) for text in written["maat"]]
    written.loc[frame["maat"].isna(), "maat"] = None
    written.to_csv(whole, index=False, sep=separator)
    expected = run(capsys, whole, *ASKED, "--weight", "w")
    path = tmp_path / "map"
    path.mkdir()
    for at in range(3):
        part = written.iloc[at * 500 : (at + 1) * 500]
        part.to_csv(path / f"{(at + 1) % 3}.csv", index=False, sep=separator)
    for keys in (60, 1 << 14):
        monkeypatch.setattr(survey, "MOST_KEYS", keys)
        assert run(capsys, path, *ASKED, "--weight", "w") == expected
    monkeypatch.setattr(files, "MOST_WHOLE", 100)
    out, err = run(capsys, whole, *ASKED, "--weight", "w", "--progress")
    assert out == expected[0]
    assert " MB, " in err


def test_csv_with_other_separators_are_not_read_together(frame, tmp_path, capsys):
    frame.to_csv(tmp_path / "1.csv", index=False)
    frame.to_csv(tmp_path / "2.csv", index=False, sep=";")
    assert main(["chaid", f"{tmp_path}/*.csv", *ASKED]) == 1
    assert "say --decimal" in capsys.readouterr().err
    assert main(["chaid", f"{tmp_path}/*.csv", *ASKED, "--decimal", "."]) == 0


def test_numbers_that_stand_as_text_in_parquet(frame, whole, tmp_path, capsys):
    """In one of the files, and in the others as numbers."""
    path = folder(frame, tmp_path / "map")
    table = pq.read_table(path / "1.parquet")
    at = table.schema.get_field_index("maat")
    texts = pa.array([None if x is None else repr(x) for x in table["maat"].to_pylist()])
    pq.write_table(table.set_column(at, "maat", texts), path / "1.parquet")
    assert run(capsys, path, *ASKED) == run(capsys, whole, *ASKED)


@pytest.mark.parametrize("column", [["groep"], ["rang", "uit"], ["uit", "groep", "rang"]])
def test_folders_give_columns(frame, whole, tmp_path, capsys, column):
    """As Arrow writes a partitioned tree, with a folder for what is missing."""
    frame.to_csv(whole, index=False)
    table = pa.Table.from_pandas(frame, preserve_index=False)
    pq.write_to_dataset(table, tmp_path / "boom", partition_cols=column)
    assert run(capsys, tmp_path / "boom", *ASKED) == run(capsys, whole, *ASKED)


def test_a_number_that_a_folder_gives(frame, whole, tmp_path, capsys):
    pq.write_to_dataset(
        pa.Table.from_pandas(frame.assign(jaar=frame.index % 7), preserve_index=False),
        tmp_path / "boom",
        partition_cols=["jaar"],
    )
    frame.assign(jaar=frame.index % 7).to_csv(whole, index=False)
    asked = (*ASKED, "jaar:scale")
    assert run(capsys, tmp_path / "boom", *asked) == run(capsys, whole, *asked)


def test_folders_give_everything_that_is_asked(frame, whole, tmp_path, capsys):
    table = pa.Table.from_pandas(frame, preserve_index=False)
    pq.write_to_dataset(table, tmp_path / "boom", partition_cols=["uit", "groep"])
    asked = (*ASKED[:6], "--predictor", "groep:nominal")
    assert run(capsys, tmp_path / "boom", *asked) == run(capsys, whole, *asked)


def test_files_on_disk_are_not_read_ahead(frame, tmp_path, monkeypatch, capsys):
    ahead, plain = [], parquet.with_dictionaries

    def seen(*given, **options):
        ahead.append(options.get("ahead", False))
        return plain(*given, **options)

    monkeypatch.setattr(parquet, "with_dictionaries", seen)
    run(capsys, folder(frame, tmp_path / "map"), *ASKED)
    assert set(ahead) == {False}
