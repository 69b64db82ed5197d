"""Files appear whole or not at all."""

import pytest

from perspectief.intake.releasing.files import place_folder, write_whole


def test_a_folder_is_replaced_whole(tmp_path):
    target = tmp_path / "extract"
    for content in (b"een", b"twee"):
        place_folder(target, {"a": content, "b": content}, lambda contents: None)
        assert {p.name: p.read_bytes() for p in target.iterdir()} == {"a": content, "b": content}
    assert [path.name for path in tmp_path.iterdir()] == ["extract"]


def test_the_check_sees_the_files_and_can_refuse(tmp_path):
    target = tmp_path / "extract"
    place_folder(target, {"a": b"oud"}, lambda contents: None)

    def refuse(contents):
        assert contents == {"a": b"nieuw"}
        raise ValueError("niet goed")

    with pytest.raises(ValueError, match="niet goed"):
        place_folder(target, {"a": b"nieuw"}, refuse)
    assert (target / "a").read_bytes() == b"oud"
    assert [path.name for path in tmp_path.iterdir()] == ["extract"]


def test_what_an_earlier_killed_run_left_beside_is_cleared(tmp_path):
    (tmp_path / ".extract.nieuw").mkdir()
    (tmp_path / ".extract.nieuw" / "rest").write_bytes(b"half")
    place_folder(tmp_path / "extract", {"a": b"1"}, lambda contents: None)
    assert [path.name for path in tmp_path.iterdir()] == ["extract"]


def test_a_file_is_replaced_whole_and_leaves_no_other(tmp_path):
    path = tmp_path / "map" / "lijst.xlsx"
    for content in (b"een", b"twee" * 1000):
        write_whole(path, content)
        assert path.read_bytes() == content
    assert [p.name for p in path.parent.iterdir()] == ["lijst.xlsx"]
