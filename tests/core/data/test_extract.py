import json
import shutil
import threading
from contextlib import suppress
from datetime import date
from functools import partial

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from perspectief_core.data import apart, contract, extract, parsing
from perspectief_core.data.extract import ExtractFaultsError, load
from tests.core.builders import (
    file_sha256,
    make_cohort,
    make_extract,
    write_extract,
    write_manifest,
)
from tests.core.data.parsing_here import parse_here


@pytest.fixture(autouse=True)
def parsed_here(monkeypatch):
    # The process that files are parsed in has its own tests, in `test_apart`.
    monkeypatch.setattr(apart, "parse_apart", parse_here)


@pytest.fixture
def made():
    return make_extract(60, seed=4)


@pytest.fixture
def folder(made, tmp_path):
    return write_extract(made, tmp_path / "extract")


def faults(folder):
    with pytest.raises(ExtractFaultsError) as caught:
        load(folder)
    return caught.value.faults


def rules(folder):
    return [(fault.table, fault.column, fault.rule) for fault in faults(folder)]


def replace_table(made, folder, name, frame):
    frame.to_parquet(folder / f"{name}.parquet", index=False)
    write_manifest(made, folder)


@pytest.mark.parametrize("kind", ["synthetic", "register"])
def test_what_was_written_is_read(tmp_path, kind):
    made = make_extract(60, seed=4, kind=kind)
    read = load(write_extract(made, tmp_path))
    assert read.manifest.kind == kind
    assert read.manifest.peildatum == made.manifest.peildatum
    assert read.manifest.rows == {"deelnemers": 60, "steunpunten": 8, "dtv": 120}
    for name in extract.TABLES:
        expected = getattr(made, name)
        if name == "deelnemers":
            # Codes of another table are read as categories, by alphabet.
            expected = expected.astype({"steunpunt": "category"})
        pd.testing.assert_frame_equal(getattr(read, name), expected)


def test_the_id_names_the_data_and_nothing_else(made, tmp_path):
    first = load(write_extract(made, tmp_path / "a"))
    again = load(write_extract(made, tmp_path / "b"))
    other = load(write_extract(make_extract(60, seed=5), tmp_path / "c"))
    assert first.id == again.id != other.id
    assert len(first.id) == 12


def test_missing_optional_columns_and_empty_ones_load(made, folder):
    people = made.deelnemers.astype({"uitkomst": "string"})
    optional = [spec.name for spec in contract.DEELNEMERS.columns if not spec.required]
    bare = people.drop(columns=optional).assign(uitkomst="in_begeleiding", uitstroom=None)
    replace_table(made, folder, "deelnemers", bare)
    read = load(folder)
    assert "traject" not in read.deelnemers
    assert make_cohort(read).people["maanden"].notna().all()


def test_nobody_at_all_loads(made, folder):
    replace_table(made, folder, "deelnemers", made.deelnemers.iloc[:0])
    assert make_cohort(load(folder)).n == 0


def test_a_folder_with_nothing_in_it(tmp_path):
    assert rules(tmp_path) == [
        ("manifest", "manifest.json", "bestand_ontbreekt"),
        *((name, f"{name}.parquet", "bestand_ontbreekt") for name in extract.TABLES),
    ]


def test_a_changed_file_is_not_even_parsed(made, folder):
    path = folder / "deelnemers.parquet"
    frame = pd.read_parquet(path).assign(geslacht="x")
    frame.to_parquet(path, index=False)
    assert rules(folder) == [("deelnemers", "deelnemers.parquet", "hash_klopt_niet")]


def test_a_file_that_is_no_parquet(made, folder):
    (folder / "dtv.parquet").write_bytes(b"PAR1 not really")
    write_manifest_hash(folder, folder / "dtv.parquet")
    assert rules(folder) == [("dtv", "dtv.parquet", "onleesbaar")]


def test_two_columns_of_one_name(made, folder):
    path = folder / "deelnemers.parquet"
    table = pq.read_table(path)
    pq.write_table(table.append_column("geslacht", table["geslacht"]), path)
    write_manifest_hash(folder, path)
    assert rules(folder) == [("deelnemers", "geslacht", "kolom_dubbel")]


