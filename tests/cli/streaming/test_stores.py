"""Files in an object store: a local server that speaks S3 gives what a folder gives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from perspectief.cli.main import main
from tests.cli.streaming.store import serving

ASKED = ("--target", "uit=ja", "--predictor", "groep:nominal", "maat:scale", "jaar:ordinal")


def run(capsys, *arguments):
    code = main(["chaid", *map(str, arguments), *ASKED, "--json"])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_store_gives_what_a_folder_gives(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "geheim")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    rng = np.random.default_rng(6)
    frame = pd.DataFrame(
        {"groep": rng.choice(["a", "b"], 900), "maat": rng.gamma(2, 5, 900), "jaar": 2010}
    )
    frame["jaar"] += frame.index % 3
    frame["uit"] = np.where(rng.random(900) < 0.3 + 0.2 * (frame["groep"] == "a"), "ja", "nee")
    bucket = tmp_path / "winkel" / "bak"
    table = pa.Table.from_pandas(frame, preserve_index=False)
    pq.write_to_dataset(table, bucket / "boom", partition_cols=["jaar"])
    frame.to_csv(bucket / "x.csv", index=False)
    (bucket / "boom" / "_tijdelijk.parquet").write_bytes(b"PAR1")
    expected = run(capsys, bucket / "boom")
    assert expected[0] == 0
    with serving(bucket.parent) as address:
        settings = f"?scheme=http&endpoint_override={address}&region=us-east-1"
        for asked in ("boom", "boom/", "b*/**/[!_]*.parquet", "x.csv"):
            assert run(capsys, f"s3://bak/{asked}{settings}") == expected, asked
        for asked in ("niets.parquet", "boom/*.csv"):
            code, _, err = run(capsys, f"s3://bak/{asked}{settings}")
            assert code == 2
            assert f"cannot open `s3://bak/{asked}`" in err
            assert "endpoint_override" not in err
            assert err.count("\n") == 1
