from perspectief.report.block.reported import Reported
from perspectief.report.duur import (
    classes,
    curves as duur_curven,
    endings as ended,
    groups,
    hundred,
    life_table as half_years,
    reported,
    tie as duur_opzet,
)
from perspectief.screen import access, session, show
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.durations import artefact, curves, lifetable
from perspectief_core.durations.groups import groups_over_time
from perspectief_core.durations.reported import reported_durations
from perspectief_core.durations.restricted_mean import time_in_guidance
from perspectief_core.people import contacts, outcomes
from perspectief_core.published import records

access.guard()
view, made = session.view(), session.made
report = Reported(published_result(records.figures()))
corrected, naive = (view.ask(curves.curves, flag) for flag in (True, False))
show.title(hundred.QUESTION, hundred.lead(corrected, naive))
if not show.nobody():
    show.block(made(hundred.hundred_block, corrected, naive), heading=False)
    show.section(duur_curven.TITLE)
    outcome = show.choose(*duur_curven.CHOICE)
    both = made(duur_curven.curves_block, naive, corrected, outcome)
    show.text(both.sentence)
    show.block(both, heading=False)
    summary, behind = view.ask(curves.duration_summary), view.ask(reported_durations)
    show.block(made(classes.classes_block, summary))
    tie, printed = view.ask(artefact.duration_tie), published_result(artefact.tie_facts())
    show.block(made(duur_opzet.tie_block, tie, printed))
    show.block(made(reported.report_block, summary, behind, corrected, report))
    with show.layer(groups.LAYER, groups.KEY, groups.linked) as layer:
        if layer.open:
            column, wanted = (show.choose(*choice) for choice in groups.CHOICES)
            with show.guarded():
                over_time = view.ask(groups_over_time, column, groups.outcome_of(wanted))
                show.block(made(groups.groups_block, over_time, view.names))
    with show.layer(half_years.LAYER, half_years.KEY, half_years.linked) as layer:
        if layer.open:
            late, ties = half_years.counting(*(show.choose(*one) for one in half_years.CHOICES))
            show.block(made(half_years.life_block, view.ask(lifetable.life_table, late, ties)))
            stays = [view.ask(time_in_guidance, flag, ties) for flag in (True, False)]
            show.block(made(half_years.stay_block, *stays))
            each = [view.ask(curves.curves, late, one) for one in half_years.TIES.values()]
            show.block(made(half_years.ties_block, tuple(each)))
    with show.layer(ended.LAYER, "laag_einde") as layer:
        if layer.open:
            with show.guarded():
                show.block(made(ended.ended_block, view.ask(outcomes.ended_by), report))
            with show.guarded():
                asked = map(view.ask, (outcomes.awaiting_decision, outcomes.stuck_files))
                show.block(made(ended.waiting_block, *asked, report))
            with show.guarded():
                show.block(made(ended.contacts_block, view.ask(contacts.contact_summary), report))
