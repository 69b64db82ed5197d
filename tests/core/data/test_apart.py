"""Files that unfold or harm are stopped in a process of their own; the next file is still read."""

import io
import os
import subprocess

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from perspectief_core.data import apart
from perspectief_core.data.apart import parse_apart
from perspectief_core.data.parsing import Job, Limits, Parsed, Refused
from tests.core.data.parsing_here import parse_here

KINDS = {"persoon": "text", "aantal": "integer", "dag": "date", "ja": "boolean", "maat": "number"}
MEGABYTE = 1024 * 1024
LIMITS = Limits()


def parquet(table, **form):
    out = io.BytesIO()
    pq.write_table(table if isinstance(table, pa.Table) else pa.table(table), out, **form)
    return out.getvalue()


def job(table, **form):
    return Job(parquet(table, **form), KINDS)


def here(table, limits=LIMITS, **form):
    """Parse in this process: for what has to be refused before anything is unfolded."""
    return parse_here({"one": job(table, **form)}, limits)["one"]


def read(parsed):
    return pa.ipc.open_stream(parsed.ipc).read_all().to_pydict()


SMALL = {"persoon": ["a", "b"], "aantal": pa.array([1, None], pa.int16())}


def test_apart_and_here_give_the_same():
    jobs = {"one": job(SMALL), "two": Job(b"PAR1", KINDS)}
    apart_, here_ = parse_apart(jobs, LIMITS), parse_here(jobs, LIMITS)
    assert read(apart_["one"]) == {"persoon": ["a", "b"], "aantal": [1, None]}
    assert apart_ == here_
    assert here_["two"] == Refused("onleesbaar")


def test_what_needs_too_much_memory_is_stopped_and_the_next_file_is_read():
    # 64 MB that stands in 20 rows; the limits on what a file says are off.
    long = pa.DictionaryArray.from_arrays(pa.array([0] * 20), ["x" * 64 * MEGABYTE])
    jobs = {"bomb": job({"persoon": long}, compression="zstd"), "next": job(SMALL)}
    results = parse_apart(jobs, Limits(unfolded_bytes=10**12, text_length=10**12))
    assert results["bomb"].rule in ("vouwt_uit", "lezen_afgebroken")
    assert isinstance(results["next"], Parsed)


def test_no_patience_is_no_answer():
    assert parse_apart({"one": job(SMALL)}, Limits(patience=0)) == {
        "one": Refused("lezen_afgebroken")
    }


def test_the_process_gets_no_secrets(monkeypatch):
    monkeypatch.setenv("PASSWORD", "geheim")
    started = []
    run = subprocess.run
    monkeypatch.setattr(
        subprocess, "run", lambda *args, **given: started.append(given) or run(*args, **given)
    )
    parse_apart({"one": job(SMALL)}, LIMITS)
    (given,) = started
    assert "PASSWORD" in os.environ
    assert "PASSWORD" not in given["env"]
    assert given["stderr"] == subprocess.DEVNULL


def test_no_process_at_all(monkeypatch):
    def refuse(*_, **__):
        raise OSError(12, "no memory")

    monkeypatch.setattr(apart.subprocess, "run", refuse)
    assert parse_apart({"one": job(SMALL)}, LIMITS)["one"] == Refused("lezen_afgebroken")


@pytest.mark.parametrize(
    "damage", [b"", b"{", b'{"read": true, "size": 5, "about": {"rows": 1}}\nab'], ids=range(3)
)
def test_a_half_answer_is_no_answer(monkeypatch, damage):
    monkeypatch.setattr(apart, "_run", lambda *_: damage)
    assert parse_apart({"one": job(SMALL)}, LIMITS)["one"] == Refused("lezen_afgebroken")


def test_tens_of_thousands_of_columns():
    wide = {f"k{number}": pa.array([1], pa.int8()) for number in range(50_000)}
    assert here(wide) == Refused("te_veel_kolommen", "100")


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        ({"aantal": pa.array([0] * 1_000_001, pa.int8())}, "te_veel_rijen"),
        ({"persoon": ["x" * 161 * MEGABYTE]}, "vouwt_uit"),
        ({"onbekend": ["x" * 161 * MEGABYTE]}, "vouwt_uit"),
        ({"persoon": ["x" * MEGABYTE]}, "tekst_te_lang"),
        ({"persoon": pa.array(["x" * MEGABYTE] * 9).dictionary_encode()}, "tekst_te_lang"),
    ],
    ids=["rows", "text", "column that is not ours", "one text", "dictionary"],
)
def test_bombs_are_refused(table, rule):
    refusal = here(table, compression="zstd")
    assert isinstance(refusal, Refused)
    assert refusal.rule == rule
    assert len(str(refusal)) < 200


def test_many_row_groups():
    assert here({"aantal": [1] * 65}, row_group_size=1) == Refused("te_veel_groepen", "64")


def test_short_texts_that_are_many_bytes_together():
    many = {"persoon": ["x" * 200] * 50_000}
    assert here(many, Limits(unfolded_bytes=5 * MEGABYTE)).rule == "vouwt_uit"


@pytest.mark.parametrize(
    "values",
    [
        pa.array([[("geheim", 1)]] * 3, pa.map_(pa.string(), pa.int8())),
        pa.array([["geheim"]] * 3),
        pa.array([{"a": "geheim"}] * 3),
    ],
    ids=lambda values: str(values.type),
)
@pytest.mark.parametrize("column", KINDS)
def test_maps_lists_and_structs_are_named_and_not_read(column, values):
    parsed = here({column: values, "ook": [1, 2, 3]})
    assert parsed.odd == {column: 0}
    assert (parsed.rows, parsed.unknown) == (3, ("ook",))
    assert read(parsed) == {}


def test_rows_of_another_kind_are_counted():
    parsed = here({"aantal": ["een", None, "drie"], "dag": [1, 2, None], "ja": [None, "ja", None]})
    assert parsed.odd == {"aantal": 2, "dag": 2, "ja": 1}


def test_a_column_twice_is_named():
    twice = pa.table([[1], [2]], names=["aantal", "aantal"])
    assert here(twice) == Refused("kolom_dubbel", column="aantal")
