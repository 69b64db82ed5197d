import streamlit as st

from perspectief.report.steunpunt import facts as steunpunt_facts, limits, profile as report
from perspectief.screen import access, session, show
from perspectief_core.disclosure import protecting
from perspectief_core.steunpunten import funnel

access.guard()
view = session.view()
names = view.names
# The choice on this page stands in for the filter: another steunpunt there must not blank it.
everyone = session.View(view.extract, view.selection.only(steunpunt=()))

head = st.container()
if view.selection.steunpunt:
    show.note(report.FILTER_NOTE)
default = report.default(view.selection, names)
chosen = show.choose(report.CHOICE_LABEL, report.CHOICE_CODE, report.options(names), default)
name = names[chosen]
profile = everyone.ask(funnel.profile, chosen)
with head:
    show.title(report.QUESTION, report.sentence(profile, name))
if profile.value.n:
    show.block(session.made(report.outcomes_block, profile, name), heading=False)
    show.block(session.made(limits.limits_block, profile, name))
    show.block(session.made(report.place_block, profile, name))

facts = protecting.published_result(steunpunt_facts.facts_of(chosen))
if facts.value:
    show.markup(steunpunt_facts.banner(name))
    for group in steunpunt_facts.GROUPS:
        show.block(session.made(steunpunt_facts.facts_block, facts, group, name), table_first=True)
else:
    show.text(steunpunt_facts.NO_FACTS)
