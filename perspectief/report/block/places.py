"""Cells and addresses that lead to the page of a steunpunt."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, urlencode

from perspectief.report.block.tables import Link
from perspectief_core.cohort.selection import Selection, to_query
from perspectief_core.disclosure.protecting import Protected


def ways(result: Protected[Any]) -> Callable[[str, str], Link]:
    """Return what makes `to_one` of a code and a name, for many steunpunten of one result."""
    others = _others(result.provenance.selection)
    return lambda code, name: Link(name, f"steunpunt?{others}{_own(code)}")


def to_one(code: str, result: Protected[Any], name: str) -> Link:
    """Return a cell that leads to the page of a steunpunt, with the other filters as they are."""
    return ways(result)(code, name)


def address_of(code: str, result: Protected[Any]) -> str:
    """Return the address of the page of a steunpunt, with the selection of a result."""
    return f"steunpunt?{_others(result.provenance.selection)}{_own(code)}"


@lru_cache(maxsize=8192)
def _own(code: str) -> str:
    """Return the choice of a steunpunt as the address writes it."""
    return f"punt={quote_plus(code)}"


@lru_cache(maxsize=64)
def _others(selection: Selection) -> str:
    """Return a selection without its steunpunten as the address writes it, before more."""
    query = urlencode(to_query(selection.only(steunpunt=())))
    return f"{query}&" if query else ""
