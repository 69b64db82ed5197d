import streamlit as st

from perspectief.report.vergelijking import (
    doubts as twijfel,
    letter_table,
    steps,
    verdict as report,
)
from perspectief.screen import access, session, show
from perspectief_core.cohort import selecting
from perspectief_core.comparison import comparing, letter
from perspectief_core.disclosure import protecting

access.guard()
view = session.view()
facts = protecting.published_result(letter.letter_facts())
head = st.container()
show.block(session.made(letter_table.printed_block, facts), table_first=True)

show.section(report.CHOICES_HEADING)
show.note(report.CHOICES_NOTE)
picked = []
for column, (code, (label, options)) in zip(st.columns(3), report.CHOICES.items(), strict=True):
    with column:
        picked.append(show.choose(label, code, options, next(iter(options))))
chosen = report.options(*picked)
published = session.made(report.from_letter, facts, chosen)
with head:
    show.title(report.QUESTION, report.LEAD)
    show.markup(report.verdict_box(published))
show.block(session.made(twijfel.shares_block, published, facts))
show.block(session.made(twijfel.difference_block, published, facts))
show.block(session.made(twijfel.hidden_block, published, facts), table_first=True)
show.block(session.made(letter_table.uncorrected_block, facts), table_first=True)

show.section(report.COMPUTED_HEADING)
show.note(report.COMPUTED_NOTE)
computed = view.ask_extract(comparing.compare_selection, view.selection, chosen)
if not show.nobody():
    names = {"key": "aandelen_selectie", "computed": True}
    show.block(session.made(twijfel.shares_block, computed.value, computed, **names))
    with show.layer(report.ANALYSTS, "analisten") as layer:
        if layer.open:
            names = {"key": "verschil_selectie", "computed": True}
            parts = (computed.value, computed)
            show.block(session.made(twijfel.difference_block, *parts, **names))
            names = {"key": "verborgen_selectie", "computed": True}
            show.block(session.made(twijfel.hidden_block, *parts, **names))
show.block(session.made(steps.steps_block, view.ask(selecting.inclusion_flow), computed))
