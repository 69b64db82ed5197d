import streamlit as st

from perspectief.report.steunpunten import funnel_block as choices
from perspectief.report.werkwijzen import published, types as report
from perspectief.screen import access, session, show
from perspectief_core.disclosure import protecting
from perspectief_core.steunpunten import werkwijzen

access.guard()
view = session.view()
head = st.container()
left, right = st.columns(2)
with left:
    typology = show.choose(
        report.TYPOLOGY_LABEL, report.TYPOLOGY_CODE, report.TYPOLOGIES, report.TYPOLOGY_DEFAULT
    )
with right:
    outcome = show.choose(
        choices.CHOICE_LABEL, choices.CHOICE_CODE, choices.OPTIONS, choices.DEFAULT
    )
result = view.ask(werkwijzen.by_type, typology, outcome)
types = session.made(report.types_block, result, view.names)
with head:
    show.title(report.QUESTION, types.sentence)
if not show.nobody():
    show.block(types, heading=False)
    show.note(report.CAVEAT)
    if report.analyst_note(result):
        with st.expander(report.FOR_ANALYSTS):
            show.text(report.analyst_note(result))

facts = protecting.published_result(published.type_facts())
show.block(session.made(published.description_block, facts), table_first=True)
findings = protecting.published_result(published.findings())
show.block(session.made(published.findings_block, findings), table_first=True)
