import streamlit as st

from perspectief.report import duur, duur_curven, duur_einde, duur_klassen
from perspectief.report.reported import Reported
from perspectief.screen import access, session, show
from perspectief_core import contacts, durations, outcomes, published
from perspectief_core.disclosure import published_result

access.guard()
view = session.view()
report = Reported(published_result(published.figures()))
naive, corrected = (view.ask(durations.curves, flag) for flag in (False, True))
summary = view.ask(durations.duration_summary)

head = st.container()
counting = show.choose(duur.CHOICE_LABEL, duur.CHOICE_CODE, duur.COUNTINGS, duur.CORRECTED)
chosen = corrected if counting == duur.CORRECTED else naive
with head:
    show.title(duur.QUESTION, duur.lead(chosen))
if not show.nobody():
    show.block(duur.hundred_block(chosen), heading=False)
    show.section(duur_curven.TITLE, "twee_tellingen")
    outcome = show.choose(
        duur_curven.CHOICE_LABEL, duur_curven.CHOICE_CODE, duur_curven.OPTIONS, duur_curven.ANY
    )
    both = duur_curven.curves_block(naive, corrected, outcome)
    show.text(both.sentence)
    show.block(both, heading=False)
    show.block(duur_klassen.classes_block(summary))
    show.block(duur.report_block(summary, report))
    with st.expander(duur_einde.LAYER, key="meer", on_change="rerun") as layer:
        if layer.open:
            with show.guarded():
                show.block(duur_einde.ended_block(view.ask(outcomes.ended_by), report))
            with show.guarded():
                waiting, stuck = (
                    view.ask(outcomes.awaiting_decision),
                    view.ask(outcomes.stuck_files),
                )
                show.block(duur_einde.waiting_block(waiting, stuck, report))
            with show.guarded():
                answer = view.ask(contacts.contact_summary)
                show.block(duur_einde.contacts_block(answer, report))
