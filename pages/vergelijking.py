from perspectief.report.vergelijking import doubts, letter_table, steps, verdict
from perspectief.screen import access, session, show
from perspectief_core.cohort import selecting
from perspectief_core.comparison import comparing, letter
from perspectief_core.disclosure.protecting import Protected, published_result


def compared() -> Protected[comparing.Comparison]:
    return view.ask_extract(comparing.compare_selection, view.selection, chosen)


def show_hidden() -> None:
    show.block(view.block(doubts.hidden_block, published, facts), table_first=True)


def show_for_selection() -> None:
    computed = compared()
    show.note(verdict.computed_note(computed.value, view.peildatum, kind))
    if not show.nobody():
        for build in (doubts.shares_block, doubts.difference_block, doubts.hidden_block):
            show.block(view.block(build, computed.value, computed))


def show_steps() -> None:
    show.block(view.block(steps.steps_block, view.ask(selecting.inclusion_flow), compared()))


access.guard()
view = session.view()
kind = view.extract.manifest.kind
facts = published_result(letter.letter_facts())

show.title(verdict.QUESTION)
show.finding(verdict.LEAD)
chosen = verdict.options(*show.all_chosen(verdict.CHOICES).values())
published = session.made(verdict.from_letter, facts, chosen)
show.markup(verdict.verdict_box(published))
show.block(view.block(letter_table.printed_block, facts), table_first=True)

show.section(verdict.CHOICES_HEADING)
show.note(verdict.CHOICES_NOTE)
show.choose_all(verdict.CHOICES)
show.block(view.block(doubts.shares_block, published, facts))
show.block(view.block(doubts.difference_block, published, facts))
show.block(view.block(letter_table.uncorrected_block, facts), table_first=True)
show.layer(verdict.HIDDEN, "verborgen", show_hidden)
show.layer(
    verdict.computed_title(kind, view.policy), "selectie", show_for_selection, verdict.SELECTED_BY
)
show.layer(verdict.STEPS, "stappen", show_steps)
