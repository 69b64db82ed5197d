import streamlit as st

from perspectief.report import samenhang as report
from perspectief.report import samenhang_alternatief as other
from perspectief.report import samenhang_boom as boom
from perspectief.report import samenhang_keuzes as choices
from perspectief.report import samenhang_kolommen as columns
from perspectief.report import samenhang_regels as rules
from perspectief.report import samenhang_residuen as residuals
from perspectief.report import samenhang_stabiel as steady
from perspectief.report import samenhang_toetsen as tests
from perspectief.report import samenhang_veelheid as chance
from perspectief.screen import access, session, show
from perspectief_core import alternative, associations, disclosure, screening, stability
from perspectief_core.characteristics import characteristics

access.guard()
view = session.view()
head = st.container()
asked, settings = [], {}
for place, choice in zip(st.columns(3), choices.QUESTION, strict=True):
    with place:
        asked.append(show.choose(*choice))
with st.expander(choices.SETTINGS_TITLE, key="instellingen"):
    thirds = st.columns(3)
    for number, choice in enumerate(choices.SETTINGS):
        with thirds[number % 3]:
            settings[choice.code] = show.choose(*choice)
question = choices.question(*asked, settings)
screened = view.ask(screening.screening, question)
with head:
    show.title(report.QUESTION, report.sentence(screened))

if not screened.value.constant:
    tree = view.ask(screening.tree, question)
    show.block(boom.tree_block(tree))
    for caution in report.cautions(screened):
        show.note(caution)
    with st.expander(rules.OPEN, key="regels", on_change="rerun") as layer:
        if layer.open:
            show.block(rules.rules_block(tree), heading=False)
    show.section(tests.HEADING, "toetsen")
    show.text(tests.sentence(screened.value))
    shown = show.choose(*tests.SHOW)
    show.block(tests.screening_block(screened, shown), heading=False)
    show.section(other.HEADING, "andere_verklaring")
    kenmerk = other.kenmerk(show.choose(*other.CHOICE))
    beside = view.ask(alternative.alternative, question.whole, kenmerk)
    show.text(other.sentence(beside))
    show.block(other.alternative_block(beside), heading=False)
    with st.expander(steady.OPEN, key="stevigheid", on_change="rerun") as layer:
        if layer.open:
            bar = stability.Progress(st.progress(0.0, steady.BUSY).progress)
            found = view.ask(stability.stability, question, progress=bar)
            show.block(steady.stability_block(found))
    show.section(residuals.HEADING, "kaart")
    named = columns.options(characteristics(view.cohort))
    column = show.choose(residuals.LABEL, residuals.CODE, named, residuals.DEFAULT)
    basis = "exits" if question.only_exits else "all"
    cells = view.ask(associations.residuals, column, basis)
    show.text(residuals.sentence(cells.value))
    show.block(residuals.residual_block(cells, view.names), heading=False)
show.block(chance.multiplicity_block(disclosure.published_result(chance.printed_rows())))
