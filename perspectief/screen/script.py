"""The small script beside Streamlit's own: what its pages cannot be told from Python.

Served as a file and linked from the shell page, like the stylesheet: the security policy allows no
script that stands in the page.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import streamlit as st

from perspectief.report.words import door, shell
from perspectief.takeaway.story import assets

PATH = "/perspectief.js"
DRAWERS = Path(st.__file__).parent / "static" / "static" / "js"
FETCHED = ("Html", "Selectbox", "PageLink", "ButtonGroup")
"""What Streamlit fetches when it draws the first of a kind; until then that has another height."""
ENGLISH_TITLE = "Connection error"
"""Of Streamlit's window when the server does not answer."""


def _script() -> str:
    words = {
        "english": ENGLISH_TITLE,
        "title": door.DISCONNECTED.title,
        "text": door.DISCONNECTED.text,
        "close": door.CLOSE,
        "busy": shell.BUSY,
    }
    rules = (Path(__file__).parent / "static" / "perspectief.js").read_text(encoding="utf-8")
    drawers = "\n".join(f'import("./static/js/{name}");' for name in _drawers())
    return f"const WORDS = {json.dumps(words)};\n{drawers}\n\n{assets.SCRIPT}\n{rules}"


def _drawers() -> list[str]:
    """Return the files that draw what every page has; each has a sign of its version in its name.

    Raises
    ------
    ValueError
        When there is not one for a kind: a new Streamlit has others.
    """
    files = {kind: [file.name for file in DRAWERS.glob(f"{kind}.*.js")] for kind in FETCHED}
    for kind, names in files.items():
        if len(names) != 1:
            raise ValueError(f"what draws {kind}: expected one file, found {len(names)}")
    return [name for names in files.values() for name in names]


SCRIPT = _script()
VERSION = hashlib.sha256(SCRIPT.encode()).hexdigest()[:12]
