"""The layer with files of many figures: closed it does nothing, and a file is made on a click."""

from __future__ import annotations

import pytest

from perspectief.report.words import documents
from perspectief.report.words.signing_in import STAYS_HERE
from perspectief.screen import access, session, taking
from tests.screen.pages import html, open_page

pytestmark = pytest.mark.usefixtures("shipped")


START = documents.LEAD.split(":")[0]


def labels(app):
    return [button.proto.label for button in app.get("download_button")]


def test_a_closed_layer_asks_nothing_and_an_open_one_offers_files(monkeypatch):
    made = []
    monkeypatch.setattr(taking, "_prepare", lambda code, wanted: made.append((code, wanted)))
    app = open_page("steunpunt", {"punt": "nijmegen", "steunpunt": "almelo.nijmegen"})
    assert START not in html(app)
    app.session_state[taking.KEY] = True
    app.run()
    assert START in html(app)
    assert made == []
    app.button(key=f"{taking.KEY}_pagina").click().run()
    [(code, wanted)] = made
    assert code == "pagina"
    # The page counts everybody and lets one stand out; the file is of whom the reader chose.
    assert wanted.view.selection.steunpunt == ("almelo", "nijmegen")
    assert wanted.asked.choices == {"punt": "nijmegen"}


def test_a_report_is_there_to_be_fetched_after_a_click():
    app = open_page("overzicht", {"geslacht": "vrouw"})
    app.session_state[taking.KEY] = True
    before = labels(app.run())
    app.button(key=f"{taking.KEY}_pagina").click().run()
    assert not app.exception
    assert not app.error
    assert [label for label in labels(app) if label not in before] == [
        documents.FETCH.format(documents.LABELS["pagina"])
    ]
    assert documents.READY in html(app)


def test_what_an_analyst_sees_is_no_file(monkeypatch):
    monkeypatch.setattr(session, "right", lambda: access.EXACT)
    app = open_page("overzicht")
    app.session_state[taking.KEY] = True
    app.run()
    assert STAYS_HERE in html(app)
    assert not [button for button in app.button if button.key and button.key.startswith(taking.KEY)]
