import streamlit as st

from perspectief.report.drawing import states
from perspectief.report.naast_elkaar import beside as report, choosing, organisation
from perspectief.report.steunpunt.facts import GROUPS
from perspectief.screen import access, session, show
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.steunpunten import beside, beside_types


def choose_test() -> str:
    with st.expander(choosing.TEST_OPEN, key="toets"):
        return show.choose(choosing.TEST)


access.guard()
view = session.among_all()
head = st.container()
kind = show.choose(choosing.KIND)
types = kind != choosing.PLACES
options = choosing.choice(view.chosen, view.names, view.places)
chosen = () if types else show.choose_several(options)
groups = choosing.compared(chosen)
test = choosing.EXACT if types else choose_test()
how = (beside_types.beside_types, kind) if types else (beside.beside, *choosing.asked(groups, test))
comparisons = [view.ask(how[0], topic, *how[1:]) for topic in report.TOPICS if types or groups]
# What is withheld is withheld for every topic alike: to say so once is enough.
shown = [comparison for comparison in comparisons if comparison.shown] or comparisons[:1]
blocks = [view.block(report.beside_block, comparison, view.names) for comparison in shown]
with head:
    show.title(choosing.QUESTION, blocks[0].sentence if blocks else choosing.CHOOSE)
if blocks and not show.nobody():
    if groups != chosen:
        show.note(choosing.ALONE)
    show.block(blocks[0], heading=False)
    show.note(choosing.CAVEAT_TYPES if types else choosing.CAVEAT)
    for block in blocks[1:]:
        show.block(block)

places = organisation.known(groups)
if places:
    show.markup(states.mark_html(organisation.BANNER, category=1))
    facts = published_result(organisation.answers_of(places))
    for group in GROUPS:
        block = view.block(organisation.organisation_block, facts, group, places, view.names)
        show.block(block, table_first=True)
