"""Only plain files of a modest size are read, and only what can be seen is said."""

import os

import pytest

from perspectief_core.data.files import UnreadableError, printable, read_plain, size_words

MOST = 1000


def rule(path):
    with pytest.raises(UnreadableError) as caught:
        read_plain(path, MOST)
    return caught.value.rule


@pytest.fixture
def plain(tmp_path):
    path = tmp_path / "plain"
    path.write_bytes(b"contents")
    return path


def test_a_plain_file_is_read_whole(plain):
    assert read_plain(plain, MOST) == b"contents"
    assert read_plain(plain, len(b"contents")) == b"contents"


def test_what_is_not_there(tmp_path, plain):
    assert rule(tmp_path / "nothing") == "bestand_ontbreekt"
    assert rule(plain / "in a file") == "bestand_ontbreekt"


@pytest.mark.parametrize("target", ["plain", "nothing", "/dev/zero", "/etc/passwd", "link"])
def test_a_link_is_not_followed(tmp_path, plain, target):
    (tmp_path / "link").symlink_to(target)
    assert rule(tmp_path / "link") == "geen_gewoon_bestand"


def test_pipes_devices_and_folders_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    paths = tmp_path / "pipe", tmp_path, "/dev/zero", "/dev/null", "/dev/tty"
    assert {rule(type(tmp_path)(path)) for path in paths} == {"geen_gewoon_bestand"}


def test_too_large_is_not_read_however_large(tmp_path, plain):
    with (tmp_path / "hole").open("wb") as file:
        file.truncate(2**40)
    assert rule(tmp_path / "hole") == "bestand_te_groot"
    # Its size in the folder is 0.
    assert rule(type(tmp_path)("/proc/kallsyms")) == "bestand_te_groot"


def test_no_right_to_read_it(plain, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "open", refuse)
    assert rule(plain) == "onleesbaar"


def test_a_name_that_no_system_takes(tmp_path):
    assert rule(tmp_path / "a\0b") == "onleesbaar"
    assert rule(tmp_path / ("x" * 5000)) == "onleesbaar"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("leeftijd", "leeftijd"),
        ("é ü", "é ü"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 39 + "…"),
        ("a\nb\x1b[31m", "a?b?[31m"),
        ("\u202egfedcba", "?gfedcba"),
        ("half \ud800", "half ?"),
        ("a`b", "a?b"),
    ],
)
def test_names_from_files_are_cut_and_cleaned(name, shown):
    assert printable(name) == shown


def test_sizes_in_words():
    assert size_words(20 * 1024 * 1024) == "20 MB"
    assert size_words(64 * 1024) == "64 KB"
