import streamlit as st

from perspectief.report.steunpunt import (
    facts as steunpunt_facts,
    limits,
    lookalikes,
    profile as report,
)
from perspectief.screen import access, session, show
from perspectief_core.alike.likeness import likeness
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
sentence = session.said(lambda: report.sentence(profile, name))
counted = []
if not profile.shown or profile.value.n:
    makers = report.outcomes_block, limits.limits_block, report.place_block
    counted = [view.block(make, profile, name) for make in makers]
facts = published_result(steunpunt_facts.facts_of(chosen))
groups = steunpunt_facts.GROUPS if facts.value else ()
published = [view.block(steunpunt_facts.facts_block, facts, group, name) for group in groups]

with head:
    show.title(report.QUESTION, sentence)
    show.factsheet(name, sentence, [*counted, *published])
for number, block in enumerate(counted):
    show.block(block, heading=number > 0)
if published:
    show.markup(steunpunt_facts.banner(name))
    alike = published_result((likeness(),))
    show.block(view.block(lookalikes.lookalikes_block, alike, chosen, name))
    for block in published:
        show.block(block, table_first=True)
else:
    show.text(steunpunt_facts.NO_FACTS)
