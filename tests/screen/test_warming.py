"""What everybody opens is made before anybody comes."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from perspectief.report.words import shell
from perspectief.screen import session, turns, warming
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import ExtractFaultsError
from tests.core.builders import make_extract, write_extract
from tests.places import SHIPPED
from tests.screen.pages import open_page


def made():
    return {name: len(getattr(session, name)) for name in ("_results", "_made", "_cohorts")}


def forget():
    for memory in (
        session._results,
        session._of_extracts,
        session._made,
        session._cohorts,
        session._combinations,
    ):
        memory.clear()


def test_the_first_visitor_finds_every_figure_made(monkeypatch):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    forget()
    session.prepare()
    everyone = session.in_use()
    utrecht = replace(everyone, selection=Selection(steunpunt=("utrecht",)))
    for page in shell.PAGES:
        warming.warm(everyone, page)
        warming.warm(utrecht, page)
    before = made()
    assert before["_made"] > 60
    for page in ("overzicht", "vergelijking", "samenhang"):
        assert not open_page(page).exception
        assert not open_page(page, {"steunpunt": "utrecht"}).exception
    # A filter opens the layer of `vergelijking` that is about it: asked when that is seen.
    assert made()["_results"] - before["_results"] <= 1
    # What a page makes beside its figures, such as texts, takes no time.
    assert made()["_made"] - before["_made"] < 6


def test_everyone_comes_first_and_then_each_choice_that_the_data_have():
    extract = make_extract(40)
    fewer = extract.deelnemers.drop(columns="psychiatrische_diagnose")
    asked = list(
        warming.usual(SimpleNamespace(extract=replace(extract, deelnemers=fewer), edition=None))
    )
    everyone = len(shell.PAGES)
    assert [selection for selection, _ in asked[:everyone]] == [Selection()] * everyone
    chosen = [selection for selection, _ in asked[everyone::everyone]]
    assert len(set(chosen)) == len(chosen) <= warming.MOST_CHOICES
    assert all(len(selection.active_filters) == 1 for selection in chosen)
    assert not any(selection.diagnose for selection in chosen)
    assert any(selection.uitstroom for selection in chosen)
    assert {code for choice in chosen for code in choice.steunpunt} <= set(
        extract.steunpunten["steunpunt"]
    )


class EnoughError(Exception):
    """Ends the thread that would end with the server."""


def test_a_new_extract_is_made_anew_and_a_busy_server_is_left_alone(monkeypatch, tmp_path):
    warmed, waited, idle = [], [], [100.0]
    folder = tmp_path / "extract"
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(folder))
    monkeypatch.setattr(warming, "usual", lambda _: [(Selection(), shell.HOME)])
    monkeypatch.setattr(turns, "idle_seconds", lambda: idle[0])

    def note(view, page):
        warmed.append((view.extract.id, page.name))

    def wait(_):
        waited.append(len(warmed))
        if len(waited) == 1:
            write_extract(make_extract(40, seed=1), folder)
            assert session.in_use() is None, "nobody has loaded it yet"
            session.prepare()
        elif len(waited) == 2:
            write_extract(make_extract(50, seed=2), folder)
            assert session.in_use().extract.id == warmed[0][0], "and nobody has loaded the next"
            session.prepare()
            idle[0] = 0.0
        elif len(waited) == 3:
            idle[0] = 100.0
        else:
            raise EnoughError

    monkeypatch.setattr(warming, "warm", note)
    monkeypatch.setattr(warming, "time", SimpleNamespace(sleep=wait))
    with pytest.raises(EnoughError):
        warming._warm_when_idle(warming.Waiting())
    assert waited == [0, 1, 1, 2]
    assert len({extract for extract, _ in warmed}) == 2


@pytest.mark.parametrize(("seconds", "pages"), [("0", 1), ("60", None), ("soon", None)])
def test_before_the_door_opens_as_much_is_made_as_time_allows(monkeypatch, seconds, pages):
    warmed, threads = [], []
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    monkeypatch.setenv("PERSPECTIEF_WARM", seconds)
    monkeypatch.setattr(warming, "warm", lambda view, page: warmed.append((view.selection, page)))
    monkeypatch.setattr(
        warming,
        "Thread",
        lambda args, **_: SimpleNamespace(start=lambda: threads.append(args)),
    )
    session.prepare()
    warming.start()
    every = list(warming.usual(session.in_use()))
    assert warmed == every[:pages]
    assert [list(waiting.left) for (waiting,) in threads] == [every[len(warmed) :]]


def test_what_was_made_before_the_door_opened_is_not_made_again(monkeypatch):
    warmed, waiting = [], warming.Waiting()
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    session.prepare()

    def stop(_):
        raise EnoughError

    monkeypatch.setattr(turns, "idle_seconds", lambda: 100.0)
    monkeypatch.setattr(warming, "warm", lambda view, page: warmed.append((view.selection, page)))
    for _ in range(20):
        assert waiting.make_one(lambda _: True)
    monkeypatch.setattr(warming, "time", SimpleNamespace(sleep=stop))
    with pytest.raises(EnoughError):
        warming._warm_when_idle(waiting)
    assert warmed == list(warming.usual(session.in_use()))


def test_nothing_is_made_that_drives_out_what_was_made_before(monkeypatch):
    warmed, room = [], [0]
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    monkeypatch.setenv("PERSPECTIEF_WARM", "60")
    session.prepare()

    def full_after_thirty(*_):
        warmed.append(None)
        room[0] = max(0, len(warmed) - 29)

    monkeypatch.setattr(warming, "warm", full_after_thirty)
    monkeypatch.setattr(session, "driven_out", lambda: room[0])
    monkeypatch.setattr(warming, "Thread", lambda **_: SimpleNamespace(start=lambda: None))
    warming.start()
    assert len(warmed) == 30
    # In the thread: nothing more once another thing had to make room.
    left = iter([0, 0, 0, 5, 5, 5])
    monkeypatch.setattr(session, "driven_out", lambda: next(left))
    monkeypatch.setattr(turns, "idle_seconds", lambda: 100.0)

    def stop(_):
        raise EnoughError

    monkeypatch.setattr(warming, "time", SimpleNamespace(sleep=stop))
    with pytest.raises(EnoughError):
        warming._warm_when_idle(warming.Waiting())
    assert len(warmed) == 32


def test_without_data_nothing_is_made(monkeypatch, tmp_path):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(tmp_path))
    with pytest.raises(ExtractFaultsError):
        session.prepare()
    assert session.in_use() is None


def test_what_goes_wrong_is_left_to_whoever_comes(monkeypatch, caplog):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    session.prepare()

    def fail(*_):
        raise KeyError("a person's value")

    monkeypatch.setattr(warming.reading, "opened", fail)
    warming.warm(session.in_use(), shell.HOME)
    assert "KeyError" in caplog.text
    assert "a person's value" not in caplog.text
