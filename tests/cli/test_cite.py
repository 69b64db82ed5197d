"""`perspectief cite --check` and `perspectief story`, from the command line."""

from __future__ import annotations

import json

import pytest

from perspectief.cli.main import main
from tests.takeaway.conftest import SITE

pytestmark = pytest.mark.usefixtures("shipped")


def test_a_citation_that_leaves_is_recognised_and_one_that_is_not_fails(tmp_path, capsys):
    # A workbook carries the citation; here it is taken from the JSON of a document made by hand.
    note = tmp_path / "nota.txt"
    link = f"{SITE}?citaat=uitkomsten~921dab4b4313~0.1.0~100_65_15_3_12#uitkomsten"
    note.write_text(f"Van elke 100 waren er 65 nog in begeleiding {link}\n", encoding="utf-8")
    assert main(["cite", "--check", str(note), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [citation["status"] for citation in said["citations"]] == ["klopt"]
    note.write_text(link.replace("_65_", "_66_"), encoding="utf-8")
    assert main(["cite", "--check", str(note)]) == 1
    assert "was 66, is nu 65" in capsys.readouterr().out
    note.write_text("Niets.", encoding="utf-8")
    assert main(["cite", "--check", str(note)]) == 1
    assert main(["cite", "--check", str(tmp_path / "weg.txt")]) == 2


def test_the_story_is_written_and_a_wrong_kind_is_told(tmp_path, capsys):
    out = tmp_path / "verhaal.html"
    few = ("--steunpunt", "almelo", "--koppeling", "gekoppeld")
    assert main(["story", "--to", "html", "--out", str(out), *few, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["slides"], said["bytes"]) == (13, out.stat().st_size)
    assert said["selection"] == {"steunpunt": "almelo", "koppeling": "gekoppeld"}
    assert main(["story", "--to", "htm", "--out", str(out)]) == 2
    assert "did you mean `html`?" in capsys.readouterr().err
