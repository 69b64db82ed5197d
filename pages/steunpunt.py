from perspectief.report.steunpunt import (
    facts as steunpunt_facts,
    limits,
    lookalikes,
    profile as report,
)
from perspectief.screen import access, session, show
from perspectief_core.alike.likeness import likeness
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.steunpunten import profile as profiles

access.guard()
view = session.among_all()
names = view.names

show.title(report.QUESTION)
choice = report.choice(view.chosen, names, view.places)
chosen = show.chosen(choice)
name = names[chosen]
profile = view.ask(profiles.profile, chosen)
sentence = session.said(lambda: report.sentence(profile, name))
show.finding(sentence)
place = show.factsheet_place()
if view.chosen:
    show.note(report.FILTER_NOTE)
show.choose(choice)

figures = []
if not profile.shown or profile.value.n:
    for make in (report.outcomes_block, limits.limits_block, report.place_block):
        figures.append(view.block(make, profile, name))
        show.block(figures[-1], heading=len(figures) > 1)
facts = published_result(steunpunt_facts.facts_of(chosen))
if facts.value:
    show.markup(steunpunt_facts.banner(name))
    alike = published_result((likeness(),))
    show.block(view.block(lookalikes.lookalikes_block, alike, chosen, name))
    for group in steunpunt_facts.GROUPS:
        figures.append(view.block(steunpunt_facts.facts_block, facts, group, name))
        show.block(figures[-1], table_first=True)
else:
    show.text(steunpunt_facts.NO_FACTS)
show.factsheet(name, sentence, figures, place)