def test_row_count_must_be_that_of_the_manifest(made, folder):
    write_manifest(made, folder, rows={"deelnemers": 61, "steunpunten": 8, "dtv": 120})
    (fault,) = faults(folder)
    assert (fault.rule, fault.count, fault.allowed) == ("aantal_rijen_klopt_niet", 60, "61")


def test_too_large_and_too_many(folder, monkeypatch):
    monkeypatch.setattr(parsing, "Limits", partial(parsing.Limits, rows=100))
    assert rules(folder) == [("dtv", "dtv.parquet", "te_veel_rijen")]
    monkeypatch.setattr(extract, "MAX_FILE_BYTES", 10)
    assert {rule for _, _, rule in rules(folder)} == {"bestand_te_groot"}


def test_a_steunpunt_that_is_not_in_the_table(made, folder):
    people = made.deelnemers.astype({"uitkomst": "string"})
    people.loc[:2, "steunpunt"] = "nergens"
    replace_table(made, folder, "deelnemers", people)
    (fault,) = faults(folder)
    assert (fault.column, fault.rule, fault.count) == ("steunpunt", "onbekende_waarde", 3)
    assert "almere, breda" in fault.allowed


def test_faults_of_all_files_are_gathered(made, folder):
    people = made.deelnemers.drop(columns="herkomst").astype({"geslacht": "string"})
    replace_table(made, folder, "deelnemers", people.assign(geslacht="x", steunpunt="nergens"))
    places = made.steunpunten.drop(columns="naam")
    replace_table(made, folder, "steunpunten", places)
    write_manifest(made, folder, contract_version=99, kind="gokje")
    (folder / "dtv.parquet").unlink()
    assert rules(folder) == [
        ("manifest", "kind", "onbekende_waarde"),
        ("manifest", "contract_version", "onbekende_waarde"),
        ("deelnemers", "herkomst", "kolom_ontbreekt"),
        ("deelnemers", "geslacht", "onbekende_waarde"),
        ("steunpunten", "naam", "kolom_ontbreekt"),
        ("dtv", "dtv.parquet", "bestand_ontbreekt"),
        ("deelnemers", "steunpunt", "onbekende_waarde"),
    ]


@pytest.mark.parametrize(
    ("change", "column", "rule"),
    [
        ({"kind": "echt"}, "kind", "onbekende_waarde"),
        ({"date_precision": "year"}, "date_precision", "onbekende_waarde"),
        ({"contract_version": 2}, "contract_version", "onbekende_waarde"),
        ({"dtv_rounding": 0}, "dtv_rounding", "buiten_bereik"),
        ({"dtv_rounding": 10**30}, "dtv_rounding", "buiten_bereik"),
        ({"dtv_rounding": True}, "dtv_rounding", "buiten_bereik"),
        ({"peildatum": "1 april"}, "peildatum", "onbekende_waarde"),
        ({"peildatum": "0001-01-01"}, "peildatum", "onbekende_waarde"),
        ({"peildatum": "9999-12-31"}, "peildatum", "onbekende_waarde"),
        ({"peildatum": "20110401"}, "peildatum", "onbekende_waarde"),
        ({"peildatum": "2011-02-30"}, "peildatum", "onbekende_waarde"),
        ({"peildatum": 20110401}, "peildatum", "onbekende_waarde"),
        ({"rows": None}, "rows", "onbekende_waarde"),
        ({"rows": {"dtv": 120}}, "rows", "onbekende_waarde"),
        ({"rows": {"deelnemers": 60, "steunpunten": 8, "dtv": 1.5}}, "rows", "onbekende_waarde"),
        ({"sha256": ["0" * 64] * 3}, "sha256", "onbekende_waarde"),
        ({"contract_version": "een"}, "contract_version", "onbekende_waarde"),
        ({"contract_version": True}, "contract_version", "onbekende_waarde"),
        ({"origin": "half een paar \ud800"}, "origin", "onbekende_waarde"),
        ({"origin": "twee\nregels"}, "origin", "onbekende_waarde"),
        ({"origin": "lang" * 1000}, "origin", "onbekende_waarde"),
        ({"kind": ["synthetic"]}, "kind", "onbekende_waarde"),
    ],
)
def test_manifest_faults(made, folder, change, column, rule):
    write_manifest(made, folder, **change)
    assert rules(folder) == [("manifest", column, rule)]


