"""One choice that a page offers, as its select box, address and links use it."""

from __future__ import annotations

from typing import NamedTuple


class Choice(NamedTuple):
    """One choice: label, code in the address, options (code to name) and the report's option."""

    label: str
    code: str
    options: dict[str, str]
    default: str
