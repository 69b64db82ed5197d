from functools import partial

from perspectief.report.werkwijzen import given, matrix, pairs, published, types
from perspectief.report.werkwijzen.explained import KEY, LAYER, NO_TIME, explained_block, timed
from perspectief.screen import access, session, show
from perspectief_core.alike.likeness import likeness
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.durations.explained import explained
from perspectief_core.mixed.given import given_who_came
from perspectief_core.steunpunten import werkwijzen


def show_alike() -> None:
    whole = published_result((likeness(),))
    show.block(view.block(matrix.matrix_block, whole))
    show.block(view.block(pairs.pairs_block, whole), table_first=True)


def show_given() -> None:
    adjusted = view.ask(given_who_came, typology, outcome)
    show.note(lambda: given.note(adjusted))
    show.block(view.block(given.given_block, adjusted))
    show.block(view.block(given.tests_block, adjusted), table_first=True)


def show_explained() -> None:
    if timed(outcome):
        explanation = view.ask(explained, outcome, typology)
        show.block(view.block(explained_block, explanation))
    else:
        show.text(NO_TIME)


access.guard()
view = session.among_all()

show.title(types.QUESTION)
choices = types.choices(view.policy)
typology, outcome = show.all_chosen(choices).values()
result = view.ask(werkwijzen.by_type, typology, outcome)
show.finding(lambda: types.lead(result, view.chosen))
show.choose_all(choices)
if not show.nobody():
    shown = view.block(types.types_block, result, view.names, view.chosen)
    show.block(shown, heading=False)
    show.note(types.CAVEAT)
    if noted := session.said(lambda: types.analyst_note(result)):
        show.layer(types.FOR_ANALYSTS, "toetsen", partial(show.text, noted), listed=False)
    show.layer(given.OPEN, given.KEY, show_given)
    show.layer(LAYER, KEY, show_explained)

facts = published_result(published.type_facts())
show.block(view.block(published.description_block, facts), table_first=True)
findings = published_result(published.findings())
show.block(view.block(published.findings_block, findings), table_first=True)
show.layer(matrix.OPEN, matrix.KEY, show_alike)
