"""Every page in a real browser: whole, quiet, closed, accessible and free of persons."""

import re

import pandas as pd
import pytest

from perspectief.report.words import shell
from tests.browser.harness import PAGES, PATHS
from tests.places import ROOT

VIEWS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]
SIDEWAYS = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  return Math.max(
    document.documentElement.scrollWidth - window.innerWidth,
    main.scrollWidth - main.clientWidth,
  );
}"""


@pytest.fixture(scope="module")
def person_ids():
    tables = (ROOT / "data" / "synthetic" / f"{name}.parquet" for name in ("deelnemers", "dtv"))
    return {person for path in tables for person in pd.read_parquet(path)["persoon"]}


def persons_in(frames, person_ids):
    words = set(re.findall(rb"[A-Za-z0-9_-]{4,}", b"\n".join(frames)))
    return {word.decode() for word in words} & person_ids


def test_person_ids_are_found_when_they_are_there(person_ids):
    some = sorted(person_ids)[:2]
    frames = [f"\x12{some[0]}\x00".encode(), f'["{some[1]}"]'.encode()]
    assert persons_in(frames, person_ids) == set(some)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_page(contexts, server, person_ids, name, width, scheme):
    with contexts.open(server, PATHS[name], width, scheme) as visit:
        page = visit.page
        assert page.get_by_test_id("stException").count() == 0
        assert page.get_by_text(shell.UNEXPECTED).count() == 0
        assert page.evaluate("document.documentElement.lang") == "nl"
        assert page.title().endswith(shell.PRODUCT)
        assert page.get_by_text(shell.NOTICE["synthetic"], exact=True).first.is_visible()
        assert page.get_by_role("heading", level=1).count() == 1
        assert page.evaluate(SIDEWAYS) <= 0
        violations = visit.axe()
        assert not violations, "\n".join(violations)
        assert visit.complaints == []
        assert visit.external_requests() == []
        assert visit.frames, "no web socket messages seen: the search below would be empty"
        assert persons_in(visit.frames, person_ids) == set()


@pytest.mark.parametrize("name", PAGES)
def test_page_reflows_at_320_pixels(contexts, server, name):
    with contexts.open(server, PATHS[name], 320) as visit:
        assert visit.page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "query", ["koppeling=gekoppeld&steunpunt=almelo", "geslacht=vrouw&herkomst=irak"]
)
def test_page_with_few_or_no_people(contexts, server, name, query):
    with contexts.open(server, f"{PATHS[name]}?{query}") as visit:
        assert visit.page.get_by_test_id("stException").count() == 0
        assert visit.page.get_by_text(shell.UNEXPECTED).count() == 0
        assert visit.complaints == []
        assert query in visit.page.url


def test_the_log_of_the_server_holds_no_error(contexts, server):
    with contexts.open(server, "/"):
        log = server.log.read_text(errors="replace")
    assert "Traceback" not in log
    assert "ERROR" not in log
