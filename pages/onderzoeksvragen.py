from collections.abc import Callable
from typing import TypeVar

from perspectief.report.onderzoeksvragen import questions
from perspectief.report.onderzoeksvragen.answer import Missing
from perspectief.report.onderzoeksvragen.results import Results
from perspectief.screen import access, session, show
from perspectief_core.associations.chance import chance
from perspectief_core.associations.screening import REPORT_QUESTIONS
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError
from perspectief_core.disclosure.protecting import Protected, published_result
from perspectief_core.durations import curves
from perspectief_core.durations.left_within import left_within
from perspectief_core.people import contacts, outcomes, participants
from perspectief_core.published import counts, records

T = TypeVar("T")


def ask(analysis: Callable[[Cohort], T]) -> Protected[T] | Missing:
    try:
        return view.ask(analysis)
    except ColumnMissingError as error:
        return Missing(error.column)


access.guard()
view = session.view()
whole = session.whole()

show.title(questions.QUESTION)
facts = questions.Facts(
    questions=published_result(records.research_questions()),
    columns=published_result(counts.answers()),
    relations=published_result(counts.relations()),
    figures=published_result(records.figures()),
    shuffled=tuple(whole.ask(chance, asked) for asked in REPORT_QUESTIONS if not asked.only_exits),
)
results = Results(
    outcomes=view.ask(outcomes.distribution),
    origin=view.ask(participants.origin_by_sex),
    by_origin=view.ask(outcomes.by, "herkomst"),
    age=view.ask(participants.age_summary),
    durations=view.ask(curves.duration_summary),
    curves=view.ask(curves.curves, True),
    left=view.ask(left_within, view.peildatum),
    by_inflow=view.ask(outcomes.by, "instroomperiode"),
    children=ask(participants.children_by_sex),
    health=ask(participants.health),
    history=ask(participants.asylum_history),
    contacts=ask(contacts.contact_summary),
    ended_by=ask(outcomes.ended_by),
    trajectories=ask(outcomes.trajectory_results),
)
items = session.made(questions.answered, facts, results)
show.finding(questions.sentence(items))
show.nobody()
show.block(view.block(questions.overview_block, items, facts, results), heading=False)
for group in questions.groups(items):
    show.section(questions.heading(group))
    for item in group.questions:
        show.markup(questions.item_html(item))
        show.page_link(item.page, item.link_label)
