"""Damaged and hostile files: one clear line each, and the run goes on."""

import random

import pytest

from perspectief.intake.reading.reader import read_file
from perspectief.intake.reading.refusals import REFUSALS
from perspectief.intake.reading.workbook import Refused
from perspectief.intake.running.one_file import Context
from perspectief.intake.settings import Settings
from perspectief.intake.validating.words import REFUSED
from tests.intake.lists.damage import KINDS, outcome_of, sound_workbooks

CONTEXT = Context(Settings(soort="synthetic"), {}, {})
MUST_SAY = {
    "wachtwoord": "wachtwoord",
    "macro's": "macro's",
    "zipbom": "uitgepakt",
    "stille bom": "uitgepakt",
    "verdwaalde cel": "te_veel_cellen",
    "16.384 kolommen": "te_veel_cellen",
    "webpagina": "geen_tabel",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return sound_workbooks(tmp_path_factory.mktemp("goed"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_every_kind_of_damage_gives_one_line(kind, suffix, sound, tmp_path):
    rng = random.Random(f"{kind} {suffix}")
    path = tmp_path / f"Utrecht.{suffix}"
    path.write_bytes(KINDS[kind](rng.choice(sound), rng))
    before = path.read_bytes()
    assert outcome_of(path, CONTEXT)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("kind", "says"), MUST_SAY.items())
def test_the_line_names_what_is_wrong(kind, says, sound, tmp_path):
    path = tmp_path / "Utrecht.xlsx"
    path.write_bytes(KINDS[kind](sound[0], random.Random(1)))
    refusal = read_file(path)
    assert isinstance(refusal, Refused)
    assert refusal.reason.startswith(says) or says in REFUSED[refusal.reason]


@pytest.mark.parametrize("kind", ["miljoen lege rijen", "opgemaakte lege rijen", "verwijzingen"])
def test_what_is_only_odd_is_read(kind, sound, tmp_path):
    path = tmp_path / "Utrecht.xlsx"
    path.write_bytes(KINDS[kind](sound[0], random.Random(1)))
    assert outcome_of(path, CONTEXT) == "gelezen: True"


def test_every_refusal_has_its_words():
    assert set(REFUSED) == set(REFUSALS)
    assert all(text.endswith(".") for text in REFUSED.values())


@pytest.mark.parametrize(
    "name", ["ontbreekt.xlsx", "map.xlsx"], ids=["gone before it is read", "a folder"]
)
def test_what_is_no_file_is_refused(name, tmp_path):
    if name.startswith("map"):
        (tmp_path / name).mkdir()
    assert isinstance(read_file(tmp_path / name), Refused)
