"""What people use: words, pictures, screens, extracts and commands over `perspectief_core`."""

from pathlib import Path

_INSTALLED = Path(__file__).with_name("site")

SITE = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[1]
"""Folder of `app.py`, `pages/` and `.streamlit/`: what a wheel carries of them, or the checkout."""
