"""What is remembered of a sender's headings: only what a person fixed."""

import json

import pytest

from perspectief.intake.settings import SettingsError
from perspectief.intake.understanding.columns import match_columns
from perspectief.intake.understanding.mapping import mapping_text, read_mappings

MATCHES = match_columns([("V-nummer",), ("Toen kwam hij",)], "steunpunt", {}).matches


def test_nothing_is_fixed_until_a_person_says_so(tmp_path):
    path = tmp_path / "utrecht.json"
    path.write_text(mapping_text(MATCHES, {}), encoding="utf-8")
    assert read_mappings(tmp_path) == {"utrecht": {}}
    said = json.loads(path.read_text("utf-8"))
    column = next(entry for entry in said["kolommen"] if entry["kop"] == "Toen kwam hij")
    column |= {"vraag": "C10", "vast": True}
    path.write_text(json.dumps(said), encoding="utf-8")
    fixed = read_mappings(tmp_path)["utrecht"]
    assert fixed == {"toen kwam hij": "C10"}
    # It stays, also when the next list lacks the column.
    path.write_text(mapping_text(MATCHES[:1], fixed), encoding="utf-8")
    assert read_mappings(tmp_path)["utrecht"] == fixed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("geen json", "geen geldig"),
        ("{}", "geen geldig"),
        ('{"kolommen": [3]}', "geen geldig"),
        ('{"kolommen": [{"kop": "x", "vraag": "C99", "vast": true}]}', "onbekende vraag: C99"),
    ],
)
def test_a_file_that_is_wrong_is_refused_by_name(tmp_path, text, says):
    (tmp_path / "zwolle.json").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=f"zwolle.json .*{says}"):
        read_mappings(tmp_path)


def test_a_column_that_is_no_question_may_be_left_out(tmp_path):
    text = '{"kolommen": [{"kop": "Toelichting", "vraag": "", "vast": true}]}'
    (tmp_path / "zwolle.json").write_text(text, encoding="utf-8")
    assert read_mappings(tmp_path) == {"zwolle": {"toelichting": "geen"}}
