import streamlit as st

from perspectief.report.steunpunt import facts as steunpunt_facts, limits, profile as report
from perspectief.screen import access, session, show
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.steunpunten import profile as profiles

access.guard()
view = session.among_all()
names = view.names

head = st.container()
if view.chosen:
    show.note(report.FILTER_NOTE)
chosen = show.choose(report.choice(view.chosen, names, view.places))
name = names[chosen]
profile = view.ask(profiles.profile, chosen)
with head:
    show.title(report.QUESTION, lambda: report.sentence(profile, name))
if not profile.shown or profile.value.n:
    show.block(view.block(report.outcomes_block, profile, name), heading=False)
    show.block(view.block(limits.limits_block, profile, name))
    show.block(view.block(report.place_block, profile, name))

facts = published_result(steunpunt_facts.facts_of(chosen))
if facts.value:
    show.markup(steunpunt_facts.banner(name))
    for group in steunpunt_facts.GROUPS:
        show.block(view.block(steunpunt_facts.facts_block, facts, group, name), table_first=True)
else:
    show.text(steunpunt_facts.NO_FACTS)
