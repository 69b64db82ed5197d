"""Which files of a folder may be lists, and that they stay as they were."""

import hashlib

from perspectief.intake.running.inputs import input_files, seed_of, unchanged


def filled(tmp_path):
    for name in ("b.xlsx", "sub/a.csv", "lees.md", ".verborgen.csv", "~$b.xlsx", "uit/c.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "instellingen.json").write_text("{}", encoding="utf-8")
    (tmp_path / "koppeling.xlsx").symlink_to(tmp_path / "b.xlsx")
    return tmp_path


def test_lists_come_in_the_order_of_their_names_and_nothing_else_does(tmp_path):
    files = input_files(filled(tmp_path), [tmp_path / "uit"])
    assert [file.name for file in files] == ["b.xlsx", "sub/a.csv"]
    assert files[0].sha256 == hashlib.sha256(b"b.xlsx").hexdigest()


def test_a_file_that_changed_or_went_is_noticed(tmp_path):
    files = input_files(filled(tmp_path), [])
    assert unchanged(files)
    files[0].path.write_bytes(b"anders")
    assert not unchanged(files)
    files[0].path.unlink()
    assert not unchanged(files)


def test_the_seed_follows_the_contents_alone_and_not_the_published_hashes(tmp_path):
    files = input_files(filled(tmp_path), [])
    assert seed_of(files) == seed_of(files[::-1])
    hashes = b"".join(sorted(bytes.fromhex(file.sha256) for file in files))
    assert seed_of(files) != hashlib.sha256(hashes).digest()
    assert all(file.seed.hex() != file.sha256 for file in files)
    files[0].path.rename(tmp_path / "andere naam.xlsx")
    assert seed_of(input_files(tmp_path, [])) == seed_of(files)