def test_every_missing_key_of_the_manifest_is_named(folder):
    path = folder / "manifest.json"
    raw = json.loads(path.read_text())
    path.write_text(json.dumps({key: raw[key] for key in ("rows", "sha256", "origin")}))
    assert [column for _, column, _ in rules(folder)] == [
        "kind",
        "peildatum",
        "date_precision",
        "contract_version",
    ]


@pytest.mark.parametrize("content", [b"{", b"[]", b"null", b"\xff\xfe", b"12"])
def test_unreadable_manifest(folder, content):
    (folder / "manifest.json").write_bytes(content)
    wrong = faults(folder)
    assert {fault.table for fault in wrong} == {"manifest"}


def test_a_manifest_that_is_a_folder(folder):
    (folder / "manifest.json").unlink()
    (folder / "manifest.json").mkdir()
    assert rules(folder) == [("manifest", "manifest.json", "geen_gewoon_bestand")]


@pytest.mark.parametrize(
    "values",
    [
        pa.array([b"geheim"] * 60),
        pa.array([["geheim"]] * 60),
        pa.array([{"a": "geheim"}] * 60),
        pa.array(["geheim"] * 60),
        pa.array(["geheim"] * 60).dictionary_encode(),
        pa.array([7] * 60),
        pa.array([1.5] * 60),
        pa.array([True] * 60),
        pa.nulls(60),
    ],
    ids=lambda values: str(values.type),
)
@pytest.mark.parametrize(
    "column",
    ["persoon", "steunpunt", "traject", "leeftijd_instroom", "dmb_koppeling", "uitstroom"],
)
def test_any_type_in_any_column_gives_faults_or_loads_but_never_crashes(folder, column, values):
    path = folder / "deelnemers.parquet"
    table = pq.read_table(path)
    pq.write_table(table.set_column(table.column_names.index(column), column, values), path)
    write_manifest_hash(folder, path)
    assert "geheim" not in faults_or_cohort(folder)


def faults_or_cohort(folder):
    try:
        return str(make_cohort(load(folder)).n)
    except ExtractFaultsError as error:
        return f"{error} {error.faults}"


def write_manifest_hash(folder, path):
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["sha256"][path.stem] = file_sha256(path)
    (folder / "manifest.json").write_text(json.dumps(manifest))


class TestPeople:
    """One column of the persons changed: what is said of it, and of how many rows."""

    def rules(self, made, folder, column, values, **manifest):
        people = made.deelnemers.astype({"uitkomst": "string"})
        people[column] = people[column].astype(object)
        people.loc[: len(values) - 1, column] = values
        people.to_parquet(folder / "deelnemers.parquet", index=False)
        write_manifest(made, folder, **manifest)
        return [(fault.column, fault.rule, fault.count) for fault in faults(folder)]

    @pytest.mark.parametrize(
        ("column", "day", "rule"),
        [
            ("instroom", date(2011, 4, 2), "na_peildatum"),
            ("instroom", date(9999, 12, 31), "na_peildatum"),
            ("uitstroom", date(2012, 1, 1), "na_peildatum"),
            ("instroom", date(1, 1, 1), "te_vroeg"),
            ("instroom", date(201, 1, 1), "te_vroeg"),
            ("instroom", date(2009, 5, 17), "dag_bij_maand"),
        ],
    )
    def test_dates(self, made, folder, column, day, rule):
        broken = self.rules(made, folder, column, [day, day])
        assert (column, rule, 2) in broken

    def test_days_are_right_where_the_manifest_says_so(self, made, folder):
        people = made.deelnemers.astype({"uitkomst": "string"})
        people.loc[0, "instroom"] = pd.Timestamp(2008, 1, 17)
        people.to_parquet(folder / "deelnemers.parquet", index=False)
        write_manifest(made, folder, date_precision="day")
        assert load(folder).deelnemers["instroom"][0].day == 17

    @pytest.mark.parametrize("day", [-(2**31), 2**31 - 1, -19_000_000])
    def test_days_beyond_any_calendar(self, made, folder, day):
        path = folder / "deelnemers.parquet"
        table = pq.read_table(path)
        days = pa.array([day] * 60, pa.int32()).cast(pa.date32())
        at = table.column_names.index("instroom")
        pq.write_table(table.set_column(at, "instroom", days), path)
        write_manifest_hash(folder, path)
        ((_, column, rule),) = rules(folder)
        assert (column, rule) == ("instroom", "na_peildatum" if day > 0 else "te_vroeg")

    @pytest.mark.parametrize(
        ("values", "rule"),
        [
            (pa.nulls(60), None),
            (pa.nulls(60, pa.date32()), None),
            (pa.nulls(60, pa.float64()), None),
            (pa.array([float("nan")] * 60), "verkeerd_type"),
        ],
        ids=["null", "date", "number", "not-a-number"],
    )
    def test_a_date_column_without_dates(self, folder, values, rule):
        path = folder / "deelnemers.parquet"
        table = pq.read_table(path)
        at = table.column_names.index("uitstroom")
        pq.write_table(table.set_column(at, "uitstroom", values), path)
        write_manifest_hash(folder, path)
        if rule is None:
            assert load(folder).deelnemers["uitstroom"].isna().all()
        else:
            assert rules(folder) == [("deelnemers", "uitstroom", rule)]

    @pytest.mark.parametrize(
        ("values", "rule"),
        [
            ([""], "leeg"),
            (["  "], "leeg"),
            (["a", "a "], "onzichtbaar"),
            (["a", "a\u200b"], "onzichtbaar"),
            (["a b", "a  b"], "bijna_gelijk"),
            (["ab", "AB"], "bijna_gelijk"),
            (["a", "a"], "niet_uniek"),
        ],
    )
    def test_ids(self, made, folder, values, rule):
        assert ("persoon", rule, 1) in self.rules(made, folder, "persoon", values)

    @pytest.mark.parametrize("code", ["den.bosch", "a,b", "a&b", "Almere", "a b", "x" * 41, "é"])
    def test_codes_of_steunpunten(self, made, folder, code):
        places = made.steunpunten.assign(steunpunt=[code, *made.steunpunten["steunpunt"][1:]])
        places = places.astype({"werkwijze": "string"})
        replace_table(made, folder, "steunpunten", places)
        assert ("steunpunten", "steunpunt", "code_ongeldig") in rules(folder)


