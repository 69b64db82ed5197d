"""`perspectief cite --check` and `perspectief story`, from the command line."""

from __future__ import annotations

from perspectief.cli.main import main
from tests.takeaway.conftest import SITE


def test_a_citation_that_leaves_is_recognised_and_one_that_is_not_fails(tmp_path, answered, capsys):
    # A workbook carries the citation; here it is taken from the JSON of a document made by hand.
    note = tmp_path / "nota.txt"
    link = f"{SITE}?citaat=uitkomsten~921dab4b4313~0.1.0~100_65_15_3_12#uitkomsten"
    note.write_text(f"Van elke 100 waren er 65 nog in begeleiding {link}\n", encoding="utf-8")
    said = answered("cite", "--check", note)
    assert [citation["status"] for citation in said["citations"]] == ["klopt"]
    note.write_text(link.replace("_65_", "_66_"), encoding="utf-8")
    assert main(["cite", "--check", str(note)]) == 1
    assert "was 66, is nu 65" in capsys.readouterr().out
    note.write_text("Niets.", encoding="utf-8")
    assert main(["cite", "--check", str(note)]) == 1
    assert main(["cite", "--check", str(tmp_path / "weg.txt")]) == 2


def test_the_story_is_written_and_a_wrong_kind_is_told(tmp_path, answered, refused):
    out = tmp_path / "verhaal.html"
    few = ("--steunpunt", "almelo", "--koppeling", "gekoppeld")
    said = answered("story", "--to", "html", "--out", out, *few)
    assert (said["slides"], said["bytes"]) == (13, out.stat().st_size)
    assert said["selection"] == {"steunpunt": "almelo", "koppeling": "gekoppeld"}
    assert "did you mean `html`?" in refused(2, "story", "--to", "htm", "--out", out)
