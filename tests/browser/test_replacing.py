"""On a real server: what is in the folder is on the screen, whatever stood there before."""

import pytest
from playwright.sync_api import expect

from perspectief.report.words import shell
from tests.browser.harness import STEP_SECONDS
from tests.browser.server import serve
from tests.core.builders import make_cohort, make_extract, write_extract

expect.set_options(timeout=STEP_SECONDS * 1000)


def put(folder, n, kind="synthetic"):
    """Put an extract of `n` persons in the folder; return what the first page says of it."""
    made = make_extract(n, seed=n, kind=kind)
    write_extract(made, folder)
    return f"van {make_cohort(made).n}"


def nothing_but_faults(visit):
    page = visit.page
    assert page.get_by_role("heading", level=1).inner_text() == shell.EXTRACT_FAULTS_TITLE
    assert page.get_by_test_id("stMain").get_by_role("listitem").count() >= 1
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_text(shell.UNEXPECTED).count() == 0
    assert visit.axe() == []


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "extract"


def test_panels_and_pages_follow_the_folder(contexts, folder, tmp_path):
    folder.mkdir()
    with (
        serve(tmp_path / "log", PERSPECTIEF_EXTRACT=str(folder)) as server,
        contexts.open(server, "/duur") as visit,
    ):
        nothing_but_faults(visit)
        first = put(folder, 61)
        visit.go("/")
        main = visit.page.get_by_test_id("stMain")

        def pick(panel):
            """Choose a panel under a figure: a part of the page that runs by itself."""
            main.get_by_role("radio", name=panel).first.click()

        expect(main).to_contain_text(first)
        second = put(folder, 90)
        pick("Zo leest u dit")
        expect(main).to_contain_text(second)
        expect(main).not_to_contain_text(first)

        (folder / "dtv.parquet").write_bytes(b"PAR1")
        pick("Definitie en bron")
        expect(main).to_contain_text("Let op: u ziet oudere gegevens.")
        expect(main).to_contain_text(second)

        third = put(folder, 120)
        visit.go("/")
        expect(main).to_contain_text(third)
        expect(main).not_to_contain_text("oudere gegevens")

        (folder / "manifest.json").unlink()
        pick("Zo leest u dit")
        expect(main).to_contain_text(shell.EXTRACT_FAULTS_TITLE)
        expect(main).not_to_contain_text(third)

        put(folder, 61)
        visit.go("/")
        expect(main).to_contain_text(first)
        put(folder, 61, kind="register")
        pick("Zo leest u dit")
        expect(main).to_contain_text(shell.NOT_OPEN_TITLE)
        expect(main).not_to_contain_text(first)
