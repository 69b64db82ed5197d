"""`perspectief cif` on files: the JSON of R's own cases, tables, and one line for what is wrong."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from tests.cli.commands import answering, check_refused, running
from tests.core.durations_golden import GOLDEN, golden

CASES = str(GOLDEN / "cases.csv")
COLUMNS = ("--exit", "exit", "--event", "event")
TIMES = ("--times", "6,12,18")
OKAY = (*COLUMNS, *TIMES)
run, answer = running("cif"), answering("cif")


def estimates(capsys, *arguments):
    printed, err = answer(capsys, *arguments)
    assert err == ""
    return printed


def assert_equals_r(printed, name):
    expected = golden(name).set_index("time").loc[[6, 12, 18]]
    assert np.allclose(printed["event_free"], expected["p0"], atol=1e-12)
    for cause in "123":
        assert np.allclose(printed["causes"][cause]["cif"], expected[f"p{cause}"], atol=1e-12)
        assert np.allclose(printed["causes"][cause]["se"], expected[f"se{cause}"], atol=1e-12)
    return expected


def test_json_equals_r(capsys):
    printed = estimates(capsys, CASES, *OKAY)
    assert list(printed) == ["times", "at_risk", "event_free", "causes"]
    assert printed["times"] == [6, 12, 18]
    assert list(printed["causes"]) == ["1", "2", "3"]
    assert all(list(cause) == ["cif", "se"] for cause in printed["causes"].values())
    expected = assert_equals_r(printed, "incidence")
    assert printed["at_risk"] == expected["at_risk"].tolist()


def test_json_with_entry_equals_r(capsys):
    printed = estimates(capsys, CASES, *OKAY, "--entry", "entry")
    expected = assert_equals_r(printed, "incidence_entry")
    assert printed["at_risk"] == expected["at_risk"].tolist()


def test_json_with_censored_first_equals_r(capsys):
    printed = estimates(capsys, CASES, *OKAY, "--entry", "entry", "--ties", "censored_first")
    assert_equals_r(printed, "incidence_censored_first")


@pytest.mark.parametrize("form", ["puntkomma.csv", "tab.csv", "bestand.parquet"])
def test_any_form_of_file_gives_the_same(tmp_path, capsys, form):
    path = tmp_path / form
    frame = golden("cases")
    if form.endswith("parquet"):
        frame.to_parquet(path)
    else:
        frame.to_csv(path, sep=";" if form.startswith("punt") else "\t", index=False)
    assert estimates(capsys, str(path), *OKAY) == estimates(capsys, CASES, *OKAY)


def test_table(capsys):
    code, out, err = run(capsys, CASES, *OKAY)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].split("  ")[0] == "time"
    assert [line.split()[0] for line in lines[1:4]] == ["6", "12", "18"]
    assert lines[-1] == "n 240, not counted 0"


def _write(tmp_path, **columns):
    path = tmp_path / "rijen.csv"
    pd.DataFrame(columns).to_csv(path, index=False)
    return str(path)


def test_causes_are_the_codes_in_the_file(tmp_path, capsys):
    path = _write(tmp_path, exit=[1, 2, 3, 4, 5], event=[7, 0, 2_000_000_000, 7, 0])
    printed = estimates(capsys, path, *COLUMNS, "--times", "2.5,4")
    assert printed["times"] == [2.5, 4]
    assert list(printed["causes"]) == ["7", "2000000000"]
    assert printed["causes"]["7"]["cif"] == pytest.approx([0.2, 0.2 + 0.8 / 3])


def test_rows_left_out_are_said_with_the_reason(tmp_path, capsys):
    path = _write(
        tmp_path,
        exit=[1, None, 3, 4, 5, 6, 9, 9],
        event=[1, 0, 1, 1, None, 1, 0, 0],
        entry=[0, 0, 3, 2, 0, None, 0, 0],
    )
    code, out, err = run(capsys, path, *OKAY, "--entry", "entry", "--json")
    assert code == 0
    assert err == (
        "perspectief: not counted: 1 row has no `exit`, 1 row has no `event`, 1 row has no "
        "`entry`, 1 row has an entry that is not before its exit\n"
    )
    assert json.loads(out)["at_risk"] == [2, 0, 0]


def test_that_nobody_is_censored_is_said(tmp_path, capsys):
    path = _write(tmp_path, exit=[1, 2, 3, 3], event=[1, 2, 2, 1])
    code, _, err = run(capsys, path, *COLUMNS, "--times", "3")
    assert code == 0
    assert "nobody is censored: no row has event 0, and 1, 2 count as outcomes" in err
    assert "at risk" not in err


def test_a_share_that_rests_on_one_person_is_said(tmp_path, capsys):
    columns = {"entry": [0, 3, 3, 3], "exit": [2, 5, 6, 7], "event": [1, 0, 1, 0]}
    options = (*COLUMNS, "--entry", "entry", "--times")
    path = _write(tmp_path, **columns)
    code, _, err = run(capsys, path, *options, "4")
    assert code == 0
    assert err == (
        "perspectief: from 2 on the event-free share is 0 because the 1 person then at risk had an "
        "outcome\n"
    )
    assert run(capsys, path, *options, "1")[2] == ""


def test_many_outcomes_are_refused_by_count(tmp_path, capsys):
    path = _write(tmp_path, exit=range(60), event=range(60))
    code, out, err = run(capsys, path, *OKAY)
    assert (code, out) == (1, "")
    assert "`event` has 59 different outcomes; at most 50" in err


def test_true_and_false_are_an_outcome_and_none(tmp_path, capsys):
    path = _write(tmp_path, exit=[1, 2], event=[True, False])
    assert estimates(capsys, path, *COLUMNS, "--times", "2")["causes"]["1"]["cif"] == [0.5]


def test_without_any_outcome_there_are_no_causes(tmp_path, capsys):
    path = _write(tmp_path, exit=[1, 2], event=[0, 0])
    printed = estimates(capsys, path, *COLUMNS, "--times", "2")
    assert (printed["event_free"], printed["causes"]) == ([1.0], {})


BAD = {
    "exit": [1, 2],
    "event": [1, 0],
    "naam": ["jan", "piet"],
    "min": [-1, 2],
    "half": [0.5, 1],
    "groot": [float("inf"), 1],
}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--exit", "exi", "--event", "event", *TIMES), 2, "unknown column `exi`; there is `exit`"),
        (("--exit", "exit", "--event", "evnt", *TIMES), 2, "unknown column `evnt`"),
        ((*OKAY, "--entry", "begin"), 2, "unknown column `begin`"),
        ((*COLUMNS, "--times", "6,x"), 2, "--times `6,x` must be numbers"),
        ((*COLUMNS, "--times", ""), 2, "--times `` must be numbers"),
        ((*COLUMNS, "--times", "6,nan"), 2, "must be numbers of at least 0"),
        ((*COLUMNS, "--times=-6"), 2, "must be numbers of at least 0"),
        ((*OKAY, "--ties", "beide"), 2, "--ties"),
        (COLUMNS, 2, "--times"),
        (("--exit", "naam", "--event", "event", *TIMES), 1, "column `naam` must be numeric"),
        (("--exit", "exit", "--event", "naam", *TIMES), 1, "column `naam` must be numeric"),
        ((*OKAY, "--entry", "naam"), 1, "column `naam` must be numeric"),
        (("--exit", "min", "--event", "event", *TIMES), 1, "`min` must be 0 or more; 1 row is not"),
        (("--exit", "exit", "--event", "min", *TIMES), 1, "`min` must hold 0 and whole numbers"),
        (("--exit", "exit", "--event", "half", *TIMES), 1, "`half` must hold 0 and whole numbers"),
        (("--exit", "groot", "--event", "event", *TIMES), 1, "numbers that are too large"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, capsys, arguments, code, words):
    check_refused(run(capsys, _write(tmp_path, **BAD), *arguments), code, words)


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("leeg.csv", b"", 1, "is empty"),
        ("kop.csv", b"exit,event\n", 1, "has no rows"),
        ("niets.csv", b"exit,event\n,\n,\n", 1, "no row can be counted"),
        ("breed.csv", b"exit,event\n1,0,3\n", 1, "more fields"),
        ("kapot.parquet", b"PAR1PAR1PAR1", 1, "cannot read"),
    ],
)
def test_files_that_cannot_be_used(tmp_path, capsys, name, content, code, words):
    path = tmp_path / name
    path.write_bytes(content)
    check_refused(run(capsys, path, *OKAY), code, words)


def test_many_rows_with_times_that_are_all_different(tmp_path, capsys):
    rng = np.random.default_rng(2)
    n = 50_000
    path = _write(tmp_path, exit=rng.exponential(10, n), event=rng.integers(0, 3, n))
    printed = estimates(capsys, path, *OKAY)
    # Two of three leave a trace; leaving is exponential with mean 10.
    assert printed["event_free"][0] == pytest.approx(np.exp(-6 / 10 * 2 / 3), abs=0.01)
    assert printed["causes"]["1"]["se"][0] < 0.003
