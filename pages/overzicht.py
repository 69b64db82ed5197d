from perspectief.report.overzicht import inclusion, lists, outcomes as overzicht
from perspectief.screen import access, session, show
from perspectief_core.cohort import selecting
from perspectief_core.data import description
from perspectief_core.people import outcomes

access.guard()
view = session.view()
distribution = view.ask(outcomes.distribution)
bar = view.block(overzicht.outcome_block, distribution)

show.title(overzicht.question(distribution.value.n), bar.sentence)
if not show.nobody():
    show.block(bar, heading=False)
show.block(view.block(inclusion.flow_block, view.ask(selecting.inclusion_flow)))
found = session.whole().ask_extract(description.describe)
if found.value.intake:
    show.block(view.block(lists.lists_block, found))
