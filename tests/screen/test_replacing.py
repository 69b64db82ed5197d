"""An extract is swapped, broken, withdrawn and replaced under a running dashboard."""

import gc
import re
import weakref

import pytest

from perspectief.report.words import shell
from perspectief.screen import session
from perspectief_core.people import outcomes
from tests.core.builders import make_cohort, make_extract, write_extract
from tests.screen.pages import html, open_page

OLDER = "Let op: u ziet oudere gegevens."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(tmp_path / "extract"))
    return tmp_path / "extract"


def put(folder, n, **kind):
    """Put an extract of `n` persons in the folder, and return how many of them are counted."""
    made = make_extract(n, seed=n, **kind)
    write_extract(made, folder)
    return make_cohort(made).n


def counted(app):
    """The number of persons that the first page counts."""
    match = re.search(r"van (\d+)", html(app))
    return int(match[1]) if match else None


def test_swapped_broken_mended_withdrawn_and_replaced_by_a_register(folder):
    first = put(folder, 61)
    app = open_page("overzicht")
    assert not app.exception
    assert counted(app) == first

    second = put(folder, 90)
    assert second != first
    assert counted(app.run()) == second

    (folder / "deelnemers.parquet").write_bytes(b"PAR1")
    app.run()
    assert counted(app) == second
    assert app.warning[0].value.startswith(OLDER)
    assert "daarin zit een fout" in app.warning[0].value

    third = put(folder, 120)
    app.run()
    assert counted(app) == third
    assert not app.warning

    (folder / "manifest.json").unlink()
    app.run()
    assert app.title[0].value == shell.EXTRACT_FAULTS_TITLE
    assert counted(app) is None

    put(folder, 61)
    assert counted(app.run()) == first

    put(folder, 96, kind="register")
    app.run()
    assert app.title[0].value == shell.NOT_OPEN_TITLE
    assert counted(app) is None


def test_a_tab_that_nobody_looks_at_keeps_no_old_extract_alive(folder):
    first = put(folder, 61)
    idle, other = open_page("steunpunten"), open_page("overzicht")
    assert counted(other) == first
    people = weakref.ref(session.whole().extract.deelnemers)
    put(folder, 90)
    assert counted(other.run()) != first
    gc.collect()
    assert people() is None
    # The tab wakes up, and shows what is there now.
    assert not idle.run().exception


def test_a_page_that_runs_goes_on_with_what_it_began_with_and_leaves_nothing(folder):
    put(folder, 61)
    view = session.whole()
    assert view.is_in_use()
    put(folder, 90)
    assert session.whole().stamp != view.stamp
    assert not view.is_in_use()
    before = [len(memory) for memory in (session._cohorts, session._results, session._made)]
    assert view.ask(outcomes.distribution).value.n == make_cohort(view.extract).n
    after = [len(memory) for memory in (session._cohorts, session._results, session._made)]
    assert after == before
