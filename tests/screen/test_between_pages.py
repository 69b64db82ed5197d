"""What a page shows depends on its address only: for every two pages, from the one to the other."""

from __future__ import annotations

from itertools import pairwise
from math import gcd

import pytest
from streamlit.testing.v1 import AppTest

from tests.places import SHIPPED
from tests.screen.pages import PAGES, ROUTER, html, open_page

SELECTED = {"geslacht": "vrouw"}
PANELS = ("lezen", "definitie")


pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture(scope="module")
def cold() -> dict[str, tuple[str, dict[str, list[str]]]]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
        return {page: shown(open_page(page, SELECTED)) for page in PAGES}


def shown(app: AppTest) -> tuple[str, dict[str, list[str]]]:
    given = {
        code: [value] if isinstance(value, str) else value
        for code, value in app.query_params.items()
    }
    return html(app), given


def go(app: AppTest, page: str) -> None:
    """Choose a page in the menu, which opens its bare address."""
    app.query_params.clear()
    app.switch_page(f"../../pages/{page}.py").run()


def choose_everything(app: AppTest) -> None:
    """Change every choice of the page, and open a panel of every figure."""
    for box in app.main.selectbox:
        box.set_value(next(option for option in reversed(box.options) if option != box.value))
    for group in app.main.button_group:
        group.set_value(PANELS[0] if group.value != PANELS[0] else PANELS[1])
    app.run()
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("step", range(1, len(PAGES)))
def test_a_page_opens_the_same_whatever_was_chosen_on_the_page_before(
    step: int, cold: dict[str, tuple[str, dict[str, list[str]]]]
) -> None:
    for round_ in rounds(step):
        app = open_page(PAGES[round_[0]], SELECTED)
        for at in round_[1:]:
            choose_everything(app)
            go(app, PAGES[at])
            assert shown(app) == cold[PAGES[at]], PAGES[at]


def rounds(step: int) -> list[list[int]]:
    """Return the rounds that with this step together pass every page, each back where it began."""
    count = len(PAGES)
    apart = gcd(step, count)
    return [
        [(start + at * step) % count for at in range(count // apart + 1)] for start in range(apart)
    ]


def test_the_rounds_pass_all_pairs() -> None:
    count = len(PAGES)
    pairs = {
        pair for step in range(1, count) for round_ in rounds(step) for pair in pairwise(round_)
    }
    assert len(pairs) == count * (count - 1)


def test_a_link_with_a_choice_gives_that_choice_also_after_another_page() -> None:
    app = open_page("steunpunten", {"uitkomst": "mob"})
    go(app, "duur")
    app.query_params["uitkomst"] = "mob"
    app.switch_page("../../pages/steunpunten.py").run()
    assert shown(app) == shown(open_page("steunpunten", {"uitkomst": "mob"}))


def test_the_same_parameter_twice_holds_both() -> None:
    app = AppTest.from_file(str(ROUTER), default_timeout=60)
    app.query_params["geslacht"] = ["vrouw", "man"]
    app.run()
    assert not app.warning
    assert shown(app) == shown(open_page("overzicht", {"geslacht": "vrouw.man"}))


@pytest.mark.parametrize(
    ("page", "code", "values"),
    [
        ("overzicht", "peildatum", ["2010-10-01", "2011-04-01"]),
        ("overzicht", "leeftijd", ["18.21", "22.24"]),
        ("steunpunten", "uitkomst", ["mob", "terugkeer"]),
    ],
)
def test_two_values_where_there_can_be_one_are_said_to_be_wrong(
    page: str, code: str, values: list[str]
) -> None:
    app = AppTest.from_file(str(ROUTER), default_timeout=60)
    app.run()
    app.query_params[code] = values
    app.switch_page(f"../../pages/{page}.py").run()
    assert len(app.warning) == 1
    app.run()
    assert code not in app.query_params
