"""A real scheduler with workers as processes of their own gives what one machine gives."""

from __future__ import annotations

import builtins
import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from perspectief.cli.main import main
from perspectief.cli.streaming import cluster, inspecting
from perspectief.cli.streaming.running import Progress
from perspectief_core.splits import ColumnError, Fault

ASKED = (
    *("--target", "uit=ja", "--min-parent", "40", "--min-child", "15", "--json"),
    *("--predictor", "groep:nominal", "rang:ordinal", "maat:scale"),
)


OVER_TIME = ("--exit", "tijd", "--event", "hoe", "--times", "6,12", "--json")


@contextmanager
def running(tmp_path, workers):
    """A scheduler on a free port of loopback and its workers; yields what `crew.py` says."""
    program = Path(__file__).with_name("crew.py")
    with subprocess.Popen(
        [sys.executable, program, tmp_path, str(workers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as crew:
        try:
            yield json.loads(crew.stdout.readline())
        finally:
            crew.stdin.close()


@pytest.fixture
def folder(tmp_path):
    """3,000 rows in 60 row groups."""
    rng = np.random.default_rng(8)
    n = 3000
    maat = rng.gamma(2, 5, n)
    groep = rng.choice(["a", "b", "c", "d"], n)
    yes = rng.random(n) < 0.2 + 0.3 * (groep == "a") + 0.2 * (maat > 9)
    table = pa.table(
        {
            "uit": np.where(yes, "ja", "nee"),
            "groep": groep,
            "rang": rng.integers(1, 6, n),
            "maat": maat,
            "tijd": np.floor(maat),
            "hoe": rng.integers(0, 3, n),
        }
    )
    (tmp_path / "map").mkdir()
    for number in range(3):
        rows = table.slice(number * 1000, 1000)
        pq.write_table(rows, tmp_path / "map" / f"{number}.parquet", row_group_size=50)
    return tmp_path / "map"


def test_a_cluster_that_loses_its_workers(folder, tmp_path, capsys, monkeypatch):
    """One in the middle: the result is the same. All of them: it is said."""
    assert main(["chaid", str(folder), *ASKED]) == 0
    expected = json.loads(capsys.readouterr().out)
    assert main(["cif", str(folder), *OVER_TIME]) == 0
    over_time = json.loads(capsys.readouterr().out)
    monkeypatch.setattr(inspecting, "_PIECE_ROWS", 50)
    monkeypatch.setattr(cluster, "_PATIENCE_SECONDS", 0.5)
    monkeypatch.setattr(cluster, "_LOOK_SECONDS", 0.1)
    passes, killed = [], []
    with running(tmp_path, workers=2) as crew:
        first, second = crew["workers"]

        def end(progress):
            passes.append(progress)

        def add(progress, piece):
            # The first of sixty pieces of the second pass is counted: others are under way.
            if len(passes) == 1 and not killed:
                os.kill(first, signal.SIGKILL)
                killed.append(first)

        monkeypatch.setattr(Progress, "end", end)
        monkeypatch.setattr(Progress, "add", add)
        assert main(["chaid", str(folder), *ASKED, "--cluster", crew["address"]]) == 0
        captured = capsys.readouterr()
        assert json.loads(captured.out) == expected
        assert captured.err == ""
        assert killed
        assert len(passes) > 2
        assert main(["cif", str(folder), *OVER_TIME, "--cluster", crew["address"]]) == 0
        assert json.loads(capsys.readouterr().out) == over_time
        os.kill(second, signal.SIGKILL)
        assert main(["chaid", str(folder), *ASKED, "--cluster", crew["address"]]) == 1
        assert "the cluster has no workers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("127.0.0.1:8786", "such as tcp://127.0.0.1:8786"),
        ("tcp://127.0.0.1:1", "no scheduler of Dask answers at `tcp://127.0.0.1:1`"),
    ],
)
def test_an_address_where_nobody_is_is_said(folder, capsys, monkeypatch, address, words):
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 0.3)
    assert main(["chaid", str(folder), *ASKED, "--cluster", address]) == 2
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1


def test_without_dask_it_says_how_to_get_it(folder, capsys, monkeypatch):
    original = builtins.__import__

    def missing(name, *rest, **named):
        if name == "distributed":
            raise ImportError(name)
        return original(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", missing)
    assert main(["chaid", str(folder), *ASKED, "--cluster", "tcp://127.0.0.1:1"]) == 2
    assert "pip install 'perspectief[cluster]'" in capsys.readouterr().err


def test_an_error_of_a_column_travels():
    import pickle

    error = pickle.loads(pickle.dumps(ColumnError("groep", Fault.TOO_MANY, "`groep` has many")))
    assert (error.column, error.fault, str(error)) == ("groep", Fault.TOO_MANY, "`groep` has many")
