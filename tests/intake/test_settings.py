"""A peildatum that no extract may have is refused."""

import json

import pytest

from perspectief.intake.settings import SETTINGS_FILE, SettingsError, read_settings


@pytest.mark.parametrize("peildatum", ["1999-12-31", "2101-01-01", "9999-01-01"])
def test_a_peildatum_that_no_extract_may_have(tmp_path, peildatum):
    said = {"peildatum": peildatum, "begin": "1990-01-01"}
    (tmp_path / SETTINGS_FILE).write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(SettingsError, match="`peildatum` moet van 2000"):
        read_settings(tmp_path)
