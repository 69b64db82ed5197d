"""Damaged and hostile files: one clear line each, and the run goes on."""

import random

import pytest

from perspectief.intake.running.one_file import Context
from perspectief.intake.settings import Settings
from tests.intake.damage import KINDS, outcome_of

CONTEXT = Context(Settings(soort="synthetic"), {}, {})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_every_kind_of_damage_gives_one_line(kind, suffix, sound, tmp_path):
    rng = random.Random(f"{kind} {suffix}")
    path = tmp_path / f"Utrecht.{suffix}"
    path.write_bytes(KINDS[kind](rng.choice(sound), rng))
    before = path.read_bytes()
    assert outcome_of(path, CONTEXT)
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", ["miljoen lege rijen", "opgemaakte lege rijen", "verwijzingen"])
def test_what_is_only_odd_is_read(kind, sound, tmp_path):
    path = tmp_path / "Utrecht.xlsx"
    path.write_bytes(KINDS[kind](sound[0], random.Random(1)))
    assert outcome_of(path, CONTEXT) == "gelezen: True"
