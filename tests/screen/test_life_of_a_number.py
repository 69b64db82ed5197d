"""How many rooms one number passes between the Parquet file and the browser, traced per page.

A room is a package, or a module that stands alone. A number passes it when one of its functions
hands it on to another room: returns the persons behind it, counts of them, the result or a part of
it, the block, or a text with a figure in it. The page asks and the screen draws: those two always
count. What the browser gets is what Streamlit was handed: HTML, and the JSON of a chart.
"""

import json
import sys
from dataclasses import fields, is_dataclass
from html import unescape
from unittest.mock import patch

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from streamlit.navigation.page import StreamlitPage

from perspectief.report.block import strips
from perspectief.report.block.blocks import Block, Picture
from perspectief.report.block.reported import Reported
from perspectief.report.block.tables import Table
from perspectief.report.deelnemers import origin
from perspectief.report.duur import hundred
from perspectief.report.gevoeligheid import curve_block
from perspectief.report.naast_elkaar import beside as naast
from perspectief.report.overzicht import outcomes as overzicht
from perspectief.report.samenhang import choices, tree_block
from perspectief.report.steunpunt import one_steunpunt
from perspectief.report.steunpunten import funnel_block
from perspectief.report.verantwoording import audit as rapport
from perspectief.report.vergelijking import doubts
from perspectief.report.werkwijzen import types
from perspectief.report.words import formats
from perspectief.screen import session, show
from perspectief.screen.remembering import Memory
from perspectief_core import audit
from perspectief_core.associations import screening
from perspectief_core.beside import beside
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison import comparing
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure.protecting import Protected, published_result
from perspectief_core.durations import curves
from perspectief_core.people import outcomes, participants
from perspectief_core.published import counts, records
from perspectief_core.sensitivity import curve
from perspectief_core.sensitivity.combinations import Combinations
from perspectief_core.steunpunten import funnel, profile, werkwijzen
from tests.places import SHIPPED
from tests.screen.pages import html, open_page

MOST = 12
PERMIT = "verblijfsvergunning"
PRINTED = published_result(counts.origins())
REPORT = Reported(published_result(records.figures()))
CARRIERS = (Extract, Cohort, Combinations, pd.DataFrame, Block, Picture, Table, go.Figure)


def tree(view):
    asked = [choice.default for choice in choices.QUESTION]
    settings = {choice.code: choice.default for choice in choices.SETTINGS}
    return view.ask(screening.tree, choices.question(asked, settings, Selection()))


def compared(view):
    chosen = comparing.ComparisonOptions()
    return view.ask_extract(comparing.compare_selection, view.selection, chosen)


MAIN = {
    "overzicht": (
        lambda view: view.ask(outcomes.distribution),
        lambda view, answer: view.block(overzicht.outcome_block, answer),
    ),
    "deelnemers": (
        lambda view: view.ask(participants.origin_by_sex),
        lambda view, answer: view.block(origin.origin_block, answer, PRINTED, REPORT),
    ),
    "steunpunten": (
        lambda view: view.ask(funnel.funnel, PERMIT),
        lambda view, answer: view.block(funnel_block.funnel_block, answer, view.names),
    ),
    "steunpunt": (
        lambda view: view.ask(profile.profile, "almelo"),
        lambda view, answer: view.block(one_steunpunt.outcomes_block, answer, "Almelo"),
    ),
    "naast_elkaar": (
        lambda view: view.ask(beside.beside, "uitkomsten", ("utrecht", "zwolle")),
        lambda view, answer: view.block(naast.beside_block, answer, view.names),
    ),
    "werkwijzen": (
        lambda view: view.ask(werkwijzen.by_type, "6", PERMIT),
        lambda view, answer: view.block(types.types_block, answer, view.names),
    ),
    "vergelijking": (
        compared,
        lambda view, answer: view.block(doubts.shares_block, answer.value, answer),
    ),
    "duur": (
        lambda view: view.ask(curves.curves, True),
        lambda view, answer: view.block(
            hundred.hundred_block, answer, view.ask(curves.curves, False)
        ),
    ),
    "samenhang": (tree, lambda view, answer: view.block(tree_block.tree_block, answer)),
    "gevoeligheid": (
        lambda view: view.ask_choices(curve.curve, PERMIT, "all"),
        lambda view, answer: view.block(curve_block.curve_block, answer, "", None),
    ),
    "verantwoording": (
        lambda view: view.ask_extract(audit.audit),
        lambda view, answer: view.block(rapport.summary_block, answer),
    ),
}
"""The main question of each page that has one, and the block of its answer."""


