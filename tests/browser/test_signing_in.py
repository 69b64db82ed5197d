"""Signing in with a real provider, behind nginx and under a sub-path: who sees what, until when."""

import json
import re
import stat
import time
from urllib.request import Request, urlopen

import pytest

from perspectief.report.words import signing_in
from perspectief.report.words.editions import NOTHING_YET
from perspectief.report.words.withheld import PREVIEW
from tests.browser.harness import DRAWN, READY
from tests.browser.signing_in import closed

STEP = 15_000
MOST_COOKIES = 4 * 1024
"""Bytes; web servers take some 8 kB in one header as they come."""


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory):
    with closed(tmp_path_factory.mktemp("closed")) as running:
        yield running


@pytest.fixture
def reader(contexts):
    """A browser of somebody who has not been here before."""
    opened = []

    def new():
        context = contexts.browser.new_context(locale="nl-NL")
        context.set_default_timeout(STEP)
        opened.append(context)
        return context.new_page()

    yield new
    for context in opened:
        context.close()


def sign_in(page, who):
    page.get_by_role("link", name=signing_in.SIGN_IN).click()
    page.get_by_role("button", name=who, exact=True).first.click()


def ready(page):
    page.wait_for_selector(READY)
    page.wait_for_selector("h1")
    page.wait_for_selector(READY)


def figures(page):
    """Return every 'k van n' of the page, once it is drawn whole."""
    page.wait_for_selector(READY)
    page.wait_for_function(DRAWN)
    return set(re.findall(r"\d+ van \d+", page.inner_text("[data-testid=stMain]")))


def entries(dashboard):
    lines = [entry for file in dashboard.trail.glob("*") for entry in file.read_text().splitlines()]
    return [json.loads(line) for line in lines]


def test_an_analyst_comes_in_at_the_page_asked_for_is_logged_and_leaves(dashboard, reader):
    page = reader()
    answer = page.goto(f"{dashboard.server.url}/steunpunten?geslacht=vrouw")
    assert answer.status == 401
    assert page.get_by_role("heading", level=1).inner_text() == signing_in.ASKED.title
    sign_in(page, "anna")
    ready(page)
    assert page.url == f"{dashboard.server.url}/steunpunten?geslacht=vrouw"
    mark = page.locator(".pf-confidential")
    assert mark.inner_text() == signing_in.confidential("Anna de Vries <i>")
    assert page.locator("[data-testid=stAlert]").count() == 0
    last = entries(dashboard)[-1]
    assert last["who"] == "anna"
    assert last["page"] == "steunpunten"
    assert last["selection"] == {"geslacht": ["vrouw"]}
    assert last["policy"] == "analist"
    modes = {stat.S_IMODE(file.stat().st_mode) for file in dashboard.trail.glob("*")}
    assert modes == {0o600}
    copy = page.context.cookies()
    page.get_by_role("link", name=signing_in.SIGN_OUT).click()
    page.goto(f"{dashboard.server.url}/duur")
    assert page.get_by_role("heading", level=1).inner_text() == signing_in.ASKED.title
    # A copy of the cookie that somebody kept opens nothing any more.
    page.context.add_cookies(copy)
    assert page.goto(f"{dashboard.server.url}/duur").status == 401


def test_who_has_no_role_sees_nothing(dashboard, reader):
    page = reader()
    page.goto(f"{dashboard.server.url}/duur")
    sign_in(page, "niemand")
    page.get_by_text(signing_in.NO_ROLE.text).wait_for()
    assert page.get_by_role("link", name=signing_in.SIGN_OUT).is_visible()
    assert "niemand" not in {entry["who"] for entry in entries(dashboard)}


def test_many_groups_and_two_roles_at_once_share_no_result(dashboard, reader):
    analyst, steering = reader(), reader()
    analyst.goto(dashboard.server.url)
    sign_in(analyst, "velen")
    ready(analyst)
    size = sum(
        len(cookie["name"]) + len(cookie["value"]) + 3 for cookie in analyst.context.cookies()
    )
    assert size < MOST_COOKIES
    analyst.get_by_text(re.compile(r"\d+ van \d+")).first.wait_for()
    exact = figures(analyst)
    assert len(exact) > 2
    steering.goto(dashboard.server.url)
    sign_in(steering, "stuur")
    steering.wait_for_selector(READY)
    assert steering.locator(".pf-confidential").count() == 0
    assert figures(steering) & exact == set()
    assert steering.get_by_text("Uitgave van 26 november 2026").is_visible()
    assert entries(dashboard)[-1]["policy"] == "publicatie"
    # Nor does it become the other one's afterwards, or when the analyst asks for what is published.
    analyst.goto(f"{dashboard.server.url}/?als=publicatie")
    analyst.get_by_text(PREVIEW).wait_for()
    assert figures(analyst) & exact == set()
    assert analyst.locator(".pf-confidential").count() == 1
    assert analyst.get_by_text("Uitgave van").count() == 0
    steering.goto(f"{dashboard.server.url}/?als=publicatie")
    assert figures(steering) & exact == set()
    assert steering.get_by_text(PREVIEW).count() == 0
    analyst.goto(dashboard.server.url)
    analyst.get_by_text(re.compile(r"\d+ van \d+")).first.wait_for()
    assert figures(analyst) == exact


def test_a_steering_group_sees_the_edition_when_there_is_one(dashboard, reader):
    page, away = reader(), dashboard.edition.with_name("away")
    dashboard.edition.rename(away)
    page.goto(f"{dashboard.server.url}/duur")
    sign_in(page, "stuur")
    page.get_by_role("heading", name=NOTHING_YET.title).wait_for()
    ready(page)
    assert page.get_by_text(NOTHING_YET.text).is_visible()
    assert page.get_by_role("link", name=signing_in.SIGN_OUT).is_visible()
    assert page.locator("[data-testid=stMain] table").count() == 0
    away.rename(dashboard.edition)
    page.reload()
    ready(page)
    assert page.get_by_text("Uitgave van 26 november 2026").is_visible()
    assert page.get_by_role("heading", level=1).inner_text() != NOTHING_YET.title


def test_a_login_that_expires_ends_an_open_session(dashboard, reader):
    ends = int(time.time()) + 10
    short = {"name": "Koen Kort", "groups": ["analisten"], "exp": ends}
    change = Request(
        f"{dashboard.provider}/users/kort",
        json.dumps(short).encode(),
        {"content-type": "application/json"},
        method="PUT",
    )
    assert urlopen(change, timeout=10).status == 204
    page = reader()
    page.goto(f"{dashboard.server.url}/deelnemers")
    page.get_by_role("link", name=signing_in.SIGN_IN).click()
    page.get_by_placeholder("sub").fill("kort")
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_selector(".pf-confidential")
    # Nobody does anything; the page clears itself.
    page.get_by_text(signing_in.ENDED.title).wait_for(timeout=60_000)
    assert time.time() >= ends
    assert page.locator("[data-testid=stMain] table").count() == 0
    page.get_by_role("link", name=signing_in.SIGN_IN).click()
    assert page.get_by_role("heading", level=1).inner_text() == signing_in.ASKED.title
