import streamlit as st

from perspectief.report.gevoeligheid import (
    claims as uitspraken,
    criteria,
    curve_block as kromme,
    lead as report,
    screening as samenhang,
    tornado as uitmaakt,
)
from perspectief.report.gevoeligheid.everything import everything_block
from perspectief.screen import access, session, show
from perspectief_core.people import outcomes
from perspectief_core.sensitivity import (
    claims,
    claims_duration,
    curve,
    grid,
    impossible,
    ranges as sensitive,
)
from perspectief_core.sensitivity.claims_screening import screening_claims
from perspectief_core.sensitivity.reclassification import reclassify

access.guard()
view = session.view()
head = st.container()
picks = []
for column, choice in zip(st.columns(2), report.CHOICES, strict=True):
    with column:
        picks.append(show.choose(*choice))
outcome, chosen = picks
basis = report.basis_of(outcome, chosen)
if basis != chosen:
    show.note(report.NOT_OF_EXITS)
found = view.ask_choices(curve.curve, outcome, basis)
bars = view.ask_choices(sensitive.tornado, outcome, basis)
sentence = report.lead(found.value, bars.value)
with head:
    show.title(report.QUESTION, sentence)
    show.note(report.CAVEAT)

if report.enough(found.value):
    own = None
    if view.selection.departs_from_report:
        own = report.own_share(view.ask(outcomes.distribution), outcome, basis)
    curved = session.made(kromme.curve_block, found, sentence, own)
    picked = show.block(curved, heading=False, pick=True)
    columns = found.value.columns
    at = show.slide(report.ONE_LABEL, report.ONE_CODE, len(columns), picked)
    show.text(kromme.one_sentence(columns[at]))
    show.page_link("overzicht", report.ONE_LINK, **kromme.choices_of(columns[at], basis))
    show.block(session.made(uitmaakt.tornado_block, bars))
    said = (claims.claims, claims.concrete_perspective, claims_duration.duration_claims)
    show.block(session.made(uitspraken.claims_block, [view.ask_choices(one) for one in said]))
    types = session.made(samenhang.types_block, view.ask(reclassify, outcome, basis))
    show.block(types, table_first=True)
    if samenhang.has_appendix(outcome):
        with show.layer(report.ANALYSTS, "analisten") as layer:
            if layer.open:
                tested = view.ask_choices(screening_claims, outcome, only_exits=basis == "exits")
                show.block(session.made(samenhang.screening_block, tested), table_first=True)
else:
    show.text(report.TOO_FEW)
show.block(session.made(criteria.criteria_block, bars), table_first=True)
show.block(session.made(criteria.impossible_block, bars, impossible.IMPOSSIBLE), table_first=True)
with show.layer(report.EVERYTHING, "alles") as layer:
    if layer.open:
        show.block(session.made(everything_block, view.ask_choices(grid.grid)), table_first=True)
