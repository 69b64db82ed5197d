"""Draws the button that gives a factsheet: what is on the page, on two pages of paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from perspectief.report.block.blocks import Block
from perspectief.report.block.withheld import WithheldBlock
from perspectief.screen import address, session
from perspectief.takeaway.document import factsheet as sheets
from perspectief.takeaway.occasion import plain
from perspectief_core.disclosure.protecting import Provenance

LABEL = "Factsheet van twee pagina's (PDF)"


def factsheet(
    name: str, finding: str, shown: Sequence[Block | WithheldBlock], provenance: Provenance
) -> None:
    """Draw the button with the factsheet of a steunpunt; none for what stays on the screen.

    Parameters
    ----------
    name, finding : str
    shown : sequence of figures
        All of the page; the factsheet is made of them, on the click.
    provenance : Provenance
        Of what was counted.
    """
    if provenance.policy == "analist":
        return
    link = address.link(session.view().asked)
    given = sheets.of_steunpunt(name, finding, tuple(shown), provenance, link)
    day = date.today()
    mark = "NAGEMAAKT_" if provenance.kind == "synthetic" else ""
    st.download_button(
        LABEL,
        data=partial(sheets.to_pdf, given, day),
        file_name=f"{mark}perspectief_factsheet_{plain(name)}_{plain(day.isoformat())}.pdf",
        mime="application/pdf",
        on_click="ignore",
        key="factsheet",
    )
