"""The stylesheet: one palette with the theme, every variable known, nothing from elsewhere."""

import re
import tomllib

import pytest

from perspectief.report.drawing.palette import DARK, LIGHT
from perspectief.report.words import shell
from perspectief.screen import style
from tests.places import ROOT


@pytest.fixture(scope="module")
def theme():
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]


@pytest.mark.parametrize(("name", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_the_theme_has_the_colours_of_the_palette(theme, name, palette):
    section = theme[name]
    assert section["backgroundColor"] == palette.background
    assert section["secondaryBackgroundColor"] == palette.panel
    assert section["textColor"] == palette.ink
    assert section["borderColor"] == palette.line
    assert section["primaryColor"] == palette.categories[0]
    assert tuple(section["chartCategoricalColors"]) == palette.categories
    assert section["sidebar"]["backgroundColor"] == palette.panel


def test_every_variable_that_is_used_exists():
    used = set(re.findall(r"var\((--pf-[a-z0-9-]+)\)", style.SHEET))
    made = set(re.findall(r"(--pf-[a-z0-9-]+):", style.SHEET))
    assert used <= made


def test_nothing_is_fetched_from_elsewhere():
    assert "url(" not in style.SHEET
    assert "@import" not in style.SHEET


def test_braces_balance():
    assert style.SHEET.count("{") == style.SHEET.count("}")


def test_each_group_stands_above_its_first_page():
    first = 1
    for group, pages in shell.MENU.items():
        assert f'li:nth-child({first})::before {{ content: "{group}"; }}' in style.SHEET
        first += len(pages)


def test_texts_are_escaped():
    badge = style.badge("<b>")
    assert badge.startswith("<p class='pf-badge'><a href='verantwoording?")
    assert ">&lt;b&gt;</a>" in badge


def test_search_is_on_every_screen_whatever_the_data_are():
    for text in ("nagemaakt", ""):
        assert "href='verantwoording?onderdeel=zoeken'" in style.badge(text)
