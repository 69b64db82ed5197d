"""The script and the style of slides, on a page of the dashboard and in a file."""

from __future__ import annotations

from pathlib import Path

_STATIC = Path(__file__).parent / "static"
SCRIPT = (_STATIC / "story.js").read_text(encoding="utf-8")
SHEET = (_STATIC / "story.css").read_text(encoding="utf-8")
