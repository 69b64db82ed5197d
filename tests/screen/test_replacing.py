"""An extract is swapped, broken, withdrawn and replaced under a running dashboard."""

import re

import pytest

from perspectief.report.words import shell
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