def test_every_file_is_read_once(folder, monkeypatch):
    opened = []
    read_plain = extract.read_plain

    def count(path, most):
        opened.append(path.name)
        return read_plain(path, most)

    monkeypatch.setattr(extract, "read_plain", count)
    load(folder)
    # The manifest once more, for the identity of what is loaded.
    assert sorted(opened) == sorted(
        [*(f"{n}.parquet" for n in extract.TABLES), *["manifest.json"] * 2]
    )


def test_what_is_loaded_during_a_swap_is_one_of_both_and_whole(tmp_path):
    each = [write_extract(make_extract(n, seed=n), tmp_path / str(n)) for n in (40, 50)]
    known = {load(folder).id: len(load(folder).deelnemers) for folder in each}
    target, stop = tmp_path / "target", threading.Event()
    shutil.copytree(each[0], target)

    def swap():
        turn = 0
        while not stop.is_set():
            turn += 1
            for name in ("manifest.json", *(f"{name}.parquet" for name in extract.TABLES)):
                shutil.copy(each[turn % 2] / name, tmp_path / "aside")
                (tmp_path / "aside").replace(target / name)

    swapping = threading.Thread(target=swap)
    swapping.start()
    try:
        for _ in range(60):
            # What was caught half way is refused, and that is all that may happen.
            with suppress(ExtractFaultsError):
                loaded = load(target)
                assert len(loaded.deelnemers) == known[loaded.id]
    finally:
        stop.set()
        swapping.join()


def test_lists_of_faults_are_capped(made, folder):
    many = {f"kolom{number}": [1] for number in range(99)}
    for name in extract.TABLES:
        replace_table(made, folder, name, pd.DataFrame(many))
    wrong = faults(folder)
    assert len(wrong) == extract.MAX_FAULTS + 1
    assert wrong[-1].rule == "meer_fouten"
    assert wrong[-1].count > 100


def test_the_id_is_over_all_that_decides_a_number(made, folder):
    before = load(folder).id
    for change in ({"peildatum": "2011-05-01"}, {"dtv_rounding": 5}, {"date_precision": "day"}):
        write_manifest(made, folder, **change)
        assert load(folder).id != before
    write_manifest(made, folder, origin="another origin")
    assert load(folder).id == before
