"""Who may see what. `guard()` is the first line of every page.

Under policy `open` everyone may see everything that passes the gate; what the guard holds off is a
page that runs without the router, so without selection, badge and policy.
"""

from __future__ import annotations

import streamlit as st

from perspectief.screen import session


def guard() -> None:
    """Stop the page unless the router has opened a view."""
    if not session.has_view():
        st.error("Open deze pagina via het menu.")
        st.stop()
