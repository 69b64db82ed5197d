"""Writes down which parts every page has as it opens: `python -m tests.parts`.

The list at the top of a page stands there before the page is made. `tests/screen/test_contents.py`
holds the file to the pages.
"""

from __future__ import annotations

import json
import logging

from perspectief.report.words import shell
from perspectief.screen import contents
from tests.screen.pages import open_page

ADDRESSES: dict[str, dict[str, str]] = {"open": {}, "publicatie": {"als": "publicatie"}}
"""By policy, the address that opens a page for everyone."""


def parts(page: str, policy: str) -> list[list[str]]:
    """Return the headings and anchors of the parts of a page, as it opens."""
    app = open_page(page, ADDRESSES[policy])
    return [[one.title, one.anchor] for one in app.session_state["_kept"]["_contents_before"]]


def main() -> None:
    """Write the file."""
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    names = [entry.name for entry in shell.PAGES]
    known = {policy: {page: parts(page, policy) for page in names} for policy in ADDRESSES}
    text = json.dumps(known, ensure_ascii=False, indent=1)
    contents.PARTS.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
