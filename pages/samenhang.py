import streamlit as st

from perspectief.report.samenhang import (
    alternative as other,
    choices,
    finding as report,
    multiplicity as chance,
    residuals,
    rules,
    screening as tests,
    stability as steady,
    tree_block as boom,
)
from perspectief.report.words import columns
from perspectief.screen import access, session, show
from perspectief_core.associations import (
    alternative,
    residuals as associations,
    screening,
    stability,
)
from perspectief_core.associations.characteristics import characteristics
from perspectief_core.disclosure import protecting

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
question = choices.question(asked, settings, view.selection)
screened = view.ask(screening.screening, question)
with head:
    show.title(report.QUESTION, report.sentence(screened))
if not screened.value.constant:
    tree = view.ask(screening.tree, question)
    show.block(boom.tree_block(tree))
    show.markup(report.cautions_html(screened))
    with show.layer(steady.OPEN, "verder") as layer:
        if layer.open:
            show.block(rules.rules_block(tree))
            bar = st.progress(0.0, steady.BUSY)
            for number in range(stability.BATCHES):
                view.ask(stability.batch, question, number)
                bar.progress((number + 1) / stability.BATCHES, steady.BUSY)
            bar.empty()
            show.block(steady.stability_block(view.ask(stability.stability, question)))
    show.section(tests.HEADING)
    show.markup(report.lead(tests.sentence(screened)))
    show.block(tests.screening_block(screened, show.choose(*tests.SHOW)), heading=False)
    show.section(other.HEADING)
    kenmerk = other.kenmerk(show.choose(*other.CHOICE))
    beside = view.ask(alternative.alternative, question.whole, kenmerk)
    show.markup(report.lead(other.sentence(beside.value), *other.details(beside)))
    show.block(other.alternative_block(beside), heading=False)
    show.section(residuals.HEADING)
    named = columns.options(characteristics(view.cohort))
    column = show.choose(residuals.LABEL, residuals.CODE, named, residuals.DEFAULT)
    cells = view.ask(associations.residuals, column, question.basis)
    show.markup(report.lead(residuals.sentence(cells.value)))
    show.block(residuals.residual_block(cells, view.names), heading=False)
show.block(chance.multiplicity_block(protecting.published_result(chance.printed_rows())))
