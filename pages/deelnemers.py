from perspectief.report.block.reported import Reported
from perspectief.report.deelnemers import asylum, life, stay, unknown
from perspectief.report.deelnemers.origin import QUESTION, inflow_block, lead, origin_block
from perspectief.screen import access, session, show
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.people import outcomes, participants
from perspectief_core.people.unknown import unknown_answers
from perspectief_core.published import counts, records


def show_unknown() -> None:
    answers = view.ask(unknown_answers, unknown.COLUMN)
    show.block(view.block(unknown.unknown_block, answers))


access.guard()
view = session.view()
report = Reported(published_result(records.figures()), bool(view.selection.active_filters))

show.title(QUESTION)
origin = view.ask(participants.origin_by_sex)
age = view.ask(participants.age_summary)
show.finding(lambda: lead(origin.value, age, report), printed="deelnemers")
if not show.nobody():
    origins = published_result(counts.origins())
    show.block(view.block(origin_block, origin, origins, report))
    show.block(view.block(life.age_block, age, report))
    with show.guarded():
        children = view.ask(participants.children_by_sex)
        show.block(view.block(life.children_block, children, report))
    with show.guarded():
        show.block(view.block(life.health_block, view.ask(participants.health), report))
    show.block(view.block(inflow_block, view.ask(participants.inflow), report))
    with show.guarded():
        aims, everyone = view.ask(outcomes.trajectory_results), view.ask(outcomes.distribution)
        show.block(view.block(asylum.traject_block, aims, everyone, report))
    with show.guarded():
        history = view.ask(participants.asylum_history)
        show.block(view.block(asylum.history_block, history, report))
        show.block(view.block(asylum.averages_block, history, report))
    with show.guarded():
        months = view.ask(participants.months_in_nl_by_steunpunt)
        printed = published_result(counts.months_in_nl())
        show.block(view.block(stay.months_block, months, printed, view.names))
    show.layer(unknown.LAYER, unknown.KEY, show_unknown)
