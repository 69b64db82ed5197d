from functools import partial
from operator import attrgetter

from perspectief.report.drawing import states
from perspectief.report.naast_elkaar import choosing, organisation
from perspectief.report.naast_elkaar.beside import TOPICS, beside_block, lead
from perspectief.report.steunpunt.facts import GROUPS
from perspectief.screen import access, session, show
from perspectief_core.beside import beside, beside_types
from perspectief_core.disclosure.protecting import published_result

access.guard()
view = session.among_all()

show.title(choosing.QUESTION)
kind = show.chosen(choosing.KIND)
types = kind != choosing.PLACES
options = choosing.choice(view.chosen, view.names, view.places)
chosen = () if types else show.several_chosen(options)
groups = choosing.compared(chosen)
test = choosing.EXACT if types else show.chosen(choosing.TEST, in_layer=True)
how = (beside_types.beside_types, kind) if types else (beside.beside, *choosing.asked(groups, test))
# Asked one by one: the finding is about the first.
asked = (view.ask(how[0], topic, *how[1:]) for topic in TOPICS if types or groups)
first = next(asked, None)
show.finding(partial(lead, first, view.names) if first else choosing.CHOOSE)

show.choose(choosing.KIND)
if not types:
    show.choose_several(options)
    show.layer(choosing.TEST_OPEN, "toets", partial(show.choose, choosing.TEST), listed=False)
if first and not show.nobody():
    if groups != chosen:
        show.note(choosing.ALONE)
    show.block(view.block(beside_block, first, view.names), heading=False)
    show.note(choosing.CAVEAT_TYPES if types else choosing.CAVEAT)
    # What is withheld is withheld for every topic alike: to say so once is enough.
    for comparison in filter(attrgetter("shown"), asked):
        show.block(view.block(beside_block, comparison, view.names))

places = organisation.known(groups)
if places:
    show.markup(states.mark_html(organisation.BANNER, category=1))
    facts = published_result(organisation.answers_of(places))
    for group in GROUPS:
        block = view.block(organisation.organisation_block, facts, group, places, view.names)
        show.block(block, table_first=True)
