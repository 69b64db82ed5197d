from perspectief.report.verantwoording import (
    accessibility as toegankelijk,
    audit as rapport,
    codebook,
    contradictions as tegenstrijdig,
    extract as gegevens,
    labels as words,
    methods as methoden,
    parts as report,
    sources as bronnen,
    terms,
    timeline,
)
from perspectief.screen import access, address, session, show
from perspectief_core import audit
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import description
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.published import records

FACTS = {
    "tegenstrijdigheden": (tegenstrijdig.contradictions_block, records.inconsistencies),
    "begrippen": (terms.terms_block, terms.terms),
    "tijdlijn": (timeline.timeline_block, records.timeline),
    "bronnen": (bronnen.sources_block, bronnen.documents),
}
TEXTS = {"werkwijze": methoden.methods_html, "toegankelijkheid": toegankelijk.statement_html}

access.guard()
view = session.view()
# Everything here is about the report's own count, whatever is chosen in the sidebar.
whole = session.View(view.extract, Selection())

show.title(report.QUESTION, report.LEAD)
if view.selection != Selection():
    show.note(report.SELECTION_NOTE)
part = show.choose(report.CHOICE_LABEL, report.CHOICE_CODE, report.PARTS, report.DEFAULT)
if part in FACTS:
    make_block, facts = FACTS[part]
    show.block(make_block(published_result(facts())))
elif part in TEXTS:
    show.markup(TEXTS[part]())
elif part == "rapport":
    found = whole.ask_extract(audit.audit)
    show.block(rapport.summary_block(found))
    show.note(rapport.note(found))
    which = show.choose(words.WHICH_LABEL, words.WHICH_CODE, words.WHICH, words.TEXTS)
    shown = show.choose(words.SHOW_LABEL, words.SHOW_CODE, words.SHOW, words.DIFFERING)
    known = published_result(records.inconsistencies())
    query = address.selection_query(view.selection)
    show.block(rapport.figures_block(found, known, (which, shown), query))
elif part == "codeboek":
    asked = published_result(codebook.questions())
    lists, default = codebook.LISTS, codebook.DEFAULT
    chosen = show.choose(codebook.CHOICE_LABEL, codebook.CHOICE_CODE, lists, default)
    show.block(codebook.block(whole.ask_extract(description.describe), asked, chosen))
else:
    show.block(gegevens.identity_block(whole.ask_extract(description.describe)))
    show.block(gegevens.exact_block(whole.ask_extract(audit.audit)))
    show.markup(gegevens.safety_html(published_result(codebook.questions())))