def parts_of(value):
    """Return the types that a result is made of."""
    if isinstance(value, Protected):
        return {Protected} | parts_of(value.value)
    if is_dataclass(value):
        return {type(value)}.union(*(parts_of(getattr(value, f.name)) for f in fields(value)))
    if isinstance(value, dict):
        value = tuple(value.values())
    return set().union(*map(parts_of, value)) if isinstance(value, (tuple, list)) else set()


def hands_on(module, value, kinds):
    if isinstance(value, (tuple, list)):
        return any(hands_on(module, part, kinds) for part in value)
    if isinstance(value, str):
        return not module.startswith("perspectief_core") and any(map(str.isdigit, value))
    if isinstance(value, (pd.Series, np.ndarray)):
        # Yes or no per person decides who is counted; it is no number on its way.
        return not pd.api.types.is_bool_dtype(value.dtype)
    return isinstance(value, kinds)


def traced(name, run, kinds):
    """Return the modules that hand on something of these kinds while `run` runs as a page.

    And what the browser gets then.
    """
    passed = set()

    def look(frame, event, returned):
        module = frame.f_globals.get("__name__", "")
        new = module.startswith("perspectief") and module not in passed
        asker = frame.f_back.f_globals.get("__name__", "") if frame.f_back else ""
        leaves = event == "return" and new and room(asker) != room(module)
        if leaves and hands_on(module, returned, kinds):
            passed.add(module)

    def looked_at(_):
        sys.setprofile(look)
        try:
            run()
        finally:
            sys.setprofile(None)

    with patch.object(StreamlitPage, "run", looked_at):
        app = open_page(name)
    assert not app.exception
    return passed, app


def room(module):
    return module.rsplit(".", 1)[0] if module.count(".") > 1 else module


def arrives(block, app):
    """Tell whether the browser gets the sentence of a figure and its picture."""
    sent = unescape(html(app))
    assert block.sentence.replace(" %", f"{formats.NBSP}%") in sent
    if isinstance(block.picture.content, go.Figure):
        (chart,) = app.get("plotly_chart")
        return len(json.loads(chart.proto.spec)["data"]) == len(block.picture.content.data)
    return str(block.picture.content) in html(app)


@pytest.mark.parametrize("page", MAIN)
def test_a_number_passes_few_rooms(page, monkeypatch):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    # The range under other choices is a number of its own.
    monkeypatch.setattr(strips, "with_strip", lambda block, _: block)
    ask, build = MAIN[page]
    kinds = tuple(parts_of(ask(session.whole())) - {Selection} | set(CARRIERS))
    made = []

    def from_file_to_browser():
        # The router has looked at the file already.
        for memory in vars(session).values():
            if isinstance(memory, Memory):
                memory.clear()
        view = session.whole()
        session.open_view(view)
        made.append(build(view, ask(view)))
        show.block(made[0])

    modules, app = traced(page, from_file_to_browser, kinds)
    assert arrives(made[0], app)
    rooms = {"pages", "perspectief.screen"} | {room(module) for module in modules}
    assert {"perspectief_core.data", "perspectief_core.disclosure"} < rooms
    assert len(rooms) <= MOST, sorted(rooms)
