"""Other ways to look: paper, forced colours, the keyboard's ring, a link to one figure."""

import math
import re

import pytest

from tests.browser.harness import PAGES, PATHS

PAPER_WIDTH = 688
"""A4 without its margins, in CSS pixels."""
PAPER_HEIGHT = 1009


def sheets(page):
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


@pytest.mark.parametrize("name", PAGES)
def test_no_sheet_is_left_almost_empty(contexts, server, name):
    with contexts.open(server, PATHS[name]) as visit:
        page = visit.page
        page.emulate_media(media="print")
        page.set_viewport_size({"width": PAPER_WIDTH, "height": PAPER_HEIGHT})
        page.wait_for_timeout(300)
        height = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
        # A row or chart that does not fit goes to the next sheet: a third of a sheet each at most.
        assert 1 <= sheets(page) <= math.ceil(1.34 * height / PAPER_HEIGHT)


def test_one_steunpunt_fits_on_four_sheets(contexts, server):
    with contexts.open(server, "/steunpunt?plaats=nijmegen") as visit:
        visit.page.emulate_media(media="print")
        assert sheets(visit.page) <= 4


def test_bars_and_keys_keep_their_colours_where_colours_are_forced(contexts, server):
    with contexts.open(server, "/") as visit:
        page = visit.page
        colours = (
            "s => [...document.querySelectorAll(s)].map(e => getComputedStyle(e).backgroundColor)"
        )
        before = page.evaluate(colours, ".pf-figure [class*='pf-c']")
        page.emulate_media(forced_colors="active")
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert page.evaluate(colours, ".pf-figure [class*='pf-c']") == before
        assert len(set(before)) >= 5


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


def test_a_link_to_a_figure_opens_the_page_at_that_figure(contexts, server):
    with contexts.open(server, "/deelnemers#gezondheid") as visit:
        page = visit.page
        heading = page.locator("#gezondheid")
        heading.wait_for()
        page.wait_for_function(
            "() => document.querySelector('#gezondheid').getBoundingClientRect().top < innerHeight"
        )
        assert page.url.endswith("/deelnemers#gezondheid")


def test_a_link_of_the_list_at_the_top_leads_to_its_part(contexts, server):
    with contexts.open(server, "/deelnemers?geslacht=vrouw") as visit:
        page = visit.page
        page.get_by_role("navigation", name="Op deze pagina").get_by_role("link").last.click()
        target = page.url.split("#")[1]
        page.wait_for_function(
            """id => {
              const top = document.getElementById(id).getBoundingClientRect().top;
              return top >= 0 && top < innerHeight;
            }""",
            arg=target,
        )
        # The anchor is the browser's own business: the same page, the same people.
        assert "geslacht=vrouw" in page.url
        assert page.get_by_text("U ziet een deel").first.count() == 1


def test_the_line_under_a_figure_opens_with_the_keyboard(contexts, server):
    with contexts.open(server, "/") as visit:
        page = visit.page
        page.get_by_role("radio", name="Definitie en bron").or_(
            page.get_by_role("button", name="Definitie en bron")
        ).first.focus()
        page.keyboard.press("Enter")
        page.locator(".pf-definition").first.wait_for()
        page.locator("code", has_text="perspectief outcomes").first.wait_for()
