from perspectief.report.vergelijking import (
    doubts as twijfel,
    letter_table,
    steps,
    verdict as report,
)
from perspectief.screen import access, session, show
from perspectief_core.cohort import selecting
from perspectief_core.comparison import comparing, letter
from perspectief_core.disclosure.protecting import Protected, published_result


def compared() -> Protected[comparing.Comparison]:
    return view.ask_extract(comparing.compare_selection, view.selection, chosen)


def show_hidden() -> None:
    show.block(view.block(twijfel.hidden_block, published, facts), table_first=True)


def show_for_selection() -> None:
    computed = compared()
    show.note(report.computed_note(computed.value, view.peildatum))
    if not show.nobody():
        for build in (twijfel.shares_block, twijfel.difference_block, twijfel.hidden_block):
            show.block(view.block(build, computed.value, computed, computed=True))


def show_steps() -> None:
    show.block(view.block(steps.steps_block, view.ask(selecting.inclusion_flow), compared()))


access.guard()
view = session.view()
facts = published_result(letter.letter_facts())

show.title(report.QUESTION)
show.finding(report.LEAD)
chosen = report.options(*show.all_chosen(report.CHOICES).values())
published = session.made(report.from_letter, facts, chosen)
show.markup(report.verdict_box(published))
show.block(view.block(letter_table.printed_block, facts), table_first=True)

show.section(report.CHOICES_HEADING)
show.note(report.CHOICES_NOTE)
show.choose_all(report.CHOICES)
show.block(view.block(twijfel.shares_block, published, facts))
show.block(view.block(twijfel.difference_block, published, facts))
show.block(view.block(letter_table.uncorrected_block, facts), table_first=True)
show.layer(report.HIDDEN, "verborgen", show_hidden)
show.layer(report.COMPUTED, "selectie", show_for_selection, report.selected)
show.layer(report.STEPS, "stappen", show_steps)
