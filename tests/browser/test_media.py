"""Other ways to look: forced colours, the keyboard's ring, a link to one figure."""

import pytest

from perspectief.report.words import documents

SEEN = """id => {
  const top = document.getElementById(id).getBoundingClientRect().top;
  return top >= 0 && top < innerHeight;
}"""


@pytest.fixture(scope="module")
def home(contexts, server):
    with contexts.open(server, "/") as visit:
        yield visit.page


def test_bars_and_keys_keep_their_colours_where_colours_are_forced(home):
    colours = "s => [...document.querySelectorAll(s)].map(e => getComputedStyle(e).backgroundColor)"
    before = home.evaluate(colours, ".pf-figure [class*='pf-c']")
    home.emulate_media(forced_colors="active")
    assert home.evaluate("matchMedia('(forced-colors: active)').matches")
    assert home.evaluate(colours, ".pf-figure [class*='pf-c']") == before
    assert len(set(before)) >= 5
    home.emulate_media(forced_colors="none")


def test_a_select_box_has_one_ring(contexts, server):
    with contexts.open(server, "/werkwijzen") as visit:
        page = visit.page
        page.get_by_test_id("stMain").get_by_role("combobox").first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        rings = page.evaluate(
            """() => {
              const inner = document.activeElement, box = inner.closest('[role=group]');
              return [inner, box].map(e => getComputedStyle(e).outlineStyle);
            }"""
        )
        assert rings == ["none", "solid"]


def test_links_open_the_page_at_a_figure_and_lead_on_to_its_last_part(contexts, server):
    with contexts.open(server, "/deelnemers?geslacht=vrouw#gezondheid") as visit:
        page = visit.page
        page.locator("#gezondheid").wait_for()
        page.wait_for_function(SEEN, arg="gezondheid")
        assert page.url.endswith("/deelnemers?geslacht=vrouw#gezondheid")
        page.get_by_role("navigation", name="Op deze pagina").get_by_role("link").last.click()
        target = page.url.split("#")[1]
        assert target != "gezondheid"
        page.wait_for_function(SEEN, arg=target)
        # The anchor is the browser's own business: the same page, the same people.
        assert "geslacht=vrouw" in page.url
        assert page.get_by_text("U ziet een deel").first.count() == 1


def test_the_line_under_a_figure_opens_with_the_keyboard(home):
    home.get_by_role("radio", name="Definitie en bron").or_(
        home.get_by_role("button", name="Definitie en bron")
    ).first.focus()
    home.keyboard.press("Enter")
    home.locator(".pf-definition").first.wait_for()
    home.locator("code", has_text="perspectief outcomes").first.wait_for()


def test_a_report_can_be_fetched_on_a_phone_and_is_not_printed(contexts, server):
    with contexts.open(server, "/overzicht?geslacht=vrouw", 390, "dark") as visit:
        page = visit.page
        layer = visit.open_panel(documents.TAKE)
        layer.get_by_role("button", name=documents.LABELS["pagina"], exact=True).click()
        ready = layer.get_by_role("button", name=documents.FETCH.format(documents.LABELS["pagina"]))
        ready.wait_for()
        visit.settle()
        assert visit.axe() == []
        with page.expect_download() as coming:
            ready.click()
        name = coming.value.suggested_filename
        assert name.startswith("NAGEMAAKT_perspectief_overzicht_afdruk_geslacht_vrouw_")
        assert coming.value.path().read_bytes().startswith(b"%PDF-1.7")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.emulate_media(media="print")
        assert not layer.is_visible()
