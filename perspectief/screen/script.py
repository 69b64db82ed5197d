"""The small script beside Streamlit's own: no letter keys for developers, Dutch in its windows.

Served as a file and linked from the shell page, like the stylesheet: the security policy allows no
script that stands in the page.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from perspectief.report.words import door

PATH = "/perspectief.js"
CONNECTION_ERROR = "Connection error"
"""Title of Streamlit's window when the server does not answer."""


def _script() -> str:
    lost = {
        "english": CONNECTION_ERROR,
        "title": door.DISCONNECTED.title,
        "text": door.DISCONNECTED.text,
    }
    words = f"const PF_LOST = {json.dumps(lost)};\nconst PF_WORDS = {json.dumps(door.STREAMLIT)};\n"
    rules = (Path(__file__).parent / "static" / "perspectief.js").read_text(encoding="utf-8")
    return words + rules


SCRIPT = _script()
VERSION = hashlib.sha256(SCRIPT.encode()).hexdigest()[:12]
