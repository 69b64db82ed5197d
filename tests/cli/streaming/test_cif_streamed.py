"""`cif` on files in parts gives what one file in one piece gives, in any order of files."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from perspectief.cli.main import main
from perspectief.cli.streaming import inspecting, occurrences, parts
from tests.cli.commands import answering

ASKED = ("--exit", "uit", "--event", "hoe", "--times", "6,12,18")


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch):
    monkeypatch.setattr(parts, "_PART_ROWS", 70)
    monkeypatch.setattr(inspecting, "_PIECE_ROWS", 100)


@pytest.fixture
def frame():
    """900 rows with missing values in each column, entries too late, and half months."""
    rng = np.random.default_rng(4)
    n = 900
    data = pd.DataFrame(
        {
            "uit": rng.integers(0, 50, n) / 2,
            "hoe": rng.choice([0.0, 1, 2, 5], n),
            "vanaf": rng.integers(-2, 14, n).astype(float),
            "jaar": rng.integers(2009, 2012, n),
        }
    )
    for column in ("uit", "hoe", "vanaf"):
        data.loc[rng.random(n) < 0.04, column] = None
    return data


run = answering("cif")


@pytest.mark.parametrize("options", [(), ("--entry", "vanaf"), ("--ties", "half_month")])
def test_parts_give_what_one_piece_gives(frame, tmp_path, capsys, options):
    frame.to_csv(tmp_path / "geheel.csv", index=False)
    expected = run(capsys, tmp_path / "geheel.csv", *ASKED, *options)
    table = pa.Table.from_pandas(frame, preserve_index=False)
    for order in ((0, 1, 2), (2, 0, 1)):
        path = tmp_path / f"map{order[0]}"
        path.mkdir()
        for name, at in enumerate(order):
            pq.write_table(table.slice(300 * at, 300), path / f"{name}.parquet", row_group_size=80)
        assert run(capsys, path, *ASKED, *options) == expected
    pq.write_table(table, tmp_path / "een.parquet")
    assert run(capsys, tmp_path / "een.parquet", *ASKED, *options) == expected
    pq.write_to_dataset(table, tmp_path / "boom", partition_cols=["jaar", "hoe"])
    assert run(capsys, tmp_path / "boom", *ASKED, *options) == expected
    (tmp_path / "csv").mkdir()
    for at in range(3):
        part = frame.iloc[at::3].assign(uit=lambda rows: rows["uit"].map("{:.1f}".format))
        part.replace({"uit": {"nan": None}}).to_csv(tmp_path / "csv" / f"{at}.csv", index=False)
    assert run(capsys, f"{tmp_path}/csv/*.csv", *ASKED, *options) == expected


def test_times_that_differ_for_nearly_everyone_are_bounded(frame, tmp_path, capsys, monkeypatch):
    frame.to_parquet(tmp_path / "x.parquet")
    monkeypatch.setattr(occurrences, "MOST_DIFFERENT", 40)
    assert main(["cif", str(tmp_path / "x.parquet"), *ASKED]) == 1
    assert "more than 40 different combinations of times; round" in capsys.readouterr().err
