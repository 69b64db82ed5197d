from perspectief.report.steunpunt import facts, limits, lookalikes, profile
from perspectief.screen import access, session, show
from perspectief_core.alike.likeness import likeness
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.steunpunten import profile as profiles

access.guard()
view = session.among_all()
names = view.names

show.title(profile.QUESTION)
choice = profile.choice(view.chosen, names, view.places)
chosen = show.chosen(choice)
name = names[chosen]
result = view.ask(profiles.profile, chosen)
sentence = session.said(lambda: profile.sentence(result, name))
show.finding(sentence)
place = show.factsheet_place()
if view.chosen:
    show.note(profile.FILTER_NOTE)
show.choose(choice)

figures = []
if not result.shown or result.value.n:
    for make in (profile.outcomes_block, limits.limits_block, profile.place_block):
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
