from collections.abc import Callable

from perspectief.report.block.blocks import Block
from perspectief.report.block.reported import Reported
from perspectief.report.duur import (
    classes,
    contact_in_time,
    correcting,
    endings,
    groups,
    hundred,
    life_table,
    reported,
    thinned,
    within,
)
from perspectief.report.duur.curves import CHOICE, curves_block
from perspectief.report.duur.tie import tie_block
from perspectief.screen import access, session, show
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.durations import artefact, curves, lifetable
from perspectief_core.durations.groups import groups_over_time
from perspectief_core.durations.half_years import exits_by_half_year
from perspectief_core.durations.landmark import landmark
from perspectief_core.durations.late_entry import late_entry
from perspectief_core.durations.left_within import left_within
from perspectief_core.durations.reported import reported_durations
from perspectief_core.durations.restricted_mean import time_in_guidance
from perspectief_core.people import contacts, outcomes
from perspectief_core.published import records


def show_between_groups() -> None:
    asked = groups.asked(*map(show.choose, groups.CHOICES))
    show.block(view.block(groups.groups_block, view.ask(groups_over_time, *asked), view.names))


def show_landmark() -> None:
    asked = contact_in_time.asked(*map(show.choose, contact_in_time.CHOICES))
    show.block(view.block(contact_in_time.landmark_block, view.ask(landmark, *asked)))


def show_late_entry() -> None:
    for build in (correcting.entry_block, correcting.calendar_block):
        show.block(view.block(build, view.ask(late_entry)))


def show_for_analysts() -> None:
    late, ties = life_table.counting(*map(show.choose, life_table.CHOICES))
    show.block(view.block(life_table.life_block, view.ask(lifetable.life_table, late, ties)))
    stays = [view.ask(time_in_guidance, late_entry, ties) for late_entry in (True, False)]
    show.block(view.block(life_table.stay_block, *stays))
    each = [view.ask(curves.curves, late, convention) for convention in life_table.TIES.values()]
    show.block(view.block(life_table.ties_block, tuple(each)))


def show_beside_report(build: Callable[..., Block], *asked: Callable[..., object]) -> None:
    with show.guarded():
        show.block(view.block(build, *map(view.ask, asked), report))


def show_endings() -> None:
    show_beside_report(endings.ended_block, outcomes.ended_by)
    show_beside_report(endings.waiting_block, outcomes.awaiting_decision, outcomes.stuck_files)
    show_beside_report(endings.contacts_block, contacts.contact_summary)


access.guard()
view = session.view()
report = Reported(published_result(records.figures()), bool(view.selection.active_filters))

show.title(hundred.QUESTION)
corrected, naive = view.ask(curves.curves, True), view.ask(curves.curves, False)
left = view.ask(left_within, view.peildatum)
show.finding(lambda: within.lead(corrected, naive, left), printed="duur")
if not show.nobody():
    show.block(view.block(within.answer_block, corrected, naive, left), heading=not corrected.shown)
    if not corrected.shown:
        show.block(view.block(thinned.outcomes_block, view.ask(outcomes.by, "instroomperiode")))
    show.part(CHOICE, curves_block, naive, corrected)
    summary, behind = view.ask(curves.duration_summary), view.ask(reported_durations)
    show.block(view.block(classes.classes_block, summary, view.ask(exits_by_half_year)))
    tie, printed = view.ask(artefact.duration_tie), published_result(artefact.tie_facts())
    show.block(view.block(tie_block, tie, printed))
    show.block(view.block(reported.report_block, summary, behind, corrected, report))
    show.layer(correcting.LAYER, correcting.KEY, show_late_entry)
    show.layer(groups.LAYER, groups.KEY, show_between_groups, groups.OPENED_BY)
    show.layer(contact_in_time.LAYER, contact_in_time.KEY, show_landmark, contact_in_time.OPENED_BY)
    show.layer(life_table.LAYER, life_table.KEY, show_for_analysts, life_table.OPENED_BY)
    show.layer(endings.LAYER, "laag_einde", show_endings)
