from perspectief.report.steunpunt import facts, limits, lookalikes, one_steunpunt
from perspectief.screen import access, session, show
from perspectief_core.alike.likeness import likeness
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.steunpunten import profile

access.guard()
view = session.among_all()
names = view.names

show.title(one_steunpunt.QUESTION)
choice = one_steunpunt.choice(view.chosen, names, view.places)
chosen = show.chosen(choice)
name = names[chosen]
result = view.ask(profile.profile, chosen)
sentence = session.said(lambda: one_steunpunt.sentence(result, name))
show.finding(sentence)
place = show.factsheet_place()
if view.chosen:
    show.note(one_steunpunt.FILTER_NOTE)
show.choose(choice)

figures = []
if not result.shown or result.value.n:
    for make in (one_steunpunt.outcomes_block, limits.limits_block, one_steunpunt.place_block):
        figures.append(view.block(make, result, name))
        show.block(figures[-1], heading=len(figures) > 1)
printed = published_result(facts.facts_of(chosen))
if printed.value:
    show.markup(facts.banner(name))
    alike = published_result((likeness(),))
    show.block(view.block(lookalikes.lookalikes_block, alike, chosen, name))
    for group in facts.GROUPS:
        figures.append(view.block(facts.facts_block, printed, group, name))
        show.block(figures[-1], table_first=True)
else:
    show.text(facts.NO_FACTS)
show.factsheet(name, sentence, figures, place)
