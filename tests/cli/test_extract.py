"""`perspectief extract`: every fault of a damaged extract is reported, in Dutch, at once."""

import ast
import json
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from perspectief.cli.main import main
from perspectief.report.words import faults
from perspectief_core.data import extract, parsing
from tests.core.builders import file_sha256
from tests.places import SHIPPED

SECRET = ("atlantis", "99", "kaas", "utopia")

EXPECTED_DEELNEMERS = {
    ("geslacht", "kolom_ontbreekt"): 0,
    ("geslagt", "kolom_onbekend"): 0,
    ("contactmomenten", "verkeerd_type"): 733,
    ("instroom_jaar", "kolom_onbekend"): 0,
    ("herkomst", "onbekende_waarde"): 3,
    ("leeftijd_instroom", "buiten_bereik"): 4,
    ("persoon", "niet_uniek"): 2,
    ("dmb_koppeling", "leeg"): 5,
    ("steunpunt", "onbekende_waarde"): 6,
    ("instroom, uitstroom", "uitstroom_voor_instroom"): 2,
    ("uitkomst, uitstroom", "uitstroom_bij_in_begeleiding"): 3,
    ("uitkomst, beeindigd_door", "beeindigd_bij_in_begeleiding"): 4,
    ("uitkomst, wacht_op_beslissing", "wacht_na_uitstroom"): 5,
    ("uitkomst, uitstroomdatum_onbekend", "datum_onbekend_na_uitstroom"): 6,
}


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "extract"
    shutil.copytree(SHIPPED, folder)
    return folder


