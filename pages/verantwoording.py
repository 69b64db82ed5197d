from perspectief.report.verantwoording import (
    accessibility,
    codebook,
    contradictions,
    extract,
    fates,
    labels,
    methods,
    parts,
    safety,
    sources,
    terms,
    timeline,
)
from perspectief.report.verantwoording.audit import BUSY, figures_block, note, summary_block
from perspectief.screen import access, session, show
from perspectief_core import audit
from perspectief_core.data import description
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.published import records


def show_audit() -> None:
    audited = show.waiting(BUSY, whole.ask_extract, audit.audit)
    show.block(view.block(summary_block, audited))
    show.note(lambda: note(audited))
    chosen = show.choose(labels.WHICH), show.choose(labels.SHOW)
    show.block(view.block(figures_block, audited, known, chosen, view.query))


def show_codebook() -> None:
    described = whole.ask_extract(description.describe)
    asked = published_result(codebook.questions())
    show.block(view.block(codebook.block, described, asked, show.choose(codebook.LIST)))


def show_extract() -> None:
    described = whole.ask_extract(description.describe)
    show.block(view.block(extract.identity_block, described))
    checked = show.waiting(BUSY, whole.ask_extract, audit.audit)
    show.block(view.block(extract.exact_block, checked))
    if described.shown and described.value.intake:
        show.block(view.block(safety.safety_block, described))
    show.markup(extract.safety_html(published_result(codebook.questions())))
    show.block(view.block(fates.fates_block, published_result(fates.kinds())))
    show.demonstration()


access.guard()
# Everything here is about the report's own count, whatever is chosen in the sidebar.
view, whole, known = session.view(), session.whole(), published_result(records.inconsistencies())

show.title(parts.QUESTION)
show.finding(parts.LEAD)
show.note(parts.about(view.selection))
match show.choose(parts.PART):
    case "rapport":
        show_audit()
    case "tegenstrijdigheden":
        show.block(view.block(contradictions.contradictions_block, known))
    case "zoeken":
        show.search()
    case "begrippen":
        show.block(view.block(terms.terms_block, published_result(terms.terms())))
    case "werkwijze":
        show.markup(methods.methods_html())
    case "codeboek":
        show_codebook()
    case "tijdlijn":
        show.block(view.block(timeline.timeline_block, published_result(records.timeline())))
    case "bronnen":
        show.block(view.block(sources.sources_block, published_result(sources.documents())))
    case "gegevens":
        show_extract()
    case "toegankelijkheid":
        show.markup(accessibility.statement_html())
