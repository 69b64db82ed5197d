"""The stylesheet of the HTML parts, and the small pieces of HTML that the shell itself shows.

The sheet is served as a file beside Streamlit's own and linked from the shell page: it costs
nothing per run, and the page is never seen without it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from markupsafe import Markup

from perspectief.report.drawing.variables import categories, variables
from perspectief.report.words import shell
from perspectief.report.words.markup import tag
from perspectief.takeaway.story import assets

PATH = "/perspectief.css"


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
    return f":root {{\n{variables()}\n}}\n{categories()}\n{_menu_groups()}\n{rules}\n{assets.SHEET}"


SHEET = _sheet()
VERSION = hashlib.sha256(SHEET.encode()).hexdigest()[:12]


def badge(text: str) -> Markup:
    """Return what stands on every screen: what kind of data this is, and where one can search."""
    search = tag("a", shell.SEARCH_LABEL, href=shell.SEARCH, target="_self")
    if not text:
        return tag("p", search, class_="pf-badge pf-plain")
    link = tag("a", text, href=shell.HOW_REAL, target="_self")
    return tag("p", link, " · ", search, class_="pf-badge")
