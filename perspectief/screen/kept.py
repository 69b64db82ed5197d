"""What the screen itself keeps of a session from run to run, beside what widgets hold.

It is one entry: Streamlit goes through all entries at every run, and a look at one costs as much as
a dozen at a dictionary.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

_KEPT = "_kept"


def kept() -> dict[str, Any]:
    """Return what is kept of this session, to read and to change."""
    state = st.session_state
    if _KEPT not in state:
        state[_KEPT] = {}
    own: dict[str, Any] = state[_KEPT]
    return own
