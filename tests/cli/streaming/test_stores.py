"""Files in an object store: a server on loopback that speaks S3 gives what a folder gives."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow.fs import S3FileSystem

from tests.cli.commands import running

SERVER = Path(__file__).with_name("object_store.cjs")
KEY = SECRET = "S3RVER"
"""The key that this server knows."""
ASKED = {
    "chaid": ("--target", "uit=ja", "--predictor", "groep:nominal", "maat:scale", "jaar:ordinal"),
    "cif": ("--exit", "maat", "--event", "hoe", "--times", "6,12,18"),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Host and port of a store with one empty bucket, `bak`."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here, in which the store runs")
    # Where a listing goes on it writes with a cipher that OpenSSL calls old.
    asked = [node, "--openssl-legacy-provider", SERVER, tmp_path_factory.mktemp("winkel"), "bak"]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        port = server.stdout.readline().decode().strip()
        assert port, "the store did not start; `npm ci` installs it"
        yield f"127.0.0.1:{port}"
        server.stdin.close()


@pytest.fixture(scope="module")
def of_module():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def tree(address, tmp_path_factory, of_module):
    """The same rows in a partitioned tree in the bucket and in a folder, and as CSV in both."""
    rng = np.random.default_rng(6)
    frame = pd.DataFrame(
        {
            "groep": rng.choice(["a", "b"], 900),
            "maat": rng.gamma(2, 5, 900).round(1),
            "hoe": rng.integers(0, 3, 900),
            "jaar": 2010,
        }
    )
    frame["jaar"] += frame.index % 3
    frame["uit"] = np.where(rng.random(900) < 0.3 + 0.2 * (frame["groep"] == "a"), "ja", "nee")
    table = pa.Table.from_pandas(frame, preserve_index=False)
    # Checksums behind what is written came to S3 after this server was made.
    of_module.setenv("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required")
    store = S3FileSystem(
        access_key=KEY,
        secret_key=SECRET,
        endpoint_override=address,
        scheme="http",
        region="us-east-1",
    )
    here = tmp_path_factory.mktemp("hier")
    pq.write_to_dataset(table, str(here / "boom"), partition_cols=["jaar"])
    pq.write_to_dataset(table, "bak/boom", partition_cols=["jaar"], filesystem=store)
    frame.to_csv(here / "x.csv", index=False)
    for name, content in (
        ("x.csv", (here / "x.csv").read_bytes()),
        ("boom/_tijdelijk.parquet", b"PAR1"),
    ):
        with store.open_output_stream(f"bak/{name}") as file:
            file.write(content)
    return here


@pytest.fixture
def settings(address, monkeypatch):
    """What stands behind the question mark of an address; the keys are in the environment."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    return f"?scheme=http&endpoint_override={address}&region=us-east-1"


def run(capsys, command, path):
    return running()(capsys, command, path, *ASKED[command], "--json")


@pytest.mark.parametrize("command", ASKED)
def test_a_store_gives_what_a_folder_gives(tree, settings, capsys, command):
    expected = run(capsys, command, tree / "boom")
    assert expected[0] == 0
    assert len(expected[1]) > 200
    for asked in ("boom", "boom/", "b*/**/[!_]*.parquet", "x.csv"):
        got = run(capsys, command, f"s3://bak/{asked}{settings}")
        assert got == expected, (asked, got[2])


@pytest.mark.parametrize("asked", ["bak/niets.parquet", "bak/boom/*.csv", "geenbak/boom"])
def test_what_is_not_there_is_said(tree, settings, capsys, asked):
    code, _, err = run(capsys, "chaid", f"s3://{asked}{settings}")
    assert code == 2
    assert f"cannot open `s3://{asked}`" in err
    assert "endpoint_override" not in err
    assert err.count("\n") == 1


def test_a_store_refuses_an_unknown_key(tree, settings, capsys, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "geheim")
    code, out, err = run(capsys, "chaid", f"s3://bak/boom{settings}")
    assert (code, out) == (2, "")
    assert "cannot open `s3://bak/boom`" in err
    assert "geheim" not in err
