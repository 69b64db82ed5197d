"""`python -m synthesis` tells how far it is, and refuses what it cannot do in one line."""

from functools import partial

import pytest

from perspectief_core.data import extract
from synthesis.__main__ import main
from synthesis.search import SearchError
from synthesis.synthesise import synthesise_extract
from tests.synthesis.conftest import FILES, SHARE


def test_tells_how_far_it_is_and_makes_a_sound_extract_the_same_byte_for_byte(
    made, tmp_path, capsys, monkeypatch
):
    """With a noise seed that is given; that of the shipped files is kept nowhere."""
    # A full search takes minutes; `make fidelity` makes one.
    short = partial(synthesise_extract, share=SHARE)
    monkeypatch.setattr("synthesis.__main__.synthesise_extract", short)
    main(["--seed", "7", "--noise-seed", "7", "--out", str(tmp_path / "new")])
    output, progress = capsys.readouterr()
    assert output == ""
    assert progress.count("\n") >= 5
    assert extract.load(tmp_path / "new").manifest.rows["deelnemers"] == 733
    for name in FILES:
        assert (tmp_path / "new" / name).read_bytes() == (made / name).read_bytes(), name


def test_bad_seed(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["--seed", "-1", "--out", str(tmp_path)])
    assert "`--seed` must be 0 or more" in capsys.readouterr().err


def test_a_seed_that_does_not_work_out(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise SearchError("no draw")

    monkeypatch.setattr("synthesis.__main__.synthesise_extract", fail)
    with pytest.raises(SystemExit, match="seed 3 does not work out"):
        main(["--seed", "3", "--out", str(tmp_path)])
