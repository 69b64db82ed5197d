"""Every criterion and filter: chosen on the screen it stands in the address, and back again."""

import pytest

from perspectief.report.words import criteria, labels
from perspectief_core.cohort.selection import CRITERIA, FILTERS, Selection, to_query

CHOICES = {criterion.code: criterion.options[-1] for criterion in CRITERIA}
FILTER_CHOICES = {f.code: (f.options[-1],) for f in FILTERS if f.kind == "choices" and f.options}
FILTER_CHOICES |= {"steunpunt": ("utrecht",), "leeftijd": (18, 21), "uitstroom": True}
EVERY = CHOICES | FILTER_CHOICES


def test_every_criterion_and_filter_is_tried():
    assert set(EVERY) == {item.code for item in (*CRITERIA, *FILTERS)}


@pytest.mark.parametrize("typology", ["6", "4", "2"])
def test_a_link_gives_every_choice_and_keeps_its_address(contexts, server, typology):
    """One by one they are followed in `tests/screen/test_address.py`."""
    others = {f"werkwijze_{other}" for other in ("6", "4", "2") if other != typology}
    chosen = {code: value for code, value in EVERY.items() if code not in others}
    query = to_query(Selection().only(**chosen))
    assert set(query) == set(chosen)
    path = "/?" + "&".join(f"{code}={value}" for code, value in query.items())
    with contexts.open(server, path) as visit:
        page = visit.page
        filters = len(chosen) - len(CHOICES)
        for count in (f"{len(CHOICES)} anders dan het rapport", f"{filters} gekozen"):
            assert page.get_by_test_id("stSidebar").get_by_text(count).is_visible()
        assert page.url == f"{server.url}{path}"
        assert page.get_by_test_id("stAlert").count() == 0


def test_a_bad_value_is_named_and_the_default_shown(contexts, server):
    with contexts.open(server, "/?geslacht=onzin&peildatum=2010-10-01") as visit:
        page = visit.page
        notice = page.get_by_test_id("stAlert")
        assert criteria.name("geslacht").lower() in notice.inner_text().lower()
        assert "onzin" not in notice.inner_text()
        assert page.url == f"{server.url}/?peildatum=2010-10-01"


@pytest.fixture(scope="module")
def opened(contexts, server):
    with contexts.open(server, "/") as visit:
        visit.open_panel("Wie tellen we mee ·")
        visit.open_panel("Filters ·")
        yield visit


@pytest.fixture
def screen(opened):
    yield opened
    # A field that loses focus by the click can shift the button away from under it.
    opened.page.evaluate("() => document.activeElement.blur()")
    button = opened.page.get_by_role("button", name="Alles terug naar het rapport")
    if button.count():
        button.click()
        opened.wait_for_address("/")


def choose(screen, label, option):
    page = screen.page
    box = page.get_by_test_id("stSidebar").get_by_role("combobox", name=label, exact=True)
    # An open list closes when the sidebar scrolls, so scroll first and wait until it has.
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(250)
    box.click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


@pytest.mark.parametrize("code", CHOICES)
def test_a_criterion_chosen_on_the_screen_stands_in_the_address(screen, code):
    choose(screen, criteria.name(code), criteria.option(code, CHOICES[code]))
    screen.wait_for_address(f"/?{code}={CHOICES[code]}")


@pytest.mark.parametrize(
    "code", [f.code for f in FILTERS if f.kind == "choices" and "werkwijze" not in f.code]
)
def test_a_filter_chosen_on_the_screen_stands_in_the_address(screen, code):
    value = EVERY[code][0]
    choose(screen, criteria.name(code), criteria.option(code, value))
    screen.wait_for_address(f"/?{code}={value}")


@pytest.mark.parametrize("typology", ["4", "2", "6"])
def test_a_werkwijze_chosen_on_the_screen_stands_in_the_address(screen, typology):
    code = f"werkwijze_{typology}"
    value = EVERY[code][0]
    choose(screen, "Indeling van de werkwijzen", labels.TYPOLOGY[typology])
    choose(screen, criteria.name(code), criteria.option(code, value))
    screen.wait_for_address(f"/?{code}={value}")


def test_an_age_chosen_on_the_screen_stands_in_the_address(screen):
    screen.page.get_by_role("slider").first.press("ArrowRight")
    screen.wait_for_address("/?leeftijd=13.60")


def test_a_flag_chosen_on_the_screen_stands_in_the_address(screen):
    screen.page.get_by_test_id("stSidebar").get_by_text(criteria.name("uitstroom")).click()
    screen.wait_for_address("/?uitstroom=true")
