from perspectief.report.block.reported import Reported
from perspectief.report.overzicht import front, half, inclusion, lists
from perspectief.report.overzicht.outcomes import lead, outcome_block, question
from perspectief.screen import access, session, show
from perspectief_core.cohort import selecting
from perspectief_core.data import description
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.durations import curves
from perspectief_core.people import outcomes
from perspectief_core.published import records

access.guard()
view = session.view()
distribution = view.ask(outcomes.distribution)
report = Reported(published_result(records.figures()))

n = distribution.value.n if distribution.shown else 0
show.title(question(n))
show.finding(lambda: lead(distribution))
show.markup(front.front(distribution.provenance.kind))
if not show.nobody():
    show.block(view.block(outcome_block, distribution, report), heading=False)
    show.text(lambda: half.half_sentence(view.ask(curves.curves, True)))
show.block(view.block(inclusion.flow_block, view.ask(selecting.inclusion_flow)))
described = session.whole().ask_extract(description.describe)
if described.shown and described.value.intake:
    show.block(view.block(lists.lists_block, described))
