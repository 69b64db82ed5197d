"""Every page as it would be published: nothing exact, nothing broken, and said why nothing stands.

The synthetic data are shown as data about persons would be; the address asks for it.
"""

import re
from html import unescape

import pytest

from perspectief.report.block.heading import heading_of
from perspectief.report.words import withheld
from perspectief.screen import session
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.people import participants
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Share
from tests.screen.pages import PAGES, everything_sent, html, open_page
from tests.screen.test_pages import LAYERS

AS = {"als": "publicatie"}
LAYER_KEYS = LAYERS | {"samenhang": ("verder", "verklaring", "afwijkingen")}


pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def blocks(monkeypatch):
    """Return what the pages of a test make: of what, and the block or why it is withheld."""
    return noting(monkeypatch, "publicatie")


def noting(monkeypatch, policy):
    builds = []
    block = session.ScreenView.block

    def noted(view, build, *parts, **options):
        made = block(view, build, *parts, **options)
        # The first page of a test is opened without an address.
        if view.policy == policy:
            builds.append((build, made))
        return made

    monkeypatch.setattr(session.ScreenView, "block", noted)
    return builds


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_it_shows_and_why_not_the_rest(page, blocks):
    app = open_page(page, AS)
    for key in LAYER_KEYS.get(page, ()):
        app.session_state[key] = True
    app.run()
    assert not app.exception
    assert not app.error
    text = html(app)
    assert withheld.DEMONSTRATION in text
    assert app.query_params["als"] == "publicatie"
    assert not re.search(r"\b(nan|None|inf|NaN|null)\b", text)
    assert b"SYN-" not in everything_sent(app)
    assert blocks
    for build, made in blocks:
        if hasattr(made, "why"):
            assert made.title in unescape(text), build
            assert made.why in unescape(text), build
        else:
            computed = [source for source in made.sources if source.provenance.kind != "published"]
            assert all(source.provenance.policy == "publicatie" for source in computed)


@pytest.mark.parametrize("page", PAGES)
def test_every_figure_of_computed_results_has_its_heading(page, monkeypatch):
    blocks = noting(monkeypatch, "open")
    open_page(page)
    for build, made in blocks:
        if made.provenance.kind != "published":
            # Of figures of one kind beside each other each has its own last word: `codeboek_dtv`.
            first, own = (key.split("_")[0] for key in (heading_of(build).key, made.key))
            assert own == first, build


def test_what_is_not_published_is_not_computed(monkeypatch):
    def refuse(*_):
        raise AssertionError("people were counted for a result that nobody sees")

    monkeypatch.setattr(session.ScreenView, "_cohort", property(refuse))
    assert not open_page("samenhang", AS | {"kenmerken": "personen"}).error


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"geslacht": "vrouw"}, None),
        ({"geslacht": "vrouw", "leeftijd": "12.19"}, None),
        ({"geslacht": "vrouw", "herkomst": "irak"}, "filters"),
        ({"steunpunt": "almelo"}, "filters"),
        ({"voor_start": "weglaten"}, "criteria"),
    ],
)
def test_only_views_of_the_list_are_shown(query, reason):
    app = open_page("overzicht", AS | query)
    assert not app.exception
    assert not app.error
    text = html(app)
    assert (withheld.START in text) == (reason is not None)
    if reason:
        assert withheld.WHY[reason] in unescape(text)
    assert dict(app.query_params) == query | AS


def test_one_filter_is_one_choice():
    app = open_page("overzicht", AS, panels=True)
    assert not app.sidebar.multiselect
    box = next(selectbox for selectbox in app.sidebar.selectbox if selectbox.label == "Geslacht")
    assert box.options == ["alle", "vrouw", "man"]
    box.set_value(("vrouw",)).run()
    assert not app.exception
    assert app.query_params["geslacht"] == "vrouw"
    assert "ongeveer 190 jongeren" in html(app)


def test_there_and_back_keeps_the_selection():
    app = open_page("overzicht", AS | {"geslacht": "vrouw"})
    assert "href='?geslacht=vrouw'" in html(app)
    del app.query_params["als"]
    app.run()
    assert not app.exception
    assert withheld.DEMONSTRATION not in html(app)
    assert "Van elke 100 jongeren" in html(app)


def test_every_number_of_a_published_share_is_rounded(blocks):
    open_page("overzicht", AS)
    open_page("duur", AS | {"laag_einde": "true"})
    cells = [
        cell
        for _, made in blocks
        if hasattr(made, "table")
        for row in made.table.rows
        for cell in row
    ]
    shares = [cell for cell in cells if isinstance(cell, Share)]
    assert shares
    assert all(isinstance(part, Rounded) for share in shares for part in (share.count, share.total))


def test_a_page_cannot_reach_the_people(monkeypatch):
    views = []
    monkeypatch.setattr(session, "said", lambda say: views.append(session.view()) or "")
    open_page("duur", AS)
    view = views[-1]
    with pytest.raises(Withheld):
        _ = view.cohort
    hidden = view.ask(participants.asylum_history)
    assert not hidden.shown
    with pytest.raises(Withheld):
        _ = hidden.value
