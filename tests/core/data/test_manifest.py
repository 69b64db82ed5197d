"""A manifest is read as JSON has it, and nothing that stands in it can stop the reading."""

import json

import pytest

from perspectief_core.data import manifest
from perspectief_core.data.manifest import parse_manifest

SOUND = {
    "kind": "synthetic",
    "peildatum": "2011-04-01",
    "date_precision": "month",
    "rows": {"deelnemers": 60, "steunpunten": 8, "dtv": 120},
    "sha256": {"deelnemers": "a1" * 32, "steunpunten": "b2" * 32, "dtv": "c3" * 32},
    "contract_version": 1,
    "origin": "made for a test",
}


def written(**changes):
    return json.dumps(SOUND | changes).encode()


def faults(contents):
    statement = parse_manifest(contents)
    assert statement.manifest is None
    return [(fault.column, fault.rule) for fault in statement.faults]


def test_sound():
    parsed = parse_manifest(written())
    assert parsed.faults == ()
    assert parsed.manifest.dtv_rounding == 10


def test_a_byte_order_mark_and_capitals_in_hashes_are_fine():
    capitals = {name: said.upper() for name, said in SOUND["sha256"].items()}
    sound = parse_manifest(b"\xef\xbb\xbf" + written(sha256=capitals)).manifest
    assert sound.sha256 == SOUND["sha256"]


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"\xff\xfe{",
        b'{"kind": "\xe9"}',
        written()[:-1],
        written().decode().encode("utf-16"),
        b"[" * 50_000,
        b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
        b'{"rows": Infinity}',
        b'{"dtv_rounding": NaN}',
        b'{"contract_version": ' + b"9" * 5000 + b"}",
        b"3",
    ],
    ids=range(11),
)
def test_what_is_no_json_object_is_one_fault(contents):
    assert faults(contents) == [("manifest.json", "onleesbaar")]


def test_a_key_that_stands_twice():
    twice = written()[:-1] + b', "kind": "register"}'
    assert faults(twice) == [("kind", "veld_dubbel")]
    odd = b'{"\\ud800\\n": 1, "\\ud800\\n": 2}'
    assert faults(odd) == [("??", "veld_dubbel")]


@pytest.mark.parametrize("rows", ["1e400", "1e9", "-1", "1.0", "true", "null", "1" + "0" * 30])
def test_odd_numbers_of_rows(rows):
    contents = written().replace(b'"dtv": 120', f'"dtv": {rows}'.encode())
    assert faults(contents) == [("rows", "onbekende_waarde")]


def test_what_others_add_is_left_alone():
    assert parse_manifest(written(note={"a": [1, None]}, generator="x")).faults == ()


@pytest.mark.parametrize(
    "day", ["1999-12-31", "2101-01-01", "2011-4-1", "2011-04-01 ", "٢٠١١-04-01"]
)
def test_peildatum_has_bounds_and_one_form(day):
    assert faults(written(peildatum=day)) == [("peildatum", "onbekende_waarde")]


def test_what_is_sound_is_known_though_the_rest_is_not():
    parsed = parse_manifest(written(kind="x"))
    assert (parsed.manifest, parsed.rows) == (None, SOUND["rows"])
    assert (parsed.peildatum.isoformat(), parsed.by_month) == ("2011-04-01", True)
    assert manifest.MAX_BYTES <= 1024 * 1024
