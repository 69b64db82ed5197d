import streamlit as st

from perspectief.report import samenhang as report
from perspectief.report import samenhang_boom, samenhang_keuzes, samenhang_toetsen
from perspectief.report.samenhang_keuzes import Choice
from perspectief.screen import access, session, show
from perspectief_core import screening

access.guard()
view = session.view()


def choose(choice: Choice) -> str:
    return show.choose(choice.label, choice.code, choice.options, choice.default)


head = st.container()
asked = []
for column, choice in zip(st.columns(3), samenhang_keuzes.QUESTION, strict=True):
    with column:
        asked.append(choose(choice))
with st.expander(samenhang_keuzes.SETTINGS_TITLE, key="instellingen"):
    columns = st.columns(3)
    settings = {}
    for number, choice in enumerate(samenhang_keuzes.SETTINGS):
        with columns[number % 3]:
            settings[choice.code] = choose(choice)
question = samenhang_keuzes.question(*asked, settings)
tests = view.ask(screening.screening, question)
with head:
    show.title(report.QUESTION, report.sentence(tests))
if not tests.value.constant:
    show.block(samenhang_boom.tree_block(view.ask(screening.tree, question)))
    shown = choose(samenhang_toetsen.SHOW)
    show.block(samenhang_toetsen.screening_block(tests, shown), table_first=True)
