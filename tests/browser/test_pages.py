"""Every page in a real browser: whole, quiet, closed, accessible and free of persons."""

import math
import re

import pandas as pd
import pytest

from perspectief.report.words import shell
from tests.browser.harness import COLOUR_RULES, PAGES, PATHS, PHONE_WIDTH
from tests.places import ROOT

NOTICE = shell.NOTICE["synthetic"]
VIEWS = [(1440, "dark"), (390, "light")]
"""As a page opens; then the colours change."""
OTHER = {"light": "dark", "dark": "light"}
SMALLEST = 320
PAPER = {"width": 688, "height": 1009}
"""A4 without its margins, in CSS pixels."""
MOST_SHIFT = 0.02
"""As a browser scores it: 0.1 is what it calls good for a whole visit."""
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  // Not what moves sideways once, when the menu opens beside the page.
  const jumps = one => one.sources.some(
    ({ node, previousRect: was, currentRect: is }) =>
      was.y !== is.y && (node?.nodeType === 1 ? node : node?.parentElement)
        ?.closest('[data-testid=stMainBlockContainer]'));
  const add = one => (sum += one.value);
  new PerformanceObserver(list => list.getEntries().filter(jumps).forEach(add))
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum), 100);
})"""
RUN_AGAIN = """() => {
  for (const kind of ['keydown', 'keyup']) {
    const pressed = new KeyboardEvent(kind, { key: 'r', code: 'KeyR' });
    Object.defineProperty(pressed, 'keyCode', { value: 82 });
    document.dispatchEvent(pressed);
  }
}"""
RUNS = """async state => {
  document.querySelector('[data-test-script-state]').dataset.testScriptState = state;
  await new Promise(requestAnimationFrame);
  return document.querySelector('.pf-busy').textContent;
}"""
INK = "rgb(29, 35, 39)"
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
        looks_whole(page)
        assert shifts(page) <= MOST_SHIFT
        run_again(visit)
        assert shifts(page) <= MOST_SHIFT
        assert visit.axe() == []
        if name == shell.HOME.name:
            says_that_it_works(visit)
        visit.change_colours(OTHER[scheme])
        looks_whole(page)
        assert visit.axe(COLOUR_RULES) == []
        assert visit.complaints == []
        assert visit.external_requests() == []
        assert visit.frames, "no web socket messages seen: the search below would be empty"
        assert persons_in(visit.frames, person_ids) == set()
        says_nothing_is_wrong(server)
        if width <= PHONE_WIDTH:
            reflows_at_320_pixels(page)
            return
        prints_without_shell_or_empty_sheets(page)
        if name == shell.HOME.name:
            page.emulate_media(color_scheme=scheme)
            prints_without_shell_or_empty_sheets(page)


def says_nothing_is_wrong(server):
    """The log of the server, also of pages that were opened before."""
    log = server.log.read_text(errors="replace")
    assert "Traceback" not in log
    assert "ERROR" not in log


def shifts(page):
    """How much jumped since the page was opened, as a browser measures it; 0.1 is a lot."""
    return page.evaluate(SHIFTS)


def run_again(visit):
    """Let the server run the page once more, with nothing done that would excuse a jump."""
    visit.page.evaluate(RUN_AGAIN)
    visit.page.wait_for_timeout(300)
    visit.settle()


def says_that_it_works(visit):
    said = visit.page.locator(".pf-busy")
    assert visit.page.evaluate(RUNS, "running") == "", "only when it takes long"
    said.get_by_text(shell.BUSY).wait_for()
    box = said.bounding_box()
    assert 0 < box["x"] < box["x"] + box["width"] < visit.page.viewport_size["width"]
    assert visit.axe((*COLOUR_RULES, "region")) == []
    before = shifts(visit.page)
    visit.page.evaluate(RUNS, "notRunning")
    visit.page.wait_for_function("() => !document.querySelector('.pf-busy').textContent")
    assert shifts(visit.page) == before


def looks_whole(page):
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_text(shell.UNEXPECTED).count() == 0
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert page.title().endswith(shell.PRODUCT)
    assert page.get_by_text(NOTICE, exact=True).first.is_visible()
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.evaluate(SIDEWAYS) <= 0


def reflows_at_320_pixels(page):
    page.set_viewport_size({"width": SMALLEST, "height": 844})
    page.wait_for_function("width => innerWidth === width", arg=SMALLEST)
    # Charts draw themselves anew some time after the window has changed.
    page.wait_for_timeout(300)
    page.wait_for_function(f"() => ({SIDEWAYS})() <= 0")


def sheets(page):
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def prints_without_shell_or_empty_sheets(page):
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    page.wait_for_timeout(300)
    assert not page.get_by_test_id("stSidebar").is_visible()
    assert page.get_by_text(NOTICE, exact=True).first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == INK
    height = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    # A row or chart that does not fit goes to the next sheet: a third of a sheet each at most.
    assert 1 <= sheets(page) <= math.ceil(1.34 * height / PAPER["height"])


def test_one_steunpunt_fits_on_four_sheets(contexts, server):
    with contexts.open(server, "/steunpunt?punt=nijmegen") as visit:
        visit.page.emulate_media(media="print")
        assert sheets(visit.page) <= 4


@pytest.mark.parametrize(
    "query", ["koppeling=gekoppeld&steunpunt=almelo", "geslacht=vrouw&herkomst=irak"]
)
def test_pages_with_few_or_no_people(contexts, server, query):
    """By the menu, which keeps the choices: cold it is opened for everyone, and in `test_page`."""
    with contexts.open(server, f"/?{query}") as visit:
        for entry in shell.PAGES:
            if entry is not shell.HOME:
                visit.choose(entry)
            assert visit.page.get_by_test_id("stException").count() == 0, entry.name
            assert visit.page.get_by_text(shell.UNEXPECTED).count() == 0, entry.name
            assert visit.page.get_by_role("heading", level=1).count() == 1, entry.name
            assert query in visit.page.url, entry.name
        assert visit.complaints == []


def test_the_log_of_the_server_holds_no_error(contexts, server):
    with contexts.open(server, "/"):
        says_nothing_is_wrong(server)