def damage(folder: Path, name: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """Change one table, and bring the manifest's row count and hash up to date."""
    path = folder / f"{name}.parquet"
    frame = pq.read_table(path).to_pandas(
        date_as_object=False,
        types_mapper={pa.int16(): pd.Int16Dtype(), pa.bool_(): pd.BooleanDtype()}.get,
    )
    frame = change(frame)
    pq.write_table(
        pa.Table.from_pandas(frame, preserve_index=False), path, write_page_checksum=True
    )
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["rows"][name], manifest["sha256"][name] = len(frame), file_sha256(path)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def set_manifest(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    raw = json.loads(path.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps(raw), encoding="utf-8")


def damaged_people(frame: pd.DataFrame) -> pd.DataFrame:
    there = frame.index[frame["uitkomst"] == "in_begeleiding"]
    left = frame.index[frame["uitkomst"] != "in_begeleiding"]
    frame.loc[there[:3], "uitstroom"] = pd.Timestamp(2011, 2, 1)
    frame.loc[left[:2], "uitstroom"] = pd.Timestamp(2001, 1, 1)
    frame.loc[there[:4], "beeindigd_door"] = "client"
    frame.loc[left[:5], "wacht_op_beslissing"] = True
    frame.loc[left[:6], "uitstroomdatum_onbekend"] = True
    frame.loc[:2, "herkomst"] = "atlantis"
    frame.loc[:3, "leeftijd_instroom"] = 99
    frame.loc[:2, "persoon"] = "SYN-0001"
    frame.loc[:4, "dmb_koppeling"] = pd.NA
    frame.loc[:5, "steunpunt"] = "utopia"
    frame["contactmomenten"] = "kaas"
    frame["instroom_jaar"] = 2010
    return frame.rename(columns={"geslacht": "geslagt"})


def found(output: str) -> dict[str, dict[tuple[str, str], int]]:
    tables: dict[str, dict[tuple[str, str], int]] = {}
    for fault in json.loads(output)["faults"]:
        tables.setdefault(fault["table"], {})[fault["column"], fault["rule"]] = fault["count"]
    return tables


class TestCheck:
    def test_sound(self, said):
        output = said("extract", "check", SHIPPED)
        assert output.startswith("OK\n")
        assert re.search(r"deelnemers +733\n", output)
        assert re.search(r"counted +733\n", output)

    def test_sound_as_json(self, answered):
        said = answered("extract", "check", SHIPPED)
        assert said["ok"] is True
        assert said["faults"] == []
        assert said["extract"]["kind"] == "synthetic"
        assert said["rows"]["steunpunten"] == 20

    def test_it_says_who_is_counted_and_where_others_fall_out(self, copy, answered):
        def later(frame: pd.DataFrame) -> pd.DataFrame:
            came = (frame["uitkomst"] == "in_begeleiding") & (frame.index < 100)
            return frame.assign(instroom=frame["instroom"].mask(came, pd.Timestamp(2011, 1, 1)))

        damage(copy, "deelnemers", later)
        people = pd.read_parquet(copy / "deelnemers.parquet")
        late = int((people["instroom"] > pd.Timestamp(2010, 10, 1)).sum())
        assert late > 10
        assert answered("extract", "check", SHIPPED)["people"] == {"counted": 733, "dropped": {}}
        assert answered("extract", "check", copy)["people"] == {
            "counted": 733 - late,
            "dropped": {"instroom_tot": late},
        }

    def test_every_fault_at_once(self, copy, capsys):
        damage(copy, "deelnemers", damaged_people)
        damage(
            copy,
            "steunpunten",
            lambda frame: frame.assign(naam=None, huiskamer="kaas").rename(
                columns={"deadline": "daedline"}
            ),
        )
        damage(copy, "dtv", lambda frame: frame.assign(in_beeld_tot=pd.Timestamp(2001, 1, 1)))
        set_manifest(copy, kind="echt", contract_version=7, date_precision="uur", dtv_rounding=0)
        assert main(["extract", "check", str(copy), "--json"]) == 1
        said = found(capsys.readouterr().out)
        assert said["deelnemers"] == EXPECTED_DEELNEMERS
        assert said["steunpunten"] == {
            ("naam", "leeg"): 20,
            ("huiskamer", "onbekende_waarde"): 20,
            ("daedline", "kolom_onbekend"): 0,
        }
        in_view = int(pd.read_parquet(SHIPPED / "dtv.parquet")["in_beeld_van"].notna().sum())
        assert said["dtv"] == {("in_beeld_van, in_beeld_tot", "uit_beeld_voor_in_beeld"): in_view}
        assert said["manifest"] == {
            ("kind", "onbekende_waarde"): 0,
            ("contract_version", "onbekende_waarde"): 0,
            ("date_precision", "onbekende_waarde"): 0,
            ("dtv_rounding", "buiten_bereik"): 0,
        }

    def test_register_data_without_a_match(self, copy, capsys):
        damage(copy, "deelnemers", lambda frame: frame.assign(dmb_koppeling=False))
        assert main(["extract", "check", str(copy), "--json"]) == 1
        assert found(capsys.readouterr().out) == {
            "deelnemers": {("dmb_koppeling", "dmb_zonder_koppeling"): 715}
        }

    def test_sentences(self, copy, capsys):
        damage(copy, "deelnemers", damaged_people)
        assert main(["extract", "check", str(copy)]) == 1
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == len(EXPECTED_DEELNEMERS)
        assert all(line.startswith("Tabel deelnemers, kolom") for line in lines)
        assert (
            "Tabel deelnemers, kolom `leeftijd_instroom`: in 4 rijen staat een getal dat te klein "
            "of te groot is. Toegestaan: 12–60." in lines
        )
        assert (
            "Tabel deelnemers, kolom `geslacht`: deze kolom ontbreekt. Bedoelt u `geslagt`?"
            in lines
        )
        assert (
            "Tabel deelnemers, kolommen `instroom` en `uitstroom`: in 2 rijen ligt de uitstroom "
            "vóór de instroom." in lines
        )

    @pytest.mark.parametrize("form", [[], ["--json"]])
    def test_no_value_of_a_person_is_printed(self, copy, capsys, form):
        damage(copy, "deelnemers", damaged_people)
        main(["extract", "check", str(copy), *form])
        printed = "".join(capsys.readouterr())
        assert not [value for value in SECRET if value in printed]
        assert "SYN-" not in printed

    def test_files(self, copy, capsys):
        (copy / "deelnemers.parquet").write_bytes(b"PAR1 not really")
        (copy / "steunpunten.parquet").unlink()
        manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
        hashes = manifest["sha256"] | {
            "deelnemers": file_sha256(copy / "deelnemers.parquet"),
            "dtv": "0" * 64,
        }
        set_manifest(copy, sha256=hashes)
        assert main(["extract", "check", str(copy)]) == 1
        assert capsys.readouterr().out.splitlines() == [
            "Bestand deelnemers.parquet: het bestand is niet te lezen.",
            "Bestand steunpunten.parquet: het bestand ontbreekt.",
            "Bestand dtv.parquet: de inhoud past niet bij de controlegetallen in manifest.json; "
            "daarom is het bestand niet gelezen.",
        ]

    def test_number_of_rows(self, copy, capsys):
        rows = {"deelnemers": 1, "steunpunten": 20, "dtv": 3}
        set_manifest(copy, rows=rows)
        assert main(["extract", "check", str(copy)]) == 1
        first = capsys.readouterr().out.splitlines()[0]
        assert first == (
            "Bestand deelnemers.parquet: het bestand heeft 733 rijen; volgens manifest.json zijn "
            "het er 1."
        )

    def test_size_and_rows_have_a_limit(self, copy, capsys, monkeypatch):
        monkeypatch.setattr(parsing, "Limits", partial(parsing.Limits, rows=700))
        monkeypatch.setattr(extract, "MAX_FILE_BYTES", 22_000)
        assert main(["extract", "check", str(copy), "--json"]) == 1
        rules = {fault["rule"] for fault in json.loads(capsys.readouterr().out)["faults"]}
        assert rules == {"bestand_te_groot", "te_veel_rijen"}

    def test_manifest_field_missing(self, copy, capsys):
        path = copy / "manifest.json"
        raw = json.loads(path.read_text(encoding="utf-8"))
        del raw["origin"]
        path.write_text(json.dumps(raw), encoding="utf-8")
        assert main(["extract", "check", str(copy)]) == 1
        said = capsys.readouterr().out
        assert said == "Bestand manifest.json, veld `origin`: dit veld ontbreekt.\n"

    def test_no_folder_is_bad_use(self, tmp_path, refused):
        assert refused(2, "extract", "check", tmp_path / "nowhere").count("\n") == 1


# Where in a call the code of a rule stands; checks of a column are tuples that begin with it.
POSITIONS = {
    "Fault": 2,
    "fault": 0,
    "RowRule": 0,
    "_with_outcome": 0,
    "Refused": 0,
    "RefusedError": 0,
    "UnreadableError": 0,
}


def rules_in(path: Path) -> set[str]:
    """The rule codes that a module writes down where it finds a fault."""
    expressions: list[ast.expr] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            position = POSITIONS.get(node.func.id, len(node.args))
            expressions += node.args[position : position + 1]
            expressions += [keyword.value for keyword in node.keywords if keyword.arg == "rule"]
        elif isinstance(node, ast.Tuple) and len(node.elts) == 3:
            expressions += node.elts[:1] if not isinstance(node.elts[1], ast.Constant) else []
    return {
        expression.value
        for expression in expressions
        if isinstance(expression, ast.Constant) and str(expression.value)
    }


def test_every_rule_has_a_sentence():
    """Rules are read from the source, so that a new one without a sentence is noticed."""
    rules = set().union(*map(rules_in, Path(extract.__file__).parent.glob("*.py")))
    assert rules == set(faults.PROBLEMS) | {"meer_fouten"}
