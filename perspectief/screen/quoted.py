"""The citation by whose link a page was opened: it opens the layer that its figure is in.

Which layer that is, only the page knows, and a closed layer does not run. So when the page did not
show the figure, its script runs on paper until it does; the next run opens that layer.
"""

from __future__ import annotations

import streamlit as st

from perspectief.report.block import cited
from perspectief.report.block.cited import Cited
from perspectief.screen import address, session

_SHOWN, _LAYER = "geciteerd_", "geciteerde_laag_"


def asked() -> Cited | None:
    """Return the citation that the address names; None when it names none."""
    return cited.read(address.given(cited.PARAMETER))


def shown(figure: str, link: str) -> str:
    """Return the address at which the cited figure was first shown: this one, when it was not."""
    return str(st.session_state.setdefault(address.own(_SHOWN + figure), link))


def opens(layer: str) -> bool:
    """Tell, once, whether a layer is to be opened for the figure of the citation."""
    citation, state = asked(), st.session_state
    if citation is None or state.get(_LAYER + citation.figure) != layer:
        return False
    state[_LAYER + citation.figure] = ""
    return True


def find(page: str) -> None:
    """Draw the page once more when the figure of the citation is in a layer that is closed."""
    citation, state = asked(), st.session_state
    if citation is None or _SHOWN + citation.figure in state or _LAYER + citation.figure in state:
        return
    # Loaded by who comes by a citation.
    from perspectief.takeaway.paper import reading

    view = session.asked_view()
    here = reading.Asked(page, "", address.chosen_here())
    layer = reading.layer_of(view, here, citation.figure)
    state[address.own(_LAYER + citation.figure)] = layer
    if layer:
        st.rerun()
