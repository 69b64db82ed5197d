"""The shell around the pages: deep links, headers, keyboard, phone, a lost server."""

from contextlib import ExitStack
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from perspectief.report.words import criteria, door, shell
from perspectief.screen.serve import ICON
from tests.browser.server import serve

BADGE = shell.NOTICE["synthetic"]


def get(server, path):
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", errors="replace")
    connection.close()
    return answer, body


def test_a_cold_deep_link_goes_through_the_router_and_a_lost_connection_is_told_in_dutch(
    contexts, tmp_path
):
    with ExitStack() as running:
        fresh = running.enter_context(serve(tmp_path / "log"))
        with contexts.open(fresh, "/duur?geslacht=vrouw") as visit:
            # Nobody has opened this server before: a page that ran by itself would have neither.
            assert visit.page.get_by_text(BADGE, exact=True).first.is_visible()
            assert visit.page.get_by_test_id("stSidebar").get_by_text("1 gekozen").is_visible()
            assert "geslacht=vrouw" in visit.page.url
            icon = visit.page.locator("link[rel='shortcut icon']").evaluate("link => link.href")
            assert get(fresh, urlsplit(icon).path)[1] == ICON.read_text(encoding="utf-8")

            running.close()
            window = visit.page.get_by_test_id("stDialog")
            window.wait_for()
            window.get_by_text(door.DISCONNECTED.text).wait_for()
            said = window.inner_text()
            assert said.split() == f"{door.DISCONNECTED.title} {door.DISCONNECTED.text}".split()
            window.get_by_role("button", name=door.CLOSE).click()
            window.wait_for(state="detached")


def test_the_name_of_the_home_page_is_a_link_too(contexts, server):
    with contexts.open(server, f"/{shell.HOME.name}?geslacht=vrouw") as visit:
        assert visit.page.url == f"{server.url}/?geslacht=vrouw"
        assert visit.page.get_by_role("dialog").count() == 0
        keeps_what_is_seen_as_published(visit, server)


def keeps_what_is_seen_as_published(visit, server):
    """A link that a figure made does not know of it; the browser adds it to every address."""
    page = visit.page
    page.goto(f"{server.url}/steunpunten?als=publicatie&geslacht=man")
    visit.settle()
    link = page.locator("a[href*='punt=utrecht']").last
    assert "als=" not in link.get_attribute("href")
    link.evaluate("link => link.click()")
    page.wait_for_function("() => location.search.includes('punt=utrecht')")
    assert "als=publicatie" in page.url
    assert "geslacht=man" in page.url


@pytest.mark.parametrize("path", ["/", "/duur"])
def test_the_shell_page_is_dutch_and_closed(server, path):
    answer, body = get(server, path)
    assert answer.status == 200
    assert '<html lang="nl">' in body
    assert "You need to enable JavaScript" not in body
    policy = answer.getheader("content-security-policy")
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert answer.getheader("x-content-type-options") == "nosniff"
    assert answer.getheader("referrer-policy") == "same-origin"


@pytest.mark.parametrize("path", ["/bestaat-niet", "/healthz", "/duur/nog-iets", "/.env"])
def test_an_unknown_address_is_not_found(server, path):
    answer, body = get(server, path)
    assert answer.status == 404
    assert "bestaat niet" in body


def test_the_server_tells_that_it_is_healthy(server):
    answer, body = get(server, "/_stcore/health")
    assert (answer.status, body) == (200, "ok")


def focused(page, selector):
    return page.evaluate("s => document.activeElement.closest(s) !== null", selector)


def tab_until(page, selector, presses):
    for _ in range(presses):
        page.keyboard.press("Tab")
        if focused(page, selector):
            return True
    return False


def test_the_first_filter_can_be_used_with_the_keyboard(contexts, server):
    with contexts.open(server, "/") as visit:
        page = visit.page
        filters = ".st-key-deel_filters summary"
        assert tab_until(page, filters, presses=30)
        page.keyboard.press("Enter")
        # A busy machine opens the panel and the list some time after the key.
        page.locator(".st-key-deel_filters [data-testid=stMultiSelect]").first.wait_for()
        assert tab_until(page, ".st-key-deel_filters [data-testid=stMultiSelect]", presses=3)
        page.keyboard.press("ArrowDown")
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_function("() => location.search.startsWith('?steunpunt=')")


def test_the_first_table_can_be_reached_and_scrolled_with_the_keyboard(contexts, server):
    with contexts.open(server, "/steunpunten", width=320) as visit:
        page = visit.page
        page.get_by_test_id("stMain").focus()
        assert tab_until(page, ".pf-table", presses=40)
        before = page.evaluate("document.activeElement.scrollLeft")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("b => document.activeElement.scrollLeft > b", arg=before)


def test_the_menu_of_a_phone_closes_after_a_choice_and_keeps_the_selection(contexts, server):
    with contexts.open(server, "/?geslacht=vrouw", width=390) as visit:
        page = visit.page
        page.get_by_test_id("stExpandSidebarButton").click()
        page.get_by_role("link", name="Duur").click()
        page.wait_for_function("() => location.pathname === '/duur'")
        visit.settle()
        assert "geslacht=vrouw" in page.url
        assert page.get_by_test_id("stSidebar").get_attribute("data-collapsed") == "true"


def test_back_undoes_a_choice_and_forward_restores_it(contexts, server):
    with contexts.open(server, "/duur") as visit:
        page = visit.page
        visit.open_panel("Filters ·").get_by_text(criteria.name("uitstroom")).click()
        visit.wait_for_address("/duur?uitstroom=true")
        page.go_back()
        page.get_by_text("Filters · geen").wait_for()
        visit.wait_for_address("/duur")
        page.go_forward()
        page.get_by_text("Filters · 1 gekozen").wait_for()
        visit.wait_for_address("/duur?uitstroom=true")
