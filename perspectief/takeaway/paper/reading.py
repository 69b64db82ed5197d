"""Runs the script of a page on paper, and gives its figures.

A page is a script that asks, builds and shows, because that is what Streamlit runs. So that a file
holds what the screen shows, whatever a page becomes, the same script runs here; only what it takes
from the screen is replaced.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from types import CodeType

from perspectief import SITE
from perspectief.report.block.blocks import Block
from perspectief.report.block.view import View
from perspectief.takeaway.paper.sheet import EnoughError, Figure, Item, Sheet
from perspectief.takeaway.paper.view import Session

_SCREEN = "perspectief.screen"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page, seen from which address of the dashboard, with which of its choices."""

    page: str
    site: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds, and the codes of its choices."""

    items: tuple[Item, ...]
    known: frozenset[str]


class NoFigureError(Exception):
    """The page has no such figure, with these people and choices."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet.page)
        self.found = tuple(dict.fromkeys(figure.block.key for figure in sheet.figures))
        self.missing, self.empty = tuple(sheet.missing), sheet.empty
        self.held = tuple(sheet.held)


class IdleChoiceError(Exception):
    """A choice that was asked for changes nothing in the figure."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Access:
    """Whoever runs the command has the files: the policy is what guards."""

    def guard(self) -> None:
        """Let the page begin."""


def figure(view: View, asked: Asked, key: str | None = None) -> Figure:
    """Return one figure of a page: the one with this key, or the first.

    Raises
    ------
    NoFigureError
        When there is none.
    BadChoiceError, IdleChoiceError
        When a choice of the page cannot have this value, or has no bearing on the figure.
    """

    def wanted(block: Block) -> bool:
        return key in (None, block.key)

    sheet = _drawn(view, asked, wanted)
    if not sheet.figures or not wanted(sheet.figures[-1].block):
        raise NoFigureError(sheet)
    idle = [code for code in asked.choices if code not in sheet.known]
    if idle:
        raise IdleChoiceError(idle[0])
    return sheet.figures[-1]


def layer_of(view: View, asked: Asked, key: str) -> str:
    """Return the key of the layer that a figure of a page is in; none when it is in none."""
    sheet = _drawn(view, asked, lambda block: block.key == key)
    return next((drawn.layer for drawn in sheet.figures if drawn.block.key == key), "")


def opened(view: View, asked: Asked) -> Sheet:
    """Return a page as it opens, with what stands in no layer: its figures, and what is withheld.

    Raises
    ------
    BadChoiceError
        When a choice of the page cannot have this value.
    """
    return _drawn(view, asked, lambda _: False, layers=False)


def page(view: View, asked: Asked) -> Page:
    """Return all that a page holds, in its order: figures, what is withheld, and what it says."""
    sheet = _drawn(view, asked, lambda _: False)
    return Page(tuple(sheet.items), frozenset(sheet.known))


def _drawn(
    view: View, asked: Asked, wanted: Callable[[Block], bool], *, layers: bool = True
) -> Sheet:
    session = Session(view)
    sheet = Sheet(
        session=session,
        page=asked.page,
        site=asked.site,
        choices=asked.choices,
        wanted=wanted,
        layers=layers,
    )
    names = {"session": session, "show": sheet, "access": _Access()}
    with suppress(EnoughError):
        exec(_script(asked.page), names)
    return sheet


@cache
def _script(page: str) -> CodeType:
    """Return the script of a page without what it imports of the screen."""
    path = SITE / "pages" / f"{page}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if not _takes_screen(node)]
    return compile(tree, str(path), "exec")


def _takes_screen(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == _SCREEN
