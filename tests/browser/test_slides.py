"""The story as a file from a stick, and slides in place of a page, walked by their keys."""

from __future__ import annotations

import pytest

from perspectief.report.words import story
from perspectief.takeaway.paper.view import view_of
from perspectief.takeaway.story.document import to_html
from perspectief.takeaway.story.making import of_story
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from tests.browser.harness import AXE
from tests.places import SHIPPED

SHOWN = ".dia-slide:not([hidden])"
LETTERS = """() => Math.min(...[...document.querySelectorAll(
  '.dia-slide:not([hidden]) > :is(h1, p), .dia-slide:not([hidden]) :is(.dia-head span, svg text)'
)].filter(e => e.textContent.trim()).map(e => {
  const svg = e.closest('svg');
  const scale = svg ? svg.getScreenCTM().a : 1;
  return parseFloat(getComputedStyle(e).fontSize) * scale;
}))"""
INSIDE = """() => {
  const slide = document.querySelector('.dia-slide:not([hidden])').getBoundingClientRect();
  return [...document.querySelectorAll('.dia-slide:not([hidden]) > :is(h1, p, .dia-picture)')]
    .map(e => e.getBoundingClientRect())
    .every(box => box.right <= slide.right + 1 && box.bottom <= slide.bottom + 1);
}"""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    made = tmp_path_factory.mktemp("stick") / "verhaal.html"
    made.write_bytes(to_html(of_story(view_of(load(SHIPPED), Selection(), "open"), "http://x/")))
    return made


def violations(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return [violation["id"] for violation in page.evaluate("() => axe.run()")["violations"]]


def place(page):
    return page.locator(SHOWN).get_attribute("aria-label").split(".")[0]


def test_the_story_from_a_stick_is_walked_by_keys(contexts, file):
    page = contexts.get(1920, "light").new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_viewport_size({"width": 1920, "height": 1128})
    page.goto(file.as_uri())
    walk_by_keys(page)
    for number in range(2, 14):
        page.locator(".dia-jump input").fill(str(number))
        page.keyboard.press("Enter")
        assert place(page) == str(number)
        assert page.evaluate(LETTERS) >= 27.9, number
        assert page.evaluate(INSIDE), number
    assert violations(page) == []
    open_notes(page)
    page.get_by_role("button", name=story.BUTTONS["theme"]).click()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
    assert faults == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "about:"))] == []
    page.close()


def walk_by_keys(page):
    seen = []
    for key in ("ArrowRight", "Space", "PageDown", "ArrowLeft", "End", "Home"):
        page.keyboard.press(key)
        seen.append(place(page))
    assert seen == ["2", "3", "4", "3", "13", "1"]
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    assert place(page) == "12"
    assert page.locator(".dia-said").inner_text().startswith("12 / 13. Hangt de conclusie af")
    page.keyboard.press("b")
    assert not page.locator(SHOWN).is_visible()
    page.keyboard.press("b")
    assert page.locator(SHOWN).is_visible()


def open_notes(page):
    notes = page.locator(f"{SHOWN} .dia-notes")
    page.locator(".pf-deck").focus()
    page.keyboard.press("n")
    assert story.AVOID in notes.inner_text()
    assert violations(page) == []
    page.get_by_role("button", name=story.BUTTONS["letters"]).click()
    page.keyboard.press("n")
    assert notes.is_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name=story.BUTTONS["window"]).click()
    assert "Kan ik deze cijfers vertrouwen" in opened.value.inner_text("h1")
    opened.value.close()


def test_a_page_becomes_slides_and_comes_back_with_the_same_choices(contexts, server):
    with contexts.open(server, "/duur?geslacht=vrouw&uitkomst=mob", scheme="dark") as visit:
        page = visit.page
        page.get_by_role("link", name=story.PRESENT).click()
        page.wait_for_selector(".pf-deck[data-ready]")
        assert {"presentatie=1", "uitkomst=mob"} <= set(
            page.url.split("#")[0].split("?")[1].split("&")
        )
        assert "vrouw" in page.locator(SHOWN).inner_text()
        page.keyboard.press("r")
        for _ in range(2):
            page.keyboard.press("ArrowRight")
        assert "vertrokken, onbekend waarheen" in page.locator(f"{SHOWN} .dia-answer").inner_text()
        assert page.locator(f"{SHOWN} svg text").count() > 10
        assert "vrouw" in page.locator(f"{SHOWN} .dia-foot").inner_text()
        assert visit.axe() == []
        page.get_by_role("link", name=story.LEAVE).click()
        visit.settle()
        visit.wait_for_address("/duur?geslacht=vrouw&uitkomst=mob")
        assert visit.complaints == []
        assert visit.external_requests() == []
