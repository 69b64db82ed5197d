"""An extract of another seed than the shipped one, made once."""

import pytest

from synthesis.synthesise import synthesise_extract

FILES = ("deelnemers.parquet", "steunpunten.parquet", "dtv.parquet", "manifest.json")
SHARE = 0.01
"""Of the search: what holds exactly holds after a short one too."""


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("extract")
    steps = []
    synthesise_extract(7, folder, steps.append, share=SHARE, noise_seed=7)
    assert len(steps) >= 20
    return folder
