"""What is on the screen follows the folder: replaced, broken, mended, withdrawn, no restart."""

import json
import shutil
import threading
from datetime import datetime

import pytest

from perspectief.screen import supply
from perspectief.screen.supply import Supply
from perspectief_core.data import apart, extract
from perspectief_core.data.extract import ExtractFaultsError
from tests.core.builders import make_extract, write_extract
from tests.core.data.parsing_here import parse_here


@pytest.fixture(autouse=True)
def parsed_here(monkeypatch):
    monkeypatch.setattr(apart, "parse_apart", parse_here)


@pytest.fixture
def folder(tmp_path):
    return write_extract(make_extract(60, seed=1), tmp_path / "extract")


class Case:
    """A supply whose clock stands still, and how often it said to forget."""

    def __init__(self, folder):
        self.forgotten = 0
        self.now = 0.0
        self.supply = Supply(folder, self.forget, lambda: self.now)

    def forget(self):
        self.forgotten += 1

    def current(self):
        return self.supply.current()


@pytest.fixture
def case(folder):
    return Case(folder)


def replace(folder, seed, **kind):
    return write_extract(make_extract(60, seed=seed, **kind), folder)


def spoil(folder):
    with (folder / "dtv.parquet").open("ab") as file:
        file.write(b"more")


def test_the_same_folder_is_loaded_once(case):
    first = case.current()
    assert case.current() is first
    assert first.later is None
    assert case.forgotten == 1


def test_a_sound_replacement_comes_in_use(case, folder):
    before = case.current()
    replace(folder, 2)
    after = case.current()
    assert after.extract.id != before.extract.id
    assert (after.later, case.forgotten) == (None, 2)


def test_a_broken_replacement_leaves_the_last_good_one_and_says_since_when(case, folder):
    before = case.current()
    spoil(folder)
    kept = case.current()
    assert kept.extract is before.extract
    assert kept.later.faults == 1
    assert before.since <= kept.later.seen <= datetime.now().astimezone()
    case.now += supply.RETRY_SECONDS
    assert case.current().later == kept.later
    assert case.forgotten == 1


def test_what_is_mended_comes_in_use(case, folder):
    case.current()
    spoil(folder)
    case.current()
    replace(folder, 3)
    assert case.current().later is None
    assert case.current().extract.id == extract.load(folder).id


@pytest.mark.parametrize("how", ["manifest gone", "folder gone"])
def test_what_is_withdrawn_is_gone_and_comes_back_only_when_it_is_sound(case, folder, how):
    case.current()
    if how == "folder gone":
        shutil.move(folder, folder.with_name("aside"))
    else:
        (folder / "manifest.json").unlink()
    for _ in range(2):
        with pytest.raises(ExtractFaultsError, match="bestand_ontbreekt"):
            case.current()
    assert case.forgotten == 2
    replace(folder, 4)
    spoil(folder)
    with pytest.raises(ExtractFaultsError, match="hash_klopt_niet"):
        case.current()
    replace(folder, 4)
    assert case.current().later is None


def test_a_register_takes_the_place_of_what_was_there(case, folder):
    case.current()
    replace(folder, 1, kind="register")
    assert case.current().extract.manifest.kind == "register"


def test_a_failure_is_tried_again_after_a_while_though_nothing_changed(case, folder, monkeypatch):
    load, tries = extract.load, []

    def no_memory(where):
        tries.append(where)
        raise ExtractFaultsError(
            (extract.Fault(table="dtv", column="dtv.parquet", rule="lezen_afgebroken"),)
        )

    monkeypatch.setattr(extract, "load", no_memory)
    for _ in range(3):
        with pytest.raises(ExtractFaultsError, match="lezen_afgebroken"):
            case.current()
    assert len(tries) == 1
    monkeypatch.setattr(extract, "load", load)
    case.now += supply.RETRY_SECONDS
    assert case.current().later is None


def test_others_go_on_while_a_new_extract_is_loaded(case, folder, monkeypatch):
    before = case.current()
    load, begun, go_on = extract.load, threading.Event(), threading.Event()

    def slow(where):
        begun.set()
        assert go_on.wait(20)
        return load(where)

    monkeypatch.setattr(extract, "load", slow)
    replace(folder, 5)
    first = threading.Thread(target=case.current)
    first.start()
    assert begun.wait(20)
    assert case.current() is before
    go_on.set()
    first.join()
    assert case.current().extract.id != before.extract.id


def test_nothing_of_a_manifest_is_left_out(case, folder):
    before = case.current()
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"note": "another"}))
    after = case.current()
    assert after.identity != before.identity
    assert after.extract.id == before.extract.id
