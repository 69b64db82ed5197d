"""The stylesheet of the HTML parts, and the small pieces of HTML that the shell itself shows.

The sheet is served as a file beside Streamlit's own and linked from the shell page: it costs
nothing per run, and the page is never seen without it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from markupsafe import Markup

from perspectief.report.drawing.palette import DARK, LIGHT
from perspectief.report.words import shell
from perspectief.report.words.markup import tag

PATH = "/perspectief.css"


def _both(light: str, dark: str) -> str:
    return f"light-dark({light}, {dark})"


def _variables() -> str:
    """Return the palette as CSS variables that follow the theme by themselves."""
    values = {
        "paper": _both(LIGHT.background, DARK.background),
        "panel": _both(LIGHT.panel, DARK.panel),
        "ink": _both(LIGHT.ink, DARK.ink),
        "muted": _both(LIGHT.muted, DARK.muted),
        "line": _both(LIGHT.line, DARK.line),
        # Thin rules between table rows separate nothing that a reader must be able to see.
        "rule": _both("#d5dae0", "#39424c"),
        "focus": _both(LIGHT.categories[0], DARK.categories[0]),
    }
    pairs = zip(LIGHT.categories, DARK.categories, strict=True)
    values |= {f"c{i}": _both(*pair) for i, pair in enumerate(pairs, start=1)}
    inks = zip(LIGHT.on_categories, DARK.on_categories, strict=True)
    values |= {f"on-c{i}": _both(*pair) for i, pair in enumerate(inks, start=1)}
    return "\n".join(f"  --pf-{name}: {value};" for name, value in values.items())


def _categories() -> str:
    return "\n".join(
        f".pf-c{i} {{ background: var(--pf-c{i}); color: var(--pf-on-c{i}); }}"
        for i in range(1, len(LIGHT.categories) + 1)
    )


def _menu_groups() -> str:
    """Return rules that write each group's name above its first page in the menu."""
    rules = []
    first = 1
    for group, pages in shell.MENU.items():
        item = f'[data-testid="stSidebarNavItems"] > li:nth-child({first})'
        rules.append(f'{item}::before {{ content: "{group}"; }}')
        first += len(pages)
    return "\n".join(rules)


def _sheet() -> str:
    rules = (Path(__file__).parent / "static" / "perspectief.css").read_text(encoding="utf-8")
    # A variable is resolved where it is used, so these may stand on the root for print too.
    return f":root {{\n{_variables()}\n}}\n{_categories()}\n{_menu_groups()}\n{rules}"


SHEET = _sheet()
VERSION = hashlib.sha256(SHEET.encode()).hexdigest()[:12]


def badge(text: str) -> Markup:
    """Return what stands on every screen: what kind of data this is, and where one can search."""
    search = tag("a", shell.SEARCH_LABEL, href=shell.SEARCH, target="_self")
    if not text:
        return tag("p", search, class_="pf-badge pf-plain")
    link = tag("a", text, href=shell.HOW_REAL, target="_self")
    return tag("p", link, " · ", search, class_="pf-badge")
