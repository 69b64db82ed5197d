"""The small script beside Streamlit's own: what its pages cannot be told from Python.

Served as a file and linked from the shell page, like the stylesheet: the security policy allows no
script that stands in the page.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from perspectief.report.words import door
from perspectief.takeaway.story.assets import SCRIPT as SLIDES

PATH = "/perspectief.js"
ENGLISH_TITLE = "Connection error"
"""Of Streamlit's window when the server does not answer."""


def _script() -> str:
    words = {
        "english": ENGLISH_TITLE,
        "title": door.DISCONNECTED.title,
        "text": door.DISCONNECTED.text,
        "close": door.CLOSE,
    }
    rules = (Path(__file__).parent / "static" / "perspectief.js").read_text(encoding="utf-8")
    return f"const WORDS = {json.dumps(words)};\n\n{SLIDES}\n{rules}"


SCRIPT = _script()
VERSION = hashlib.sha256(SCRIPT.encode()).hexdigest()[:12]
