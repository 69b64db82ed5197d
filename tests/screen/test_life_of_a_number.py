"""How many rooms one number passes between the Parquet file and the screen, traced per page.

A room is a package, or a module that stands alone. A number passes it when one of its functions
hands it on: returns the persons behind it, counts of them, the result or a part of it, or the block
or a text with a figure in it. The page asks and the screen draws: those two always count.
"""

import sys
from dataclasses import fields, is_dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from perspectief.report.block.blocks import Block, Picture
from perspectief.report.block.reported import Reported
from perspectief.report.block.tables import Table
from perspectief.report.deelnemers import origin
from perspectief.report.duur import hundred
from perspectief.report.gevoeligheid import curve_block
from perspectief.report.naast_elkaar import beside as naast
from perspectief.report.overzicht import outcomes as overzicht
from perspectief.report.samenhang import choices, tree_block
from perspectief.report.steunpunt import profile
from perspectief.report.steunpunten import funnel_block
from perspectief.report.verantwoording import audit as rapport
from perspectief.report.vergelijking import doubts
from perspectief.report.werkwijzen import types
from perspectief.screen import session
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
from perspectief_core.steunpunten import funnel, profile as profiles, werkwijzen
from tests.places import SHIPPED

MOST = 12
# Its number is how many of all published figures agree, so it passes nearly every question.
MORE = {"verantwoording": 16}
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
        lambda view, answer: session.made(overzicht.outcome_block, answer),
    ),
    "deelnemers": (
        lambda view: view.ask(participants.origin_by_sex),
        lambda view, answer: session.made(origin.origin_block, answer, PRINTED, REPORT),
    ),
    "steunpunten": (
        lambda view: view.ask(funnel.funnel, PERMIT),
        lambda view, answer: session.made(funnel_block.funnel_block, answer, view.names),
    ),
    "steunpunt": (
        lambda view: view.ask(profiles.profile, "almelo"),
        lambda view, answer: session.made(profile.outcomes_block, answer, "Almelo"),
    ),
    "naast_elkaar": (
        lambda view: view.ask(beside.beside, "uitkomsten", ("utrecht", "zwolle")),
        lambda view, answer: session.made(naast.beside_block, answer, view.names),
    ),
    "werkwijzen": (
        lambda view: view.ask(werkwijzen.by_type, "6", PERMIT),
        lambda view, answer: session.made(types.types_block, answer, view.names),
    ),
    "vergelijking": (
        compared,
        lambda view, answer: session.made(doubts.shares_block, answer.value, answer, computed=True),
    ),
    "duur": (
        lambda view: view.ask(curves.curves, True),
        lambda view, answer: session.made(
            hundred.hundred_block, answer, view.ask(curves.curves, False)
        ),
    ),
    "samenhang": (tree, lambda view, answer: session.made(tree_block.tree_block, answer)),
    "gevoeligheid": (
        lambda view: view.ask_choices(curve.curve, PERMIT, "all"),
        lambda view, answer: session.made(curve_block.curve_block, answer, "", None),
    ),
    "verantwoording": (
        lambda view: view.ask_extract(audit.audit),
        lambda view, answer: session.made(rapport.summary_block, answer),
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
        return module.startswith("perspectief.report") and any(map(str.isdigit, value))
    if isinstance(value, (pd.Series, np.ndarray)):
        # Yes or no per person decides who is counted; it is no number on its way.
        return not pd.api.types.is_bool_dtype(value.dtype)
    return isinstance(value, kinds)


def traced(run, kinds):
    """Return the modules that hand on something of these kinds while `run` runs."""
    passed = set()

    def look(frame, event, returned):
        module = frame.f_globals.get("__name__", "")
        new = module.startswith("perspectief") and module not in passed
        if event == "return" and new and hands_on(module, returned, kinds):
            passed.add(module)

    sys.setprofile(look)
    try:
        run()
    finally:
        sys.setprofile(None)
    return passed


def room(module):
    return module.rsplit(".", 1)[0] if module.count(".") > 1 else module


@pytest.mark.parametrize("page", MAIN)
def test_a_number_passes_few_rooms(page, monkeypatch):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    ask, build = MAIN[page]
    kinds = tuple(parts_of(ask(session.whole())) - {Selection} | set(CARRIERS))
    for name, memory in vars(session).copy().items():
        if isinstance(memory, Memory):
            monkeypatch.setattr(session, name, Memory(8))

    def from_file_to_block():
        view = session.whole()
        assert isinstance(build(view, ask(view)), Block)

    modules = traced(from_file_to_block, kinds)
    rooms = {"pages", "perspectief.screen"} | {room(module) for module in modules}
    assert {"perspectief_core.data", "perspectief_core.disclosure"} < rooms
    assert len(rooms) <= MORE.get(page, MOST), sorted(rooms)
